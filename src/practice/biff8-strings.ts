import type { ByteWriter } from './byte-writer.js';

/** Every text of a workbook once (SST), with the number of its uses. */
export interface SharedStrings {
  indexOf(text: string): number;
  /** SST and its CONTINUE records. */
  write(out: ByteWriter): void;
}

const sst = 0x00fc;
const continuation = 0x003c;
/** Most bytes of data in one record. */
const mostData = 8_224;
const mostCharacters = 32_767;
const stringHead = 3;

/** One byte a character is enough (and what Excel writes) where all are below U+0100. */
function isNarrow(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return false;
  return true;
}

/** Cuts data into SST and CONTINUE records; a record is filled up to `mostData` bytes. */
function createSstCutter(out: ByteWriter, count: number, uses: number) {
  const data = Buffer.alloc(mostData);
  let used = 8;
  let type = sst;
  data.writeUInt32LE(uses, 0);
  data.writeUInt32LE(count, 4);
  const flush = () => {
    const { chunk, at } = out.reserve(4 + used);
    chunk.writeUInt16LE(type, at);
    chunk.writeUInt16LE(used, at + 2);
    data.copy(chunk, at + 4, 0, used);
    type = continuation;
    used = 0;
  };
  const add = (text: string) => {
    const narrow = isNarrow(text);
    const width = narrow ? 1 : 2;
    // The head and the first character of a text stay together; a text that goes on in the next record
    // says again how wide its characters are.
    if (used + stringHead + width > mostData) flush();
    data.writeUInt16LE(text.length, used);
    data.writeUInt8(narrow ? 0 : 1, used + 2);
    used += stringHead;
    for (let from = 0; from < text.length; ) {
      const room = Math.floor((mostData - used) / width);
      if (room === 0) {
        flush();
        data.writeUInt8(narrow ? 0 : 1, 0);
        used = 1;
        continue;
      }
      const part = text.slice(from, from + room);
      used += data.write(part, used, narrow ? 'latin1' : 'utf16le');
      from += part.length;
    }
  };
  return { add, flush };
}

export function createSharedStrings(): SharedStrings {
  const indexes = new Map<string, number>();
  let uses = 0;
  return {
    indexOf(text) {
      uses++;
      const known = indexes.get(text);
      if (known !== undefined) return known;
      if (text.length > mostCharacters)
        throw new RangeError(`a cell holds at most ${mostCharacters} characters, not ${text.length}`);
      const index = indexes.size;
      indexes.set(text, index);
      return index;
    },
    write(out) {
      const cutter = createSstCutter(out, indexes.size, uses);
      for (const text of indexes.keys()) cutter.add(text);
      cutter.flush();
    },
  };
}
