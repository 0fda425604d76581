/**
 * Bytes that are read where they are wanted. A workbook of 40 MB that is read whole costs as much as all its rows: memory that
 * is touched for the first time is slow (measured), and pieces go through the same memory again and again.
 */
import { fstatSync, readSync } from 'node:fs';
import { ReadFailure } from './read-failure.js';

export interface ByteSource {
  readonly size: number;
  /**
   * So many bytes from a place on: in `into`, where they must be copied, and good until it is used again. Throws ReadFailure
   * `damaged` where they are not there.
   */
  read(at: number, length: number, into?: Buffer): Buffer;
}

const outside = () => new ReadFailure('damaged', 'bytes past the end of the file');

/** Room for so many bytes: what was given, as far as it is large enough. */
export function roomFor(length: number, into: Buffer | undefined): Buffer {
  return into && into.length >= length ? into.subarray(0, length) : Buffer.allocUnsafeSlow(length);
}

/** Bytes in memory; nothing is copied. */
export function bytesSource(given: Uint8Array): ByteSource {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  return {
    size: bytes.length,
    read(at, length) {
      if (at + length > bytes.length) throw outside();
      return bytes.subarray(at, at + length);
    },
  };
}

/** An open file. `isSame` tells whether it still stands as it stood when it was opened. */
export function fileSource(file: number): ByteSource & { isSame(): boolean } {
  const { size, mtimeMs } = fstatSync(file);
  return {
    size,
    read(at, length, into) {
      const bytes = roomFor(length, into);
      for (let read = 0; read < length; ) {
        const found = readSync(file, bytes, read, length - read, at + read);
        if (found === 0) throw outside();
        read += found;
      }
      return bytes;
    },
    isSame() {
      const now = fstatSync(file);
      return now.size === size && now.mtimeMs === mtimeMs;
    },
  };
}
