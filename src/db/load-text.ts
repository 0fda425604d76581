import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Value } from './db.js';
import type { Row } from './dialect.js';
import { checkedValue, instantText } from './values.js';

const chunkLength = 200_000;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function fieldText(given: Value): string {
  const value = checkedValue(given);
  if (value === null) return '\\N';
  if (typeof value === 'string')
    return value.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character);
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (value instanceof Date) return instantText(value);
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString('hex')}`;
  return String(value);
}

/**
 * Rows as the text that both `copy … from stdin` of PostgreSQL and `load data` of MySQL read: fields parted by tab,
 * rows by line feed, `\N` for NULL. Bytes are written as PostgreSQL reads them; MySQL takes another way for them.
 * Gives way to other work between its chunks, so that a long load does not stop the server.
 */
export async function* loadText(rows: readonly Row[]): AsyncGenerator<string> {
  let text = '';
  for (const row of rows) {
    text += `${row.map(fieldText).join('\t')}\n`;
    if (text.length < chunkLength) continue;
    yield text;
    text = '';
    await nextTurn();
  }
  if (text !== '') yield text;
}
