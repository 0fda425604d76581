import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import type { Request, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { readerOf } from '../reader.js';
import { checkToken } from './check-csrf.js';

export interface ReceivedFile {
  /** Name of its part. */
  readonly part: string;
  /** As the sender named it, without folders. */
  readonly filename: string;
  /** Where it lies now: `folder/N.upload`; the caller moves or deletes it. */
  readonly path: string;
  readonly size: number;
}

export interface Received {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly ReceivedFile[];
}

export interface UploadLimits {
  /** Files are written here under names of our own; made where it is missing. */
  readonly folder: string;
  readonly maxFileBytes: number;
  readonly maxFiles: number;
  /** Of all files together. */
  readonly maxTotalBytes: number;
}

/**
 * Takes an upload (multipart/form-data) to disk as it comes. The field `_csrf` must stand before the first file, or
 * the token come as `X-CSRF-Token`. Throws AppError page_too_old, request_too_large, malformed,
 * unsupported_media_type; then nothing is left in `folder`.
 */
export async function receiveFiles(req: Request, res: Response, limits: UploadLimits): Promise<Received> {
  if (req.is('multipart/form-data') === false)
    throw new AppError('unsupported_media_type', { wanted: 'multipart/form-data' });
  await mkdir(limits.folder, { recursive: true, mode: 0o700 });
  const fields = new Map<string, string>();
  const writing: Promise<ReceivedFile>[] = [];
  const { csrfToken } = readerOf(res);
  const form = openForm(req, limits);
  let total = 0;
  // Beyond the limit the rest is read and thrown away: a browser that still sends would never see the answer.
  const takes = (bytes: number) => {
    total += bytes;
    return total <= limits.maxTotalBytes;
  };
  form.on('field', (name, value, { valueTruncated }) => {
    if (valueTruncated) form.destroy(new AppError('request_too_large'));
    fields.set(name, value);
  });
  form.on('file', (part, stream, info) => {
    const given = req.get('x-csrf-token') ?? fields.get('_csrf') ?? null;
    const file = writeFile(
      stream,
      { part, filename: info.filename ?? '' },
      path.join(limits.folder, `${writing.length}.upload`),
      () => checkToken(given, csrfToken),
      takes,
    );
    // A first failure is thrown below; marked as handled so that a second one does not end the process.
    file.catch(() => undefined);
    writing.push(file);
  });
  // What is over a limit would be dropped without a word.
  for (const limit of ['filesLimit', 'fieldsLimit'] as const)
    form.on(limit, () => form.destroy(new AppError('request_too_large')));
  try {
    await pipeline(req, form);
    checkToken(req.get('x-csrf-token') ?? fields.get('_csrf') ?? null, csrfToken);
    fields.delete('_csrf');
    return { fields, files: await Promise.all(writing) };
  } catch (error) {
    await Promise.allSettled(writing);
    await rm(limits.folder, { recursive: true, force: true });
    throw error instanceof AppError ? error : new AppError('malformed', {}, { cause: error });
  }
}

function openForm(req: Request, limits: UploadLimits): busboy.Busboy {
  try {
    return busboy({
      headers: req.headers,
      // Thai names of files arrive broken as latin1 without it.
      defParamCharset: 'utf8',
      limits: { fileSize: limits.maxFileBytes, files: limits.maxFiles, fields: 50, fieldSize: 100_000 },
    });
  } catch (cause) {
    throw new AppError('malformed', {}, { cause });
  }
}

async function writeFile(
  stream: Readable & { truncated?: boolean },
  { part, filename }: Pick<ReceivedFile, 'part' | 'filename'>,
  target: string,
  allowed: () => void,
  takes: (bytes: number) => boolean,
): Promise<ReceivedFile> {
  try {
    allowed();
  } catch (error) {
    stream.resume();
    throw error;
  }
  let size = 0;
  let tooMuch = false;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      tooMuch ||= !takes(chunk.length);
      done(null, tooMuch ? undefined : chunk);
    },
  });
  await pipeline(stream, counted, createWriteStream(target, { flags: 'wx', mode: 0o600 }));
  if (stream.truncated === true || tooMuch) throw new AppError('request_too_large');
  return { part, filename: path.basename(filename.replaceAll('\\', '/')), path: target, size };
}
