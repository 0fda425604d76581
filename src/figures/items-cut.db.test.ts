import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Db } from '../db/db.js';
import {
  askFigure,
  compareWithClaims,
  type FigureAddress,
  figureOf,
  questionOf,
  rowsOf,
} from '../testing/ask-figure.js';
import { eachDatabase } from '../testing/databases.js';
import { insertItem } from '../testing/sample-items.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { claimsBehind } from './claims-behind.js';
import type { FigureSplit } from './figure.js';

/** Claim C stood in the first file and stands in the second now: its items of the first count no more. */
async function insertItems(db: Db): Promise<void> {
  const first = await insertFile(db, { filename: 'eclaim_99999_OP_25681012_090000001.xls' });
  const second = await insertFile(db, { filename: 'eclaim_99999_OP_APPEAL_25681012_2.xls' });
  const claim = (tranId: string, fileId: number, more = {}) =>
    insertClaim(db, { tranId, fileId, day: '2025-10-01', claimed: '1.00', reimbursed: '1.00', ...more });
  await claim('A', first);
  await claim('B', first, { kind: 'IP', scheme: 'ofc' });
  await claim('C', second, { kind: 'ORF', day: null });
  const drug = (tranId: string | null, fileId: number, columns: object) =>
    insertItem(db, 'eclaim_drug', { file_id: fileId, tran_id: tranId, ...columns });
  const t1 = { tmt_code: 'T1', drug_code: 'W1', generic_name: 'พาราเซตามอล' };
  await drug('A', first, { ...t1, claim_amount: '100.00', reimb_amount: '60.50' });
  await drug('A', first, { ...t1, claim_amount: '50.00', reimb_amount: '50.00' });
  await drug('B', first, { ...t1, claim_amount: '10.00', reimb_amount: '2.00', reimb_agency: '3.00' });
  await drug('B', first, { drug_code: 'W9', trade_name: 'ยา ข', claim_amount: '20.00' });
  await drug('C', first, { ...t1, claim_amount: '999.00', reimb_amount: '0.00' });
  await drug('C', second, { tmt_code: 'T2', claim_amount: '70.00', reimb_amount: '0.00' });
  await drug(null, first, { ...t1, claim_amount: '5.00' });
  const instrument = { inst_code: 'I1', inst_name: 'สายสวน' };
  const inFirst = { file_id: first, tran_id: 'A' };
  await insertItem(db, 'eclaim_instrument', {
    ...{ ...inFirst, ...instrument, claim_amount: '300.00', reimb_amount: '250.00' },
  });
  await insertItem(db, 'eclaim_instrument', { file_id: second, tran_id: 'C', claim_amount: '10.00' });
  await insertItem(db, 'eclaim_deny', { ...inFirst, deny_code: 'D1', claim_amount: '40.00' });
  await insertItem(db, 'eclaim_deny', { ...inFirst, tran_id: 'B', deny_code: 'D1', claim_amount: '60.00' });
  await insertItem(db, 'eclaim_deny', { ...inFirst, tran_id: 'B', claim_amount: '5.00' });
  const zero = { reason: 'เกินจำนวนที่กำหนด', paid_amount: '0.00' };
  await insertItem(db, 'eclaim_zero_paid', { ...inFirst, ...zero });
  await insertItem(db, 'eclaim_zero_paid', { ...inFirst, ...zero, tran_id: 'B', claim_amount: '30.00' });
  await insertItem(db, 'eclaim_zero_paid', { ...inFirst, ...zero, tran_id: 'C', claim_amount: '8.00' });
}

