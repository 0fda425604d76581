/** A client that copies claims and knows no cursor of yesterday: it goes on by the X-Server-Time of a page of its last answer. */
import type { Db } from '../db/db.js';
import { sql } from '../db/sql.js';
import { bangkokInstant, readInstant } from '../domain/instant.js';
import { readCursor } from '../domain/list-cursor.js';
import type { Dice } from '../practice/claims/dice.js';
import { type BrowsePlace, readBrowsed } from '../routes/api/browse-page.js';
import { type FeedStart, readFeed } from '../store/change-feed.js';
import { copied, type SyncClient, take, type Word } from './sync-client.js';

type Start = BrowsePlace | { readonly mode: 'feed'; readonly start: FeedStart };

const beginnings: Readonly<Record<'browse' | 'feed', Start>> = {
  browse: { mode: 'browse', before: null, covered: null },
  feed: { mode: 'feed', start: { since: '1970-01-01 00:00:00.000000' } },
};

/** How its next page is asked for, and what this one tells as X-Server-Time; next = null: it was the last. */
interface Read {
  readonly next: Start | null;
  readonly serverTime: string;
}

async function browse(db: Db, place: BrowsePlace, limit: number, copy: Map<string, string>): Promise<Read> {
  const { rows, cursor, serverTime } = await readBrowsed({ db }, { place, mark: '', limit }, (below, most) =>
    db.query<Word & { readonly id: number }>(sql`
        select c.id, ${copied.columns} from ${copied.from}
        where c.id < ${below ?? Number.MAX_SAFE_INTEGER} order by c.id desc limit ${most}`),
  );
  for (const row of rows) take(copy, { id: row.id, no: 0, at: '', row });
  if (cursor === null) return { next: null, serverTime };
  const read = readCursor(cursor, '');
  if (read.mode !== 'browse') throw new RangeError('a page of rows gave a cursor of changes');
  return { next: { mode: 'browse', before: read.id, covered: read.covered }, serverTime };
}

async function follow(db: Db, start: FeedStart, limit: number, copy: Map<string, string>): Promise<Read> {
  const page = await readFeed<Word>(db, copied, start, limit);
  for (const entry of page.entries) take(copy, entry);
  const { feed, place, serverTime } = page;
  return { next: page.hasMore ? { mode: 'feed', start: { feed, place } } : null, serverTime };
}

/** It begins with all rows, or with all changes. What it has got already may come again. */
export function createTimeClient(db: Db, dice: Dice, begin: 'browse' | 'feed'): SyncClient {
  let copy = new Map<string, string>();
  let from = beginnings[begin];
  /** Where an answer begins, which is what it saves. */
  let checkpoint = from;
  let saved = { start: checkpoint, copy: new Map(copy) };
  let told: string[] = [];
  return {
    async readPage(limit) {
      // Rows alone tell of none that is gone: who begins with them begins anew.
      if (from.mode === 'browse' && from.before === null) copy = new Map();
      const { next, serverTime } = await (from.mode === 'browse'
        ? browse(db, from, limit, copy)
        : follow(db, from.start, limit, copy));
      told.push(bangkokInstant(serverTime));
      if (next === null) {
        const since = readInstant(dice.pick([serverTime, ...told]), null);
        if (since === null) throw new RangeError('an X-Server-Time that is no instant');
        checkpoint = { mode: 'feed', start: { since } };
        told = [];
      }
      from = next ?? checkpoint;
      return next !== null;
    },
    save() {
      saved = { start: checkpoint, copy: new Map(copy) };
    },
    crash() {
      checkpoint = saved.start;
      from = checkpoint;
      copy = new Map(saved.copy);
      told = [];
    },
    copy: () => copy,
    asksByTime: () => from.mode === 'feed' && 'since' in from.start,
  };
}
