import type { Tx } from '../db/db.js';
import { liveFile } from '../domain/claim-version.js';
import { issuesOfDocument, type StatementFile, updateStatementFile } from '../store/statement-files.js';

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
