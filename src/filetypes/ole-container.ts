/**
 * The OLE compound file that every .xls lies in (MS-CFB). SheetJS reads cut-off files as if they were whole, so
 * the container is checked here first: each sector of its tables and of the workbook stream must be in the file.
 */
import { type ByteSource, bytesSource, roomFor } from './byte-source.js';
import { ReadFailure } from './read-failure.js';

const endOfChain = 0xfffffffe;
const freeSector = 0xffffffff;
const headerSize = 512;
const entrySize = 128;
/** Bytes of a sector of the small streams. */
const smallUnit = 64;

export interface OleContainer {
  /** Names of the streams of the root folder. */
  readonly streams: readonly string[];
  /** A stream by its name without case; null if there is none. Throws `damaged` where it is not whole. */
  stream(name: string): ByteSource | null;
}

interface Entry {
  readonly name: string;
  readonly kind: number;
  readonly start: number;
  readonly size: number;
}

const damaged = (reason: string) => new ReadFailure('damaged', reason);

/** Sectors of a chain that lie one behind the other: as a rule all of them. */
interface Run {
  readonly first: number;
  count: number;
}

/** One chain of sectors; a circle or a sector outside the table ends the read. */
function chain(table: Uint32Array, start: number, what: string): Run[] {
  const runs: Run[] = [];
  let run: Run = { first: start, count: 0 };
  let length = 0;
  for (let sector = start; sector !== endOfChain; ) {
    const next = table[sector];
    if (next === undefined || next === freeSector)
      throw damaged(`${what}: sector ${sector} is not in the table`);
    if (length >= table.length) throw damaged(`${what}: its sectors run in a circle`);
    if (run.count === 0 || sector !== run.first + run.count) {
      run = { first: sector, count: 0 };
      runs.push(run);
    }
    run.count += 1;
    length += 1;
    sector = next;
  }
  return runs;
}

const lengthOf = (runs: readonly Run[]) => runs.reduce((sum, { count }) => sum + count, 0);

function numbersOf(bytes: Buffer): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = new Uint32Array(bytes.length >> 2);
  for (let index = 0; index < numbers.length; index += 1) numbers[index] = view.getUint32(index * 4, true);
  return numbers;
}

/** Where a stretch of a stream lies in what holds it. */
interface Stretch {
  readonly from: number;
  readonly at: number;
  readonly length: number;
}

/**
 * The bytes of a chain of sectors, each `unit` bytes long; `placeOf` says where a sector begins. The last one may lack its
 * padding, if nobody needs the missing part.
 */
function chainSource(
  holder: ByteSource,
  runs: readonly Run[],
  size: number,
  unit: number,
  placeOf: (sector: number) => number,
): ByteSource {
  const stretches: Stretch[] = [];
  let at = 0;
  for (const { first, count } of runs) {
    const length = Math.min(count * unit, size - at);
    if (length <= 0) break;
    const from = placeOf(first);
    if (first >= endOfChain - 4 || from + length > holder.size)
      throw damaged(`sector ${first} lies past the end of the file`);
    stretches.push({ from, at, length });
    at += length;
  }
  if (at < size) throw damaged('stream is shorter than its entry says');
  return { size, read: (place, length, into) => readStretches(holder, stretches, place, length, into) };
}

