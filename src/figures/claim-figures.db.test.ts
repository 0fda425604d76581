import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Db } from '../db/db.js';
import {
  askFigure,
  compareWithClaims,
  type FigureAddress,
  figureDay,
  figureOf,
  questionOf,
  refusalOf,
  rowsOf,
} from '../testing/ask-figure.js';
import { eachDatabase } from '../testing/databases.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { claimsBehind } from './claims-behind.js';
import { filterQuery, readFigureFilter } from './figure-filter.js';
import { figures } from './index.js';

/** Denied with an amount, two codes, appeals with gain and loss, sent again without one, ORF, no date, last year. */
async function insertClaims(db: Db): Promise<void> {
  const fileId = await insertFile(db, { filename: 'eclaim_99999_OP_25681012_090000001.xls' });
  const add = (tranId: string, day: string | null, claimed: string, reimbursed: string | null, more = {}) =>
    insertClaim(db, { tranId, fileId, day, claimed, reimbursed, ...more });
  const first = (amount: string | null, more = {}) => ({ columns: { first_reimbursed: amount, ...more } });
  const appeal = { has_appeal: true };
  await add('1', '2025-10-01', '100.10', '80.05', { fund: 'F1' });
  await add('2', '2025-10-31', '200.20', '10.00', { fund: 'F1', codes: ['C312', '256-1'], ...first(null) });
  await add('3', '2025-11-02', '5000.00', '4500.00', {
    ...{ kind: 'IP', fund: 'F2', drg: '04510', firstDenied: true },
    ...first(null, { ...appeal, adjrw: '1.2345' }),
  });
  await add('4', '2025-11-03', '3000.00', '1000.50', {
    ...{ kind: 'IP', scheme: 'ofc', drg: '04510' },
    ...first('2500.75', { ...appeal, adjrw: '0.5000' }),
  });
  await add('5', '2025-12-05', '70.00', '60.00', { scheme: 'lgo', firstDenied: true, ...first('0.00') });
  await add('6', '2026-06-17', '50.00', null, { kind: 'ORF', codes: ['C312'] });
  await add('7', null, '7.00', '7.00');
  await add('8', '2025-11-30', '900.00', '800.00', { kind: 'IP' });
  await add('9', '2024-11-09', '400.00', '300.00', { kind: 'IP', columns: { adjrw: '2.0000' } });
}

