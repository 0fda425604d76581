import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { describedIn } from '../testing/data-dictionary.js';
import { eachDatabase } from '../testing/databases.js';
import { readMigrations } from './migration-files.js';
import { raw, sql } from './sql.js';

const columns: Readonly<Record<string, string>> = {
  kase: 'id, case_number, category, priority, status, tran_id, deny_code, assigned_user_id, source, created_at, updated_at, resolved_at',
  contact: 'id, case_id, has_phone, has_email',
  kase_activity: 'id, case_id, activity, field, old_value, new_value, actor_kind, created_at',
  fact_case_daily:
    'metric_date, new_cases, resolved_cases, open_cases, low_priority_cases, medium_priority_cases, high_priority_cases, critical_priority_cases',
  fact_claim_daily: 'metric_date, scheme, hospital_code, claims, denied_claims, claimed, reimbursed',
  fact_import_daily: 'metric_date, file_type, files, failed_files, rows_read, rows_refused',
  mv_case_summary: 'category, priority, status, cases, oldest_created_at',
  dim_date: 'date_day, year_be, fiscal_year_be, month, day_of_week, is_weekend',
};
const described = describedIn('Views for reports');
const counts = /^(claims|denied_claims|cases|files|failed_files|rows_\w+|\w+_cases)$/;

/** Instants just before and after midnight in Thailand, each with how the case ended. */
const cases = [
  ['2024-02-28T16:59:59.999Z', 'low', '2024-02-28T17:00:00Z'],
  ['2024-02-28T17:00:00Z', 'high', null],
  ['2024-02-29T16:59:59Z', 'critical', '2024-03-02T03:00:00Z'],
  ['2024-03-01T00:00:00Z', 'medium', '2024-03-01T16:59:59Z'],
  ['2024-03-01T17:30:00Z', 'low', null],
] as const;
const dayIn = (instant: string) => new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);
const today = () => dayIn(new Date().toISOString());
const dayAfter = (day: string, days = 1) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

const marks = {
  name: 'ชื่อลับสมมุติ',
  pid: '9900000417921',
  hn: 'HNMARK99',
  an: 'ANMARK99',
  phone: '+66990000417',
  email: 'mark.person@example.org',
  words: 'MARKFREETEXT',
} as const;

