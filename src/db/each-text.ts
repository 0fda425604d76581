import { rowsOfText } from '../domain/row-text.js';
import type { DbError, KeyedSelect } from './db.js';
import type { TakeTexts } from './dialect.js';
import { type Sql, sql } from './sql.js';

/** The whole select: all rows, the highest key first. */
export function fallingKey({ select, key }: KeyedSelect): Sql {
  return sql`${select} order by ${key} desc`;
}

/** A page of it: `limit` rows with keys below the one given (null = from the beginning). */
export function keyedPage({ select, key }: KeyedSelect, below: string | null, limit: number): Sql {
  const behind = below === null ? sql`` : sql` and ${key} < ${Number(below)}`;
  return sql`${select}${behind} order by ${key} desc limit ${limit}`;
}

/** Errors of the driver become what `named` makes of them; what `take` throws reaches the caller as it is. */
export async function takingTexts(
  take: TakeTexts,
  named: (error: unknown) => DbError,
  work: (take: TakeTexts) => Promise<void>,
): Promise<void> {
  let failure: { readonly error: unknown } | null = null;
  const watched: TakeTexts = async (rows) => {
    try {
      await take(rows);
    } catch (error) {
      failure = { error };
      throw error;
    }
  };
  try {
    await work(watched);
  } catch (error) {
    const ofTaker = failure as { readonly error: unknown } | null; // set in the function above
    throw ofTaker === null ? named(error) : ofTaker.error;
  }
}

const lineFeed = 10;

/** Whole rows out of pieces of text (domain/row-text) that may end anywhere. */
export async function takePieces(pieces: AsyncIterable<Uint8Array>, take: TakeTexts): Promise<void> {
  let rest: Uint8Array | null = null;
  for await (const piece of pieces) {
    const bytes: Uint8Array = rest === null ? piece : Buffer.concat([rest, piece]);
    const end = bytes.lastIndexOf(lineFeed) + 1;
    if (end > 0) await take(rowsOfText(bytes.subarray(0, end)));
    rest = end < bytes.length ? bytes.subarray(end) : null;
  }
}
