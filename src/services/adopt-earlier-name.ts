import type { Db } from '../db/db.js';
import { namePlace } from '../domain/claim-version.js';
import type { RepFileName } from '../domain/rep-file-name.js';
import { changeClaims } from '../store/claim-changes.js';
import { replaceVersionPlace, tranIdsOfFiles } from '../store/claims.js';
import type { LockWait } from '../store/import-lock.js';
import {
  findImportedFileById,
  type ImportedFile,
  isStoredStatus,
  updateImportedFile,
} from '../store/imported-files.js';
import { settleClaims } from './settle-claims.js';
import { settleIssuesLeft } from './settle-reissues.js';

function isEarlier(name: RepFileName, known: ImportedFile): boolean {
  if (name.fileType !== known.fileType || name.filename === known.filename) return false;
  const [own, other] = [placeOf(name), placeOf(known)];
  return own === other ? name.filename < known.filename : own < other;
}

const placeOf = ({ fileDate, sequence }: Pick<ImportedFile, 'fileDate' | 'sequence'>) =>
  namePlace({ fileDate: fileDate ?? '', sequence: sequence ?? '' });

/**
 * The same bytes under several names are one file, dated by the earliest of them, whichever came in first: otherwise a
 * copy under a later name would give its claims another place among their versions than the original does. Answers
 * the file as it stands then. Does nothing for a name that is later, or of another type.
 */
export async function adoptEarlierName(
  db: Db,
  name: RepFileName,
  known: ImportedFile,
  wait: LockWait,
): Promise<ImportedFile> {
  if (!isEarlier(name, known)) return known;
  return changeClaims(
    db,
    known.hospitalCode,
    async (tx, batch) => {
      const file = (await findImportedFileById(tx, known.id)) ?? known;
      if (!isStoredStatus(file.status) || !isEarlier(name, file)) return file;
      const { filename, fileDate, sequence } = name;
      await updateImportedFile(tx, file.id, {
        filename,
        file_date: fileDate,
        file_sequence: sequence,
        superseded: false,
        replaces_file_id: null,
        updated_at: new Date(),
      });
      await replaceVersionPlace(tx, file.id, placeOf(file), namePlace(name));
      const touched = new Set([
        ...(await tranIdsOfFiles(tx, [file.id])),
        ...(await settleIssuesLeft(tx, file)),
        ...(await settleIssuesLeft(tx, name)),
      ]);
      await settleClaims(tx, batch, file.hospitalCode, touched);
      return (await findImportedFileById(tx, file.id)) ?? file;
    },
    wait,
  );
}
