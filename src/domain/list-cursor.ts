/** Where a reader of a list stopped, as one opaque text. */
import { createHash } from 'node:crypto';
import { AppError } from './errors.js';

/** Place in the order of changes: the number of a change and, within it, the id of a row. */
export interface FeedPlace {
  readonly no: number;
  readonly id: number;
  /** Number of the last change when this reading began: of what was gone before, nothing need be told. */
  readonly begun: number;
}

export type ListCursor =
  /** The feed in which the number counts, and the place behind which it goes on. */
  | { readonly mode: 'sync'; readonly feed: string; readonly place: FeedPlace }
  /** Rows with a lower id come next; the instant of before the first page was read, UTC text (null: told by none). */
  | { readonly mode: 'browse'; readonly id: number; readonly covered: string | null };

/** A short mark of the filters (and the list) that a cursor is good for; names in any order give the same. */
export function filterMark(filters: Readonly<Record<string, string | number | null | undefined>>): string {
  const set = Object.entries(filters)
    .filter(([, value]) => value !== undefined && value !== null)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(set)).digest('base64url').slice(0, 16);
}

export function writeCursor(cursor: ListCursor, mark: string): string {
  const content =
    cursor.mode === 'sync'
      ? {
          v: 1,
          m: 's',
          f: cursor.feed,
          n: cursor.place.no,
          i: cursor.place.id,
          b: cursor.place.begun,
          h: mark,
        }
      : { v: 1, m: 'b', i: cursor.id, t: cursor.covered, h: mark };
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

const isPlace = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isInstant = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));

/** Throws AppError invalid_cursor: not one of ours, or of other filters. */
export function readCursor(text: string, mark: string): ListCursor {
  const content = contentOf(text);
  if (content && content.v === 1 && content.h === mark && isPlace(content.i)) {
    const covered = content.t ?? null;
    if (content.m === 'b' && (covered === null || isInstant(covered)))
      return { mode: 'browse', id: content.i, covered };
    if (content.m === 's' && typeof content.f === 'string' && isPlace(content.n) && isPlace(content.b))
      return { mode: 'sync', feed: content.f, place: { no: content.n, id: content.i, begun: content.b } };
  }
  throw new AppError('invalid_cursor');
}

function contentOf(text: string): Readonly<Record<string, unknown>> | null {
  if (!/^[\w-]{1,400}$/.test(text)) return null;
  try {
    const content: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof content === 'object' && content !== null ? { ...content } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
