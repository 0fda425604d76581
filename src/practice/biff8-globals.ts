import { writeBof, writeEof } from './biff8-records.js';
import type { SharedStrings } from './biff8-strings.js';
import { type ByteWriter, createByteWriter } from './byte-writer.js';

/** Cell formats (XF) by number format; `General` is the one that every workbook has. */
export interface CellFormats {
  indexOf(format: string): number;
  /** Number formats after General, in the order of their first use. */
  readonly own: () => readonly string[];
}

const record = {
  codepage: 0x0042,
  window1: 0x003d,
  font: 0x0031,
  format: 0x041e,
  xf: 0x00e0,
  style: 0x0293,
  boundsheet: 0x0085,
} as const;
/** Excel expects fifteen style formats in front; the first cell format (General) is number 15. */
const styleFormats = 15;
const firstOwnFormat = 164;
const mostNameCharacters = 31;

export function createCellFormats(): CellFormats {
  const indexes = new Map<string, number>([['General', styleFormats]]);
  return {
    indexOf(format) {
      const known = indexes.get(format);
      if (known !== undefined) return known;
      const index = styleFormats + indexes.size;
      indexes.set(format, index);
      return index;
    },
    own: () => [...indexes.keys()].slice(1),
  };
}

function writeRecord(out: ByteWriter, type: number, data: Buffer): void {
  const { chunk, at } = out.reserve(4 + data.length);
  chunk.writeUInt16LE(type, at);
  chunk.writeUInt16LE(data.length, at + 2);
  data.copy(chunk, at + 4);
}

/** Text of the form that the record asks for: characters in UTF-16, their number in front. */
function countedText(text: string, countBytes: 1 | 2): Buffer {
  const head = Buffer.alloc(countBytes + 1);
  head.writeUIntLE(text.length, 0, countBytes);
  head.writeUInt8(1, countBytes);
  return Buffer.concat([head, Buffer.from(text, 'utf16le')]);
}

function writeFont(out: ByteWriter): void {
  const head = Buffer.alloc(14);
  head.writeUInt16LE(200, 0);
  head.writeUInt16LE(0x7fff, 4);
  head.writeUInt16LE(400, 6);
  writeRecord(out, record.font, Buffer.concat([head, countedText('Tahoma', 1)]));
}

function writeCellFormat(out: ByteWriter, numberFormat: number, isStyle: boolean): void {
  const data = Buffer.alloc(20);
  data.writeUInt16LE(numberFormat, 2);
  data.writeUInt16LE(isStyle ? 0xfff5 : 0x0001, 4);
  data.writeUInt8(0x20, 6);
  data.writeUInt8(isStyle ? 0xf4 : 0x04, 9);
  data.writeUInt16LE(0x20c0, 18);
  writeRecord(out, record.xf, data);
}

function writeFormats(out: ByteWriter, own: readonly string[]): void {
  // Font number 4 does not exist in the form, hence five times the same.
  for (let i = 0; i < 5; i++) writeFont(out);
  own.forEach((format, i) => {
    const number = Buffer.alloc(2);
    number.writeUInt16LE(firstOwnFormat + i, 0);
    writeRecord(out, record.format, Buffer.concat([number, countedText(format, 2)]));
  });
  for (let i = 0; i < styleFormats; i++) writeCellFormat(out, 0, true);
  writeCellFormat(out, 0, false);
  own.forEach((_, i) => {
    writeCellFormat(out, firstOwnFormat + i, false);
  });
  writeRecord(out, record.style, Buffer.from([0x00, 0x80, 0x00, 0xff]));
}

function writeSettings(out: ByteWriter): void {
  writeBof(out, 'workbook');
  writeRecord(out, record.codepage, Buffer.from([0xb0, 0x04]));
  const window = Buffer.alloc(18);
  window.writeUInt16LE(0x3a98, 4);
  window.writeUInt16LE(0x2328, 6);
  window.writeUInt16LE(0x0038, 8);
  window.writeUInt16LE(1, 14);
  window.writeUInt16LE(0x0258, 16);
  writeRecord(out, record.window1, window);
}

/** The part before the sheets: settings, formats, names and places of the sheets, all texts. */
export function writeWorkbookHead(
  out: ByteWriter,
  sheets: readonly { readonly name: string; readonly length: number }[],
  formats: CellFormats,
  strings: SharedStrings,
): void {
  writeSettings(out);
  writeFormats(out, formats.own());
  const tail = createByteWriter();
  strings.write(tail);
  writeEof(tail);
  const names = sheets.map((sheet) => {
    if (sheet.name.length > mostNameCharacters)
      throw new RangeError(`a sheet's name has at most ${mostNameCharacters} characters: ${sheet.name}`);
    return countedText(sheet.name, 1);
  });
  let offset = out.length() + names.reduce((sum, name) => sum + 10 + name.length, 0) + tail.length();
  sheets.forEach((sheet, i) => {
    const place = Buffer.alloc(6);
    place.writeUInt32LE(offset, 0);
    writeRecord(out, record.boundsheet, Buffer.concat([place, names[i] ?? Buffer.alloc(0)]));
    offset += sheet.length;
  });
  for (const part of tail.chunks()) {
    const { chunk, at } = out.reserve(part.length);
    part.copy(chunk, at);
  }
}
