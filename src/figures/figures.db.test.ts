import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Db } from '../db/db.js';
import { refusalOf } from '../testing/ask-figure.js';
import { eachDatabase } from '../testing/databases.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { type FigureSplit, figureBys } from './figure.js';
import { readFigureFilter } from './figure-filter.js';
import { figureByName } from './index.js';

const now = new Date('2026-06-18T01:12:00Z');

async function ask(db: Db, name: string, by: FigureSplit, query: Record<string, string> = {}) {
  const figure = figureByName(name);
  assert.ok(figure);
  return await figure.answer(db, { filter: readFigureFilter(query, now), by, language: 'th', now });
}

async function insertClaims(db: Db): Promise<void> {
  const fileId = await insertFile(db, { filename: 'eclaim_99999_OP_25681012_090000001.xls' });
  const add = (tranId: string, more: object) =>
    insertClaim(db, { tranId, fileId, day: '2025-10-01', claimed: '100.10', reimbursed: '80.05', ...more });
  await add('1', { fund: 'กองทุน ก', serviceType: 'OPAE', drg: '04510', hn: '7' });
  await add('2', {
    day: '2025-10-31',
    hn: '7',
    codes: ['C312', '256-1'],
    claimed: '200.20',
    reimbursed: '0.00',
  });
  await add('3', { day: '2026-06-17', kind: 'IP', scheme: 'ofc', claimed: '0.10', reimbursed: '0.20' });
  await add('4', { day: '2026-09-30', kind: 'ORF', claimed: '50.00', reimbursed: null, codes: ['C312'] });
  await add('5', { day: null, claimed: '7.00', reimbursed: '7.00' });
  await add('6', { day: '2024-10-05', claimed: '1.00', reimbursed: '1.00' });
  await add('7', { day: '2026-10-01', claimed: '3.00', reimbursed: '1.00' });
}

