import {
  countFiles,
  type FileRecord,
  repRecordsAfter,
  statementRecordsAfter,
} from '../store/verified-files.js';
import { keptWorkbookPath, measureFile } from './keep-workbook.js';
import { step, type VerifyGround } from './verify-check.js';

const page = 100;

async function verifyKept({ tell, downloadDir }: VerifyGround, file: FileRecord): Promise<void> {
  const { id: fileId, filename, storedPath, sha256, sizeBytes } = file;
  const place = storedPath ?? '-';
  const told = { fileId, file: filename, place };
  if (storedPath === null) {
    tell({ ...told, code: 'verify_kept_missing', expected: sha256, found: null });
    return;
  }
  try {
    const kept = await measureFile(keptWorkbookPath(downloadDir, storedPath));
    if (kept.bytes !== sizeBytes)
      tell({
        ...told,
        code: 'verify_kept_changed',
        expected: `${sizeBytes} bytes`,
        found: `${kept.bytes} bytes`,
      });
    if (kept.sha256 !== sha256)
      tell({ ...told, code: 'verify_kept_changed', expected: `SHA-256 ${sha256}`, found: kept.sha256 });
  } catch (error) {
    // Whatever the file system says of one file is what was found there.
    if (!(error instanceof Error && 'code' in error)) throw error;
    tell({ ...told, code: 'verify_kept_missing', expected: sha256, found: String(error.code) });
  }
}

/** That the bytes of every file, stored or not, lie where they were kept, and are the same. Answers how many files. */
export async function verifyKeptFiles(ground: VerifyGround): Promise<number> {
  const of = await countFiles(ground.view);
  let done = 0;
  for (const next of [repRecordsAfter, statementRecordsAfter])
    for (let last = 0; ; ) {
      const files: readonly FileRecord[] = await next(ground.view, last, page);
      if (files.length === 0) break;
      for (const file of files) {
        step(ground, done, of);
        last = file.id;
        await verifyKept(ground, file);
        done += 1;
      }
    }
  return done;
}