eachDatabase('views for reports', (database) => {
  const prefix = () => raw(database.db.dialect.migrations === 'mysql' ? '' : 'reporting.');
  const rowsOf = <Row extends object>(view: string, rest = '') =>
    database.db.query<Row>(sql`select * from ${prefix()}${raw(view)} ${raw(rest)}`);

  before(async () => {
    const { db } = database;
    const user = { username: 'officer', full_name: marks.name, email: marks.email, language: 'th' };
    await db.insert('users', { ...user, is_active: true, must_change_password: false, failed_logins: 0 });
    for (const [index, [createdAt, priority, resolvedAt]] of cases.entries()) {
      const id = await db.insert('cases', {
        ...{
          hospital_code: '99999',
          case_number: `CASE-${index}`,
          category: index === 0 ? 'appeal' : 'denial',
        },
        ...{ title: `${marks.words} ${marks.name}`, description: `${marks.words} ${marks.pid}`, priority },
        ...{ status: resolvedAt === null ? 'open' : 'resolved', tran_id: '990000001', deny_code: 'C312' },
        reporter_phone: index === 0 ? marks.phone : null,
        reporter_email: index < 2 ? marks.email : '',
        ...{ external_ref: marks.hn, source: 'api', version: 1, change_batch: 77 + index },
        ...{ remote: JSON.stringify({ reference: marks.words }), created_at: new Date(createdAt) },
        resolved_at: resolvedAt === null ? null : new Date(resolvedAt),
      });
      const activity = { case_id: id, activity: 'changed', actor_kind: 'user', actor_name: marks.name };
      for (const [field, value] of [
        ['title', marks.words],
        ['status', 'resolved'],
        ['assigned_to', marks.name],
      ] as const)
        await db.insert('case_activity', { ...activity, field, old_value: null, new_value: value });
    }
    await db.upsert(
      'change_batches',
      [
        { kind: 'case', no: 1, batch: 77, at: new Date('2024-03-05T01:00:00Z') },
        { kind: 'event', no: 1, batch: 77, at: new Date('2024-03-06T01:00:00Z') },
      ],
      ['batch', 'kind'],
      [],
    );
    const file = {
      hospital_code: '99999',
      sha256: 'a'.repeat(64),
      size_bytes: 1,
      source: 'cli',
      sheets: '[]',
    };
    const files = [
      ['a.xls', 'OP', 'completed', '2024-01-31T16:59:59Z', 10, 1],
      ['b.xls', 'OP', 'failed', '2024-01-31T15:00:00Z', 0, 0],
      ['c.xls', 'IP_APPEAL_NHSO', 'quarantined', '2024-01-31T17:00:00Z', 0, 0],
    ] as const;
    for (const [filename, type, status, at, read, refused] of files)
      await db.insert('eclaim_imported_files', {
        ...{
          ...file,
          filename: `${marks.pid} ${filename}`,
          file_type: type,
          status,
          error_message: marks.name,
        },
        ...{ rows_read: read, rows_refused: refused, created_at: new Date(at) },
      });
    const statement = {
      scheme: 'UCS',
      document_no: 'D1',
      period: 'P',
      total_records: 0,
      imported_records: 0,
      failed_records: 0,
    };
    const counted = {
      reader_version: 1,
      rows_inserted: 0,
      rows_updated: 0,
      rows_unchanged: 0,
      is_current: true,
    };
    await db.insert('stm_imported_files', {
      ...{ ...file, ...statement, ...counted, filename: 'd.xls', file_type: 'OP_STM', status: 'undone' },
      ...{ rows_read: 5, rows_refused: 2, created_at: new Date('2024-02-01T01:00:00Z') },
    });
    const first = await db.first<{ id: number }>(sql`select min(id) as id from eclaim_imported_files`);
    const days = ['2024-02-28', '2024-02-28', '2024-02-29', null];
    for (const [index, day] of days.entries())
      await db.insert('claim_current', {
        ...{ hospital_code: '99999', tran_id: `99000000${index}`, item_kind: 'opip', item_id: index + 1 },
        ...{ file_id: first?.id ?? 0, kind: 'OP', scheme: index === 1 ? 'OFC' : 'UCS', file_type: 'OP' },
        ...{ hn: marks.hn, an: marks.an, pid: marks.pid, patient_name: marks.name, service_day: day },
        ...{ is_denied: index === 2, error_code: index === 2 ? marks.words : null },
        ...{
          claimed: index === 3 ? null : `10000000.0${index + 1}`,
          reimbursed: index === 3 ? null : `-0.0${index}`,
        },
      });
  });

  test('have the columns that neighbours rely on, counts as whole numbers of 64 bits', async () => {
    const schema = database.db.dialect.migrations === 'mysql' ? sql`database()` : sql`'reporting'`;
    for (const view of readMigrations('mysql').flatMap((file) => file.views)) {
      const found = await database.db.query<{ name: string; type: string }>(sql`
        select column_name as name, lower(data_type) as type from information_schema.columns
        where table_schema = ${schema} and table_name = ${view} order by ordinal_position`);
      assert.equal(found.map(({ name }) => name).join(', '), columns[view], view);
      assert.equal(described.get(view)?.join(', '), columns[view], `${view} in database/README.md`);
      for (const { name, type } of found)
        if (counts.test(name)) assert.equal(type, 'bigint', `${view}.${name}`);
    }
  });

  test('cases by day: new, resolved and open, of every day up to today in Thailand', async () => {
    const [from, until] = ['2024-02-28', today()];
    const rows = await rowsOf<Record<string, string | number>>('fact_case_daily', 'order by metric_date');
    let open = 0;
    const wanted = [];
    for (let day = from; day <= until; day = dayAfter(day)) {
      const made = cases.filter(([at]) => dayIn(at) === day);
      const ended = cases.filter(([, , at]) => at !== null && dayIn(at) === day).length;
      open += made.length - ended;
      const of = (priority: string) => made.filter((each) => each[1] === priority).length;
      wanted.push({
        ...{ metric_date: day, new_cases: made.length, resolved_cases: ended, open_cases: open },
        ...{ low_priority_cases: of('low'), medium_priority_cases: of('medium') },
        ...{ high_priority_cases: of('high'), critical_priority_cases: of('critical') },
      });
    }
    assert.deepEqual(rows.slice(0, wanted.length), wanted);
    // Midnight may have passed meanwhile.
    assert.ok(rows.length - wanted.length <= 1, `${rows.length} days`);
    const sum = await database.db.first<{ made: number; ended: number; base: number }>(sql`
      select sum(new_cases) as made, sum(resolved_cases) as ended, (select count(*) from cases) as base
      from ${prefix()}fact_case_daily`);
    assert.deepEqual(sum, { made: 5, ended: 3, base: 5 });
  });

  test('workbooks by the day on which they came and their type, REP and statements', async () => {
    const rows = await rowsOf<Record<string, string | number>>(
      'fact_import_daily',
      'order by metric_date, file_type',
    );
    assert.equal(rows[0]?.metric_date, '2024-01-31');
    const filled = rows.filter(({ files }) => files !== 0);
    const line = (day: string, type: string, numbers: readonly number[]) => {
      const [files, failed, read, refused] = numbers;
      return {
        metric_date: day,
        file_type: type,
        files,
        failed_files: failed,
        rows_read: read,
        rows_refused: refused,
      };
    };
    assert.deepEqual(filled, [
      line('2024-01-31', 'OP', [2, 1, 10, 1]),
      line('2024-02-01', 'IP_APPEAL_NHSO', [1, 1, 0, 0]),
      line('2024-02-01', 'OP_STM', [1, 0, 5, 2]),
    ]);
    const days = new Set(rows.map(({ metric_date }) => metric_date));
    const wanted = (Date.parse(today()) - Date.parse('2024-01-31')) / 86_400_000 + 1;
    assert.ok(days.size - wanted <= 1 && days.size >= wanted, `${days.size} days`);
    assert.ok(rows.every(({ files, file_type }) => (files === 0) === (file_type === '')));
  });

  test('claims by day of service, to the satang; those without one under no day', async () => {
    const rows = await rowsOf('fact_claim_daily', 'order by metric_date, scheme');
    const line = (
      day: string | null,
      scheme: string,
      numbers: readonly [number, number],
      money: readonly [string, string],
    ) => ({
      ...{ metric_date: day, scheme, hospital_code: '99999', claims: numbers[0], denied_claims: numbers[1] },
      ...{ claimed: money[0], reimbursed: money[1] },
    });
    const byDay = (one: object, other: object) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
    assert.deepEqual(
      rows.sort(byDay),
      [
        line('2024-02-28', 'ofc', [1, 0], ['10000000.02', '-0.01']),
        line('2024-02-28', 'ucs', [1, 0], ['10000000.01', '0.00']),
        line('2024-02-29', 'ucs', [1, 1], ['10000000.03', '-0.02']),
        line(null, 'ucs', [1, 0], ['0.00', '0.00']),
      ].sort(byDay),
    );
  });

  test('cases, their contacts and what became of them, without words or addresses', async () => {
    const [first, second] = await rowsOf<Record<string, unknown>>('kase', 'order by id');
    assert.deepEqual(
      [first?.created_at, first?.updated_at, first?.resolved_at, second?.updated_at],
      ['2024-02-28T16:59:59.999000Z', '2024-03-05T01:00:00.000000Z', '2024-02-28T17:00:00.000000Z', null],
    );
    const contacts = await rowsOf<Record<string, unknown>>('contact', 'order by id');
    assert.deepEqual(
      contacts.map(({ has_phone, has_email }) => [Number(has_phone), Number(has_email)]),
      [
        [1, 1],
        [0, 1],
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    );
    const activity = await rowsOf<Record<string, unknown>>('kase_activity', 'order by id');
    assert.deepEqual(
      activity.slice(0, 3).map(({ field, new_value }) => [field, new_value]),
      [
        ['title', null],
        ['status', 'resolved'],
        ['assigned_to', null],
      ],
    );
    const summary = await rowsOf<Record<string, unknown>>(
      'mv_case_summary',
      "where category = 'denial' and status = 'open' and priority = 'low'",
    );
    assert.deepEqual(summary, [
      {
        category: 'denial',
        priority: 'low',
        status: 'open',
        cases: 1,
        oldest_created_at: '2024-03-01T17:30:00.000000Z',
      },
    ]);
  });

  test('days have their years of the Buddhist Era and their place in the week', async () => {
    const of = async (day: string) =>
      Object.values((await rowsOf('dim_date', `where date_day = '${day}'`))[0] ?? {}).map(
        // MySQL has no boolean results.
        (value) => (typeof value === 'boolean' ? Number(value) : value),
      );
    assert.deepEqual(await of('2000-01-01'), ['2000-01-01', 2543, 2543, 1, 6, 1]);
    assert.deepEqual(await of('2024-09-30'), ['2024-09-30', 2567, 2567, 9, 1, 0]);
    assert.deepEqual(await of('2024-10-01'), ['2024-10-01', 2567, 2568, 10, 2, 0]);
    assert.deepEqual(await of('2026-12-31'), ['2026-12-31', 2569, 2570, 12, 4, 0]);
    const ends = await database.db.first<{ n: number; first_day: string; last_day: string }>(sql`
      select count(*) as n, min(date_day) as first_day, max(date_day) as last_day from ${prefix()}dim_date`);
    assert.equal(ends?.first_day, '2000-01-01');
    assert.match(ends?.last_day ?? '', /^\d{4}-12-31$/);
    assert.equal(ends?.n, (Date.parse(ends?.last_day ?? '') - Date.parse('2000-01-01')) / 86_400_000 + 1);
  });

  test('hold no name, number, contact or free text of a person, in no column and no value', async () => {
    for (const [view, names] of Object.entries(columns)) {
      for (const name of names.split(', '))
        assert.doesNotMatch(name, /name|^(pid|hn|an|title|description|phone|e?mail)$|reporter|patient/);
      const text = JSON.stringify(await rowsOf(view));
      for (const mark of Object.values(marks)) assert.ok(!text.includes(mark), `${view} shows ${mark}`);
    }
  });
});
