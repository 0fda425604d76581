import { sheetsOf } from '../domain/imported-sheets.js';
import { fileTypeById } from '../filetypes/index.js';
import { isStoredStatus } from '../store/imported-files.js';
import {
  type ClaimSums,
  claimSums,
  countFiles,
  type FileRecord,
  problemsOfSheets,
  type RepRecord,
  repRecordsAfter,
  rowsOfSheets,
  rowTables,
  type SheetProblems,
  type SheetRows,
  type StatementRecord,
  statementRecordsAfter,
  statementSums,
} from '../store/verified-files.js';
import { step, type VerifyGround } from './verify-check.js';

/** Files of one look: a grouped question to each table. */
const page = 100;

type Fact = readonly [place: string, expected: string | number | null, found: string | number | null];

/** What the tables hold of one file. */
interface Stored {
  readonly sheets: readonly SheetRows[];
  readonly problems: readonly SheetProblems[];
}

const sumOf = <Item>(items: readonly Item[], number: (item: Item) => number) =>
  items.reduce((sum, item) => sum + number(item), 0);

function isDetail(layout: string | null): boolean {
  if (layout === null) return false;
  const { sheetKind } = fileTypeById(layout);
  return sheetKind === 'detail' || sheetKind === 'stm_detail';
}

/** The file's own numbers against each other, and against the rows and problems of each sheet. */
function countFacts(file: FileRecord, { sheets, problems }: Stored): Fact[] {
  const said = sheetsOf(file.sheets);
  const { rowsInserted, rowsUpdated, rowsUnchanged, rowsRefused, rowsRead } = file;
  const taken = rowsInserted + rowsUpdated + rowsUnchanged;
  const details = said.filter(({ layout }) => isDetail(layout));
  const copies = sumOf(problems, (sheet) => sheet.copies);
  const detailRows = sumOf(
    sheets.filter(({ layoutId }) => isDetail(layoutId)),
    ({ rows }) => rows,
  );
  const known = new Set(said.map(({ name, layout }) => `${layout} ${name}`));
  return [
    ['rows_read = inserted + updated + unchanged + refused', taken + rowsRefused, rowsRead],
    ['total_records', rowsRead, file.totalRecords],
    ['imported_records', taken, file.importedRecords],
    ['failed_records', rowsRefused, file.failedRecords],
    ['rows_read', sumOf(details, (sheet) => sheet.rowsRead), rowsRead],
    ['rows_refused', sumOf(details, ({ refused }) => refused), rowsRefused],
    ['claim rows stored', taken - copies, detailRows],
    ...said.flatMap(({ name, layout, stored, refused, rowsRead: read }): Fact[] => {
      const own = sheets.filter(({ sheetName, layoutId }) => sheetName === name && layoutId === layout);
      const told = problems.find(({ sheetName }) => sheetName === name);
      const place = (what: string) => `sheet ${name}, ${what}`;
      return [
        [place('rows stored'), stored, sumOf(own, ({ rows }) => rows)],
        [place('rows refused'), refused, told?.refused ?? 0],
        [place('rows read'), stored + refused + (told?.copies ?? 0), read],
      ];
    }),
    ...sheets
      .filter(({ sheetName, layoutId }) => !known.has(`${layoutId} ${sheetName}`))
      .map(({ sheetName, layoutId, rows }): Fact => [`sheet ${sheetName}, rows of ${layoutId}`, 0, rows]),
  ];
}

/** Counts that copies may hide from a recount are left to the check of cells. */
function repFacts(file: RepRecord, sums: readonly ClaimSums[], { problems }: Stored): Fact[] {
  const copies = sumOf(problems, (sheet) => sheet.copies);
  const references = sumOf(sums, (sum) => sum.references);
  const days = (pick: 'firstDay' | 'lastDay') => sums.flatMap((sum) => sum[pick] ?? []).sort();
  const facts: Fact[] = [
    ['min_service_day', days('firstDay').at(0) ?? null, file.minServiceDay],
    ['max_service_day', days('lastDay').at(-1) ?? null, file.maxServiceDay],
  ];
  if (copies === 0 || references === 0)
    facts.push(['stored_total', sumOf(sums, ({ reported }) => reported) + copies, file.storedTotal]);
  if (copies === 0) facts.push(['stored_passed', sumOf(sums, ({ passed }) => passed), file.storedPassed]);
  return facts;
}

