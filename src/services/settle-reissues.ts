import type { Tx } from '../db/db.js';
import { inOrderOfIssue } from '../domain/claim-version.js';
import { AppError } from '../domain/errors.js';
import type { RepFileName } from '../domain/rep-file-name.js';
import { tranIdsOfFiles } from '../store/claims.js';
import { addFileProblems, deleteFileProblems, type FileProblem } from '../store/file-problems.js';
import { filesOfName, type ImportedFile, updateImportedFile } from '../store/imported-files.js';
import { wholeFileProblem } from './record-import.js';

type Name = Pick<RepFileName, 'hospitalCode' | 'filename'>;

interface SettledIssues {
  /** Stored files of the name from the first issue to the last, which alone counts. */
  readonly files: readonly ImportedFile[];
  readonly live: ImportedFile | undefined;
  /** Claims of the files that began or ceased to count: their current versions may change. */
  readonly tranIds: ReadonlySet<string>;
}

/** Brings `superseded` and `replaces_file_id` of all files of a name to what their order of issue says. */
async function settleIssues(tx: Tx, { hospitalCode, filename }: Name): Promise<SettledIssues> {
  const files = inOrderOfIssue(await filesOfName(tx, hospitalCode, filename));
  const live = files.at(-1);
  const changed: number[] = [];
  for (const [index, file] of files.entries()) {
    const superseded = file !== live;
    const replaces = files[index - 1]?.id ?? null;
    if (file.superseded === superseded && file.replacesFileId === replaces) continue;
    if (file.superseded !== superseded) changed.push(file.id);
    await updateImportedFile(tx, file.id, { superseded, replaces_file_id: replaces });
  }
  return { files, live, tranIds: await tranIdsOfFiles(tx, changed) };
}

export interface Reissue {
  /** Other files of the name are stored too. */
  readonly hasOthers: boolean;
  /** Claims whose current version may change because another file of the name counts now. */
  readonly tranIds: ReadonlySet<string>;
  readonly problems: readonly FileProblem[];
}

/**
 * After the rows of a file were stored: of all files of its name the latest one counts, the rows of the others stay as
 * history. Claims that only an earlier issue held are named, whichever of the two comes in first (product.md rule 2,
 * formats/tables.md 3.1).
 */
export async function settleReissues(tx: Tx, name: Name, fileId: number): Promise<Reissue> {
  const { files, live, tranIds } = await settleIssues(tx, name);
  const others = files.filter((file) => file.id !== fileId);
  if (!live || others.length === 0) return { hasOthers: false, tranIds, problems: [] };
  const ownTranIds = await tranIdsOfFiles(tx, [fileId]);
  if (live.id !== fileId) {
    const later = await tranIdsOfFiles(tx, [live.id]);
    const older = wholeFileProblem(new AppError('older_issue'), 'warning');
    return { hasOthers: true, tranIds, problems: [older, ...missingProblems(ownTranIds, later)] };
  }
  const earlier = await tranIdsOfFiles(
    tx,
    others.map((file) => file.id),
  );
  return { hasOthers: true, tranIds, problems: missingProblems(earlier, ownTranIds) };
}

/**
 * After a file was taken out: the last issue that is left counts again, and what was said of the issues of its name is
 * said anew. Answers the claims whose current version may change.
 */
export async function settleIssuesLeft(tx: Tx, name: Name): Promise<ReadonlySet<string>> {
  const { files, live, tranIds } = await settleIssues(tx, name);
  if (!live) return tranIds;
  const ids = files.map((file) => file.id);
  await deleteFileProblems(tx, [live.id], 'older_issue');
  await deleteFileProblems(tx, ids, 'missing_in_reissue');
  const earlier = ids.filter((id) => id !== live.id);
  if (earlier.length > 0) {
    const missing = missingProblems(await tranIdsOfFiles(tx, earlier), await tranIdsOfFiles(tx, [live.id]));
    await addFileProblems(tx, live.id, missing);
  }
  return tranIds;
}

function missingProblems(earlier: ReadonlySet<string>, later: ReadonlySet<string>): FileProblem[] {
  const missing = [...earlier].filter((tranId) => !later.has(tranId)).sort();
  return missing.map((tranId) =>
    wholeFileProblem(new AppError('missing_in_reissue', { tran_id: tranId }), 'warning', tranId),
  );
}
