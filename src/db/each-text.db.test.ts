import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDatabase, eachServer } from '../testing/databases.js';
import { fillNarrowClaims } from '../testing/narrow-claims.js';
import type { KeyedSelect, Queryable, RowTexts } from './db.js';
import { openDb } from './index.js';
import { sql } from './sql.js';

const names = (where = sql`1 = 1`): KeyedSelect => ({
  select: sql`select u.id, u.username, u.email from users u where ${where}`,
  key: sql`u.id`,
});

async function all(db: Queryable, select: KeyedSelect): Promise<RowTexts[]> {
  const rows: RowTexts[] = [];
  await db.eachText(select, async (group) => {
    rows.push(...group);
  });
  return rows;
}

const hostile = [
  'ทดสอบ "สมมุติ", 😀',
  '\t tab \n line \r end \\ back \\N \\t',
  '\\N',
  '\b\f\v',
  "it's $1 ? 'x'",
  '',
];

eachDatabase('a stream of rows', (database) => {
  test('every value comes as it is stored, the newest row first, and values of conditions are no text of SQL', async () => {
    const { db } = database;
    for (const username of hostile) await db.insert('users', { username, language: 'th' });
    await db.insert('users', { username: 'last', email: 'a\\b', language: 'en' });
    const rows = await all(db, names());
    assert.deepEqual(
      rows.map((row) => row.slice(1)),
      [['last', 'a\\b'], ...hostile.toReversed().map((username) => [username, null])],
    );
    for (const username of hostile) {
      const found = await all(db, names(sql`u.username = ${username}`));
      assert.deepEqual(
        found.map((row) => row[1]),
        [username],
      );
    }
    assert.deepEqual(await all(db, names(sql`u.username = ${'nobody'}`)), []);
  });

  test('many rows come once each, in groups, with numbers, decimals and days as text', async () => {
    const { db } = database;
    const count = 25_003;
    await fillNarrowClaims(db, { count });
    const select = {
      select: sql`select c.id, c.tran_id, c.claimed, c.service_day, c.adjrw, c.item_id from claim_current c where c.id > ${0}`,
      key: sql`c.id`,
    };
    const seen: RowTexts[] = [];
    let groups = 0;
    await db.snapshot((view) =>
      view.eachText(select, async (rows) => {
        groups += 1;
        seen.push(...rows);
      }),
    );
    assert.equal(seen.length, count);
    assert.ok(groups > 2);
    assert.deepEqual(seen[0]?.slice(1), ['77000025003', '25503.25', '2023-10-04', null, '25003']);
    assert.deepEqual(seen.at(-1)?.slice(1), ['77000000001', '501.25', '2023-10-02', null, '1']);
    assert.equal(new Set(seen.map((row) => row[1])).size, count);
  });

  test('what the reader throws ends the stream, reaches the caller, and leaves the database usable', async () => {
    const { db } = database;
    const left = new Error('the reader left');
    for (let times = 0; times < 12; times += 1) {
      const select = { select: sql`select c.id, c.hn from claim_current c where 1 = 1`, key: sql`c.id` };
      await assert.rejects(
        db.snapshot((view) => view.eachText(select, () => Promise.reject(left))),
        left,
      );
    }
    assert.deepEqual(await db.first(sql`select 1 as one`), { one: 1 });
  });

  test('a select that the database refuses is an error of the database', async () => {
    const { db } = database;
    const select = {
      select: sql`select c.id, c.no_such_column from claim_current c where 1 = 1`,
      key: sql`c.id`,
    };
    await assert.rejects(all(db, select), { name: 'DbError', kind: 'other' });
    assert.deepEqual(await db.first(sql`select 1 as one`), { one: 1 });
  });
});

eachServer('a stream on a server', (database) => {
  test('it shows one moment, whatever is committed meanwhile', async () => {
    const { db } = database;
    await fillNarrowClaims(db, { count: 5000 });
    const select = { select: sql`select c.id, c.tran_id from claim_current c where 1 = 1`, key: sql`c.id` };
    let isWritten = false;
    const other = await openDb(database.settings);
    try {
      const seen = await db.snapshot(async (view) => {
        const row = await view.first<{ total: number }>(sql`select count(*) as total from claim_current`);
        let rows = 0;
        await view.eachText(select, async (group) => {
          rows += group.length;
          if (isWritten) return;
          isWritten = true;
          await other.execute(sql`delete from claim_current where id <= 2500`);
          await fillNarrowClaims(other, { first: 900_000, count: 70 });
        });
        return { rows, total: row?.total };
      });
      assert.deepEqual(seen, { rows: 5000, total: 5000 });
    } finally {
      await other.close();
    }
    assert.equal((await all(db, select)).length, 2570);
  });

  test('readers that leave give back the only connection there is', async () => {
    const one = await openDb({ ...database.settings, poolMax: 1 });
    try {
      const select = { select: sql`select c.id, c.hn from claim_current c where 1 = 1`, key: sql`c.id` };
      for (let times = 0; times < 3; times += 1) {
        await assert.rejects(
          one.eachText(select, () => Promise.reject(new Error('left'))),
          /left/,
        );
        assert.deepEqual(await one.first(sql`select 2 as two`), { two: 2 });
      }
    } finally {
      await one.close();
    }
  });
});
