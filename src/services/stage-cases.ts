import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { type CaseFieldName, isMadeNumber } from '../domain/case.js';
import type { CaseCsvField } from '../domain/case-csv.js';
import type { CaseImportError } from '../domain/case-import.js';
import { type NewCaseInput, newCaseInput } from '../domain/case-input.js';
import { writeTo } from '../formats/write-to.js';
import type { CaseCsvRow, OpenedCaseCsv } from './read-case-csv.js';

/** A row that was read: either it is in order by itself, or why not. */
export type StagedCase =
  | {
      readonly line: number;
      readonly input: NewCaseInput;
      /** Columns of the file; what it has not is left as it is where the case exists. */
      readonly present: readonly CaseFieldName[];
      /** Blank ones among category and priority. */
      readonly blank: readonly ('category' | 'priority')[];
    }
  | { readonly line: number; readonly errors: readonly CaseImportError[] };

export interface Staged {
  readonly rows: number;
  /** Rows in order that have no number of their own. */
  readonly unnumbered: number;
  /** Of the numbers that rows in order have of their own, those that a row without one could be given. */
  readonly numbers: ReadonlySet<string>;
}

/** Reads all rows, checks each by itself, and lays them down in a file, so that the transaction has only to write. */
export async function stageCases(csv: OpenedCaseCsv, place: string): Promise<Staged> {
  const out = createWriteStream(place, { mode: 0o600 });
  out.on('error', () => undefined); // told by the write that fails
  const seen = new Map<string, number>();
  let rows = 0;
  let unnumbered = 0;
  try {
    for await (const group of csv.rows) {
      const staged = group.map((row) => stage(row, seen));
      rows += staged.length;
      unnumbered += staged.filter((row) => 'input' in row && !row.input.case_number).length;
      if (staged.length > 0) await writeTo(out, `${staged.map(lineOf).join('\n')}\n`);
    }
    out.end();
    await finished(out);
  } finally {
    out.destroy();
  }
  // The others are not held while the rows are written.
  const numbers = unnumbered === 0 ? [] : [...seen.keys()].filter(isMadeNumber);
  return { rows, unnumbered, numbers: new Set(numbers) };
}

/** JSON on one line, also for readers that take other separators for line ends. */
function lineOf(row: StagedCase): string {
  return JSON.stringify(row).replace(/[\u2028\u2029]/g, (letter) =>
    letter === '\u2028' ? '\\u2028' : '\\u2029',
  );
}

/** What was laid down, group by group. */
export async function* stagedCases(place: string, size: number): AsyncGenerator<readonly StagedCase[]> {
  let group: StagedCase[] = [];
  for await (const line of createInterface({ input: createReadStream(place) })) {
    group.push(JSON.parse(line) as StagedCase); // written by stageCases alone
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

const lowered: readonly CaseCsvField[] = ['priority', 'status'];
const freeText: readonly CaseCsvField[] = ['title', 'description'];

function stage({ line, cells, tooLong }: CaseCsvRow, seen: Map<string, number>): StagedCase {
  const given = new Map<CaseCsvField, string>();
  for (const [field, cell] of cells) {
    const text = freeText.includes(field) ? cell : cell.trim();
    if (text.trim() !== '') given.set(field, lowered.includes(field) ? text.toLowerCase() : text);
  }
  const number = given.get('case_number') ?? null;
  const refused = (errors: readonly (readonly [field: string, message: string])[]): StagedCase => ({
    line,
    errors: errors.map(([field, message]) => ({ row: line, case_number: number, field, message })),
  });
  if (tooLong) return refused([['', 'has more cells than the header']]);
  const read = newCaseInput.safeParse({
    category: 'other',
    priority: 'medium',
    ...Object.fromEntries(given),
  });
  if (!read.success)
    return refused(read.error.issues.map(({ path, message }) => [String(path[0] ?? ''), message]));
  const { case_number: own } = read.data;
  const first = own ? seen.get(own) : undefined;
  if (first !== undefined) return refused([['case_number', `stands in row ${first} already`]]);
  // A copy: what was cut out of a piece of the file keeps all of that piece in memory.
  if (own) seen.set(Buffer.from(own).toString(), line);
  return {
    line,
    input: read.data,
    present: [...cells.keys()].filter((field) => field !== 'case_number'),
    blank: (['category', 'priority'] as const).filter((field) => !given.has(field)),
  };
}
