/** A client that copies claims by the change feed, as the guide for neighbours says. */
import type { Db } from '../db/db.js';
import { sql } from '../db/sql.js';
import { type FeedEntry, type FeedSource, type FeedStart, readFeed } from '../store/change-feed.js';

/** A row that stands between the rows of two hospitals and is never written; the client passes it by. */
export const boundary = '~~~';

/** All claims. */
export const copied: FeedSource = {
  kind: 'claim',
  from: sql`claim_current c`,
  columns: sql`c.hospital_code, c.tran_id, c.rep_no`,
  where: [],
  hospitalCode: null,
};

export interface Word {
  readonly hospital_code: string;
  readonly tran_id: string;
  readonly rep_no: string;
}

/** The claim that an entry is of. */
export const keyOf = (entry: FeedEntry<Word>): string =>
  'row' in entry ? `${entry.row.hospital_code} ${entry.row.tran_id}` : `${entry.hospital} ${entry.gone}`;

export function take(copy: Map<string, string>, entry: FeedEntry<Word>): void {
  const key = keyOf(entry);
  if (key.endsWith(boundary)) return;
  if ('row' in entry) copy.set(key, entry.row.rep_no);
  else copy.delete(key);
}

/** What a client has on its disk: the cursor and its copy, saved together. */
interface Saved {
  readonly start: FeedStart;
  readonly copy: ReadonlyMap<string, string>;
}

export interface SyncClient {
  /** Reads one page; answers whether more is there. Throws where something came twice, or time went back. */
  readPage(limit: number): Promise<boolean>;
  save(): void;
  /** Begins again from what was saved last. */
  crash(): void;
  copy(): ReadonlyMap<string, string>;
  /** Whether its next page is asked for by time, and so waits for whoever holds the clock. */
  asksByTime(): boolean;
}

/** `copy` is what the client has when it begins at `start`. */
export function createSyncClient(db: Db, start: FeedStart, had: ReadonlyMap<string, string>): SyncClient {
  let copy = new Map(had);
  let from = start;
  let saved: Saved = { start, copy: had };
  let seen = new Set<string>();
  let lastAt = '';
  return {
    async readPage(limit) {
      const page = await readFeed<Word>(db, copied, from, limit);
      for (const entry of page.entries) {
        const key = keyOf(entry);
        const version = `${entry.id} ${entry.no} ${'row' in entry}`;
        if (seen.has(version)) throw new Error(`${key} came twice in its version ${version}`);
        if (entry.at < lastAt) throw new Error(`${key} is of ${entry.at}, after one of ${lastAt}`);
        seen.add(version);
        lastAt = entry.at;
        take(copy, entry);
      }
      from = { feed: page.feed, place: page.place };
      return page.hasMore;
    },
    save() {
      saved = { start: from, copy: new Map(copy) };
    },
    crash() {
      from = saved.start;
      copy = new Map(saved.copy);
      seen = new Set();
      lastAt = '';
    },
    copy: () => copy,
    asksByTime: () => 'since' in from,
  };
}
