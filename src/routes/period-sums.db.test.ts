import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Db } from '../db/db.js';
import { allMeasures } from '../figures/claim-measures.js';
import { claimSumsOf, measuresBy, measuresByEach } from '../figures/claim-sums.js';
import { readFigureFilter } from '../figures/figure-filter.js';
import { yearOnYear } from '../figures/year-on-year.js';
import { eachDatabase } from '../testing/databases.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { readPeriodSums } from './period-sums.js';

const now = new Date('2025-12-18T01:12:00Z');

async function insertClaims(db: Db): Promise<void> {
  const fileId = await insertFile(db, { filename: 'eclaim_99999_OP_25681012_090000001.xls' });
  let number = 0;
  const add = (day: string | null, claimed: string, more: object = {}) =>
    insertClaim(db, { tranId: String(++number), fileId, day, claimed, reimbursed: '0.10', ...more });
  await add('2024-10-03', '40.01');
  await add('2024-11-30', '60.02', { codes: ['C312'] });
  await add('2024-12-02', '900.00');
  await add('2025-10-01', '80.03');
  await add('2025-11-30', '120.04', { scheme: 'ofc' });
  await add('2025-12-01', '5.05');
  await add(null, '7.07');
}

eachDatabase('sums of a period', (database) => {
  const read = (query: Record<string, string | undefined>) =>
    readPeriodSums(database.db, readFigureFilter(query, now), now);

  test('months add up to the figure, with the claims that have no date where they are asked for', async () => {
    await insertClaims(database.db);
    for (const query of [{}, { fiscal_year: '2569' }, { scheme: 'ucs' }, { from: '2025-10-02' }]) {
      const { patients: _, ...sums } = await claimSumsOf(database.db, readFigureFilter(query, now));
      assert.deepEqual((await read(query)).total, sums, JSON.stringify(query));
    }
    assert.equal((await read({})).undated?.claimed, '7.07');
    assert.equal((await read({ fiscal_year: '2569' })).undated, null);
  });

  test('splits that are asked together are those that are asked alone, from kept sums and from claims', async () => {
    const bys = ['month', 'scheme', 'kind', 'hospital', 'fund', 'service_type'] as const;
    for (const query of [{}, { scheme: 'ucs' }, { from: '2025-10-02' }]) {
      const filter = readFigureFilter(query, now);
      const each = await measuresByEach(database.db, filter, bys, allMeasures);
      for (const by of bys)
        assert.deepEqual(
          each[by],
          await measuresBy(database.db, filter, by, allMeasures),
          `${by} ${JSON.stringify(query)}`,
        );
    }
  });

  test('only finished months are compared, with the same ones of last year', async () => {
    const { compared, months } = await read({});
    assert.deepEqual(
      [compared?.first, compared?.last, compared?.now.sums.claimed, compared?.before.sums.claimed],
      ['2025-10', '2025-11', '200.07', '100.03'],
    );
    assert.deepEqual(
      months.filter(({ running }) => running).map(({ month }) => month),
      ['2025-12'],
    );
  });

  test('a period within a month is compared with the same days', async () => {
    const { compared } = await read({ from: '2025-10-02', to: '2025-12-01' });
    assert.deepEqual([compared?.now.sums.claimed, compared?.before.sums.claimed], ['120.04', '100.03']);
  });

  test('a month of which nothing is stored a year earlier is left out on both sides', async () => {
    assert.equal((await read({ fiscal_year: '2568' })).compared, null);
    const scheme = await read({ scheme: 'ucs' });
    assert.deepEqual(
      [scheme.compared?.now.sums.claimed, scheme.compared?.before.sums.claimed, scheme.compared?.months],
      ['80.03', '100.03', 2],
      'a month without claims of one scheme is no gap',
    );
    assert.equal(
      (await read({ scheme: 'ofc' })).compared,
      null,
      'nothing of this scheme was fetched last year',
    );
  });

  test('what one hospital has of last year is no last year of another', async () => {
    const fileId = await insertFile(database.db, { filename: 'eclaim_88888_OP_25681012_090000001.xls' });
    const claim = { fileId, hospital: '88888', claimed: '3.00', reimbursed: '1.00' };
    await insertClaim(database.db, { ...claim, tranId: 'b1', day: '2025-10-05' });
    const query = { hospital: '88888' };
    assert.equal((await read(query)).compared, null);
    assert.equal((await read({ hospital: '99999' })).compared?.months, 2);
    const ask = async (asked: Record<string, string>) =>
      await yearOnYear.answer(database.db, {
        ...{ filter: readFigureFilter(asked, now), by: 'month', language: 'en', now },
      });
    const { rows, total } = await ask(query);
    assert.deepEqual(
      rows.filter(({ claims_last }) => claims_last !== null),
      [],
    );
    assert.equal(total.claims_last, null);
    // Not even how far back the other one's claims go.
    assert.equal((await ask({ ...query, to: '2025-12-01' })).rows[0]?.key, '2025-10');
  });
});
