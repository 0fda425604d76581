import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDatabase } from '../testing/databases.js';
import { DbError, type DbErrorKind, type Value } from './db.js';
import { join, sql } from './sql.js';

const saraAm = 'น้ำตาล ทำ กำ'; // U+0E33, which must not be taken apart
const texts = [
  'ก',
  saraAm,
  '😀 ยา',
  'O\'Brien \\ "x" `y` ? $1 %',
  'a\tb\nc\rd',
  '',
  'ข้า',
  'ขา',
  '\\N',
  'null',
];

function transfer(key: string, values: Readonly<Record<string, Value>> = {}): Record<string, Value> {
  const now = new Date('2026-01-31T17:00:00.123Z');
  return {
    hospital_code: '99999',
    budget_year: 2569,
    record_key: key,
    occurrence: 1,
    raw: '{}',
    first_seen_at: now,
    last_seen_at: now,
    ...values,
  };
}

function ofKind(kind: DbErrorKind) {
  return (error: unknown) => error instanceof DbError && error.kind === kind;
}

eachDatabase('what is written comes back', (database) => {
  test('text comes back letter by letter, also 32,767 Thai letters', async () => {
    const { db } = database;
    const long = `${'กำ'.repeat(16_383)}ก`;
    for (const [index, text] of [...texts, long].entries()) {
      await db.insert('smt_budget_transfers', transfer(`text-${index}`, { fund_name: text }));
      const row = await db.first<{ fund_name: string }>(
        sql`select fund_name from smt_budget_transfers where record_key = ${`text-${index}`} and fund_name = ${text}`,
      );
      assert.equal(row?.fund_name, text);
    }
  });

  test('money keeps every satang, and NULL is not zero', async () => {
    const { db } = database;
    const amounts = ['0.00', '0.01', '-0.01', '9999999999999.99', '-9999999999999.99', '1234.50', null];
    const rows = amounts.map((amount, index) => transfer(`money-${index}`, { amount }));
    await db.upsert('smt_budget_transfers', rows, ['record_key', 'occurrence'], []);
    const back = await db.query<{ amount: string | null }>(
      sql`select amount from smt_budget_transfers where record_key like ${'money-%'} order by record_key`,
    );
    assert.deepEqual(
      back.map((row) => row.amount),
      amounts,
    );
    const sums = await db.first(
      sql`select sum(amount) as total, count(*) as rows_here, count(amount) as filled, sum(budget_year) as years,
        coalesce(sum(wait_amount), 0.00) as waiting, max(id) as last_id
        from smt_budget_transfers where record_key like ${'money-%'} and id > ${0}`,
    );
    assert.deepEqual(Object.entries(sums ?? {}).slice(0, 5), [
      ['total', '1234.50'],
      ['rows_here', 7],
      ['filled', 6],
      ['years', 7 * 2569],
      ['waiting', '0.00'],
    ]);
    assert.equal(typeof Reflect.get(sums ?? {}, 'last_id'), 'number');
  });

  test('days, wall clock times and instants do not move by a time zone', async () => {
    const { db } = database;
    const at = new Date('2025-09-30T17:00:00.987Z');
    await db.insert('portal_reps', {
      hospital_code: '99999',
      scheme: 'UCS',
      rep_no: '690100001',
      filename: 'a.xls',
      send_date: '2025-10-01 00:00:00',
      check_date: null,
      month: 10,
      year: 2568,
      first_seen_at: at,
      last_seen_at: at,
      raw: '[]',
    });
    assert.deepEqual(
      await db.first(sql`select send_date, check_date, first_seen_at, max(last_seen_at) as last from portal_reps
        where first_seen_at = ${at} and send_date >= ${'2025-10-01'} and send_date < ${'2025-10-02'}
        group by send_date, check_date, first_seen_at`),
      {
        send_date: '2025-10-01 00:00:00',
        check_date: null,
        first_seen_at: '2025-09-30T17:00:00.987000Z',
        last: '2025-09-30T17:00:00.987000Z',
      },
    );
    await db.insert(
      'smt_budget_transfers',
      transfer('day', { posting_day: '2025-10-01', run_date: '0999-02-28' }),
    );
    assert.deepEqual(
      await db.first(sql`select posting_day, run_date from smt_budget_transfers where record_key = 'day'`),
      { posting_day: '2025-10-01', run_date: '0999-02-28' },
    );
  });

  test('a time that the database sets itself is now, in UTC', async () => {
    await database.db.insert('users', { username: 'clock', language: 'th' });
    const row = await database.db.first<{ created_at: string }>(
      sql`select created_at from users where username = 'clock'`,
    );
    assert.match(row?.created_at ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    assert.ok(Math.abs(Date.parse(row?.created_at ?? '') - Date.now()) < 60_000);
  });

  test('booleans, JSON and bytes', async () => {
    const { db } = database;
    await db.insert('users', { username: 'somying', is_active: false, language: 'th' });
    assert.deepEqual(
      await db.first(
        sql`select is_active, must_change_password from users where username = ${'somying'} and is_active = ${false} and not is_active`,
      ),
      { is_active: false, must_change_password: false },
    );
    const document = JSON.stringify({ ชื่อ: saraAm, amount: '1234.50', list: [1, null, true], quote: '"\\' });
    await db.upsert('settings', [{ name: 'json', value: document }], ['name'], ['value']);
    const row = await db.first<{ value: unknown }>(sql`select value from settings where name = 'json'`);
    assert.ok(typeof row?.value === 'string');
    assert.deepEqual(JSON.parse(row.value), JSON.parse(document));
    const cipher = Uint8Array.from({ length: 256 }, (_, index) => index);
    await db.insert('secrets', { name: 'bytes', cipher, nonce: new Uint8Array(0) });
    assert.deepEqual(await db.first(sql`select cipher, nonce from secrets where name = 'bytes'`), {
      cipher,
      nonce: new Uint8Array(0),
    });
  });

  test('numbers up to 2^53 come back exactly; beyond it is an error and not another number', async () => {
    const { db } = database;
    const largest = Number.MAX_SAFE_INTEGER;
    await db.insert('audit_log', {
      at: new Date(),
      actor_kind: 'cli',
      actor_id: largest,
      actor_name: 'x',
      action: 'x',
      subject: 'x',
      outcome: 'x',
      previous_hash: '',
      entry_hash: 'numbers',
    });
    assert.deepEqual(await db.first(sql`select actor_id from audit_log where entry_hash = 'numbers'`), {
      actor_id: largest,
    });
    await assert.rejects(
      db.query(sql`select actor_id + 1 as more from audit_log where entry_hash = 'numbers'`),
    );
    await assert.rejects(db.query(sql`select ${largest + 1} as more`), /2\^53/);
    await assert.rejects(db.query(sql`select ${undefined} as nothing`), /takes no undefined/);
    await assert.rejects(db.query(sql`select ${Number.NaN} as nothing`), /takes no/);
  });

  test('text is ordered and compared by its bytes', async () => {
    const { db } = database;
    const words = ['ข้า', 'b', 'ขา', 'B', 'ก', 'a', '😀', 'ﬀ', 'ä', '10', '9', 'Z'];
    const rows = words.map((word) =>
      transfer(`order-${word}`, { occurrence: 7, fund_group_desc: word, fund_name: word }),
    );
    await db.upsert('smt_budget_transfers', rows, ['record_key', 'occurrence'], []);
    const expected = [...words].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    for (const column of [sql`fund_group_desc`, sql`fund_name`]) {
      const back = await db.query<{ word: string }>(
        sql`select ${column} as word from smt_budget_transfers where occurrence = 7 order by ${column}`,
      );
      assert.deepEqual(
        back.map((row) => row.word),
        expected,
      );
    }
    const groups = await db.query(
      sql`select fund_name from smt_budget_transfers where occurrence = 7 group by fund_name`,
    );
    assert.equal(groups.length, words.length);
  });
});

eachDatabase('inserts, updates and their errors', (database) => {
  test('insert answers the id, execute the rows hit, also where nothing changed', async () => {
    const { db } = database;
    const first = await db.insert('users', { username: 'one', language: 'th' });
    const second = await db.insert('users', { username: 'two', language: 'th' });
    assert.ok(second > first);
    assert.equal(
      await db.execute(sql`update users set language = 'th' where id in (${join([first, second])})`),
      2,
    );
    assert.equal(await db.execute(sql`delete from users where id = ${first}`), 1);
    assert.equal(await db.execute(sql`delete from users where id = ${first}`), 0);
    assert.equal(await db.first(sql`select 1 as one from users where id = ${first}`), null);
  });

  test('upsert inserts, updates the columns named, and with none named leaves the old row', async () => {
    const { db } = database;
    const row = (name: string, value: string) => ({ name, value: JSON.stringify(value) });
    const values = async () =>
      (
        await db.query<{ name: string; value: string }>(sql`select name, value from settings order by name`)
      ).map(({ name, value }) => [name, JSON.parse(value)]);
    await db.upsert('settings', [row('a', '1'), row('b', '1')], ['name'], ['value']);
    await db.upsert('settings', [row('b', '2'), row('c', '2'), row('c', '3')], ['name'], ['value']);
    assert.deepEqual(await values(), [
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ]);
    await db.upsert('settings', [row('a', '9'), row('d', '4'), row('d', '5')], ['name'], []);
    assert.deepEqual(await values(), [
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
      ['d', '4'],
    ]);
    await db.upsert('settings', [], ['name'], ['value']);
  });

  test('an upsert of more rows than a statement may take parameters is whole or not at all', async () => {
    const { db } = database;
    const rows = Array.from({ length: 9_000 }, (_, index) =>
      transfer(`many-${index}`, { fund_name: 'x', vendor_no: '1' }),
    );
    await assert.rejects(
      db.upsert(
        'smt_budget_transfers',
        [...rows, transfer('many-x', { fund_name: 'x', vendor_no: 'x'.repeat(65) })],
        ['record_key', 'occurrence'],
        ['fund_name'],
      ),
      ofKind('value_too_long'),
    );
    const count = () =>
      db.first(sql`select count(*) as n from smt_budget_transfers where record_key like ${'many-%'}`);
    assert.deepEqual(await count(), { n: 0 });
    await db.upsert('smt_budget_transfers', rows, ['record_key', 'occurrence'], ['fund_name']);
    assert.deepEqual(await count(), { n: 9_000 });
  });

  test('errors have their kind and tell no values', async () => {
    const { db } = database;
    const secret = '1100000000008';
    await db.insert('users', { username: secret, language: 'th' });
    const failing: [() => Promise<unknown>, DbErrorKind][] = [
      [() => db.insert('users', { username: secret, language: 'th' }), 'duplicate'],
      [() => db.insert('users', { username: secret.repeat(9), language: 'th' }), 'value_too_long'],
      [
        () => db.insert('smt_budget_transfers', transfer('e1', { amount: '12345678901234.00' })),
        'value_too_long',
      ],
      [
        () => db.insert('smt_budget_transfers', transfer('e2', { posting_day: `${secret}-99-99` })),
        'value_refused',
      ],
      [
        () => db.insert('smt_budget_transfers', transfer('e3', { amount: secret.replace('1', 'x') })),
        'value_refused',
      ],
      [() => db.insert('user_roles', { user_id: 987_654, role: 'admin' }), 'other'],
      [() => db.query(sql`select nothing_here, ${secret} from users`), 'other'],
    ];
    for (const [work, kind] of failing) {
      const error = await work().then(
        () => null,
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof DbError);
      assert.equal(error.kind, kind, error.message);
      const told = JSON.stringify([error, error.message, error.stack, error.cause, String(error.cause)]);
      assert.ok(!told.includes(secret.slice(1)), told);
    }
  });

  test('a name that is no name of ours never reaches the database', async () => {
    await assert.rejects(database.db.insert('users; drop table users', { username: 'x' }), TypeError);
    await assert.rejects(database.db.insert('users', { 'username" --': 'x' }), TypeError);
  });
});
