/** Records of a BIFF8 stream: type and length in two bytes each, then the body ([MS-XLS] 2.3). */
import { ReadFailure } from './read-failure.js';

export const recordType = {
  formula: 0x0006,
  eof: 0x000a,
  date1904: 0x0022,
  filePass: 0x002f,
  continuation: 0x003c,
  boundSheet: 0x0085,
  mulRk: 0x00bd,
  richLabel: 0x00d6,
  xf: 0x00e0,
  mergeCells: 0x00e5,
  sst: 0x00fc,
  labelSst: 0x00fd,
  number: 0x0203,
  label: 0x0204,
  boolErr: 0x0205,
  string: 0x0207,
  array: 0x0221,
  table: 0x0236,
  rk: 0x027e,
  format: 0x041e,
  sharedFormula: 0x04bc,
  bof: 0x0809,
} as const;

/** The stream of a workbook: its bytes for texts, and a view of them that reads numbers ten times as fast (measured). */
export interface RecordStream {
  readonly bytes: Buffer;
  readonly numbers: DataView;
}

export function recordStream(bytes: Buffer): RecordStream {
  return { bytes, numbers: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}

/** Bytes of a record before its body. */
export const headSize = 4;

/**
 * Something that this reader does not know for certain: no fault of the file, another reader may take it. `message` is
 * for developers and never a value of the file.
 */
export class ReaderDoubt extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReaderDoubt';
  }
}

export const damaged = (reason: string) => new ReadFailure('damaged', reason);

/**
 * Walks one part of the stream from its BOF to its EOF, over parts inside it (charts), and calls for each record of the
 * part itself. Returns where the part ends. Throws `damaged` where a record or the end is missing.
 */
export function walkPart(
  { numbers }: RecordStream,
  start: number,
  visit: (type: number, body: number, length: number) => void,
): number {
  let depth = 0;
  for (let at = start; ; ) {
    if (at + headSize > numbers.byteLength) throw damaged('a sheet has no end');
    const type = numbers.getUint16(at, true);
    const length = numbers.getUint16(at + 2, true);
    const body = at + headSize;
    if (body + length > numbers.byteLength) throw damaged('a record lies past the end of the workbook');
    if (at === start && type !== recordType.bof) throw damaged('a sheet does not begin where the list says');
    if (type === recordType.bof) depth += 1;
    else if (type === recordType.eof) depth -= 1;
    else if (depth === 1) visit(type, body, length);
    at = body + length;
    if (depth === 0) return at;
  }
}
