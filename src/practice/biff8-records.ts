import type { ByteWriter } from './byte-writer.js';

const bof = 0x0809;
const eof = 0x000a;

/** Beginning of the workbook's own part or of a sheet: version BIFF8. */
export function writeBof(out: ByteWriter, kind: 'workbook' | 'sheet'): void {
  const { chunk, at } = out.reserve(20);
  chunk.writeUInt16LE(bof, at);
  chunk.writeUInt16LE(16, at + 2);
  chunk.writeUInt16LE(0x0600, at + 4);
  chunk.writeUInt16LE(kind === 'workbook' ? 0x0005 : 0x0010, at + 6);
  chunk.writeUInt16LE(0x0dbb, at + 8);
  chunk.writeUInt16LE(0x07cc, at + 10);
  chunk.writeUInt32LE(0, at + 12);
  chunk.writeUInt32LE(6, at + 16);
}

/** End of the part. */
export function writeEof(out: ByteWriter): void {
  const { chunk, at } = out.reserve(4);
  chunk.writeUInt32LE(eof, at);
}
