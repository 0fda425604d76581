import type { Response } from 'express';
import { z } from 'zod';
import type { Caller } from '../../domain/caller.js';
import { AppError } from '../../domain/errors.js';
import { bangkokInstant, readInstant } from '../../domain/instant.js';
import { filterMark, readCursor, writeCursor } from '../../domain/list-cursor.js';
import type { FeedPage, FeedStart } from '../../store/change-feed.js';
import type { Mount } from '../api-call.js';
import { ownOrigin } from '../cookies.js';
import { InvalidRequest } from '../errors.js';
import type { Parts } from '../parts.js';

const rowsText = 'must be from 1 to 1000';

/** How many rows an answer has; never fewer than asked where there are more. */
export const rowsOfPage = (usual: number) =>
  z
    .string()
    .regex(/^\d{1,4}$/, rowsText)
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= 1000, rowsText)
    .default(usual);

/** Parameters that every list takes; what they mean stands in parameter-texts, as of all others. */
export const pageParameters = {
  limit: rowsOfPage(100),
  cursor: z.string().optional(),
  updated_since: z.string().optional(),
};

/** Words with commas between: any of them. */
export const anyOf = z
  .string()
  .transform((text) => text.split(',').map((word) => word.trim()))
  .pipe(z.array(z.string().min(1)))
  .optional();

export const listAnswerOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    object: z.literal('list'),
    data: z.array(row),
    has_more: z.boolean(),
    next_cursor: z.string().nullable().describe('In sync mode also at the end: ask again with it later'),
  });

export interface Asked {
  readonly query: {
    readonly limit: number;
    readonly cursor?: string | undefined;
    readonly updated_since?: string | undefined;
    readonly [filter: string]: unknown;
  };
  readonly mount: Mount;
  readonly caller: Pick<Caller, 'overlapSeconds' | 'hospital'>;
}

/** Browse mode goes down from the newest row, sync mode goes on in the order of changes. */
export type ListPlace =
  | { readonly mode: 'browse'; readonly before: number | null; readonly covered: string | null }
  | { readonly mode: 'sync'; readonly start: FeedStart };

/** A short mark of the list and its filters, which a cursor is bound to. */
export function markOf(list: string, { query, caller }: Asked): string {
  const { limit: _limit, cursor: _cursor, updated_since: _since, ...filters } = query;
  const texts = Object.entries(filters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, JSON.stringify(value)]],
  );
  return filterMark({ ...Object.fromEntries(texts), list, hospital: caller.hospital });
}

/** Where the asked page begins. Throws AppError invalid_timestamp, invalid_cursor. */
export function placeOf({ config }: Pick<Parts, 'config'>, asked: Asked, mark: string): ListPlace {
  const { cursor, updated_since: since } = asked.query;
  if (cursor !== undefined) {
    const read = readCursor(cursor, mark);
    if (since !== undefined) throw sinceBesideCursor();
    return read.mode === 'browse'
      ? { mode: 'browse', before: read.id, covered: read.covered }
      : { mode: 'sync', start: { feed: read.feed, place: read.place } };
  }
  if (since === undefined) return { mode: 'browse', before: null, covered: null };
  const instant = instantOf(config, asked.mount, 'updated_since', since);
  return { mode: 'sync', start: { since: earlier(instant, asked.caller.overlapSeconds) } };
}

/** The cursor has its own place: that of the time would be passed over. */
function sinceBesideCursor(): InvalidRequest {
  const detail = 'cannot stand beside cursor, which goes on where its page ended: send one of them';
  return new InvalidRequest('invalid_cursor', {}, [{ parameter: 'updated_since', detail }]);
}

/**
 * An instant of a parameter as UTC text. Without an offset the compat mount takes it for the server's own time, ours
 * refuses it. Throws AppError invalid_timestamp.
 */
export function instantOf(
  { TZ }: Pick<Parts['config'], 'TZ'>,
  mount: Mount,
  name: string,
  text: string,
): string {
  const instant = readInstant(text, mount === 'compat' ? TZ : null);
  if (instant === null) throw new AppError('invalid_timestamp', { name });
  return instant;
}

function earlier(instant: string, seconds: number): string {
  if (seconds === 0) return instant;
  const [whole = '', micros = ''] = instant.split('.');
  const before = new Date(Date.parse(`${whole.replace(' ', 'T')}Z`) - seconds * 1000).toISOString();
  return `${before.slice(0, 19).replace('T', ' ')}.${micros}`;
}

export interface ListAnswer {
  readonly data: readonly object[];
  readonly hasMore: boolean;
  readonly cursor: string | null;
  /** Told as X-Server-Time: who has read all pages and asks for changes since then misses none. UTC text. */
  readonly serverTime: string;
}

/** The cursor behind a page of changes; it is given at the end too. */
export function feedCursor({ feed, place }: FeedPage<object>, mark: string): string {
  return writeCursor({ mode: 'sync', feed, place }, mark);
}

/** Sets the headers of a page and answers its body: an object on our own mount, a bare array on the compat mount. */
export function listBody(parts: Parts, res: Response, mount: Mount, page: ListAnswer): object {
  const { req } = res;
  const { data, hasMore, cursor, serverTime } = page;
  res.setHeader('X-Server-Time', bangkokInstant(serverTime));
  if (cursor !== null) res.setHeader('X-Next-Cursor', cursor);
  if (hasMore && cursor !== null) {
    const parameters = new URLSearchParams(req.url.split('?')[1] ?? '');
    parameters.delete('updated_since');
    parameters.set('cursor', cursor);
    const address = `${ownOrigin(req, parts)}${req.baseUrl}${req.path}?${parameters}`;
    res.setHeader('Link', `<${address}>; rel="next"`);
  }
  if (mount === 'compat') return data;
  return { object: 'list', data, has_more: hasMore, next_cursor: cursor };
}
