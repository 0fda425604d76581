import { randomBytes } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { AppError } from '../../domain/errors.js';
import { type AudioKind, mostRecordingBytes } from '../../domain/transcript.js';

/** A recording that lies in a file of ours. */
export interface Recording {
  readonly path: string;
  readonly kind: AudioKind;
}

/** A form with a file, whose length is known before it is sent. */
export interface UploadForm {
  readonly headers: Readonly<Record<string, string>>;
  /** Reads it piece by piece, so that its size does not matter. */
  open(): Readable;
}

const types: Readonly<Record<AudioKind, string>> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  webm: 'audio/webm',
};
/**
 * A piece is more than a connection takes before it says stop: two are under way at most, one of them read ahead. Fresh
 * memory for each piece would be given back late, tens of megabytes at a time; eight that take turns are enough and safe.
 */
const pieceBytes = 128 * 1024;
const turns = 8;

/**
 * The form in which a recording goes out. Its file has a name of ours: the name that a person gave it may hold a name.
 * Throws AppError audio_gone, audio_too_large: then nothing was sent.
 */
export async function uploadForm(
  recording: Recording,
  fields: Readonly<Record<string, string>>,
): Promise<UploadForm> {
  const bytes = await sizeOf(recording.path);
  if (bytes > mostRecordingBytes)
    throw new AppError('audio_too_large', { megabytes: mostRecordingBytes / 1_048_576 });
  const boundary = `----eclaim-rep-${randomBytes(16).toString('hex')}`;
  const texts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const { kind } = recording;
  const file = `--${boundary}\r\nContent-Disposition: form-data; name="audio"; filename="audio.${kind}"\r\nContent-Type: ${types[kind]}\r\n\r\n`;
  const head = Buffer.from(texts.join('') + file);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + bytes + tail.length),
    },
    open: () => Readable.from(pieces(head, recording.path, tail), { objectMode: false, highWaterMark: 1 }),
  };
}

async function* pieces(head: Buffer, path: string, tail: Buffer): AsyncGenerator<Buffer> {
  yield head;
  const handle = await open(path);
  try {
    const ring = Array.from({ length: turns }, () => Buffer.allocUnsafeSlow(pieceBytes));
    for (let turn = 0; ; turn = (turn + 1) % turns) {
      const { buffer, bytesRead } = await handle.read(ring[turn] ?? Buffer.alloc(pieceBytes), 0, pieceBytes);
      if (bytesRead === 0) break;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
  yield tail;
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    throw new AppError('audio_gone', {}, { cause });
  }
}
