import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldText, type TextRows, type TextValue } from '../domain/row-text.js';
import { eachDatabase, eachServer } from '../testing/databases.js';
import { DbError, type Value } from './db.js';
import { openMysql } from './mysql.js';
import { raw, sql } from './sql.js';

/** A table of 120 columns of the kinds that a Detail sheet has. */
const kinds = ['text', 'money', 'day', 'whole', 'flag'] as const;
const columns = Array.from({ length: 120 }, (_, index) => `c${index}_${kinds[index % kinds.length]}`);

function createWide(migrations: 'postgresql' | 'mysql'): string {
  const types = {
    text: migrations === 'mysql' ? 'mediumtext' : 'text',
    money: 'decimal(15,2)',
    day: 'date',
    whole: 'int',
    flag: 'boolean',
  };
  const list = columns.map((name, index) => `${name} ${types[kinds[index % kinds.length] ?? 'text']}`);
  return `create table wide (row_no int not null primary key, ${list.join(', ')})`;
}

function wideRow(rowNo: number): Value[] {
  const values: Record<(typeof kinds)[number], Value> = {
    text: `แถว ${rowNo}\t"\\ก`,
    money: `${rowNo}.05`,
    day: '2026-02-28',
    whole: rowNo,
    flag: rowNo % 2 === 0,
  };
  return [
    rowNo,
    ...columns.map((_, index) => (index > 100 ? null : values[kinds[index % kinds.length] ?? 'text'])),
  ];
}

const allColumns = ['row_no', ...columns];

/** Rows as the text that a thread sends, ten in a batch; perhaps with an error behind them. */
async function* batchesOf(rows: readonly Value[][], failure?: Error): AsyncGenerator<TextRows> {
  for (let from = 0; from < rows.length; from += 10) {
    const some = rows.slice(from, from + 10);
    const text = some
      .map((row) => `${row.map((value) => fieldText(value as TextValue)).join('\t')}\n`)
      .join('');
    yield { text: new TextEncoder().encode(text), rows: some.length };
  }
  if (failure) throw failure;
}

const rowsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => wideRow(first + index));