eachDatabase('figures over claims', (database) => {
  test('answer nothing of nothing: counts 0, money 0.00, rates not known', async () => {
    const { total } = await askFigure(database.db, 'first-pass', 'month');
    assert.deepEqual(total, { claims: 0, first_passed: 0, rate: null });
    const recovered = await askFigure(database.db, 'appeal-recovery', 'kind');
    assert.deepEqual(recovered.total, { claims: 0, recovered: '0.00', change_all_versions: '0.00' });
    assert.deepEqual((await askFigure(database.db, 'top-error-codes', 'error_code')).rows, []);
    await insertClaims(database.db);
  });

  test('first-pass counts claims whose first version passed, once each, by what is current', async () => {
    const by = async (split: 'month' | 'scheme' | 'kind' | 'fund', query = {}) =>
      rowsOf(await askFigure(database.db, 'first-pass', split, query), 'claims', 'first_passed', 'rate');
    assert.deepEqual(await by('month'), [
      ['2025-10', 2, 1, '0.500000'],
      ['2025-11', 3, 2, '0.666667'],
      ['2025-12', 1, 0, '0.000000'],
      ['2026-06', 1, 0, '0.000000'],
      ['', 1, 1, '1.000000'],
    ]);
    assert.deepEqual(await by('scheme'), [
      ['lgo', 1, 0, '0.000000'],
      ['ofc', 1, 1, '1.000000'],
      ['ucs', 6, 3, '0.500000'],
    ]);
    assert.deepEqual(await by('kind'), [
      ['ip', 3, 2, '0.666667'],
      ['op', 4, 2, '0.500000'],
      ['orf', 1, 0, '0.000000'],
    ]);
    assert.deepEqual(await by('fund', { kind: 'op,ip' }), [
      ['F1', 2, 1, '0.500000'],
      ['F2', 1, 0, '0.000000'],
      ['', 4, 3, '0.750000'],
    ]);
    const { rows, total } = await askFigure(database.db, 'first-pass', 'month');
    assert.deepEqual(total, { claims: 8, first_passed: 4, rate: '0.500000' });
    const may = rows.find(({ key }) => key === '2026-05');
    assert.deepEqual([may?.has_data, may?.claims, may?.rate], [false, 0, null]);
    assert.equal(rows.find(({ key }) => key === '2026-06')?.running, true);
  });

  test('appeal-recovery is the last less the first amount, below zero where money went back', async () => {
    const fields = ['claims', 'recovered', 'change_all_versions'];
    const by = async (split: 'month' | 'scheme' | 'kind' | 'fund') =>
      rowsOf(await askFigure(database.db, 'appeal-recovery', split), ...fields);
    assert.deepEqual(await by('month'), [
      ['2025-10', 0, '0.00', '10.00'],
      ['2025-11', 2, '2999.75', '2999.75'],
      ['2025-12', 0, '0.00', '60.00'],
      ['2026-06', 0, '0.00', '0.00'],
      ['', 0, '0.00', '0.00'],
    ]);
    assert.deepEqual(await by('scheme'), [
      ['lgo', 0, '0.00', '60.00'],
      ['ofc', 1, '-1500.25', '-1500.25'],
      ['ucs', 1, '4500.00', '4510.00'],
    ]);
    assert.deepEqual(await by('kind'), [
      ['ip', 2, '2999.75', '2999.75'],
      ['op', 0, '0.00', '70.00'],
      ['orf', 0, '0.00', '0.00'],
    ]);
    assert.deepEqual(await by('fund'), [
      ['F1', 0, '0.00', '10.00'],
      ['F2', 1, '4500.00', '4500.00'],
      ['', 1, '-1500.25', '-1440.25'],
    ]);
    const { total } = await askFigure(database.db, 'appeal-recovery', 'month');
    assert.deepEqual(total, { claims: 2, recovered: '2999.75', change_all_versions: '3069.75' });
  });

  test('top-error-codes counts a claim with two codes under each and once in all, with the words of NHSO', async () => {
    await database.db.insert('nhso_error_codes', {
      code: 'C312',
      type: 'Deny',
      description: 'ไม่พบการขออนุมัติ',
      is_active: true,
      origin: 'seed',
    });
    const answer = await askFigure(database.db, 'top-error-codes', 'error_code');
    assert.deepEqual(answer.rows, [
      {
        ...{ key: 'C312', label: 'ไม่พบการขออนุมัติ', claims: 2, claimed: '250.20', lost: '240.20' },
        ...{ text: 'ไม่พบการขออนุมัติ', type: 'Deny' },
      },
      { key: '256-1', label: '256-1', claims: 1, claimed: '200.20', lost: '190.20', text: null, type: null },
    ]);
    assert.deepEqual(answer.total, { claims: 2, claimed: '250.20', lost: '240.20', text: null, type: null });
    const passed = await askFigure(database.db, 'top-error-codes', 'error_code', { status: 'passed' });
    assert.deepEqual([passed.rows, passed.total.claims], [[], 0]);
  });

  test('each number equals the claims behind it, whatever was filtered', async () => {
    const queries: readonly FigureAddress[] = [
      {},
      { fiscal_year: '2569' },
      { from: '2025-10-15', to: '2025-11-30' },
      { undated: 'only' },
      { kind: 'op,ip', scheme: 'ucs,lgo' },
      { status: 'denied', error_code: 'C312' },
      { status: 'passed', fund: 'none', first_passed: 'yes' },
      { appealed: 'yes', drg: '04510', hospital: '99999' },
    ];
    let compared = 0;
    for (const query of queries)
      for (const { name, by, filters } of figures.filter(({ agrees }) => agrees.length > 0)) {
        const known: readonly string[] = filters;
        if (!Object.keys(query).every((asked) => known.includes(asked))) continue;
        for (const split of by) compared += await compareWithClaims(database.db, name, split, query);
      }
    assert.ok(compared > 800, String(compared));
  });

  test('a number without claims of its own has no address: other code than asked, no code to name', () => {
    const codes = figureOf('claims-summary');
    const asked = questionOf('error_code', { error_code: 'C312', fiscal_year: '2569' });
    assert.equal(claimsBehind(codes, asked, '256-1'), null);
    assert.deepEqual(claimsBehind(codes, asked, 'C312'), { fiscal_year: '2569', error_code: 'C312' });
    assert.equal(claimsBehind(codes, questionOf('scheme'), ''), null);
    assert.equal(claimsBehind(codes, questionOf('fund'), 'none'), null);
    assert.equal(claimsBehind(codes, questionOf('fund'), 'F1', 'patients'), null);
    const denied = claimsBehind(codes, questionOf('month', { scheme: 'ucs' }), '', 'denied');
    assert.deepEqual(denied, { undated: 'only', scheme: 'ucs', status: 'denied' });
  });

  test('an address of a filter reads back as the same filter', () => {
    for (const query of [
      {
        from: '2025-10-05',
        to: '2026-01-01',
        scheme: 'ucs,ofc',
        kind: 'op',
        fund: 'none',
        hospital: '99999',
      },
      { undated: 'only', service_type: 'A', error_code: 'C312', drg: 'none', status: 'denied' },
      { fiscal_year: '2568', first_passed: 'no', appealed: 'yes', adjrw: 'yes', waiting_stm: '90+' },
    ]) {
      const filter = readFigureFilter(query, figureDay);
      assert.deepEqual(filterQuery(filter), query);
      assert.deepEqual(readFigureFilter(filterQuery(filter), figureDay), filter);
    }
  });

  test('a filter that a figure cannot honour is refused', async () => {
    for (const { name, by, filters } of figures) {
      const known: readonly string[] = filters;
      if (known.includes('drg')) continue;
      const ask = () => askFigure(database.db, name, by[0], { drg: '04510' });
      assert.equal(await refusalOf(ask), 'filter_not_applicable', name);
    }
  });
});
