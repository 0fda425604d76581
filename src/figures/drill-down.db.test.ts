import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Db } from '../db/db.js';
import { sql } from '../db/sql.js';
import { addBaht, subtractBaht } from '../domain/satang.js';
import { figureDay, questionOf } from '../testing/ask-figure.js';
import { eachDatabase } from '../testing/databases.js';
import {
  drillDownAnswer,
  drillDownQuestions,
  insertDrillDownSample,
  linesOf,
} from '../testing/drill-down-sample.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { partsOfWeight, weightOf } from './add-claim-sums.js';
import { eachClaim } from './claim-list.js';
import { claimListConditions, readClaimListFilter } from './claim-list-filter.js';
import { claimTotalsOf } from './claim-totals.js';
import { claimsBehind } from './claims-behind.js';
import type { Agreement } from './figure.js';
import { type ClaimsQuery, filterNames } from './figure-filter.js';
import { figures } from './index.js';

type Measures = Readonly<Record<Agreement['measure'], string | number>>;

/** What the list of an address has, row by row; its totals say the same. */
async function listed(db: Db, address: Readonly<Record<string, string>>): Promise<Measures> {
  const filter = readClaimListFilter(address, figureDay);
  let claims = 0;
  let [claimed, reimbursed] = ['0.00', '0.00'];
  let weight = 0n;
  for await (const row of eachClaim(db, filter)) {
    claims += 1;
    claimed = addBaht(claimed, row.claimed) ?? claimed;
    reimbursed = addBaht(reimbursed, row.reimbursed) ?? reimbursed;
    weight += partsOfWeight(row.adjrw ?? '0');
  }
  const measures = { claims, claimed, reimbursed, loss: subtractBaht(claimed, reimbursed) ?? '' };
  const { denied: _denied, ...totals } = await claimTotalsOf(db, filter);
  assert.deepEqual(totals, measures, JSON.stringify(address));
  return { ...measures, adjrw: weightOf(weight) };
}

eachDatabase('from a figure to its claims', (database) => {
  test('every number that a figure leads from is that of the list, to the satang', async () => {
    const { db } = database;
    await insertDrillDownSample(db);
    const leading = figures.filter(({ agrees }) => agrees.length > 0);
    const known = new Map<string, Measures>();
    const compared = new Map<string, number>();
    for (const figure of leading)
      for (const by of figure.by)
        for (const query of drillDownQuestions) {
          const answer = await drillDownAnswer(db, figure, by, query);
          if (answer === null) continue;
          for (const { key, row } of linesOf(answer))
            for (const { field, measure } of figure.agrees) {
              const address = claimsBehind(figure, questionOf(by, query), key, field);
              if (address === null) continue;
              const name = JSON.stringify(address);
              const measures = known.get(name) ?? (await listed(db, address));
              known.set(name, measures);
              const where = `${figure.name} by ${by} ${JSON.stringify(query)}, row ${key}, ${field}: ${name}`;
              assert.equal(row[field], measures[measure], where);
              const counted = `${figure.name} ${by}`;
              compared.set(counted, (compared.get(counted) ?? 0) + 1);
            }
        }
    for (const name of filterNames)
      assert.ok(
        drillDownQuestions.some((query) => name in query),
        `no question asks for ${name}`,
      );
    for (const { name, by } of leading)
      for (const one of by) assert.ok(compared.has(`${name} ${one}`), `${name} ${one}`);
    for (const name of ['claims-summary', 'denial-rate']) {
      const bys = [
        'month',
        'scheme',
        'kind',
        'fund',
        'service_type',
        'error_code',
        'hospital',
        'treating',
        'drg',
        'referrer',
      ];
      for (const by of bys) assert.ok((compared.get(`${name} ${by}`) ?? 0) > 40, `${name} ${by}`);
    }
  });

  test('the amount that waits for a statement is that of its claims by NHSO', async () => {
    const { db } = database;
    const pending = figures.find(({ name }) => name === 'pending');
    assert.ok(pending);
    let amounts = 0;
    const asked: readonly Record<string, string>[] = [
      {},
      { scheme: 'ucs', kind: 'op' },
      { from: '2025-10-31' },
      { hospital: '99998' },
    ];
    for (const query of asked) {
      const question = questionOf('age', query);
      for (const { key, row } of linesOf(await pending.answer(db, question))) {
        const address: ClaimsQuery = claimsBehind(pending, question, key) ?? {};
        const behind = claimListConditions(readClaimListFilter(address, figureDay));
        const sum = await db.first<{ amount: string }>(
          sql`select coalesce(sum(c.reimb_nhso), 0.00) as amount from claim_current c where ${behind}`,
        );
        assert.equal(row.amount, sum?.amount, JSON.stringify(address));
        if (row.amount !== '0.00') amounts += 1;
      }
    }
    assert.ok(amounts > 5, String(amounts));
  });

  test('one HN of two hospitals is two patients', async () => {
    const { db } = database;
    const fileId = await insertFile(db, { filename: 'eclaim_99999_OP_25681013_090000001.xls' });
    const same = { fileId, day: '2023-11-01', claimed: '1.00', reimbursed: '1.00', hn: '123456' };
    await insertClaim(db, { ...same, tranId: '8001' });
    await insertClaim(db, { ...same, tranId: '8002' });
    await insertClaim(db, { ...same, tranId: '8003', hospital: '99998' });
    const summary = figures.find(({ name }) => name === 'claims-summary');
    const answer = await summary?.answer(db, questionOf('scheme', { fiscal_year: '2567' }));
    assert.deepEqual([answer?.total.claims, answer?.total.patients], [3, 2]);
  });
});
