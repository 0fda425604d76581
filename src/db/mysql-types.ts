import type { FieldPacket } from 'mysql2';
import type { Value } from './db.js';
import type { Sql } from './sql.js';
import { checkedValue, decimalText, instantFromText, instantText, wholeNumber } from './values.js';

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

function literal(given: unknown, quote: (value: string) => string): string {
  const value: Value = checkedValue(given);
  if (value === null) return 'null';
  if (typeof value === 'string') return quote(value);
  if (value instanceof Date) return `'${instantText(value)}'`;
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`;
  return String(value);
}

/**
 * The whole statement as text. Values are escaped here, one by one between the pieces of the template, so a `?` in a
 * piece means nothing; and there is no limit on their number.
 */
export function mysqlText(statement: Sql, quote: (value: string) => string): string {
  return statement.strings
    .map((piece, index) =>
      index < statement.values.length ? piece + literal(statement.values[index], quote) : piece,
    )
    .join('');
}
