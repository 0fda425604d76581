import type { Db, Tx } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { importEvents } from '../domain/import-event.js';
import type { ImportResult } from '../domain/import-result.js';
import { sheetsJson } from '../domain/imported-sheets.js';
import type { ProblemCode } from '../domain/problems/index.js';
import { bahtOf } from '../domain/satang.js';
import {
  compareStatementSums,
  netReceivable,
  type StatementDifference,
  type StatementSum,
  wholeSum,
} from '../domain/statement-totals.js';
import type { SheetKind, StatementHead } from '../filetypes/file-type.js';
import { changeClaims } from '../store/claim-changes.js';
import { recordClaimEvents } from '../store/claim-events.js';
import { keepStandings } from '../store/claim-standing.js';
import { recordEvents } from '../store/events.js';
import { type FileProblem, replaceFileProblems } from '../store/file-problems.js';
import { isStoredStatus } from '../store/imported-files.js';
import { settleQuarantine } from '../store/quarantine.js';
import { findStatementFile, updateStatementFile } from '../store/statement-files.js';
import {
  deleteStatementRows,
  insertStatementRows,
  matchRowsOfStatement,
  statementHashes,
  tranIdsOfDocument,
} from '../store/statement-rows.js';
import type { ImportRequest } from './import-request.js';
import type { OpenedWorkbook } from './open-events.js';
import { alertAboutFile } from './raise-alert.js';
import {
  alertFileOf,
  keptProblem,
  resultHead,
  saveAttempt,
  shownProblem,
  wholeFileProblem,
} from './record-import.js';
import {
  recordStatementUnchanged,
  type StatementAttempt,
  saveStatementRow,
  statementColumns,
} from './record-statement.js';
import { missingInIssue, settleStatementIssues } from './settle-statement-issues.js';
import { type StoredStatement, storeStatement } from './store-statement.js';

/** What name and sheets contradict each other in; the name is believed. */
function contradictions(
  { name }: StatementAttempt,
  head: StatementHead | null,
  periods: ReadonlySet<string>,
): FileProblem[] {
  const bare = (code: string) => code.replace(/^0+/, '');
  const problem = (code: ProblemCode, found: string, expected: string) =>
    wholeFileProblem(new AppError(code, { found, expected }), 'warning');
  return [
    ...(head?.documentNos ?? [])
      .filter((found) => found !== name.documentNo)
      .map((found) => problem('statement_document_differs', found, name.documentNo)),
    ...(head?.hospitalCodes ?? [])
      .filter((found) => bare(found) !== bare(name.hospitalCode))
      .map((found) => problem('statement_hospital_differs', found, name.hospitalCode)),
    ...[...periods]
      .filter((found) => found !== name.period)
      .map((found) => problem('statement_period_differs', found, name.period)),
  ];
}

interface Controls {
  readonly agree: boolean | null;
  readonly differences: readonly StatementDifference[];
  readonly receivable: StatementSum | null;
  readonly net: string | null;
  readonly summary: StatementSum | null;
  readonly details: StatementSum;
}

/** Receivable sheet, summary by REP document and written totals against the detail rows. */
function controlsOf(stored: StoredStatement): Controls {
  const details = stored.said.get('stm_detail')?.sums ?? new Map();
  const said = (kind: SheetKind) => stored.said.get(kind) ?? null;
  const [receivable, summary] = [said('stm_receivable'), said('stm_rep_summary')];
  const { net, agrees } = netReceivable(stored.nets, stored.netComputed);
  const differences = [
    ...[receivable, summary].flatMap((one) =>
      one ? compareStatementSums([...one.sheets].join(', '), one.sums, details) : [],
    ),
    ...stored.differences,
    ...(agrees
      ? []
      : [
          {
            code: 'statement_net_differs' as const,
            details: { expected: net ?? '', stored: bahtOf(stored.netComputed) },
          },
        ]),
  ];
  const isCompared = receivable !== null || summary !== null;
  return {
    agree: isCompared || differences.length > 0 ? differences.length === 0 : null,
    differences,
    receivable: receivable && wholeSum(receivable.sums),
    net,
    summary: summary && wholeSum(summary.sums),
    details: wholeSum(details),
  };
}

const baht = (sum: StatementSum | null) => (sum?.satang == null ? null : bahtOf(sum.satang));

function storedColumnsOf(stored: StoredStatement, controls: Controls) {
  return {
    total_records: stored.rowsRead,
    imported_records: stored.inserted + stored.updated + stored.unchanged,
    failed_records: stored.refused,
    rows_read: stored.rowsRead,
    rows_inserted: stored.inserted,
    rows_updated: stored.updated,
    rows_unchanged: stored.unchanged,
    rows_refused: stored.refused,
    receivable_count: controls.receivable?.count ?? null,
    receivable_amount: baht(controls.receivable),
    receivable_net: controls.net,
    summary_count: controls.summary?.count ?? null,
    summary_amount: baht(controls.summary),
    stored_count: controls.details.count ?? 0,
    stored_amount: baht(controls.details) ?? '0.00',
    controls_agree: controls.agree,
    sheets: sheetsJson(stored.sheets),
    error_message: null,
  };
}

