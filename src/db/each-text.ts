import { setImmediate as othersTurn } from 'node:timers/promises';
import { rowsOfText } from '../domain/row-text.js';
import type { DbError, KeyedSelect } from './db.js';
import type { TakeTexts } from './dialect.js';
import { type Sql, sql } from './sql.js';

/** The whole select: all rows in their order, else the highest key first. */
export function inOrder({ select, key, order }: KeyedSelect): Sql {
  return sql`${select} order by ${order ?? sql`${key} desc`}`;
}

/** How far the pages of a select came: the key of the last row (null = none yet), and how many rows were taken. */
export interface Place {
  readonly below: string | null;
  readonly taken: number;
}
export const atBegin: Place = { below: null, taken: 0 };

/** The next `limit` rows. By key a page costs the same wherever it stands; in another order all rows are put in order again. */
export function nextPage(asked: KeyedSelect, { below, taken }: Place, limit: number): Sql {
  const { select, key, order } = asked;
  if (order !== undefined) return sql`${inOrder(asked)} limit ${limit} offset ${taken}`;
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
      // Whoever else asks this process has a turn between two groups: a page with a dozen statements waited 2.2 s
      // beside an export of a million claims, for the driver reads 2 MB of a socket in a turn.
      await othersTurn();
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

export const lineFeed = 10;
/** About a hundred rows. */
const groupBytes = 30_000;

/**
 * Whole rows out of pieces of text (domain/row-text) that may end anywhere. Groups are small: rows that are still in use
 * when young memory is collected outlive it, and old memory grows by half the rows of a file before it is looked at
 * (measured: 1000 rows in a group take 50 to 100 MB, 200 take 5).
 */
export async function takePieces(pieces: AsyncIterable<Uint8Array>, take: TakeTexts): Promise<void> {
  let rest: Uint8Array | null = null;
  for await (const piece of pieces) {
    const bytes: Uint8Array = rest === null ? piece : Buffer.concat([rest, piece]);
    let begin = 0;
    for (;;) {
      const whole = bytes.subarray(begin, begin + groupBytes);
      // A row that is longer than a group is one by itself.
      const end = whole.lastIndexOf(lineFeed) + 1 || bytes.subarray(begin).indexOf(lineFeed) + 1;
      if (end === 0) break;
      await take(rowsOfText(bytes.subarray(begin, begin + end)));
      begin += end;
    }
    rest = begin < bytes.length ? bytes.subarray(begin) : null;
  }
}
