import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Db, Tx } from '../db/db.js';
import { sql } from '../db/sql.js';
import { AppError } from '../domain/errors.js';
import { eachDatabase, eachServer } from '../testing/databases.js';
import { type FeedEntry, type FeedSource, type FeedStart, readFeed } from './change-feed.js';
import {
  type ChangeBatch,
  closeBatch,
  openBatch,
  purgeTombstones,
  renewFeed,
  writeTombstones,
} from './changes.js';

const source: FeedSource = {
  kind: 'case',
  from: sql`copied c`,
  columns: sql`c.word`,
  where: [],
  hospitalCode: null,
};
const everything: FeedStart = { since: '1970-01-01 00:00:00.000000' };

type Word = FeedEntry<{ readonly word: string }>;

async function makeTable(db: Db): Promise<void> {
  await db.execute(
    sql`create table copied (id bigint primary key, word varchar(40), change_batch bigint not null)`,
  );
  await db.execute(sql`create index copied_change_batch_id_idx on copied (change_batch, id)`);
}

function inBatch(db: Db, work: (tx: Tx, batch: ChangeBatch) => Promise<void>) {
  return db.transaction(async (tx) => {
    const batch = openBatch();
    await work(tx, batch);
    return closeBatch(tx, batch);
  });
}

async function put(tx: Tx, batch: ChangeBatch, id: number, word: string): Promise<void> {
  batch.kinds.add('case');
  await tx.upsert('copied', [{ id, word, change_batch: batch.id }], ['id'], ['word', 'change_batch']);
}

async function takeOut(tx: Tx, batch: ChangeBatch, id: number): Promise<void> {
  await tx.execute(sql`delete from copied where id = ${id}`);
  await writeTombstones(tx, batch, 'case', [{ id, label: `n-${id}`, hospitalCode: '99999' }]);
}

async function readAll(db: Db, start: FeedStart, limit: number): Promise<Word[]> {
  const all: Word[] = [];
  for (let from = start; ; ) {
    const page = await readFeed<{ word: string }>(db, source, from, limit);
    assert.ok(page.entries.length <= limit);
    all.push(...page.entries);
    if (!page.hasMore) return all;
    from = { feed: page.feed, place: page.place };
  }
}

const shown = (entries: readonly Word[]) =>
  entries.map((entry) => ('row' in entry ? `${entry.id} ${entry.row.word}` : `-${entry.id} ${entry.gone}`));

/** A promise with its own key. */
function gate() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const isGone = (error: unknown) => error instanceof AppError && error.code === 'cursor_gone';

