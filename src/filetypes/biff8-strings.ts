/**
 * Texts of a BIFF8 stream ([MS-XLS] 2.5.268, 2.5.293, 2.5.294). A long one goes on in CONTINUE records, and where its
 * characters go on, the first byte says anew whether they have one byte or two.
 */
import {
  behindStretch,
  damaged,
  headSize,
  ReaderDoubt,
  type RecordStream,
  recordType,
} from './biff8-records.js';

/** Bytes of a record's body and of the CONTINUE records behind it, read one after the other. */
export interface BodyReader {
  /** Bytes left, CONTINUE records included. */
  left(): number;
  byte(): number;
  uint16(): number;
  uint32(): number;
  skip(bytes: number): void;
  /** So many UTF-16 units, in one byte each or in two. */
  characters(count: number, wide: boolean): string;
}

const wideFlag = 0x01;
const extensionFlag = 0x04;
const richFlag = 0x08;
const bytesOfRun = 4;
const codePageBytes = /[\x80-\xff]/u;

/** Where the CONTINUE record at `at` ends; null where another record stands. */
function continuationEnd(stream: RecordStream, at: number): number | null {
  const { numbers } = stream;
  if (at + headSize > numbers.byteLength) {
    if (stream.base + at + headSize > stream.size) return null;
    throw behindStretch(stream, 'a text lies past the end of the workbook');
  }
  if (numbers.getUint16(at, true) !== recordType.continuation) return null;
  const end = at + headSize + numbers.getUint16(at + 2, true);
  if (end > numbers.byteLength) throw behindStretch(stream, 'a record lies past the end of the workbook');
  return end;
}

/** Reads the record whose body begins here; every read past its last byte is `damaged`. */
export function bodyReader(stream: RecordStream, body: number, length: number): BodyReader {
  const { bytes, numbers } = stream;
  let at = body;
  let end = body + length;
  const toNextPart = () => {
    const next = continuationEnd(stream, end);
    if (next === null) throw damaged('a text or list goes on past its record');
    at = end + headSize;
    end = next;
  };
  const byte = () => {
    while (at >= end) toNextPart();
    return numbers.getUint8(at++);
  };
  const uint16 = () => {
    if (end - at < 2) return byte() + byte() * 0x100;
    at += 2;
    return numbers.getUint16(at - 2, true);
  };
  return {
    left() {
      let left = end - at;
      for (let from = end, to = continuationEnd(stream, from); to !== null; ) {
        left += to - from - headSize;
        from = to;
        to = continuationEnd(stream, from);
      }
      return left;
    },
    byte,
    uint16,
    uint32: () => uint16() + uint16() * 0x10000,
    skip(count) {
      let rest = count;
      while (rest > end - at) {
        rest -= end - at;
        toNextPart();
      }
      at += rest;
    },
    characters(count, wide) {
      let text = '';
      let width = wide ? 2 : 1;
      for (let missing = count; missing > 0; ) {
        while (at >= end) {
          toNextPart();
          if (at < end) width = numbers.getUint8(at++) & wideFlag ? 2 : 1;
        }
        const here = Math.min(missing, Math.floor((end - at) / width));
        if (here === 0) throw damaged('a character is cut in two');
        text += bytes.toString(width === 2 ? 'utf16le' : 'latin1', at, at + here * width);
        at += here * width;
        missing -= here;
      }
      return text;
    },
  };
}

function textOf(body: BodyReader, count: number): { readonly text: string; readonly wide: boolean } {
  const flags = count === 0 ? 0 : body.byte();
  if (flags > wideFlag) throw new ReaderDoubt('a text of an unknown kind');
  const wide = flags === wideFlag;
  return { text: body.characters(count, wide), wide };
}

/** Name of a sheet or a number format: its count of characters in one byte or two before it. */
export function readName(body: BodyReader, countBytes: 1 | 2): string {
  return textOf(body, countBytes === 1 ? body.byte() : body.uint16()).text;
}

/** Text of a LABEL or STRING record. Throws ReaderDoubt where it may be written in a code page. */
export function readCellText(body: BodyReader): string {
  const { text, wide } = textOf(body, body.uint16());
  // Some programs write bytes of a code page where Latin-1 belongs; ASCII is the same in each.
  if (!wide && codePageBytes.test(text)) throw new ReaderDoubt('a text of a code page');
  return text;
}

/** A text of the shared list: runs of fonts and phonetic data behind it are passed over. */
function readSharedText(body: BodyReader): string {
  const count = body.uint16();
  const flags = body.byte();
  const runs = flags & richFlag ? body.uint16() : 0;
  const extension = flags & extensionFlag ? body.uint32() : 0;
  const text = body.characters(count, (flags & wideFlag) !== 0);
  const behind = runs * bytesOfRun + extension;
  if (behind > 0) body.skip(behind);
  return text;
}

/** Least bytes of a text in the list: its length and its flags. */
const leastBytes = 3;

/** The list of all texts (SST). A count that the bytes cannot hold ends before anything is made of it. */
export function readSharedTexts(body: BodyReader): string[] {
  body.skip(4);
  const count = body.uint32();
  if (count * leastBytes > body.left()) throw damaged('more texts are announced than the list has bytes for');
  const texts: string[] = [];
  for (let read = 0; read < count; read += 1) texts.push(readSharedText(body));
  return texts;
}
