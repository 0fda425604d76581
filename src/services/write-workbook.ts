import type { Db, Tx } from '../db/db.js';
import { type ControlDifference, compareControlTotals } from '../domain/control-totals.js';
import { AppError } from '../domain/errors.js';
import { importEvents } from '../domain/import-event.js';
import type { ImportResult, ImportStatus } from '../domain/import-result.js';
import { sheetsJson } from '../domain/imported-sheets.js';
import type { ChangeBatch } from '../store/changes.js';
import { changeClaims } from '../store/claim-changes.js';
import { recordClaimEvents } from '../store/claim-events.js';
import { addToRollups, dropEmptyRollups, takeFromRollups } from '../store/claim-rollups.js';
import { claimHashes, deleteClaimsOfFile, type StoredFile, tranIdsOfFiles } from '../store/claims.js';
import { recordEvents } from '../store/events.js';
import { type FileProblem, replaceFileProblems } from '../store/file-problems.js';
import { keepVisits } from '../store/his-matches.js';
import {
  failedFilesOfName,
  filesOfName,
  findImportedFile,
  isStoredStatus,
  portalCounts,
  updateImportedFile,
} from '../store/imported-files.js';
import { settleQuarantine } from '../store/quarantine.js';
import { deleteRepItemsOfFile } from '../store/rep-items.js';
import type { ImportRequest } from './import-request.js';
import type { OpenedWorkbook } from './open-events.js';
import { type FollowUp, openFollowUpCases } from './open-follow-up-cases.js';
import { alertAboutFile } from './raise-alert.js';
import {
  alertFileOf,
  fileColumns,
  type ImportAttempt,
  keptProblem,
  recordUnchanged,
  resultHead,
  saveAttempt,
  saveFileRow,
  shownProblem,
  wholeFileProblem,
} from './record-import.js';
import { type SettledClaims, settleClaims } from './settle-claims.js';
import { ownClaimsSettling } from './settle-own-claims.js';
import { type Reissue, settleReissues } from './settle-reissues.js';
import { type Settling, type StoredWorkbook, storeWorkbook } from './store-workbook.js';

interface SettledFile {
  readonly reissue: Reissue;
  readonly claims: SettledClaims;
}

/** As a rule no other file has the name, and claims are settled as they come; else each at the end over all its rows. */
async function settlingOf(
  tx: Tx,
  batch: ChangeBatch,
  { name }: ImportAttempt,
  file: StoredFile,
  tranIdsBefore: ReadonlySet<string>,
): Promise<Settling<SettledFile>> {
  const issues = await filesOfName(tx, name.hospitalCode, name.filename);
  const isAlone = issues.every(({ id }) => id === file.id);
  const alone = isAlone ? ownClaimsSettling(tx, batch, file, tranIdsBefore) : null;
  return {
    async some() {
      await alone?.some();
    },
    async all() {
      const reissue = await settleReissues(tx, name, file.id);
      if (alone) return { reissue, claims: await alone.all() };
      const own = await tranIdsOfFiles(tx, [file.id]);
      const all = new Set([...own, ...tranIdsBefore, ...reissue.tranIds]);
      return { reissue, claims: await settleClaims(tx, batch, file.hospitalCode, all, file.id) };
    },
  };
}

function differenceProblem(difference: ControlDifference): FileProblem {
  return wholeFileProblem(new AppError(difference.code, difference.details), 'warning');
}

async function clearEarlierRows(tx: Tx, attempt: ImportAttempt, fileId: number) {
  if (!attempt.isStored) return { hashes: new Map<string, string>(), tranIds: new Set<string>(), months: [] };
  const hashes = await claimHashes(tx, fileId);
  const tranIds = await tranIdsOfFiles(tx, [fileId]);
  const months = await takeFromRollups(tx, { fileId });
  await deleteClaimsOfFile(tx, fileId);
  await deleteRepItemsOfFile(tx, fileId);
  return { hashes, tranIds, months };
}

function totalsColumns(
  stored: StoredWorkbook,
  portal: Awaited<ReturnType<typeof portalCounts>>,
  agree: boolean | null,
) {
  return {
    total_records: stored.rowsRead,
    imported_records: stored.inserted + stored.updated + stored.unchanged,
    failed_records: stored.refused,
    rows_read: stored.rowsRead,
    rows_inserted: stored.inserted,
    rows_updated: stored.updated,
    rows_unchanged: stored.unchanged,
    rows_refused: stored.refused,
    portal_total: portal?.total ?? null,
    portal_passed: portal?.passed ?? null,
    portal_failed: portal?.failed ?? null,
    summary_total: stored.summary?.total ?? null,
    summary_passed: stored.summary?.passed ?? null,
    summary_failed: stored.summary?.failed ?? null,
    summary_amount: stored.summary?.amount ?? null,
    stored_total: stored.stored.total,
    stored_passed: stored.stored.passed,
    stored_amount: stored.stored.amount,
    controls_agree: agree,
    sheets: sheetsJson(stored.sheets),
    min_service_day: stored.minServiceDay,
    max_service_day: stored.maxServiceDay,
    error_message: null,
  };
}

