import { setImmediate as nextTurn } from 'node:timers/promises';
import { fieldText, type TextRows } from '../domain/row-text.js';
import type { Value } from './db.js';
import type { Row } from './dialect.js';
import { checkedValue, instantText } from './values.js';

const chunkLength = 200_000;

function loadedText(given: Value): string {
  const value = checkedValue(given);
  if (value instanceof Date) return instantText(value);
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString('hex')}`;
  return fieldText(value);
}

/**
 * Rows as text (domain/row-text). Bytes are written as PostgreSQL reads them; MySQL takes another way for them.
 * Gives way to other work between its chunks, so that a long load does not stop the server.
 */
export async function* loadText(rows: readonly Row[]): AsyncGenerator<string> {
  let text = '';
  for (const row of rows) {
    text += `${row.map(loadedText).join('\t')}\n`;
    if (text.length < chunkLength) continue;
    yield text;
    text = '';
    await nextTurn();
  }
  if (text !== '') yield text;
}

/** The bytes of rows that are text already. */
export async function* textsOf(batches: AsyncIterable<TextRows>): AsyncGenerator<Uint8Array> {
  for await (const { text } of batches) yield text;
}
