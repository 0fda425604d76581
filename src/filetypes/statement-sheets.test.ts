import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field, firstOf, readSample, type SampleRead } from '../testing/read-sample.js';
import { statementRow, statementTotal, summaryRow } from '../testing/statement-workbook.js';
import { refereeWorkbook } from '../testing/workbook-referee.js';
import {
  type SampleCell,
  type SampleSheet,
  sampleSheet,
  sampleWorkbook,
} from '../testing/workbook-samples.js';
import type { FileType } from './file-type.js';
import { stmDetail } from './stm-detail.js';
import { stmDetailStp } from './stm-detail-stp.js';
import { stmRepSummary } from './stm-rep-summary.js';
import { stmRepSummaryStp } from './stm-rep-summary-stp.js';

/** A row with another number in each column, so that none can be taken for its neighbour. */
function numberedRow(form: FileType): SampleCell[] {
  return form.columns.map(([index, , name, type]) => {
    if (type === 'wall') return '05/01/2569 08:30:00';
    return name === 'seq' ? 1 : 1000 + index;
  });
}

const sectionsOf = ({ rows }: SampleRead) => rows.map((row) => [field(row, 'tran_id'), row.section]);
const totalsOf = ({ events }: SampleRead) =>
  events.flatMap((event) => (event.type === 'totals' ? event.totals : []));

for (const form of [stmDetail, stmDetailStp, stmRepSummary, stmRepSummaryStp]) {
  test(`no column of ${form.id} is dropped: each stands in its database column`, () => {
    const { rows, problems } = readSample([sampleSheet(form, [numberedRow(form)])]);
    assert.deepEqual(problems, []);
    const row = firstOf(rows);
    assert.equal(row.layout, form.id);
    for (const [index, , name, type] of form.columns) {
      if (type !== 'wall' && name !== 'seq')
        assert.equal(Number(field(row, name ?? '')), 1000 + index, name ?? '');
    }
    assert.deepEqual(row.extra, {});
  });
}

test('values in the empty columns behind a form are kept and told', () => {
  const row = statementRow('990001');
  row[42] = 'เพิ่มเติม';
  const { rows, problems } = readSample([sampleSheet(stmDetail, [row])]);
  assert.deepEqual(firstOf(rows).extra, { 'column AQ': 'เพิ่มเติม' });
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['columns_unknown'],
  );
});

test('labels inside a sheet win over its name; labels, zeros and totals are no claims', () => {
  const read = readSample([
    sampleSheet(
      stmDetail,
      [
        ['ข้อมูลปกติ', 0, 0, 0],
        statementRow('990001'),
        ['ข้อมูลอุทธรณ์'],
        statementRow('990002'),
        statementTotal('รวมข้อมูลอุทธรณ์', 800.25),
        ['ผู้พิการ D1'],
        [0, 0, 0, 0, 0],
        statementRow('990003'),
        statementTotal('รวม 3 ราย', '2,400.75'),
        ['หมายเหตุ'],
      ],
      { name: 'รายละเอียดอุทธรณ์ OP' },
    ),
  ]);
  assert.deepEqual(read.problems, []);
  assert.deepEqual(sectionsOf(read), [
    ['990001', 'normal'],
    ['990002', 'appeal'],
    ['990003', 'disabled_d1'],
  ]);
  assert.deepEqual(
    totalsOf(read).map(({ rowNo, section, amounts }) => [rowNo, section, amounts.total_compensation]),
    [
      [19, 'appeal', '800.25'],
      [23, 'disabled_d1', '2400.75'],
    ],
  );
});

test('a sheet of D1 is found by its headings, also with labels and zeros inside them, and is D1 throughout', () => {
  const form = sampleSheet(stmDetail, [], { name: 'รายละเอียด ผู้พิการ D1 OP', withoutMerges: true });
  const heading = form.rows.map((row) => [...row]);
  const last = heading.at(-1);
  assert.ok(last);
  last[0] = 'ข้อมูลปกติ (ผู้พิการ D1)';
  last[3] = 0;
  const blank: SampleCell[][] = Array.from({ length: 7 }, () => [0, 0, 0, 0]);
  const sheet: SampleSheet = {
    ...form,
    rows: [...heading, ...blank, ['ข้อมูลอุทธรณ์ (ผู้พิการ D1)'], [], statementRow('990001')],
  };
  const read = readSample([sheet]);
  assert.deepEqual(read.problems, []);
  assert.deepEqual(
    read.rows.map((row) => [row.layout, row.rowNo, row.section]),
    [['stm-detail', 24, 'disabled_d1']],
  );
});

