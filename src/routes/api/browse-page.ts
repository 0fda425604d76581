/** Pages of rows with a falling `id`, the newest first. */
import type { Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { writeCursor } from '../../domain/list-cursor.js';
import { coveredUntil } from '../../store/change-clock.js';
import type { Parts } from '../parts.js';
import { type Asked, type ListPlace, listBody, markOf, pageParameters, placeOf } from './list-page.js';

/** Parameters of a list that has no sync mode. */
export const browseParameters = { limit: pageParameters.limit, cursor: pageParameters.cursor };

export type BrowsePlace = Extract<ListPlace, { mode: 'browse' }>;

interface BrowsedPage<Row> {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  readonly cursor: string | null;
  readonly serverTime: string;
}

/** The rows of a page, and one more to see whether there are. */
export async function readBrowsed<Row extends { readonly id: number }>(
  { db }: Pick<Parts, 'db'>,
  { place, mark, limit }: { readonly place: BrowsePlace; readonly mark: string; readonly limit: number },
  read: (below: number | null, limit: number) => Promise<readonly Row[]>,
): Promise<BrowsedPage<Row>> {
  // What changes on a page that was read already is told by nothing but the instant at which the first one was read.
  const serverTime = place.covered ?? (await coveredUntil(db));
  const found = await read(place.before, limit + 1);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const hasMore = found.length > limit;
  const next = hasMore && last ? { mode: 'browse' as const, id: last.id, covered: serverTime } : null;
  return { rows, hasMore, cursor: next && writeCursor(next, mark), serverTime };
}

/** One page of a list without sync mode. */
export async function browsePage<Row extends { readonly id: number }>(
  parts: Parts,
  asked: Asked & { readonly res: Response },
  list: string,
  read: (below: number | null, limit: number) => Promise<readonly Row[]>,
  toJson: (row: Row) => object,
): Promise<object> {
  return browsePageOf(parts, asked, list, read, async (rows) => rows.map(toJson));
}

/** The same for rows that are looked up further, all of the page at once. */
export async function browsePageOf<Row extends { readonly id: number }>(
  parts: Parts,
  asked: Asked & { readonly res: Response },
  list: string,
  read: (below: number | null, limit: number) => Promise<readonly Row[]>,
  toJson: (rows: readonly Row[]) => Promise<readonly object[]>,
): Promise<object> {
  const mark = markOf(list, asked);
  const place = placeOf(parts, asked, mark);
  if (place.mode !== 'browse') throw new AppError('invalid_cursor');
  const { rows, ...page } = await readBrowsed(parts, { place, mark, limit: asked.query.limit }, read);
  return listBody(parts, asked.res, asked.mount, { ...page, data: await toJson(rows) });
}
