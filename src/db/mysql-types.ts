import type { FieldPacket } from 'mysql2';
import { decimalText, instantFromText, wholeNumber } from './values.js';

// Numbers of the types in the protocol.
const types = { decimal: 0, tiny: 1, longlong: 8, datetime: 12, newdecimal: 246 } as const;

type Reader = (value: unknown) => unknown;

function readerOf(field: FieldPacket): Reader {
  const { columnType: type, columnLength: length, decimals } = field;
  // `boolean` is the name of tinyint(1); no table has a tinyint of another meaning.
  if (type === types.tiny && length === 1) return (value) => value !== 0;
  // The driver answers text for what a number cannot hold.
  if (type === types.longlong) return (value) => wholeNumber(String(value));
  if (type === types.newdecimal || type === types.decimal) return (value) => decimalText(String(value));
  // datetime(6) is an instant in UTC, datetime(0) a wall clock time.
  if (type === types.datetime && decimals === 6) return (value) => instantFromText(String(value));
  return (value) => (value instanceof Uint8Array ? Uint8Array.from(value) : value);
}

/** Rows of arrays, as the driver gives them, to objects with the values of the contract. */
export function mysqlRows(rows: readonly (readonly unknown[])[], fields: readonly FieldPacket[]): object[] {
  const columns = fields.map((field) => ({ name: field.name, read: readerOf(field) }));
  return rows.map((row) =>
    Object.fromEntries(
      columns.map(({ name, read }, index) => [name, row[index] === null ? null : read(row[index])]),
    ),
  );
}