test('a row that is a claim but lacks one of its marks is refused aloud, or read where the other mark stands', () => {
  const read = readSample([
    sampleSheet(stmDetail, [
      statementRow('990001', { seq: '-' }),
      statementRow('-'),
      statementRow('990003', { rep_no: '-' }),
    ]),
  ]);
  assert.deepEqual(
    read.rows.map((row) => field(row, 'tran_id')),
    ['990001', '990003'],
  );
  assert.deepEqual(
    read.problems.map(({ code, row, details }) => [code, row, details.missing]),
    [['row_not_readable', 16, 'TRAN_ID']],
  );
});

const titles = (rows: readonly (readonly SampleCell[])[]): SampleSheet => ({
  name: 'รายงานพึงรับ',
  rows: [['รายงานพึงรับ'], [], ...rows],
});
const figures = ({ rows }: SampleRead) =>
  rows.map((row) => [row.layout, row.section, field(row, 'patient_count'), field(row, 'total_paid')]);

test('a receivable sheet of five columns is read by its labels, wherever they stand', () => {
  const read = readSample([
    titles([
      [null, 'ข้อมูลปกติ'],
      [null, 'ผู้ป่วยนอก', 4, 12, 0, '1,234.50'],
      [null, null, null, null, 'รวม', 1234.5],
      [null, 'ข้อมูลอุทธรณ์'],
      [null, 'ผู้ป่วยนอก', 1, 2, 0, -34.5],
    ]),
  ]);
  assert.deepEqual(read.problems, []);
  assert.deepEqual(figures(read), [
    ['stm-receivable-5', 'normal', 12, '1234.50'],
    ['stm-receivable-5', 'appeal', 2, '-34.50'],
  ]);
  assert.deepEqual(
    totalsOf(read).map(({ amounts }) => amounts),
    [{ net_receivable: '1234.50' }],
  );
});

test('headings of a receivable sheet say its columns, in whatever order; a row of column totals is no net amount', () => {
  const read = readSample([
    titles([
      [null, 'จ่ายชดเชย', 'จำนวนราย (ผ่าน A)', 'ยอดหักเงินเดือน สป.', 'จำนวน REP ที่ส่ง'],
      ['ผู้พิการ D1'],
      ['ผู้ป่วยใน', 900, 3, 100, 1],
      ['รวม', 900, 3, 100, 1],
    ]),
  ]);
  assert.deepEqual(figures(read), [['stm-receivable', 'disabled_d1', 3, '900.00']]);
  assert.deepEqual(totalsOf(read)[0]?.amounts, {
    rep_count: '1',
    patient_count: '3',
    total_paid: '900.00',
    salary_deduction: '100.00',
  });
});

test('a word among the figures of a receivable sheet refuses the row', () => {
  const read = readSample([titles([['ข้อมูลปกติ'], ['ผู้ป่วยใน', 1, 3, 0, 'รอแจ้ง', 0, 0]])]);
  assert.deepEqual(read.rows, []);
  assert.deepEqual(
    read.problems.map(({ code, cell }) => [code, cell]),
    [['not_a_number', 'E4']],
  );
});

test('both readers of workbooks agree on every cell of a statement', () => {
  const bytes = sampleWorkbook([
    titles([['ข้อมูลปกติ'], ['ผู้ป่วยใน', 1, 3, 0, 900, 0, 0]]),
    sampleSheet(stmRepSummary, [['ข้อมูลปกติ'], summaryRow({ total_passed: 1 })], { name: 'รายงานสรุป' }),
    sampleSheet(stmDetail, [statementRow('990001')], { name: 'รายละเอียด' }),
    sampleSheet(stmDetailStp, [statementRow('990001', {}, stmDetailStp)], { name: 'รายละเอียด STP' }),
  ]);
  assert.deepEqual(refereeWorkbook(bytes), { kind: 'equal' });
});
