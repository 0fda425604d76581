/** Records of a BIFF8 stream: type and length in two bytes each, then the body ([MS-XLS] 2.3). */
import { type ByteSource, bytesSource } from './byte-source.js';
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
 * The stream of a workbook, of which one stretch is looked at: its bytes for texts, and a view of them that reads numbers ten
 * times as fast (measured). Places in the stretch count from its beginning.
 */
export interface RecordStream {
  readonly size: number;
  readonly bytes: Buffer;
  readonly numbers: DataView;
  /** Where the stretch begins in the stream. */
  readonly base: number;
  /** Records that begin before this place of the stretch are in it with all that belongs to them. */
  readonly safe: number;
  /** Looks at the stream from a place of it on, unless it is in sight; answers the place in the stretch. */
  look(place: number): number;
  /** A part of the stream by itself. */
  part(from: number, to: number): RecordStream;
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Half a megabyte goes through the caches of any processor. */
const usualStretch = 2 ** 19;

/** The longest text of a cell has 128 KB; what goes on beyond that is left to another reader. */
const usualAhead = 2 ** 18;

/** `stretch` and `ahead` in bytes: how much is looked at, and how much of that is there for what begins before. */
export function recordStream(source: ByteSource, stretch = usualStretch, ahead = usualAhead): RecordStream {
  const { size } = source;
  const room = Buffer.allocUnsafeSlow(Math.min(stretch, size));
  const empty: Buffer = room.subarray(0, 0);
  const stream = {
    size,
    bytes: empty,
    numbers: viewOf(empty),
    base: 0,
    safe: 0,
    look(place: number): number {
      if (place >= stream.base && place - stream.base < stream.safe) return place - stream.base;
      const length = Math.max(Math.min(stretch, size - place), 0);
      stream.bytes = source.read(Math.min(place, size), length, room);
      stream.numbers = viewOf(stream.bytes);
      stream.base = place;
      stream.safe = place + length >= size ? Number.POSITIVE_INFINITY : length - ahead;
      return 0;
    },
    part: (from: number, to: number) => recordStream(bytesSource(source.read(from, to - from)), to - from),
  };
  return stream;
}

/** What is said where a record goes on behind the stretch: at the end of the stream it is cut. */
export function behindStretch({ base, bytes, size }: RecordStream, reason: string): Error {
  return base + bytes.length >= size
    ? damaged(reason)
    : new ReaderDoubt(`${reason}, or goes on for very long`);
}

/**
 * Walks one part of the stream from its BOF to its EOF, over parts inside it (charts), and calls for each record of the
 * part itself, with places in the stretch; `visit` may pass over more records and answer where the next one begins. Returns
 * where in the stream the part ends. Throws `damaged` where a record or the end is missing.
 */
export function walkPart(
  stream: RecordStream,
  start: number,
  visit: (type: number, body: number, length: number) => number | undefined,
): number {
  let depth = 0;
  for (let at = stream.look(start), isFirst = true; ; isFirst = false) {
    if (at >= stream.safe) at = stream.look(stream.base + at);
    const { numbers } = stream;
    if (at + headSize > numbers.byteLength) throw damaged('a sheet has no end');
    const type = numbers.getUint16(at, true);
    const length = numbers.getUint16(at + 2, true);
    const body = at + headSize;
    if (body + length > numbers.byteLength) throw damaged('a record lies past the end of the workbook');
    if (isFirst && type !== recordType.bof) throw damaged('a sheet does not begin where the list says');
    at = body + length;
    if (type === recordType.bof) depth += 1;
    else if (type === recordType.eof) depth -= 1;
    else if (depth === 1) at = visit(type, body, length) ?? at;
    if (depth === 0) return stream.base + at;
  }
}