/** Which issue of the document counts now, and what the other issues had that the later one has not. */
async function issueProblems(tx: Tx, { name }: StatementAttempt, fileId: number): Promise<FileProblem[]> {
  const { issues, live } = await settleStatementIssues(tx, name.hospitalCode, name.documentNo);
  const others = issues.filter(({ id }) => id !== fileId).map(({ id }) => id);
  if (!live || others.length === 0) return [];
  const isLive = live.id === fileId;
  const missing = await missingInIssue(tx, isLive ? others : [fileId], live.id);
  return [...(isLive ? [] : [wholeFileProblem(new AppError('older_issue'), 'warning')]), ...missing];
}

/**
 * The transaction of a statement's import: rows of all sheets, problems, control totals, which issue counts, matches with
 * REP claims, the file's row and the attempt. One import per hospital at a time, in whatever process.
 */
export async function writeStatement(
  db: Db,
  attempt: StatementAttempt,
  { head, events }: OpenedWorkbook,
  { onRows = () => undefined, ...wait }: Pick<ImportRequest, 'onRows' | 'onWait' | 'signal'>,
): Promise<ImportResult> {
  const { name, sha256, isStored } = attempt;
  return changeClaims(
    db,
    name.hospitalCode,
    async (tx, batch) => {
      // Another process may have stored these bytes while this one waited for the lock.
      const known = await findStatementFile(tx, { ...name, sha256 });
      if (known && !isStored && isStoredStatus(known.status))
        return recordStatementUnchanged(tx, attempt, known);
      const fileId = await saveStatementRow(
        tx,
        { ...attempt, known },
        {
          ...statementColumns(attempt, 'completed'),
          hospital_name: head.statement?.hospitalName ?? null,
          province_code: head.statement?.provinceCode ?? null,
          province_name: head.statement?.provinceName ?? null,
          report_date: head.reportTime,
          sheets: '[]',
        },
      );
      const hashesBefore = isStored ? await statementHashes(tx, fileId) : new Map<string, string>();
      const statedBefore = isStored ? await tranIdsOfDocument(tx, name) : [];
      if (isStored) await deleteStatementRows(tx, fileId);
      const stored = await storeStatement(
        (...rows) => insertStatementRows(tx, ...rows),
        { id: fileId, name, hashesBefore },
        head.sheets,
        events,
        onRows,
      );
      await matchRowsOfStatement(tx, fileId);
      const controls = controlsOf(stored);
      const problems = [
        ...controls.differences.map(({ code, details }) =>
          wholeFileProblem(new AppError(code, details), 'warning'),
        ),
        ...contradictions(attempt, head.statement, stored.periods),
        ...(await issueProblems(tx, attempt, fileId)),
        ...stored.problems.map(keptProblem),
      ];
      const anyRefused = stored.sheets.some((sheet) => sheet.refused > 0);
      const status = anyRefused || controls.agree === false ? 'completed_with_problems' : 'completed';
      const [period = name.period] = stored.periods.size === 1 ? stored.periods : [];
      await updateStatementFile(tx, fileId, {
        ...storedColumnsOf(stored, controls),
        period,
        status,
        import_completed_at: new Date(),
      });
      await replaceFileProblems(tx, fileId, problems);
      const { rowsRead, inserted, updated, unchanged, refused, sheets } = stored;
      const result: ImportResult = {
        ...resultHead(attempt, fileId),
        ...{ status, rowsRead, inserted, updated, unchanged, refused, sheets },
        controlTotals: {
          summary: controls.receivable?.count ?? controls.summary?.count ?? null,
          portal: null,
          stored: controls.details.count ?? 0,
          agree: controls.agree,
        },
        problems: problems.map(shownProblem),
      };
      // What statements say of a claim is told with it; read once more and nothing new in it, it says the same.
      await keepStandings(tx, batch, {
        hospitalCode: name.hospitalCode,
        tranIds: [...new Set([...statedBefore, ...(await tranIdsOfDocument(tx, name))])],
        all: !isStored || inserted + updated > 0,
      });
      const attemptId = await saveAttempt(tx, attempt, result);
      await settleQuarantine(tx, { kind: 'stm', fileId }, new Date());
      await alertAboutFile(tx, alertFileOf(result, fileId));
      await recordClaimEvents(tx, batch);
      await recordEvents(tx, batch, importEvents('stm', result, attemptId));
      return result;
    },
    wait,
  );
}
