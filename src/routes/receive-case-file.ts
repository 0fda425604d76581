import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { mostImportBytes } from '../domain/case-import.js';
import { AppError } from '../domain/errors.js';
import { caseImportFolder, caseUpload } from '../services/take-case-file.js';
import { type Received, receiveFiles } from './middleware/receive-files.js';
import type { Parts } from './parts.js';

/** An upload that lies in its folder. */
export interface CaseFile {
  readonly key: string;
  readonly bytes: number;
  /** SHA-256 of the bytes. */
  readonly hash: string;
  /** Name of its part in a form; null = it was the body itself. */
  readonly part: string | null;
  /** Fields of the form around it. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Takes a CSV to disk as it comes, as the body itself or as a file of a form. Throws AppError request_too_large, validation. */
export async function receiveCaseFile(parts: Parts, req: Request, res: Response): Promise<CaseFile> {
  const key = `imp_${randomBytes(12).toString('base64url')}`;
  const folder = caseImportFolder(parts.config.DOWNLOAD_DIR, key);
  const file = caseUpload(folder);
  try {
    let fields: Received['fields'] = new Map();
    let part: string | null = null;
    if (req.is('multipart/form-data') === false) await receiveBody(req, folder, file);
    else {
      const limits = { folder, maxFileBytes: mostImportBytes, maxFiles: 1, maxTotalBytes: mostImportBytes };
      const received = await receiveFiles(req, res, limits);
      const [first] = received.files.filter(({ filename }) => filename !== '');
      if (first === undefined) throw new AppError('case_csv_empty');
      await rename(first.path, file);
      fields = received.fields;
      part = first.part;
    }
    return { key, part, fields, ...(await measure(file)) };
  } catch (error) {
    await dropCaseFile(parts, key);
    throw error;
  }
}

/** Takes away an upload that nothing came of. */
export async function dropCaseFile({ config }: Parts, key: string): Promise<void> {
  await rm(caseImportFolder(config.DOWNLOAD_DIR, key), { recursive: true, force: true });
}

async function receiveBody(req: Request, folder: string, file: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let size = 0;
  // What is too much is read to its end and thrown away: who still sends would never see the answer.
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done(null, size > mostImportBytes ? undefined : chunk);
    },
  });
  await pipeline(req, counted, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  if (size > mostImportBytes) throw new AppError('request_too_large');
}

async function measure(file: string): Promise<{ readonly bytes: number; readonly hash: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(file)) {
    const chunk = piece as Buffer; // opened without an encoding
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, hash: hash.digest('hex') };
}