function statementFacts(file: StatementRecord, amount: string, { sheets, problems }: Stored): Fact[] {
  const copies = sumOf(problems, (sheet) => sheet.copies);
  const rows = sheets.filter(({ layoutId }) => isDetail(layoutId));
  return [
    ['stored_count', sumOf(rows, (sheet) => sheet.rows) + copies, file.storedTotal],
    ...(copies === 0 ? [['stored_amount', amount, file.storedAmount] as const] : []),
  ];
}

function tellFacts({ tell }: VerifyGround, file: FileRecord, facts: readonly Fact[]): void {
  for (const [place, expected, found] of facts)
    if (expected !== found)
      tell({ code: 'verify_count_differs', fileId: file.id, file: file.filename, place, expected, found });
}

/** Rows and problems of these files, by file. */
async function storedOf(ground: VerifyGround, kind: 'rep' | 'stm', ids: readonly number[]) {
  const sheets: SheetRows[] = [];
  for (const table of rowTables[kind]) sheets.push(...(await rowsOfSheets(ground.view, table, ids)));
  const problems = await problemsOfSheets(ground.view, kind, ids);
  return (id: number): Stored => ({
    sheets: sheets.filter(({ fileId }) => fileId === id),
    problems: problems.filter(({ fileId }) => fileId === id),
  });
}

async function repPage(ground: VerifyGround, files: readonly RepRecord[]): Promise<void> {
  const ids = files.map(({ id }) => id);
  const stored = await storedOf(ground, 'rep', ids);
  const sums = await claimSums(ground.view, ids);
  for (const file of files) {
    const own = sums.filter(({ fileId }) => fileId === file.id);
    const of = stored(file.id);
    tellFacts(ground, file, [...countFacts(file, of), ...repFacts(file, own, of)]);
  }
}

async function statementPage(ground: VerifyGround, files: readonly StatementRecord[]): Promise<void> {
  const ids = files.map(({ id }) => id);
  const stored = await storedOf(ground, 'stm', ids);
  const sums = await statementSums(ground.view, ids);
  for (const file of files) {
    const amount = sums.find(({ fileId }) => fileId === file.id)?.amount ?? '0.00';
    const of = stored(file.id);
    tellFacts(ground, file, [...countFacts(file, of), ...statementFacts(file, amount, of)]);
  }
}

/** Every page of files, those with stored rows alone. */
async function eachPage<File extends FileRecord>(
  after: (id: number) => Promise<File[]>,
  take: (files: File[]) => Promise<void>,
  onFiles: (files: number) => void,
): Promise<void> {
  for (let last = 0; ; ) {
    const files = await after(last);
    if (files.length === 0) return;
    last = files.at(-1)?.id ?? last;
    const stored = files.filter(({ status }) => isStoredStatus(status));
    if (stored.length > 0) await take(stored);
    onFiles(files.length);
  }
}

/** What each stored file's record says of its rows, against the rows. Answers how many files. */
export async function verifyCounts(ground: VerifyGround): Promise<number> {
  const of = await countFiles(ground.view);
  let done = 0;
  const onFiles = (files: number) => {
    done += files;
    step(ground, done, of);
  };
  step(ground, 0, of);
  await eachPage(
    (id) => repRecordsAfter(ground.view, id, page),
    (files) => repPage(ground, files),
    onFiles,
  );
  await eachPage(
    (id) => statementRecordsAfter(ground.view, id, page),
    (files) => statementPage(ground, files),
    onFiles,
  );
  return done;
}
