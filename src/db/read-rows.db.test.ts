import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, test } from 'node:test';
import { eachDatabase } from '../testing/databases.js';
import { fillNarrowClaims } from '../testing/narrow-claims.js';
import type { Db, EachRows, RowTexts } from './db.js';
import { openDb } from './index.js';
import { sql } from './sql.js';

const count = 7500;
const select = {
  select: sql`select c.id, c.tran_id, c.hn from claim_current c where c.kind in (${'OP'}, ${'IP'})`,
  key: sql`c.id`,
};

eachDatabase('rows of one moment', (database) => {
  let writer: Db;
  beforeEach(async () => {
    // Somebody else: on a server another program, where there is one connection whoever else has its turn.
    writer = database.name === 'embedded' ? database.db : await openDb(database.settings);
    await writer.execute(sql`delete from claim_current`);
    await writer.execute(sql`delete from eclaim_imported_files`);
    await fillNarrowClaims(writer, { count });
  });
  afterEach(async () => {
    if (writer !== database.db) await writer.close();
  });

  const countRows = () =>
    database.db.first<{ total: number }>(sql`select count(*) as total from claim_current`);
  const known = (view: Pick<Db, 'first'>) =>
    view.first<{ total: number }>(sql`select count(*) as total from claim_current`);
  function leftFiles(): string[] {
    const { settings } = database;
    if (settings.type !== 'embedded' || !existsSync(settings.dataDir)) return [];
    return readdirSync(settings.dataDir).filter((name) => name.startsWith('.rows-'));
  }

  /** Takes all rows; `meanwhile` is done when the first group is taken. */
  async function taken(each: EachRows, meanwhile: () => Promise<unknown>): Promise<RowTexts[]> {
    const rows: RowTexts[] = [];
    let isDone = false;
    await each(async (group) => {
      rows.push(...group);
      if (isDone) return;
      isDone = true;
      await meanwhile();
    });
    return rows;
  }

  function assertAll(rows: readonly RowTexts[], total: number | undefined): void {
    assert.equal(total, count);
    assert.deepEqual(
      rows.map((row) => row[1]),
      Array.from({ length: count }, (_, index) => `77${String(count - index).padStart(9, '0')}`),
    );
    assert.equal(rows.filter((row) => row[2] === 'changed').length, 0);
    assert.deepEqual(leftFiles(), []);
  }

  test('in an order of their own they come whole too, as they were before somebody changed them', async () => {
    // The order of the longest pages has to be kept over several of them.
    await fillNarrowClaims(writer, { first: 900_000, count: 25_000 });
    const ordered = { ...select, order: sql`c.kind, c.tran_id desc, c.id` };
    const expected = await database.db.query<{ tran_id: string }>(
      sql`select c.tran_id from claim_current c where c.kind in ('OP', 'IP') order by c.kind, c.tran_id desc, c.id`,
    );
    for (const write of [async () => 0, () => writer.execute(sql`update claim_current set hn = 'changed'`)])
      await database.db.readRows(ordered, known, async (_before, each) => {
        const rows = await taken(each, write);
        assert.deepEqual(
          rows.map((row) => row[1]),
          expected.map(({ tran_id }) => tran_id),
        );
        assert.equal(rows.filter((row) => row[2] === 'changed').length, 0);
      });
    assert.deepEqual(leftFiles(), []);
  });

  const writes: Readonly<Record<string, () => Promise<unknown>>> = {
    'a statement deletes': () => writer.execute(sql`delete from claim_current where item_id <= 2500`),
    'a statement updates': () => writer.execute(sql`update claim_current set hn = 'changed'`),
    'a transaction does both and inserts': async () => {
      await writer.transaction(async (tx) => {
        await tx.execute(sql`update claim_current set hn = 'changed' where item_id < 3000`);
        await tx.execute(sql`delete from claim_current where item_id = 3`);
        await tx.execute(sql`delete from claim_current where item_id > 7000`);
      });
      await fillNarrowClaims(writer, { first: 900_000, count: 70 });
    },
    'a transaction is rolled back': () =>
      assert.rejects(
        writer.transaction(async (tx) => {
          await tx.execute(sql`update claim_current set hn = 'changed'`);
          throw new Error('undone');
        }),
        /undone/,
      ),
    'rows are loaded': () => fillNarrowClaims(writer, { first: 900_000, count: 3000 }),
    'nobody writes to them': () =>
      writer.insert('users', { username: `other ${Date.now()}`, language: 'th' }),
  };
  for (const [what, write] of Object.entries(writes))
    test(`they and their number stay as they were when ${what} meanwhile`, async () => {
      await database.db.readRows(select, known, async (before, each) =>
        assertAll(await taken(each, write), before?.total),
      );
    });

  test('two readings of different moments go on side by side, each with its own rows', async () => {
    if (database.name !== 'embedded') return;
    await database.db.readRows(select, known, async (first, eachOfFirst) => {
      const rows = await taken(eachOfFirst, async () => {
        await writer.execute(sql`delete from claim_current where item_id <= 500`);
        await database.db.readRows(select, known, async (second, eachOfSecond) => {
          const later = await taken(eachOfSecond, () => writer.execute(sql`delete from claim_current`));
          assert.deepEqual([second?.total, later.length], [count - 500, count - 500]);
        });
      });
      assertAll(rows, first?.total);
    });
    assert.equal((await countRows())?.total, 0);
  });

  test('what the reader throws reaches the caller, also after a write, and leaves nothing behind', async () => {
    const left = new Error('the reader left');
    for (const write of [
      async () => undefined,
      () => writer.execute(sql`delete from claim_current where item_id = 9`),
    ])
      await assert.rejects(
        database.db.readRows(select, known, (_none, each) =>
          each(async () => {
            await write();
            throw left;
          }),
        ),
        left,
      );
    assert.deepEqual(leftFiles(), []);
    assert.equal((await countRows())?.total, count - 1);
  });

  test('a select that the database refuses is an error of the database', async () => {
    const wrong = {
      select: sql`select c.id, c.no_such_column from claim_current c where 1 = 1`,
      key: sql`c.id`,
    };
    await assert.rejects(
      database.db.readRows(wrong, known, (_none, each) => each(async () => undefined)),
      { name: 'DbError', kind: 'other' },
    );
    assert.equal((await countRows())?.total, count);
  });
});
