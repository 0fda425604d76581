import { inOrderOfIssue } from '../domain/claim-version.js';
import { isStoredStatus } from '../store/imported-files.js';
import { type IssueRow, repIssuesAfter, statementIssuesAfter } from '../store/verified-issues.js';
import { step, type VerifyGround } from './verify-check.js';

/** Names of one look. */
const page = 100;

/** What the issues of one name or document should say of themselves: the last of the stored ones counts. */
function compareIssues(
  { tell }: VerifyGround,
  files: readonly IssueRow[],
  column: 'superseded' | 'is_current',
): void {
  const stored = inOrderOfIssue(files.filter(({ status }) => isStoredStatus(status)));
  const live = stored.at(-1);
  const wrong = (file: IssueRow, place: string, expected: string | null, found: string | null) =>
    tell({ code: 'verify_issue_differs', fileId: file.id, file: file.filename, place, expected, found });
  for (const file of files) {
    const isStored = isStoredStatus(file.status);
    // A file whose rows are not stored is no issue: a REP says so by not being superseded, a statement by not counting.
    const isOld = isStored ? file !== live : column === 'is_current';
    const said = (old: boolean) => String(column === 'superseded' ? old : !old);
    if (file.isOld !== isOld) wrong(file, column, said(isOld), said(file.isOld));
    if (column === 'is_current') continue;
    const replaces = isStored ? (stored[stored.indexOf(file) - 1]?.id ?? null) : null;
    if (file.replacesFileId !== replaces)
      wrong(file, 'replaces_file_id', String(replaces), String(file.replacesFileId));
  }
}

/** Files come in the order of their names. */
function byName(files: readonly IssueRow[]): IssueRow[][] {
  const groups: IssueRow[][] = [];
  for (const file of files) {
    const group = groups.at(-1);
    const before = group?.[0];
    if (group && before?.issueOf === file.issueOf && before.hospitalCode === file.hospitalCode)
      group.push(file);
    else groups.push([file]);
  }
  return groups;
}

async function walk(
  ground: VerifyGround,
  next: (after: readonly [string, string]) => Promise<IssueRow[]>,
  column: 'superseded' | 'is_current',
): Promise<number> {
  let compared = 0;
  for (let after: readonly [string, string] = ['', '']; ; ) {
    step(ground, compared);
    const files = await next(after);
    const last = files.at(-1);
    if (!last) return compared;
    after = [last.hospitalCode, last.issueOf];
    for (const issues of byName(files)) compareIssues(ground, issues, column);
    compared += files.length;
  }
}

/** Which of several files of one name (statements of one document) counts, and which it replaces. Answers how many files. */
export async function verifyIssues(ground: VerifyGround): Promise<number> {
  const { view } = ground;
  const reps = await walk(ground, (after) => repIssuesAfter(view, after, page), 'superseded');
  return reps + (await walk(ground, (after) => statementIssuesAfter(view, after, page), 'is_current'));
}
