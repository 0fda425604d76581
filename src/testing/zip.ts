import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** One member of a test archive; a name may be given as bytes, as programs of other code pages write them. */
export interface ZipMember {
  readonly name: string | Uint8Array;
  readonly content: Uint8Array | string;
  readonly stored?: boolean;
}

/** Bytes of a .zip; names given as bytes stand there without the mark of UTF-8. */
export async function zipOf(members: readonly ZipMember[]): Promise<Buffer> {
  const zip = new ZipFile();
  const places = members.map(({ name }, index) =>
    // yazl checks and encodes names: bytes and unsafe paths take the place of a plain name of the same length.
    typeof name === 'string' && isPlain(name) ? name : `${index}`.padEnd(bytesOf(name).length, '_'),
  );
  for (const [index, { content, stored }] of members.entries()) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
    zip.addBuffer(bytes, places[index] ?? '', { compress: stored !== true, mtime: new Date(0) });
  }
  zip.end();
  const out = new PassThrough();
  zip.outputStream.pipe(out);
  const archive = await buffer(out);
  for (const [index, { name }] of members.entries()) {
    const place = places[index] ?? '';
    if (place !== name) replaceAll(archive, Buffer.from(place), bytesOf(name));
  }
  return archive;
}

const isPlain = (name: string) => !/[\\:]|\.\.|^\//u.test(name);
const bytesOf = (name: string | Uint8Array) =>
  typeof name === 'string' ? Buffer.from(name) : Buffer.from(name);

function replaceAll(archive: Buffer, from: Buffer, to: Buffer): void {
  for (let at = archive.indexOf(from); at >= 0; at = archive.indexOf(from, at + 1)) {
    to.copy(archive, at);
    // Bit 11 says UTF-8: it stands 24 bytes before a local name, 38 before one of the directory.
    for (const [back, signature] of [
      [30, 0x04034b50],
      [46, 0x02014b50],
    ] as const)
      if (at >= back && archive.readUInt32LE(at - back) === signature)
        archive[at - back + (back === 30 ? 7 : 9)] = 0;
  }
}

/** Sets a field of the directory's entry number `index` (0-based), which readers trust: e.g. sizes, flags. */
export function changeDirectory(archive: Buffer, index: number, change: (entry: Buffer) => void): Buffer {
  const copy = Buffer.from(archive);
  const mark = Buffer.from([0x50, 0x4b, 1, 2]);
  let at = copy.indexOf(mark);
  for (let skipped = 0; skipped < index; skipped++) at = copy.indexOf(mark, at + 4);
  change(copy.subarray(at));
  return copy;
}
