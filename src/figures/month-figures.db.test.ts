import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Db } from '../db/db.js';
import {
  askFigure,
  compareWithClaims,
  type FigureAddress,
  figureOf,
  questionOf,
  refusalOf,
  rowsOf,
} from '../testing/ask-figure.js';
import { eachDatabase } from '../testing/databases.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { claimsBehind } from './claims-behind.js';
import { readWholeness } from './completeness.js';

/** Two years with a month that only one of them has, the running month in both, IP with and without AdjRW. */
async function insertClaims(db: Db): Promise<void> {
  const fileId = await insertFile(db, { filename: 'eclaim_99999_OP_25681012_090000001.xls' });
  const add = (tranId: string, day: string | null, claimed: string, reimbursed: string | null, more = {}) =>
    insertClaim(db, { tranId, fileId, day, claimed, reimbursed, ...more });
  const ip = (adjrw: string | null, drg?: string) => ({
    kind: 'IP',
    columns: { adjrw },
    ...(drg && { drg }),
  });
  await add('L1', '2024-10-05', '100.00', '50.00');
  await add('L2', '2024-10-31', '40.00', null, { codes: ['C312'] });
  await add('L3', '2024-11-09', '10.00', '10.00', { scheme: 'lgo', ...ip(null) });
  await add('L4', '2025-06-01', '5.00', '5.00');
  await add('T1', '2025-10-01', '300.10', '200.05');
  await add('T2', '2025-11-11', '1000.00', '900.33', ip('1.2345', '04510'));
  await add('T3', '2025-11-12', '500.00', null, { scheme: 'ofc', codes: ['C312'], ...ip('0.5000', '06013') });
  await add('T4', '2025-11-13', '70.00', '60.00', ip(null));
  await add('T5', '2025-12-01', '20.00', '20.00', { kind: 'ORF' });
  await add('T6', '2026-06-17', '9.99', '9.99');
  await add('T7', null, '1.00', '1.00');
}

