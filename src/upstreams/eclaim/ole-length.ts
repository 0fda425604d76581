const header = 512;
const lastPlainSector = 0xfffffffa;

/**
 * Whether an OLE file (MS-CFB) ends before the sectors that its own table says are in use: it was cut off. Looks at
 * the table only; whether the rest is whole is another check. Numbers that cannot be sectors of any such file count
 * as damage, not as a cut.
 */
export function isCutOff(bytes: Buffer): boolean {
  if (bytes.length < header) return true;
  const shift = bytes.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return false;
  const size = 1 << shift;
  const sectors = Math.ceil(bytes.length / size) - 1;
  const plausible = Math.max(1024, sectors * 64);
  const tables = tablesInHeader(bytes);
  for (const table of tables) {
    if (table > plausible) return false;
    const from = (table + 1) * size;
    if (from + size > bytes.length) return true;
    const next = nextSectors(bytes.subarray(from, from + size));
    if (next.some((sector) => sector > plausible)) return false;
    // The last sector may lack its padding, so it need only have begun.
    if (next.some((sector) => sector >= sectors)) return true;
  }
  return false;
}

/** Sectors of the sector table as the header lists them: 109 at most, enough for 7 MB; longer tables end later. */
function tablesInHeader(bytes: Buffer): number[] {
  const count = Math.min(109, bytes.readUInt32LE(44));
  const tables: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const table = bytes.readUInt32LE(76 + index * 4);
    if (table <= lastPlainSector) tables.push(table);
  }
  return tables;
}

/** The sectors that a table leads to. Its unused end says nothing: some writers fill it with ends of chains. */
function nextSectors(table: Buffer): number[] {
  const next: number[] = [];
  for (let at = 0; at + 4 <= table.length; at += 4) {
    const sector = table.readUInt32LE(at);
    if (sector <= lastPlainSector) next.push(sector);
  }
  return next;
}