eachDatabase('items-cut', (database) => {
  const by = async (split: FigureSplit, query: FigureAddress = {}) =>
    rowsOf(await askFigure(database.db, 'items-cut', split, query), 'items', 'claimed', 'reimbursed', 'lost');
  const claimsBy = async (split: FigureSplit) =>
    rowsOf(await askFigure(database.db, 'items-cut', split), 'claims');

  test('of no items there is nothing', async () => {
    const { rows, total } = await askFigure(database.db, 'items-cut', 'drug');
    assert.deepEqual(
      [rows, total],
      [[], { items: 0, claims: 0, claimed: '0.00', reimbursed: '0.00', lost: '0.00' }],
    );
    await insertItems(database.db);
  });

  test('drugs that were paid less than claimed, of current versions alone, most lost first', async () => {
    assert.deepEqual(await by('drug'), [
      ['T2', 1, '70.00', '0.00', '70.00'],
      ['T1', 2, '110.00', '65.50', '44.50'],
      ['W9', 1, '20.00', '0.00', '20.00'],
    ]);
    const { rows, total } = await askFigure(database.db, 'items-cut', 'drug');
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['T2', 'พาราเซตามอล', 'ยา ข'],
    );
    assert.deepEqual(total, { items: 4, claims: 3, claimed: '200.00', reimbursed: '65.50', lost: '134.50' });
  });

  test('instruments, refused items by code and items paid with nothing by reason', async () => {
    assert.deepEqual(await by('instrument'), [
      ['I1', 1, '300.00', '250.00', '50.00'],
      ['', 1, '10.00', '0.00', '10.00'],
    ]);
    assert.deepEqual(await by('deny_code'), [
      ['D1', 2, '100.00', '0.00', '100.00'],
      ['', 1, '5.00', '0.00', '5.00'],
    ]);
    assert.deepEqual(await by('zero_reason'), [['เกินจำนวนที่กำหนด', 2, '30.00', '0.00', '30.00']]);
  });

  test('the filter is that of the claims: scheme, kind, those without a date', async () => {
    assert.deepEqual(await by('drug', { scheme: 'ofc' }), [
      ['W9', 1, '20.00', '0.00', '20.00'],
      ['T1', 1, '10.00', '5.00', '5.00'],
    ]);
    assert.deepEqual(await by('deny_code', { kind: 'op' }), [['D1', 1, '40.00', '0.00', '40.00']]);
    assert.deepEqual(await by('instrument', { undated: 'only' }), [['', 1, '10.00', '0.00', '10.00']]);
    assert.deepEqual(await by('instrument', { fiscal_year: '2568' }), []);
  });

  test('each row leads to the claims that have such items, the total to those that have any', async () => {
    assert.deepEqual(await claimsBy('drug'), [
      ['T2', 1],
      ['T1', 2],
      ['W9', 1],
    ]);
    const address = (split: FigureSplit, key: string | null, query: FigureAddress = {}) =>
      claimsBehind(figureOf('items-cut'), questionOf(split, query), key, 'claims');
    const year = { fiscal_year: '2569', undated: 'with' };
    assert.deepEqual(address('drug', 'T1'), { ...year, drug: 'T1' });
    assert.deepEqual(address('instrument', ''), { ...year, instrument: 'none' });
    assert.deepEqual(address('zero_reason', null), { ...year, zero_reason: 'any' });
    // Another drug is asked for, and what is as long as a citizen id stands in no address.
    assert.equal(address('drug', 'T1', { drug: 'T2' }), null);
    assert.equal(address('drug', '8850000000017'), null);
    for (const split of figureOf('items-cut').by)
      assert.ok((await compareWithClaims(database.db, 'items-cut', split)) > 1, split);
  });

  test('a deny code has the text of the NHSO list, or says that there is none', async () => {
    const listed = { code: 'D1', type: 'Deny', description: 'ไม่เข้าเงื่อนไข', is_active: true, origin: 'seed' };
    const label = async () => (await askFigure(database.db, 'items-cut', 'deny_code')).rows[0]?.label;
    assert.equal(await label(), 'ไม่มีข้อความในรายการรหัสของ สปสช.');
    await database.db.insert('nhso_error_codes', listed);
    assert.equal(await label(), 'ไม่เข้าเงื่อนไข');
  });
});
