/** Broken workbooks, the same in every run: bytes changed anywhere, or the records of the workbook stream tampered with. */

/** Numbers below `limit`, the same in every run (a linear congruence). */
export type Dice = (limit: number) => number;

export function dice(seed: number): Dice {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const signature = 8;

/** One to eight bytes behind the signature changed, one file of ten cut short. */
export function mutateBytes(whole: Buffer, roll: Dice): Buffer {
  const bytes = Buffer.from(whole);
  for (let changes = 1 + roll(8); changes > 0; changes -= 1)
    bytes[signature + roll(bytes.length - signature)] = roll(256);
  return roll(10) === 0 ? bytes.subarray(0, signature + roll(bytes.length)) : bytes;
}

const sector = 512;
const eof = 0x000a;
/**
 * Records that readers look at, some of them out of place. No formulas: there are some from which SheetJS never returns,
 * and it shall be the referee.
 */
const types = [
  0x0a, 0x22, 0x2f, 0x3c, 0x85, 0xbd, 0xbe, 0xd6, 0xe0, 0xe5, 0xfc, 0xfd, 0x201, 0x203, 0x204, 0x205, 0x207,
  0x208, 0x27e, 0x41e, 0x809,
];
/** Where limits lie. */
const edges = [0x00, 0x01, 0x7f, 0x80, 0xff];

/** Places of the records of a stream that begins behind the header, as the writers here lay it. */
function recordPlaces(file: Buffer): number[] {
  const places: number[] = [];
  for (let at = sector; at + 4 <= file.length && places.length < 100_000; ) {
    const type = file.readUInt16LE(at);
    if (type === 0) break;
    places.push(at);
    at += 4 + file.readUInt16LE(at + 2);
  }
  return places;
}

/** One to three records with another type, length or content, exchanged, or repeated over the next one. */
export function mutateRecords(whole: Buffer, roll: Dice): Buffer {
  const bytes = Buffer.from(whole);
  const places = recordPlaces(whole);
  const any = () => places[roll(places.length)] ?? sector;
  for (let changes = 1 + roll(3); changes > 0; changes -= 1) {
    const at = any();
    const length = whole.readUInt16LE(at + 2);
    switch (roll(6)) {
      case 0:
        bytes.writeUInt16LE(types[roll(types.length)] ?? eof, at);
        break;
      case 1:
        bytes.writeUInt16LE(roll(2) === 0 ? roll(length + 1) : roll(65_536), at + 2);
        break;
      case 2: {
        const other = any();
        whole.copy(bytes, at, other, Math.min(other + 4 + length, whole.length));
        break;
      }
      case 3:
        whole.copy(bytes, Math.min(at + 4 + length, bytes.length), at, at + 4 + length);
        break;
      default:
        if (length > 0) bytes[at + 4 + roll(Math.min(length, 24))] = edges[roll(8)] ?? roll(256);
    }
  }
  return bytes;
}
