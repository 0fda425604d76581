/**
 * The OLE compound file that every .xls lies in (MS-CFB). SheetJS reads cut-off files as if they were whole, so
 * the container is checked here first: each sector of its tables and of the workbook stream must be in the file.
 */
import { ReadFailure } from './read-failure.js';

const endOfChain = 0xfffffffe;
const freeSector = 0xffffffff;
const headerSize = 512;
const entrySize = 128;

export interface OleContainer {
  /** Names of the streams of the root folder. */
  readonly streams: readonly string[];
  /** Bytes of a stream, by its name without case; null if there is none. Throws `damaged` where it is not whole. */
  stream(name: string): Buffer | null;
}

interface Entry {
  readonly name: string;
  readonly kind: number;
  readonly start: number;
  readonly size: number;
}

const damaged = (reason: string) => new ReadFailure('damaged', reason);

/** One chain of sectors; a circle or a sector outside the table ends the read. */
function chain(table: Uint32Array, start: number, what: string): number[] {
  const sectors: number[] = [];
  for (let sector = start; sector !== endOfChain; ) {
    const next = table[sector];
    if (next === undefined || next === freeSector)
      throw damaged(`${what}: sector ${sector} is not in the table`);
    if (sectors.length >= table.length) throw damaged(`${what}: its sectors run in a circle`);
    sectors.push(sector);
    sector = next;
  }
  return sectors;
}

function numbersOf(bytes: Buffer): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = new Uint32Array(bytes.length >> 2);
  for (let index = 0; index < numbers.length; index += 1) numbers[index] = view.getUint32(index * 4, true);
  return numbers;
}

/** Bytes from the beginning of a sector on, perhaps beyond its end where the next sectors are wanted with it. */
type ReadSectors = (sector: number, needed: number) => Buffer;

/** Sectors of the file; the last one may lack its padding, if nobody needs the missing part. */
function sectorReader(bytes: Buffer, size: number): ReadSectors {
  return (sector, needed) => {
    const from = (sector + 1) * size;
    if (sector >= endOfChain - 4 || from + needed > bytes.length)
      throw damaged(`sector ${sector} lies past the end of the file`);
    return bytes.subarray(from, from + needed);
  };
}

/** Sectors of the sector table: 109 in the header, more in a chain of their own (DIFAT). */
function tableSectors(bytes: Buffer, sectorOf: ReadSectors, size: number): number[] {
  const count = bytes.readUInt32LE(44);
  if (count > bytes.length / size + 1) throw damaged('sector table is longer than the file');
  const found = [...numbersOf(bytes.subarray(76, headerSize))];
  let next = bytes.readUInt32LE(68);
  for (let seen = 0; next !== endOfChain && next !== freeSector && found.length < count; seen += 1) {
    if (seen > bytes.length / size) throw damaged('list of table sectors runs in a circle');
    const numbers = [...numbersOf(sectorOf(next, size))];
    next = numbers.pop() ?? endOfChain;
    found.push(...numbers);
  }
  const used = found.slice(0, count);
  if (used.length < count || used.includes(freeSector)) throw damaged('sector table is not whole');
  return used;
}

function entriesOf(folder: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at + entrySize <= folder.length; at += entrySize) {
    const nameBytes = Math.min(folder.readUInt16LE(at + 64), 64);
    const kind = folder.readUInt8(at + 66);
    if (kind === 0 || nameBytes < 2) continue;
    entries.push({
      name: folder.toString('utf16le', at, at + nameBytes - 2),
      kind,
      start: folder.readUInt32LE(at + 116),
      size: folder.readUInt32LE(at + 120),
    });
  }
  return entries;
}

/** The bytes of a chain: as a rule its sectors lie one behind the other, and nothing is copied. */
function pieces(sectors: readonly number[], size: number, unit: number, read: ReadSectors): Buffer {
  if (sectors.length * unit < size) throw damaged('stream is shorter than its entry says');
  const found: Buffer[] = [];
  const count = Math.ceil(size / unit);
  for (let from = 0; from < count; ) {
    const first = sectors[from] ?? 0;
    let to = from + 1;
    while (to < count && sectors[to] === first + to - from) to += 1;
    found.push(read(first, Math.min((to - from) * unit, size - from * unit)));
    from = to;
  }
  const [only] = found;
  return only && found.length === 1 ? only : Buffer.concat(found);
}

/** Opens the container, or throws `damaged`. The caller has checked the signature. */
export function openOleContainer(file: Uint8Array): OleContainer {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length < headerSize) throw damaged('shorter than the header of a container');
  const shift = bytes.readUInt16LE(30);
  if (bytes.readUInt16LE(28) !== 0xfffe || (shift !== 9 && shift !== 12))
    throw damaged('header of the container');
  const size = 1 << shift;
  const sectorOf = sectorReader(bytes, size);
  const parts = tableSectors(bytes, sectorOf, size).map((sector) => sectorOf(sector, size));
  const table = numbersOf(Buffer.concat(parts));
  const whole = (start: number, what: string) => {
    const sectors = chain(table, start, what);
    return pieces(sectors, sectors.length * size, size, sectorOf);
  };

  const entries = entriesOf(whole(bytes.readUInt32LE(48), 'folder'));
  const root = entries.find((entry) => entry.kind === 5);
  if (!root) throw damaged('container without a root folder');
  const smallLimit = bytes.readUInt32LE(56);
  // A cut may also fall into a stream that nobody reads; still the file is not the one that was sent.
  for (const { name, kind, start, size: length } of entries) {
    const isOwnChain = kind === 5 ? length > 0 : kind === 2 && length >= smallLimit;
    if (isOwnChain && chain(table, start, name).some((sector) => (sector + 1) * size >= bytes.length))
      throw damaged('a stream lies past the end of the file');
  }

  const smallStream = (entry: Entry): Buffer => {
    const store = pieces(chain(table, root.start, 'small streams'), root.size, size, sectorOf);
    const smallTable = numbersOf(whole(bytes.readUInt32LE(60), 'table of small streams'));
    return pieces(chain(smallTable, entry.start, entry.name), entry.size, 64, (sector, needed) => {
      if (sector * 64 + needed > store.length) throw damaged('small stream is not whole');
      return store.subarray(sector * 64, sector * 64 + needed);
    });
  };

  return {
    streams: entries.filter((entry) => entry.kind === 2).map((entry) => entry.name),
    stream(name) {
      const entry = entries.find((one) => one.kind === 2 && one.name.toLowerCase() === name.toLowerCase());
      if (!entry) return null;
      if (entry.size < smallLimit) return entry.size === 0 ? Buffer.alloc(0) : smallStream(entry);
      return pieces(chain(table, entry.start, entry.name), entry.size, size, sectorOf);
    },
  };
}
