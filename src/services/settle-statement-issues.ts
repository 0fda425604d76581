import type { Tx } from '../db/db.js';
import { liveFile } from '../domain/claim-version.js';
import { AppError } from '../domain/errors.js';
import { addFileProblems, deleteFileProblems, type FileProblem } from '../store/file-problems.js';
import { issuesOfDocument, type StatementFile, updateStatementFile } from '../store/statement-files.js';
import { tranIdsMissingIn } from '../store/statement-rows.js';
import { wholeFileProblem } from './record-import.js';

/**
 * Of all stored issues of a document the latest one counts (report time, then SHA-256), whatever came in first; the
 * rows of the others stay as history. Import and undo end here. Answers all issues and the one that counts.
 */
export async function settleStatementIssues(
  tx: Tx,
  hospitalCode: string,
  documentNo: string,
): Promise<{ readonly issues: readonly StatementFile[]; readonly live: StatementFile | undefined }> {
  const issues = await issuesOfDocument(tx, hospitalCode, documentNo);
  const live = liveFile(issues);
  for (const { id, isCurrent } of issues) {
    if (isCurrent !== (id === live?.id)) await updateStatementFile(tx, id, { is_current: !isCurrent });
  }
  return { issues, live };
}

/** Claims of the given issues that the later one has not. */
export async function missingInIssue(
  tx: Tx,
  earlier: readonly number[],
  later: number,
): Promise<FileProblem[]> {
  const missing = await tranIdsMissingIn(tx, earlier, later);
  return missing.map((tranId) =>
    wholeFileProblem(new AppError('missing_in_reissue', { tran_id: tranId }), 'warning', tranId),
  );
}

/** After an issue was taken out: the last one that is left counts, and what was said of them is said anew. */
export async function settleStatementIssuesLeft(
  tx: Tx,
  hospitalCode: string,
  documentNo: string,
): Promise<void> {
  const { issues, live } = await settleStatementIssues(tx, hospitalCode, documentNo);
  if (!live) return;
  const ids = issues.map(({ id }) => id);
  await deleteFileProblems(tx, [live.id], 'older_issue');
  await deleteFileProblems(tx, ids, 'missing_in_reissue');
  const earlier = ids.filter((id) => id !== live.id);
  if (earlier.length > 0) await addFileProblems(tx, live.id, await missingInIssue(tx, earlier, live.id));
}
