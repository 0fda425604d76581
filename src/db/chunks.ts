import type { Row } from './dialect.js';

// A statement takes 65,535 parameters at most on every dialect; a packet of MariaDB 16 MB as shipped.
const maxParameters = 30_000;
const maxBytes = 4_000_000;

function roughBytes(row: Row): number {
  let bytes = 0;
  for (const value of row) {
    if (typeof value === 'string') bytes += value.length * 3;
    else if (value instanceof Uint8Array) bytes += value.length * 2;
    else bytes += 12;
  }
  return bytes;
}

/** Cuts rows into groups that fit one statement each, in their order. */
export function* chunks(rows: readonly Row[]): Generator<Row[]> {
  let group: Row[] = [];
  let parameters = 0;
  let bytes = 0;
  for (const row of rows) {
    const size = roughBytes(row);
    if (group.length > 0 && (parameters + row.length > maxParameters || bytes + size > maxBytes)) {
      yield group;
      group = [];
      parameters = 0;
      bytes = 0;
    }
    group.push(row);
    parameters += row.length;
    bytes += size;
  }
  if (group.length > 0) yield group;
}
