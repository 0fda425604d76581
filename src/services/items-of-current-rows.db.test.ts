import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { askFigure, compareWithClaims, rowsOf } from '../testing/ask-figure.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { repTestWorkbook, type TestWorkbook, ucsRow } from '../testing/rep-workbook.js';
import { importRepFile } from './import-rep-file.js';

eachDatabase('items of a workbook that has a claim in several rows', (database) => {
  const room = importRoom();
  after(() => room.remove());

  async function take(name: string, book: Pick<TestWorkbook, 'rows' | 'summary' | 'drugs'>): Promise<void> {
    const path = room.put(`eclaim_99999_${name}.xls`, repTestWorkbook({ form: 'ucs', ...book }));
    const { fileId, status } = await importRepFile(room.parts(database.db), { path, source: 'cli' });
    assert.ok(fileId, status);
  }
  const drug = (tranId: string, lineNo: number, code: string, more: object = {}) => ({
    ...{ tran_id: tranId, line_no: lineNo, drug_code: code, tmt_code: code },
    ...{ claim_amount: 10, reimb_amount: 2.5, ...more },
  });
  const counted = async () =>
    rowsOf(
      await askFigure(database.db, 'items-cut', 'drug', { fiscal_year: '2569' }),
      'items',
      'claims',
      'lost',
    );

  test('of a TRAN_ID that stands twice, those of the later row count', async () => {
    await take('OP_25681112_090000001', {
      rows: [ucsRow('990000001'), ucsRow('990000001', { reimb_nhso: 500 }), ucsRow('990000002')],
      drugs: [
        drug('990000001', 1, 'T1'),
        drug('990000001', 2, 'T1'),
        drug('990000001', 2, 'T2'),
        drug('990000002', 3, 'T3'),
        // By its number it is of neither row.
        drug('990000001', 9, 'T4'),
      ],
    });
    assert.deepEqual(await counted(), [
      ['T1', 1, 1, '7.50'],
      ['T2', 1, 1, '7.50'],
      ['T3', 1, 1, '7.50'],
      ['T4', 1, 1, '7.50'],
    ]);
    assert.ok((await compareWithClaims(database.db, 'items-cut', 'drug')) > 1);
  });

  test('of a row that an appeal repeats, its items do not count again', async () => {
    await take('OP_APPEAL_25681212_090000001', {
      rows: [
        ucsRow('990000002', { rep_no: '690190001' }),
        ucsRow('990000002', { rep_no: '690300087', reimb_nhso: 900 }),
        // Only repeated: its items are those of its own workbook.
        ucsRow('990000001', { rep_no: '690190001' }),
      ],
      summary: [{ rep_no: '690300087', total_cases: 1, passed_cases: 1, failed_cases: 0, reimb_total: 900 }],
      drugs: [
        drug('990000002', 1, 'T3'),
        drug('990000002', 2, 'T3', { reimb_amount: 4 }),
        drug('990000001', 3, 'T1', { reimb_amount: 0 }),
      ],
    });
    assert.deepEqual(await counted(), [
      ['T1', 1, 1, '7.50'],
      ['T2', 1, 1, '7.50'],
      ['T4', 1, 1, '7.50'],
      ['T3', 1, 1, '6.00'],
    ]);
    assert.ok((await compareWithClaims(database.db, 'items-cut', 'drug')) > 1);
  });

  test('an appeal without the older file is told apart too', async () => {
    await take('OP_APPEAL_25681213_090000001', {
      rows: [
        ucsRow('990000003', { rep_no: '690190009' }),
        ucsRow('990000003', { rep_no: '690300099', reimb_nhso: 900 }),
      ],
      summary: [{ rep_no: '690300099', total_cases: 1, passed_cases: 1, failed_cases: 0, reimb_total: 900 }],
      drugs: [drug('990000003', 1, 'T5'), drug('990000003', 2, 'T6')],
    });
    const codes = (await counted()).map(([code]) => code);
    assert.deepEqual(codes, ['T1', 'T2', 'T4', 'T6', 'T3']);
  });
});
