import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Db } from '../db/db.js';
import { sql } from '../db/sql.js';
import { AppError } from '../domain/errors.js';
import { addBaht, subtractBaht } from '../domain/satang.js';
import { figureDay, questionOf } from '../testing/ask-figure.js';
import { eachDatabase } from '../testing/databases.js';
import { insertItem, insertStatement, keepSampleStandings } from '../testing/sample-items.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { partsOfWeight, weightOf } from './add-claim-sums.js';
import { eachClaim } from './claim-list.js';
import { claimListConditions, readClaimListFilter } from './claim-list-filter.js';
import { claimTotalsOf } from './claim-totals.js';
import { claimsBehind } from './claims-behind.js';
import type { Agreement, Figure, FigureAnswer } from './figure.js';
import { type ClaimsQuery, filterNames } from './figure-filter.js';
import { figures } from './index.js';

/** Items that were cut and others, of one claim several, and of some claims none. */
async function insertItems(db: Db, of: { file_id: number; tran_id: string }, index: number): Promise<void> {
  const claim_amount = '70.25';
  if (index % 3 === 0) await insertItem(db, 'eclaim_drug', { ...of, tmt_code: 'T1', claim_amount });
  if (index % 6 === 0) await insertItem(db, 'eclaim_drug', { ...of, tmt_code: 'T1', claim_amount });
  if (index % 4 === 0)
    await insertItem(db, 'eclaim_drug', { ...of, drug_code: 'W 9', tmt_code: '', claim_amount });
  if (index % 5 === 0) await insertItem(db, 'eclaim_drug', { ...of, claim_amount });
  const paid = { ...of, tmt_code: 'T1', claim_amount, reimb_amount: claim_amount };
  if (index % 2 === 0) await insertItem(db, 'eclaim_drug', paid);
  if (index % 7 === 0) await insertItem(db, 'eclaim_instrument', { ...of, inst_code: '8001', claim_amount });
  if (index % 8 === 0)
    await insertItem(db, 'eclaim_deny', { ...of, deny_code: index % 16 === 0 ? 'G40' : null });
  if (index % 9 === 0)
    await insertItem(db, 'eclaim_zero_paid', { ...of, reason: index % 18 === 0 ? 'เกินจำนวนที่กำหนด' : null });
}

/** Claims of every kind, with and without what can be asked for, amounts that floating-point numbers cannot add up. */
async function insertClaims(db: Db): Promise<void> {
  const fileId = await insertFile(db, { filename: 'eclaim_99999_OP_25681012_090000001.xls' });
  const statements = [
    await insertStatement(db, {}),
    await insertStatement(db, { is_current: false }),
    await insertStatement(db, { undone_at: '2026-06-01 00:00:00' }),
  ];
  const pick = <T>(values: readonly T[], index: number) => values[index % values.length] as T; // never empty
  const days = ['2025-10-01', '2025-10-31', '2026-02-28', null, '2026-06-17', '2026-09-30', '2024-12-31'];
  for (let index = 0; index < 84; index += 1) {
    const kind = pick(['OP', 'IP', 'ORF', 'OP', 'IP'] as const, index);
    const drg = kind === 'IP' ? pick(['04510', null, '05120'], index) : null;
    const fund = pick(['กองทุน ก', 'F2', ''], index);
    await insertClaim(db, {
      tranId: String(9000 + index),
      fileId,
      day: pick(days, index),
      kind,
      scheme: pick(['ucs', 'ofc', 'lgo', 'ucs'], index),
      claimed: pick(['100.10', '0.05', '9999.99', null, '70.00', '1234567.89'], index),
      reimbursed: pick(['80.05', null, '10000.00', '0.00', '70.01'], index),
      codes: pick([[], ['C312'], [], ['C312', '256-1'], []], Math.floor(index / 2)),
      ...(drg !== null && { drg }),
      ...(fund !== '' && { fund }),
      ...(index % 4 === 0 && { serviceType: 'OPAE' }),
      hospital: index % 9 === 0 ? '99998' : '99999',
      firstDenied: index % 3 === 0,
      columns: {
        href: pick([null, '99002', null, '99003'], Math.floor(index / 3)),
        has_appeal: index % 7 === 0,
        reimb_nhso: pick(['80.00', '0.10', '9999.99', '0.00', null, '70.01', '1.10'], index),
        file_date: pick(
          [null, '2026-06-12', '2026-05-01', '2026-04-10', '2025-11-12'],
          Math.floor(index / 2),
        ),
        adjrw: kind === 'IP' && index % 2 === 0 ? '1.2345' : null,
        first_reimbursed: index % 3 === 0 ? '0.00' : '50.50',
      },
    });
    const statement = statements[index % 5];
    if (statement !== undefined)
      await insertItem(db, 'stm_claim_item', { file_id: statement, tran_id: String(9000 + index) });
    await insertItems(db, { file_id: fileId, tran_id: String(9000 + index) }, index);
  }
  await keepSampleStandings(db);
}