eachDatabase('figures', (database) => {
  test('before the first import every month of the year is there, empty, and rates are not known', async () => {
    const summary = await ask(database.db, 'claims-summary', 'month');
    assert.equal(summary.rows.length, 12);
    assert.ok(summary.rows.every((row) => row.has_data === false && row.claimed === '0.00'));
    assert.equal(summary.as_of, null);
    assert.equal((await ask(database.db, 'denial-rate', 'month')).total.rate, null);
    await insertClaims(database.db);
  });

  test('the fiscal year holds October to September, the running month is marked, sums are exact', async () => {
    const { rows, total, fiscal_year, as_of } = await ask(database.db, 'claims-summary', 'month', {
      fiscal_year: '2569',
    });
    assert.equal(fiscal_year, 2569);
    assert.equal(as_of, '2026-06-17T23:14:00.000000Z');
    assert.deepEqual(
      rows
        .filter((row) => row.has_data)
        .map((row) => [row.key, row.running, row.claims, row.claimed, row.loss]),
      [
        ['2025-10', false, 2, '300.30', '220.25'],
        ['2026-06', true, 1, '0.10', '-0.10'],
        ['2026-09', false, 1, '50.00', '50.00'],
      ],
    );
    assert.deepEqual(total, {
      claims: 4,
      denied: 2,
      claimed: '350.40',
      reimbursed: '80.25',
      loss: '270.15',
      patients: 3,
    });
  });

  test('without a date filter it is today’s fiscal year, and claims without a service date stand under an empty key', async () => {
    const { rows, total } = await ask(database.db, 'claims-summary', 'month');
    assert.deepEqual([rows.at(-1)?.key, rows.at(-1)?.claims, rows.length], ['', 1, 13]);
    assert.equal(total.claims, 5);
    const dated = await ask(database.db, 'claims-summary', 'month', { fiscal_year: '2569' });
    assert.equal(
      dated.rows.some((row) => row.key === ''),
      false,
    );
  });

  test('a range of days leaves out its last day, over the end of a fiscal year', async () => {
    const { rows, total, from, to } = await ask(database.db, 'claims-summary', 'month', {
      from: '2026-09-01',
      to: '2026-10-01',
    });
    assert.deepEqual(
      [from, to, rows.map((row) => row.key), total.claims],
      ['2026-09-01', '2026-10-01', ['2026-09'], 1],
    );
  });

  test('every split has the same total, and its rows sum to it unless a claim has two codes', async () => {
    const whole = await ask(database.db, 'claims-summary', 'month');
    for (const by of figureBys) {
      const { rows, total } = await ask(database.db, 'claims-summary', by);
      assert.deepEqual(total, whole.total);
      const claims = rows.reduce((sum, row) => sum + Number(row.claims), 0);
      assert.equal(claims, by === 'error_code' ? Number(total.claims) + 1 : total.claims, by);
    }
  });

  test('keys are lower case schemes and kinds, codes themselves, and empty for what has none', async () => {
    const keys = async (by: FigureSplit) =>
      (await ask(database.db, 'claims-summary', by)).rows.map((row) => row.key);
    assert.deepEqual(await keys('scheme'), ['ofc', 'ucs']);
    assert.deepEqual(await keys('kind'), ['ip', 'op', 'orf']);
    assert.deepEqual(await keys('fund'), ['กองทุน ก', '']);
    assert.deepEqual(await keys('error_code'), ['256-1', 'C312', '']);
    assert.deepEqual(await keys('drg'), ['04510', '']);
    assert.deepEqual(await keys('hospital'), ['99999']);
  });

  test('an error code is named by the text of NHSO, and a code without one names itself', async () => {
    const codes = {
      code: 'C312',
      type: 'Deny',
      description: 'ไม่พบการขออนุมัติ',
      is_active: true,
      origin: 'seed',
    };
    await database.db.insert('nhso_error_codes', codes);
    const { rows } = await ask(database.db, 'claims-summary', 'error_code');
    assert.deepEqual(
      rows.slice(0, 2).map(({ key, label }) => [key, label]),
      [
        ['256-1', '256-1'],
        ['C312', 'ไม่พบการขออนุมัติ'],
      ],
    );
  });

  test('the denial rate is by count and by amount, six places, half up', async () => {
    const { total } = await ask(database.db, 'denial-rate', 'scheme', { fiscal_year: '2569' });
    assert.deepEqual(total, {
      claims: 4,
      denied: 2,
      rate: '0.500000',
      claimed: '350.40',
      denied_claimed: '250.20',
      amount_rate: '0.714041',
    });
  });

  test('the reimbursement rate may be over one, and is unknown where nothing was claimed', async () => {
    const { rows } = await ask(database.db, 'reimbursement-rate', 'scheme', { fiscal_year: '2569' });
    assert.deepEqual(
      rows.map((row) => [row.key, row.rate]),
      [
        ['ofc', '2.000000'],
        ['ucs', '0.228518'],
      ],
    );
    assert.equal(
      (await ask(database.db, 'reimbursement-rate', 'scheme', { scheme: 'lgo' })).total.rate,
      null,
    );
  });

  test('filters of code, status, kind and fund choose the claims', async () => {
    const count = async (query: Record<string, string>) =>
      (await ask(database.db, 'claims-summary', 'scheme', query)).total.claims;
    assert.equal(await count({ error_code: 'C312' }), 2);
    assert.equal(await count({ status: 'passed' }), 3);
    assert.equal(await count({ kind: 'op,ip' }), 4);
    assert.equal(await count({ fund: 'กองทุน ก' }), 1);
    assert.equal(await count({ scheme: 'UCS', hospital: '99999' }), 4);
  });

  test('a filter that cannot be read is refused with a hint, never ignored', async () => {
    assert.equal(
      await refusalOf(() => readFigureFilter({ fiscal_year: '2026' }, now)),
      'filter_gregorian_year',
    );
    assert.equal(
      await refusalOf(() => readFigureFilter({ fiscal_year: '2569', from: '2025-10-01' }, now)),
      'filter_two_periods',
    );
    for (const query of [
      { from: '2025-02-30' },
      { from: '2569-01-01' },
      { scheme: 'abc' },
      { kind: 'x' },
      { status: 'odd' },
    ])
      assert.equal(
        await refusalOf(() => readFigureFilter(query, now)),
        'filter_invalid',
        JSON.stringify(query),
      );
  });
});