eachDatabase('figures that compare months', (database) => {
  const perBed = async (query: FigureAddress, beds: number | null) =>
    await figureOf('per-bed').answer(database.db, questionOf('month', query, beds));

  test('before the first claim nothing is compared and no quotient is known', async () => {
    const year = await askFigure(database.db, 'year-on-year', 'month');
    assert.deepEqual([year.total.claims_this, year.total.claims_last], [0, null]);
    assert.equal((await askFigure(database.db, 'case-mix', 'month')).total.cmi, null);
    assert.equal((await perBed({}, 10)).total.reimbursed_per_bed, '0.00');
    await insertClaims(database.db);
  });

  test('case-mix is Σ AdjRW over the IP claims that state one, by month, scheme and DRG', async () => {
    const by = async (split: 'month' | 'scheme' | 'drg', query: FigureAddress = {}) =>
      rowsOf(await askFigure(database.db, 'case-mix', split, query), 'claims', 'adjrw', 'cmi');
    assert.deepEqual(await by('month'), [['2025-11', 2, '1.7345', '0.867250']]);
    assert.deepEqual(await by('scheme'), [
      ['ofc', 1, '0.5000', '0.500000'],
      ['ucs', 1, '1.2345', '1.234500'],
    ]);
    assert.deepEqual(await by('drg', { kind: 'ip,op' }), [
      ['04510', 1, '1.2345', '1.234500'],
      ['06013', 1, '0.5000', '0.500000'],
    ]);
    const { rows, total } = await askFigure(database.db, 'case-mix', 'drg', { kind: 'op' });
    assert.deepEqual([rows, total], [[], { claims: 0, rw: '0.0000', adjrw: '0.0000', cmi: null }]);
  });

  test('per-bed divides finished months by beds and by their number, half up to the satang', async () => {
    const fields = ['reimbursed_per_bed', 'loss_per_bed', 'claims_per_bed'];
    const answer = await perBed({}, 10);
    assert.deepEqual(rowsOf(answer, ...fields), [
      ['2025-10', '20.01', '10.01', '0.100000'],
      ['2025-11', '96.03', '60.97', '0.300000'],
      ['2025-12', '2.00', '0.00', '0.100000'],
      ['2026-06', null, null, null],
      ['', null, null, null],
    ]);
    assert.deepEqual(answer.total, {
      reimbursed_per_bed: '14.75',
      loss_per_bed: '8.87',
      claims_per_bed: '0.062500',
      beds: 10,
    });
    const december = await perBed({ from: '2025-12-01', to: '2026-01-01', kind: 'orf' }, 3);
    assert.equal(december.total.reimbursed_per_bed, '6.67');
  });

  test('per-bed counts a month that the period cuts by its days', async () => {
    // 20 of 31 days of October and 12 of 30 of November: the claims of these days, over what that is of two months.
    const cut = await perBed({ from: '2025-10-12', to: '2025-11-13' }, 10);
    assert.deepEqual(rowsOf(cut, 'reimbursed_per_bed', 'claims_per_bed'), [
      ['2025-11', '225.08', '0.500000'],
    ]);
    assert.equal(cut.total.reimbursed_per_bed, '86.14');
    const inside = await perBed({ from: '2025-11-11', to: '2025-11-12' }, 10);
    assert.equal(inside.total.reimbursed_per_bed, '2700.99');
  });

  test('money-per-adjrw is what IP claims that state a weight brought, over the weight', async () => {
    const by = async (split: 'month' | 'drg', query: FigureAddress = {}) =>
      rowsOf(
        await askFigure(database.db, 'money-per-adjrw', split, query),
        ...['claims', 'reimbursed', 'adjrw', 'baht_per_adjrw'],
      );
    assert.deepEqual(await by('month'), [['2025-11', 2, '900.33', '1.7345', '519.07']]);
    assert.deepEqual(await by('drg'), [
      ['04510', 1, '900.33', '1.2345', '729.31'],
      ['06013', 1, '0.00', '0.5000', '0.00'],
    ]);
    assert.deepEqual(await by('drg', { kind: 'op' }), []);
    assert.deepEqual(await by('drg', { adjrw: 'no' }), []);
  });

  test('per-bed is not known without beds, nor before a month is over', async () => {
    const unset = await perBed({}, null);
    assert.deepEqual(unset.total, {
      reimbursed_per_bed: null,
      loss_per_bed: null,
      claims_per_bed: null,
      beds: null,
    });
    const next = await perBed({ fiscal_year: '2570' }, 10);
    assert.equal(next.total.reimbursed_per_bed, null);
    assert.match(figureOf('per-bed').definition.en, /HOSPITAL_BEDS/);
    assert.equal(await refusalOf(() => perBed({ undated: 'only' }, 10)), 'filter_not_applicable');
    const question = questionOf('month', { scheme: 'ucs' }, 10);
    assert.deepEqual(claimsBehind(figureOf('per-bed'), question, null), {
      ...{ from: '2025-10-01', to: '2026-06-01', scheme: 'ucs' },
    });
    assert.equal(claimsBehind(figureOf('per-bed'), questionOf('month', { fiscal_year: '2570' }), null), null);
  });

  test('year-on-year compares finished months that both years have, and no running month', async () => {
    const compare = async (measure: string, query: FigureAddress = {}) =>
      rowsOf(
        await askFigure(database.db, 'year-on-year', 'month', query),
        ...['this', 'last', 'difference'].map((part) => `${measure}_${part}`),
      );
    assert.deepEqual(await compare('claims'), [
      ['2025-10', 1, 2, -1],
      ['2025-11', 3, 1, 2],
      ['2025-12', 1, null, null],
      ['2026-06', 1, null, null],
      ['', 1, null, null],
    ]);
    assert.deepEqual((await compare('claimed')).slice(0, 2), [
      ['2025-10', '300.10', '140.00', '160.10'],
      ['2025-11', '1570.00', '10.00', '1560.00'],
    ]);
    assert.deepEqual((await compare('reimbursed')).slice(0, 2), [
      ['2025-10', '200.05', '50.00', '150.05'],
      ['2025-11', '960.33', '10.00', '950.33'],
    ]);
    assert.deepEqual((await compare('denied')).slice(0, 2), [
      ['2025-10', 0, 1, -1],
      ['2025-11', 1, 0, 1],
    ]);
    assert.deepEqual(await compare('claims', { from: '2025-10-01', to: '2025-10-31' }), [
      ['2025-10', 1, 1, 0],
    ]);
    const { total } = await askFigure(database.db, 'year-on-year', 'month');
    assert.deepEqual(
      [total.claims_this, total.claims_last, total.claims_difference, total.claimed_difference],
      [4, 3, 1, '1720.10'],
    );
    assert.deepEqual([total.reimbursed_this, total.reimbursed_last], ['1160.38', '60.00']);
  });

  test('a month of last year that has other claims than were asked for is compared with nothing, not left out', async () => {
    const { rows, total } = await askFigure(database.db, 'year-on-year', 'month', { kind: 'op' });
    const november = rows.find(({ key }) => key === '2025-11');
    assert.deepEqual([november?.claims_this, november?.claims_last], [0, 0]);
    assert.deepEqual([total.claims_this, total.claims_last], [1, 2]);
  });

  test('a month of which nothing of the asked scheme is stored last year is no growth from nothing', async () => {
    const { rows, total } = await askFigure(database.db, 'year-on-year', 'month', { scheme: 'ofc' });
    const november = rows.find(({ key }) => key === '2025-11');
    assert.deepEqual([november?.claims_this, november?.claims_last, total.claims_last], [1, null, null]);
    const ucs = await askFigure(database.db, 'year-on-year', 'month', { scheme: 'ucs' });
    assert.deepEqual([ucs.total.claims_this, ucs.total.claims_last], [1, 2]);
  });

  test('beds and lists are of one hospital: of another nothing is known, nor of several together', async () => {
    const { db } = database;
    const fileId = await insertFile(db, { filename: 'eclaim_99998_OP_25681012_090000001.xls' });
    const claim = { fileId, hospital: '99998', claimed: '1.00', reimbursed: '1.00' };
    await insertClaim(db, { ...claim, tranId: 'B1', day: '2025-11-05' });
    const bed = async (query: FigureAddress, ownHospital = '99999') => {
      const question = { ...questionOf('month', query, 10), ownHospital };
      const { rows, total } = await figureOf('per-bed').answer(db, question);
      const { ofOthers } = await readWholeness(db, question);
      assert.equal(ofOthers, total.beds === null, JSON.stringify(query));
      const value = total.reimbursed_per_bed;
      assert.ok(total.beds !== null || rows.every((row) => row.reimbursed_per_bed === null));
      return value;
    };
    const december = { from: '2025-12-01', to: '2026-01-01' };
    assert.equal(await bed({}), null);
    assert.equal(await bed({ hospital: '99999' }), '14.75');
    assert.equal(await bed({ hospital: '99998' }), null);
    assert.equal(await bed(december), '2.00');
    assert.equal(await bed(december, ''), null, 'nobody says which of the two has the beds');
    assert.match(figureOf('per-bed').definition.en, /HOSPITAL_CODE/);
  });

  test('every number that promises it equals the claims behind it', async () => {
    let compared = 0;
    for (const name of ['case-mix', 'year-on-year'])
      for (const split of figureOf(name).by)
        for (const query of [{}, { fiscal_year: '2568' }, { from: '2025-11-12' }, { kind: 'ip,orf' }])
          compared += await compareWithClaims(database.db, name, split, query as FigureAddress);
    assert.ok(compared > 100, String(compared));
  });
});