/** The last stretch that begins at this place of the stream or before it. */
function stretchAt(stretches: readonly Stretch[], place: number): number {
  let low = 0;
  for (let high = stretches.length - 1; low < high; ) {
    const middle = (low + high + 1) >> 1;
    if ((stretches[middle]?.at ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** As a rule a stream is one stretch, and nothing is copied but from the file. */
function readStretches(
  holder: ByteSource,
  stretches: readonly Stretch[],
  place: number,
  length: number,
  into: Buffer | undefined,
): Buffer {
  let index = stretchAt(stretches, place);
  const first = stretches[index];
  if (first && place + length <= first.at + first.length)
    return holder.read(first.from + place - first.at, length, into);
  const bytes = roomFor(length, into);
  for (let read = 0; read < length; index += 1) {
    const stretch = stretches[index];
    if (!stretch) throw damaged('a place past the end of a stream');
    const skipped = place + read - stretch.at;
    const wanted = Math.min(stretch.length - skipped, length - read);
    const room = bytes.subarray(read, read + wanted);
    const found = holder.read(stretch.from + skipped, wanted, room);
    if (found.buffer !== room.buffer || found.byteOffset !== room.byteOffset) found.copy(room);
    read += wanted;
  }
  return bytes;
}

/** Numbers of a sector. */
type ReadSector = (sector: number) => Uint32Array;

/** Sectors of the sector table: 109 in the header, more in a chain of their own (DIFAT). */
function tableSectors(header: Buffer, sectors: number, numbersAt: ReadSector): number[] {
  const count = header.readUInt32LE(44);
  if (count > sectors + 1) throw damaged('sector table is longer than the file');
  const found = [...numbersOf(header.subarray(76, headerSize))];
  let next = header.readUInt32LE(68);
  for (let seen = 0; next !== endOfChain && next !== freeSector && found.length < count; seen += 1) {
    if (seen > sectors) throw damaged('list of table sectors runs in a circle');
    const numbers = [...numbersAt(next)];
    next = numbers.pop() ?? endOfChain;
    found.push(...numbers);
  }
  const used = found.slice(0, count);
  if (used.length < count || used.includes(freeSector)) throw damaged('sector table is not whole');
  return used;
}

/** The table that says of each sector which one follows. */
function sectorTable(header: Buffer, sectors: number, numbersAt: ReadSector): Uint32Array {
  const parts = tableSectors(header, sectors, numbersAt).map(numbersAt);
  const table = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    table.set(part, at);
    at += part.length;
  }
  return table;
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

/** Opens the container, or throws `damaged`. The caller has checked the signature. */
export function openOleContainer(file: ByteSource): OleContainer {
  if (file.size < headerSize) throw damaged('shorter than the header of a container');
  const header = file.read(0, headerSize);
  const shift = header.readUInt16LE(30);
  if (header.readUInt16LE(28) !== 0xfffe || (shift !== 9 && shift !== 12))
    throw damaged('header of the container');
  const size = 1 << shift;
  const placeOf = (sector: number) => (sector + 1) * size;
  const numbersAt = (sector: number) => {
    if (sector >= endOfChain - 4 || placeOf(sector) + size > file.size)
      throw damaged(`sector ${sector} lies past the end of the file`);
    return numbersOf(file.read(placeOf(sector), size));
  };
  const table = sectorTable(header, file.size / size, numbersAt);
  const whole = (start: number, what: string) => {
    const runs = chain(table, start, what);
    const length = lengthOf(runs) * size;
    return chainSource(file, runs, length, size, placeOf).read(0, length);
  };

  const entries = entriesOf(whole(header.readUInt32LE(48), 'folder'));
  const root = entries.find((entry) => entry.kind === 5);
  if (!root) throw damaged('container without a root folder');
  const smallLimit = header.readUInt32LE(56);
  // A cut may also fall into a stream that nobody reads; still the file is not the one that was sent.
  for (const { name, kind, start, size: length } of entries) {
    const isOwnChain = kind === 5 ? length > 0 : kind === 2 && length >= smallLimit;
    if (!isOwnChain) continue;
    if (chain(table, start, name).some(({ first, count }) => placeOf(first + count - 1) >= file.size))
      throw damaged('a stream lies past the end of the file');
  }

  const smallStream = (entry: Entry): ByteSource => {
    const store = chainSource(file, chain(table, root.start, 'small streams'), root.size, size, placeOf);
    const smallTable = numbersOf(whole(header.readUInt32LE(60), 'table of small streams'));
    const runs = chain(smallTable, entry.start, entry.name);
    return chainSource(store, runs, entry.size, smallUnit, (sector) => sector * smallUnit);
  };

  return {
    streams: entries.filter((entry) => entry.kind === 2).map((entry) => entry.name),
    stream(name) {
      const entry = entries.find((one) => one.kind === 2 && one.name.toLowerCase() === name.toLowerCase());
      if (!entry) return null;
      if (entry.size === 0) return bytesSource(new Uint8Array());
      if (entry.size < smallLimit) return smallStream(entry);
      return chainSource(file, chain(table, entry.start, entry.name), entry.size, size, placeOf);
    },
  };
}