/** Whether something must be done: rows were refused, or the totals disagree; a warning alone is no such thing. */
function statusOf(stored: StoredWorkbook, agree: boolean | null): ImportStatus {
  const refused = stored.sheets.some((sheet) => sheet.refused > 0);
  return refused || agree === false ? 'completed_with_problems' : 'completed';
}

/** What was said about this file, and about bytes under its name that could not be read, is brought up to date. */
async function settleMatters(tx: Tx, attempt: ImportAttempt, result: ImportResult, fileId: number) {
  await settleQuarantine(tx, { kind: 'rep', fileId }, new Date());
  await alertAboutFile(tx, alertFileOf(result, fileId));
  const { hospitalCode, filename } = attempt.name;
  for (const failed of await failedFilesOfName(tx, hospitalCode, filename))
    await alertAboutFile(tx, {
      kind: 'rep',
      fileId: failed,
      filename,
      status: 'completed',
      controlsAgree: null,
    });
}

interface WriteOptions extends Pick<ImportRequest, 'onRows' | 'onWait' | 'signal'> {
  readonly followUp: FollowUp | null;
}

/**
 * The transaction of an import: rows of all sheets, problems, versions, control totals, the file's row and the attempt.
 * One import per hospital at a time, in whatever process. Any error leaves the database as it was.
 */
export async function writeWorkbook(
  db: Db,
  attempt: ImportAttempt,
  { head, events, stampRows }: OpenedWorkbook,
  { onRows = () => undefined, followUp, ...wait }: WriteOptions,
): Promise<ImportResult> {
  const { name } = attempt;
  return changeClaims(
    db,
    name.hospitalCode,
    async (tx, batch) => {
      // Another process may have stored these bytes while this one waited for the lock.
      const known = await findImportedFile(tx, { ...name, sha256: attempt.sha256 });
      if (known !== null && !attempt.isStored && isStoredStatus(known.status))
        return recordUnchanged(tx, attempt, known);
      // A person took the file out while a forced read of it was on its way: out it stays.
      if (known !== null && attempt.isStored && !isStoredStatus(known.status))
        throw new AppError('already_undone', { file: known.filename });
      const opening = {
        ...fileColumns(attempt, 'completed'),
        report_time: head.reportTime,
        sheets: '[]',
        superseded: false,
      };
      const fileId = await saveFileRow(tx, { ...attempt, known }, opening);
      const before = await clearEarlierRows(tx, attempt, fileId);
      stampRows({
        fileId,
        name,
        sha256: attempt.sha256,
        reportTime: head.reportTime,
        hashesBefore: before.hashes,
      });
      const file = { id: fileId, hospitalCode: name.hospitalCode };
      const settling = await settlingOf(tx, batch, attempt, file, before.tranIds);
      const stored = await storeWorkbook(tx, file, head.sheets, events, onRows, settling);
      await addToRollups(tx, { fileId });
      await dropEmptyRollups(tx, name.hospitalCode, before.months);
      await keepVisits(tx, { fileId, hospitalCode: name.hospitalCode });
      const { reissue, claims } = stored.settled;
      const portal = await portalCounts(tx, name.filename);
      const portalTotals = portal ? { ...portal, amount: null } : null;
      const { agree, differences } = compareControlTotals(stored.stored, stored.summary, portalTotals);
      const problems = [
        ...differences.map(differenceProblem),
        ...reissue.problems,
        ...claims.inTwoTables.map((tranId) =>
          wholeFileProblem(new AppError('same_tran_two_kinds', { tran_id: tranId }), 'warning', tranId),
        ),
        ...stored.problems.map(keptProblem),
      ];
      const status = statusOf(stored, agree);
      await updateImportedFile(tx, fileId, {
        ...totalsColumns(stored, portal, agree),
        status,
        import_completed_at: new Date(),
      });
      await replaceFileProblems(tx, fileId, problems);
      const result: ImportResult = {
        ...resultHead(attempt, fileId),
        status,
        rowsRead: stored.rowsRead,
        inserted: stored.inserted,
        updated: stored.updated,
        unchanged: stored.unchanged,
        refused: stored.refused,
        controlTotals: {
          summary: stored.summary?.total ?? null,
          portal: portal?.total ?? null,
          stored: stored.stored.total ?? 0,
          agree,
        },
        sheets: stored.sheets,
        problems: problems.map(shownProblem),
      };
      const attemptId = await saveAttempt(tx, attempt, result);
      await settleMatters(tx, attempt, result, fileId);
      if (followUp)
        await openFollowUpCases(tx, batch, followUp, { ...file, isReread: attempt.isStored }, new Date());
      await recordClaimEvents(tx, batch, attempt.isStored ? null : fileId);
      await recordEvents(tx, batch, importEvents('rep', result, attemptId));
      return result;
    },
    wait,
  );
}
