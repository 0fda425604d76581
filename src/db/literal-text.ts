import type { Value } from './db.js';
import type { Sql } from './sql.js';
import { checkedValue, instantText } from './values.js';

function literal(given: unknown, quote: (value: string) => string): string {
  const value: Value = checkedValue(given);
  if (value === null) return 'null';
  if (typeof value === 'string') return quote(value);
  if (value instanceof Date) return `'${instantText(value)}'`;
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`;
  return String(value);
}

/**
 * The whole statement as text, `quote` being the driver's way to write a text. Values are written one by one between the
 * pieces of the template, so a `?` in a piece means nothing; and there is no limit on their number. Bytes are written as
 * MySQL reads them.
 */
export function literalText(statement: Sql, quote: (value: string) => string): string {
  return statement.strings
    .map((piece, index) =>
      index < statement.values.length ? piece + literal(statement.values[index], quote) : piece,
    )
    .join('');
}