const questions: readonly Record<string, string>[] = [
  {},
  { fiscal_year: '2569' },
  { fiscal_year: '2569', undated: 'with', scheme: 'ucs,ofc' },
  { from: '2025-10-31', to: '2026-06-18' },
  { undated: 'only', kind: 'op' },
  { from: '2025-10-01', to: '2026-03-01', kind: 'ip,orf', hospital: '99999' },
  { fund: 'กองทุน ก', status: 'denied' },
  { fund: 'none', service_type: 'OPAE' },
  { error_code: 'C312', fiscal_year: '2569' },
  { error_code: 'none', scheme: 'ucs' },
  { drg: '04510' },
  { drg: 'none', kind: 'ip', first_passed: 'yes' },
  { appealed: 'yes' },
  { appealed: 'no', adjrw: 'yes' },
  { referrer: '99002', fiscal_year: '2569' },
  { referrer: 'none', fund: 'F2' },
  { drug: 'T1' },
  { drug: 'none', scheme: 'ucs' },
  { deny_code: 'any', zero_reason: 'any' },
  { zero_reason: 'เกินจำนวนที่กำหนด', instrument: '8001' },
  { status: 'passed', first_passed: 'no' },
  { adjrw: 'no', kind: 'ip' },
  { from: '2026-02-28' },
  { to: '2026-02-28' },
  { service_type: 'none', scheme: 'ucs' },
  { referrer: '99002', error_code: 'C312' },
  { waiting_stm: 'all', scheme: 'ucs' },
  { waiting_stm: '0-30' },
  { waiting_stm: 'unknown', kind: 'op,ip' },
  { state: 'waiting_stm', scheme: 'ucs' },
  { state: 'reversed,matched', fiscal_year: '2569' },
  { state: 'not_covered,needs_person', kind: 'op,orf' },
  { state: 'waiting_rep' },
  { scheme: 'ucs', kind: 'op', fiscal_year: '2569' },
];

/** The answer, or null where the figure does not know a name of the filter. */
async function answerOf(db: Db, figure: Figure, by: Figure['by'][number], query: Record<string, string>) {
  try {
    return await figure.answer(db, questionOf(by, query));
  } catch (error) {
    if (error instanceof AppError && error.code === 'filter_not_applicable') return null;
    throw error;
  }
}

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

function linesOf({ rows, total }: FigureAnswer) {
  return [...rows.map((row) => ({ key: row.key, row })), { key: null, row: total }];
}

eachDatabase('from a figure to its claims', (database) => {
  test('every number that a figure leads from is that of the list, to the satang', async () => {
    const { db } = database;
    await insertClaims(db);
    const leading = figures.filter(({ agrees }) => agrees.length > 0);
    const known = new Map<string, Measures>();
    const compared = new Map<string, number>();
    for (const figure of leading)
      for (const by of figure.by)
        for (const query of questions) {
          const answer = await answerOf(db, figure, by, query);
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
        questions.some((query) => name in query),
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