eachDatabase('many rows', (database) => {
  test('20,000 rows of 120 columns arrive whole, and the process goes on meanwhile', async () => {
    const { db } = database;
    await db.execute(raw(createWide(db.dialect.migrations)));
    const rows = Array.from({ length: 20_000 }, (_, index) => wideRow(index + 1));
    let turns = 0;
    const clock = setInterval(() => {
      turns += 1;
    }, 5);
    await db.transaction((tx) => tx.bulkInsert('wide', allColumns, rows));
    clearInterval(clock);
    assert.ok(turns > 10, `${turns} turns of the clock`);
    assert.deepEqual(
      await db.first(sql`select count(*) as n, sum(c1_money) as money, sum(c3_whole) as whole, count(c0_text) as texts,
        count(c119_flag) as empty, sum(case when c4_flag then 1 else 0 end) as even from wide`),
      { n: 20_000, money: '200011000.00', whole: 200_010_000, texts: 20_000, empty: 0, even: 10_000 },
    );
    assert.deepEqual(
      Object.values(
        (await db.first<Record<string, Value>>(sql`select * from wide where row_no = 777`)) ?? {},
      ),
      wideRow(777),
    );
  });

  test('one refused row takes all of them back, with its kind', async () => {
    const { db } = database;
    const doubled = [wideRow(30_001), wideRow(30_002), wideRow(30_001)];
    await assert.rejects(
      db.bulkInsert('wide', allColumns, doubled),
      (error: unknown) => error instanceof DbError && error.kind === 'duplicate',
    );
    const tooLarge = wideRow(30_003);
    tooLarge[2] = '12345678901234.00';
    await assert.rejects(
      db.bulkInsert('wide', allColumns, [wideRow(30_004), tooLarge]),
      (error: unknown) => error instanceof DbError && error.kind === 'value_too_long',
    );
    const noDay = wideRow(30_005);
    noDay[3] = '2026-02-30';
    await assert.rejects(db.bulkInsert('wide', allColumns, [wideRow(30_006), noDay]), DbError);
    assert.deepEqual(await db.first(sql`select count(*) as n from wide where row_no > 30000`), { n: 0 });
  });

  test('rows that are text already arrive as they are, and are counted', async () => {
    const { db } = database;
    const stored = await db.transaction((tx) =>
      tx.bulkText('wide', allColumns, batchesOf(rowsFrom(70_001, 35))),
    );
    assert.equal(stored, 35);
    assert.deepEqual(
      Object.values(
        (await db.first<Record<string, Value>>(sql`select * from wide where row_no = 70034`)) ?? {},
      ),
      wideRow(70_034),
    );
    await db.execute(sql`delete from wide where row_no > 70000`);
  });

  test('a source that fails in the middle ends the load with its own error, and nothing of it stays', async () => {
    const { db } = database;
    const failure = new Error('the file ended');
    const load = db.transaction(async (tx) => {
      await tx.bulkText('wide', allColumns, batchesOf(rowsFrom(71_001, 25), failure));
    });
    await assert.rejects(load, failure);
    const doubled = [...rowsFrom(72_001, 25), wideRow(72_003)];
    await assert.rejects(
      db.bulkText('wide', allColumns, batchesOf(doubled)),
      (error: unknown) => error instanceof DbError && error.kind === 'duplicate',
    );
    assert.deepEqual(await db.first(sql`select count(*) as n from wide where row_no > 70000`), { n: 0 });
  });

  test('instants and bytes may stand among the rows', async () => {
    const { db } = database;
    const at = new Date('2026-01-01T00:00:00.250Z');
    const nonce = Uint8Array.from([0, 9, 10, 13, 92, 255]);
    await db.bulkInsert('secrets', ['name', 'cipher', 'nonce', 'last_used_at'], [['bulk', nonce, nonce, at]]);
    assert.deepEqual(await db.first(sql`select cipher, last_used_at from secrets where name = 'bulk'`), {
      cipher: nonce,
      last_used_at: '2026-01-01T00:00:00.250000Z',
    });
  });

  test('others have their turn between batches that lie ready', async () => {
    const { db } = database;
    let turns = 0;
    let isLoading = true;
    const count = () => {
      turns += 1;
      if (isLoading) setImmediate(count);
    };
    setImmediate(count);
    const batches = Array.from({ length: 100 }, (_, index) => rowsFrom(39_001 + index, 1));
    async function* ready() {
      for (const batch of batches) yield* batchesOf(batch);
    }
    assert.equal(await db.bulkText('wide', allColumns, ready()), 100);
    isLoading = false;
    assert.ok(turns >= 100, `${turns} turns`);
  });

  test('rows of a select are inserted, or update the columns named', async () => {
    const { db } = database;
    const row = (name: string, value: string) => ({ name, value: JSON.stringify(value) });
    await db.execute(sql`delete from settings`);
    await db.upsert('settings', [row('a', '1'), row('b', '2')], ['name'], ['value']);
    const select = sql`select case when name = 'a' then 'new' else name end, '"3"' from settings`;
    await db.upsertSelect('settings', ['name', 'value'], select, ['name'], ['value']);
    const rows = await db.query<{ name: string; value: string }>(
      sql`select name, value from settings order by name`,
    );
    assert.deepEqual(
      rows.map(({ name, value }) => [name, JSON.parse(value)]),
      [
        ['a', '1'],
        ['b', '3'],
        ['new', '3'],
      ],
    );
  });

  test('sums of a select are inserted, or added to the row that has the key', async () => {
    const { db } = database;
    const startedAt = new Date('2026-01-01T00:00:00Z');
    await db.execute(sql`delete from rate_windows`);
    await db.upsert('rate_windows', [{ bucket: 'a', started_at: startedAt, hits: 5 }], ['bucket'], ['hits']);
    const add = (ofFirst: number) =>
      db.addSelect(
        'rate_windows',
        ['bucket', 'started_at', 'hits'],
        sql`select 'a', timestamp '2026-01-01 00:00:00', ${raw(String(ofFirst))}
          union all select 'b', timestamp '2026-01-01 00:00:00', 7`,
        ['bucket'],
        ['hits'],
      );
    await add(1);
    await add(-8);
    const rows = await db.query<{ bucket: string; hits: number }>(
      sql`select bucket, hits from rate_windows order by bucket`,
    );
    assert.deepEqual(
      rows.map(({ bucket, hits }) => [bucket, hits]),
      [
        ['a', -2],
        ['b', 14],
      ],
    );
  });

  test('rows of a table are updated by a select that reads them too', async () => {
    const { db } = database;
    const startedAt = new Date('2026-01-01T00:00:00Z');
    await db.execute(sql`delete from rate_windows`);
    const rows = ['a', 'b', 'c'].map((bucket, index) => ({ bucket, started_at: startedAt, hits: index }));
    await db.upsert('rate_windows', rows, ['bucket'], ['hits']);
    const select = sql`
      select w.bucket, w.all_hits as hits from (
        select bucket, sum(hits) + 10 as all_hits from rate_windows where bucket <> ${'c'} group by bucket) w`;
    assert.equal(await db.updateSelect('rate_windows', ['hits'], select, 'bucket'), 2);
    const found = await db.query<{ bucket: string; hits: number }>(
      sql`select bucket, hits from rate_windows order by bucket`,
    );
    assert.deepEqual(
      found.map(({ bucket, hits }) => [bucket, hits]),
      [
        ['a', 10],
        ['b', 11],
        ['c', 2],
      ],
    );
  });

  test('a row that is too short is a fault of the program and loads nothing', async () => {
    const { db } = database;
    await assert.rejects(db.bulkInsert('wide', allColumns, [wideRow(40_001), [40_002]]), TypeError);
    await db.bulkInsert('wide', allColumns, []);
    assert.deepEqual(await db.first(sql`select count(*) as n from wide where row_no > 40000`), { n: 0 });
  });
});

eachServer('many rows, where "load data local" is not allowed', (database) => {
  if (database.name !== 'mysql') return;
  test('rows arrive by inserts, and one refused row takes all of them back', async () => {
    const db = openMysql(database.settings, { loadLocal: false });
    try {
      await db.execute(raw(createWide('mysql')));
      const rows = Array.from({ length: 3_000 }, (_, index) => wideRow(50_001 + index));
      await db.bulkInsert('wide', allColumns, rows);
      assert.deepEqual(await db.first(sql`select count(*) as n from wide where row_no > 50000`), {
        n: 3_000,
      });
      assert.deepEqual(
        Object.values(
          (await db.first<Record<string, Value>>(sql`select * from wide where row_no = 52345`)) ?? {},
        ),
        wideRow(52_345),
      );
      assert.equal(await db.bulkText('wide', allColumns, batchesOf(rowsFrom(55_001, 25))), 25);
      assert.deepEqual(
        Object.values(
          (await db.first<Record<string, Value>>(sql`select * from wide where row_no = 55012`)) ?? {},
        ),
        wideRow(55_012),
      );
      await assert.rejects(
        db.bulkInsert('wide', allColumns, [wideRow(60_001), wideRow(60_001)]),
        (error: unknown) => error instanceof DbError && error.kind === 'duplicate',
      );
      assert.deepEqual(await db.first(sql`select count(*) as n from wide where row_no > 60000`), { n: 0 });
    } finally {
      await db.close();
    }
  });
});