eachDatabase('changes in the order of their commits', (database) => {
  before(() => makeTable(database.db));

  test('a batch without a changed row takes no number', async () => {
    assert.equal(await inBatch(database.db, () => Promise.resolve()), null);
  });

  test('rows come in the order of changes, each once, at its last change; gone ones as tombstones', async () => {
    const { db } = database;
    const first = await inBatch(db, async (tx, batch) => {
      for (const id of [3, 1, 2]) await put(tx, batch, id, 'a');
    });
    const second = await inBatch(db, (tx, batch) => put(tx, batch, 2, 'b'));
    await inBatch(db, (tx, batch) => takeOut(tx, batch, 1));
    assert.ok(first && second && second.no === first.no + 1 && second.at > first.at);
    for (const limit of [1, 2, 100])
      assert.deepEqual(shown(await readAll(db, everything, limit)), ['3 a', '2 b', '-1 n-1']);
    const page = await readFeed<{ word: string }>(db, { ...source, withoutGone: true }, everything, 2);
    assert.deepEqual([shown(page.entries), page.hasMore], [['3 a', '2 b'], false], 'gone ones take no place');
    const later = await readAll(db, { since: second.at.replace('T', ' ').replace('Z', '') }, 100);
    assert.deepEqual(shown(later), ['2 b', '-1 n-1']);
    assert.equal(later[0]?.at, second.at);
  });

  test('a rolled back change is not told and leaves no gap that hides others', async () => {
    const { db } = database;
    const { feed, place } = await readFeed(db, source, everything, 1000);
    const failing = db.transaction(async (tx) => {
      const batch = openBatch();
      await put(tx, batch, 70, 'never');
      await closeBatch(tx, batch);
      throw new Error('rolled back');
    });
    await assert.rejects(failing, /rolled back/);
    await inBatch(db, (tx, batch) => put(tx, batch, 71, 'kept'));
    assert.deepEqual(shown(await readAll(db, { feed, place }, 10)), ['71 kept']);
  });

  test('1,000 rows of one change split over pages of 7 all arrive', async () => {
    const { db } = database;
    const { feed, place } = await readFeed(db, source, everything, 1000);
    await inBatch(db, async (tx, batch) => {
      batch.kinds.add('case');
      const rows = Array.from({ length: 1000 }, (_, index) => [10_000 + index, 'many', batch.id]);
      await tx.bulkInsert('copied', ['id', 'word', 'change_batch'], rows);
    });
    const all = await readAll(db, { feed, place }, 7);
    assert.equal(new Set(all.map((entry) => entry.id)).size, 1000);
    assert.equal(all.length, 1000);
  });

  test('many small changes fill a page, and a filter leaves out what it does not name', async () => {
    const { db } = database;
    const { feed, place } = await readFeed(db, source, everything, 1);
    await db.execute(sql`delete from copied where id >= 10000`);
    const end = await readFeed(db, source, everything, 1000);
    assert.equal(end.hasMore, false);
    for (let id = 20_000; id < 20_060; id++)
      await inBatch(db, (tx, batch) => put(tx, batch, id, id % 3 === 0 ? 'third' : 'other'));
    const page = await readFeed<{ word: string }>(db, source, { feed, place: end.place }, 50);
    assert.equal(page.entries.length, 50);
    assert.equal(page.hasMore, true);
    const third = { ...source, where: [sql`c.word = ${'third'}`] };
    const some = await readFeed(db, third, { feed, place: end.place }, 50);
    assert.deepEqual([some.entries.length, some.hasMore], [20, false]);
    assert.deepEqual(place.begun <= end.place.begun, true);
  });

  test('a cursor from before a restore is gone, and one from before tombstones that are no longer kept', async () => {
    const { db } = database;
    const old = await readFeed(db, source, everything, 1);
    const caughtUp = await readFeed(db, source, everything, 1000);
    await inBatch(db, (tx, batch) => takeOut(tx, batch, 71));
    assert.equal(await purgeTombstones(db, new Date('2000-01-01')), 0);
    assert.equal(
      (await readFeed(db, source, { feed: old.feed, place: caughtUp.place }, 5)).entries.length,
      1,
    );
    assert.equal(await purgeTombstones(db, new Date(Date.now() + 60_000)), 2);
    const start = { feed: old.feed, place: caughtUp.place };
    await assert.rejects(readFeed(db, source, start, 5), isGone);
    // Who copies everything anew passes by old changes, and is not sent back to the beginning for ever.
    assert.ok((await readAll(db, everything, 3)).every((entry) => 'row' in entry));
    const { place } = await readFeed(db, source, everything, 1000);
    await renewFeed(db);
    await assert.rejects(readFeed(db, source, { feed: old.feed, place }, 5), isGone);
  });
});

eachServer('changes of several connections', (database) => {
  before(() => makeTable(database.db));

  test('a transaction that is committed late is told after all that came before it', async () => {
    const { db } = database;
    const release = gate();
    const written = gate();
    const late = inBatch(db, async (tx, batch) => {
      await put(tx, batch, 1, 'late');
      written.resolve();
      await release.promise;
    });
    await written.promise;
    await inBatch(db, (tx, batch) => put(tx, batch, 2, 'quick'));
    const first = await readFeed<{ word: string }>(db, source, everything, 100);
    assert.deepEqual(shown(first.entries), ['2 quick']);
    release.resolve();
    await late;
    const { feed, place } = first;
    assert.deepEqual(shown(await readAll(db, { feed, place }, 100)), ['1 late']);
  });

  test('who asks by time waits for a change that has its instant already', async () => {
    const { db } = database;
    const release = gate();
    const closed = gate();
    const closing = db.transaction(async (tx) => {
      const batch = openBatch();
      await put(tx, batch, 5, 'in time');
      await closeBatch(tx, batch);
      closed.resolve();
      await release.promise;
    });
    await closed.promise;
    const reading = readFeed<{ word: string }>(db, source, everything, 100);
    release.resolve();
    await closing;
    const { entries, serverTime } = await reading;
    assert.ok(shown(entries).includes('5 in time'));
    assert.ok(entries.every((entry) => entry.at < serverTime || entry.id === 5));
  });
});
