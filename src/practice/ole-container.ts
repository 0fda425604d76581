/**
 * The container of an .xls file: an OLE compound file, version 3, with one stream in 512-byte sectors
 * ([MS-CFB]). Order in the file: header, stream, directory, FAT, DIFAT.
 */
const sector = 512;
const entriesPerSector = sector / 4;
const freeSector = 0xffffffff;
const endOfChain = 0xfffffffe;
const fatSector = 0xfffffffd;
const difatSector = 0xfffffffc;
const fatSectorsInHeader = 109;
/** Smaller streams would belong into the mini stream; padding them with zeros avoids it. */
const smallestStream = 4096;
const directoryEntry = 128;

interface ContainerPlan {
  readonly streamBytes: number;
  readonly streamSectors: number;
  readonly fatSectors: number;
  readonly difatSectors: number;
}

function planOf(bytes: number): ContainerPlan {
  const streamBytes = Math.max(bytes, smallestStream);
  const streamSectors = Math.ceil(streamBytes / sector);
  let fatSectors = 1;
  let difatSectors = 0;
  // The tables describe themselves too, so their number is found by trying.
  for (;;) {
    const all = streamSectors + 1 + fatSectors + difatSectors;
    const neededFat = Math.ceil(all / entriesPerSector);
    const neededDifat = Math.ceil(Math.max(0, neededFat - fatSectorsInHeader) / (entriesPerSector - 1));
    if (neededFat === fatSectors && neededDifat === difatSectors) break;
    fatSectors = neededFat;
    difatSectors = neededDifat;
  }
  return { streamBytes, streamSectors, fatSectors, difatSectors };
}

function writeHeader(file: Buffer, plan: ContainerPlan): void {
  const directory = plan.streamSectors;
  const firstFat = directory + 1;
  const firstDifat = firstFat + plan.fatSectors;
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file, 0);
  file.writeUInt16LE(0x003e, 24);
  file.writeUInt16LE(3, 26);
  file.writeUInt16LE(0xfffe, 28);
  file.writeUInt16LE(9, 30);
  file.writeUInt16LE(6, 32);
  file.writeUInt32LE(plan.fatSectors, 44);
  file.writeUInt32LE(directory, 48);
  file.writeUInt32LE(smallestStream, 56);
  file.writeUInt32LE(endOfChain, 60);
  file.writeUInt32LE(plan.difatSectors > 0 ? firstDifat : endOfChain, 68);
  file.writeUInt32LE(plan.difatSectors, 72);
  for (let i = 0; i < fatSectorsInHeader; i++)
    file.writeUInt32LE(i < plan.fatSectors ? firstFat + i : freeSector, 76 + i * 4);
}

function writeDirectory(file: Buffer, at: number, name: string, plan: ContainerPlan): void {
  const entry = (index: number, title: string, kind: number, child: number, start: number, size: number) => {
    const from = at + index * directoryEntry;
    file.write(title, from, 'utf16le');
    file.writeUInt16LE(title === '' ? 0 : (title.length + 1) * 2, from + 64);
    file.writeUInt8(kind, from + 66);
    file.writeUInt8(1, from + 67);
    file.writeUInt32LE(freeSector, from + 68);
    file.writeUInt32LE(freeSector, from + 72);
    file.writeUInt32LE(child, from + 76);
    file.writeUInt32LE(start, from + 116);
    file.writeUInt32LE(size, from + 120);
  };
  entry(0, 'Root Entry', 5, 1, endOfChain, 0);
  entry(1, name, 2, freeSector, 0, plan.streamBytes);
  entry(2, '', 0, freeSector, 0, 0);
  entry(3, '', 0, freeSector, 0, 0);
}

function writeTables(file: Buffer, plan: ContainerPlan): void {
  const directory = plan.streamSectors;
  const firstFat = directory + 1;
  const firstDifat = firstFat + plan.fatSectors;
  const end = firstDifat + plan.difatSectors;
  const fatAt = sector * (firstFat + 1);
  for (let i = 0; i < plan.fatSectors * entriesPerSector; i++) {
    let next = freeSector;
    if (i < directory) next = i + 1 < directory ? i + 1 : endOfChain;
    else if (i === directory) next = endOfChain;
    else if (i < firstDifat) next = fatSector;
    else if (i < end) next = difatSector;
    file.writeUInt32LE(next, fatAt + i * 4);
  }
  for (let d = 0; d < plan.difatSectors; d++) {
    const at = sector * (firstDifat + d + 1);
    for (let i = 0; i < entriesPerSector - 1; i++) {
      const number = fatSectorsInHeader + d * (entriesPerSector - 1) + i;
      file.writeUInt32LE(number < plan.fatSectors ? firstFat + number : freeSector, at + i * 4);
    }
    const following = d + 1 < plan.difatSectors ? firstDifat + d + 1 : endOfChain;
    file.writeUInt32LE(following, at + (entriesPerSector - 1) * 4);
  }
}

/** One stream in an OLE compound file; streams below 4,096 bytes are filled up with zeros. */
export function oleContainer(streamName: string, parts: readonly Buffer[]): Buffer {
  const plan = planOf(parts.reduce((sum, part) => sum + part.length, 0));
  const sectors = 1 + plan.streamSectors + 1 + plan.fatSectors + plan.difatSectors;
  const file = Buffer.alloc(sectors * sector);
  writeHeader(file, plan);
  let at = sector;
  for (const part of parts) at += part.copy(file, at);
  writeDirectory(file, sector * (plan.streamSectors + 1), streamName, plan);
  writeTables(file, plan);
  return file;
}
