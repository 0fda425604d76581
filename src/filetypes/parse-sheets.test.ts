import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field, firstOf, readSample } from '../testing/read-sample.js';
import { type SampleCell, type SampleOptions, sampleRow, sampleSheet } from '../testing/workbook-samples.js';
import type { FileType } from './file-type.js';
import { repDataDrug21 } from './rep-data-drug-21.js';
import { repDataDrug22 } from './rep-data-drug-22.js';
import { repOpip113 } from './rep-opip-113.js';
import { repOpip120 } from './rep-opip-120.js';
import { repOrf } from './rep-orf.js';
import { repSummary } from './rep-summary.js';

const claim = (values: Readonly<Record<string, SampleCell>> = {}, form: FileType = repOpip120) =>
  sampleRow(form, { rep_no: '690190001', seq: 1, no: 1, tran_id: '990000001', hn: '0001234', ...values });
const detail = (rows: readonly (readonly SampleCell[])[], options: SampleOptions = {}) =>
  sampleSheet(repOpip120, rows, { name: 'Detail', ...options });

test('Summary comes first, then Detail, then items, whatever the order of the sheets', () => {
  const drug = sampleRow(repDataDrug22, { line_no: 1, tran_id: '990000001', drug_seq: 1 });
  const { events, rows } = readSample([
    detail([claim()]),
    sampleSheet(repDataDrug22, [drug], { name: 'Data Drug' }),
    sampleSheet(repDataDrug22, [drug, drug], { name: 'Data Drug (2)' }),
    sampleSheet(repSummary, [sampleRow(repSummary, { rep_no: '690190001', total_cases: 1 })], {
      name: 'Summary',
    }),
  ]);
  assert.deepEqual(
    events.map(({ type }) => type),
    ['workbook', 'rows', 'rows', 'rows', 'rows', 'end'],
  );
  assert.deepEqual(
    rows.map(({ sheet }) => sheet),
    [3, 0, 1, 2, 2],
  );
  const [end] = events.slice(-1);
  assert.deepEqual(end, {
    type: 'end',
    sheets: [
      { position: 0, rowsRead: 1, refused: 0 },
      { position: 1, rowsRead: 1, refused: 0 },
      { position: 2, rowsRead: 2, refused: 0 },
      { position: 3, rowsRead: 1, refused: 0 },
    ],
  });
  assert.deepEqual(field(firstOf(rows), 'total_cases'), 1);
});

test('rows come in batches of the size asked for', () => {
  const rows = Array.from({ length: 7 }, (_, index) =>
    claim({ seq: index + 1, tran_id: `99000000${index}` }),
  );
  const { events } = readSample([detail(rows)], 3);
  assert.deepEqual(
    events.flatMap((event) => (event.type === 'rows' ? [event.rows.length] : [])),
    [3, 3, 1],
  );
});

test('moved and added columns are read by their headings, with a warning', () => {
  const headings: (readonly [string, string])[] = repOpip120.columns.map(([, heading, name]) => [
    heading,
    name ?? '',
  ]);
  headings.splice(2, 0, ['คอลัมน์ใหม่ > ก', 'new']);
  // HN goes behind PID.
  headings.splice(6, 0, ...headings.splice(4, 1));
  const form: FileType = {
    ...repOpip120,
    columns: headings.map(([heading, name], index) => [index, heading, name, 'text', '']),
  };
  const row = sampleRow(form, {
    rep_no: '690190001',
    seq: 1,
    tran_id: '990000001',
    new: 'ค่า',
    invoice_no: 'INV1',
  });
  const { rows, problems } = readSample([sampleSheet(form, [row])]);
  assert.equal(field(firstOf(rows), 'tran_id'), '990000001');
  assert.equal(field(firstOf(rows), 'invoice_no'), 'INV1');
  assert.deepEqual(firstOf(rows).extra, { 'คอลัมน์ใหม่ > ก': 'ค่า' });
  assert.deepEqual(
    problems.map(({ code, row: line, severity, details }) => [
      code,
      line,
      severity,
      details.count,
      details.names,
    ]),
    [
      ['columns_moved', 0, 'warning', 1, 'HN'],
      ['columns_unknown', 0, 'warning', 1, 'คอลัมน์ใหม่ > ก'],
    ],
  );
});

test('a value to the right of all headings is kept under the name of its column', () => {
  const { rows, problems } = readSample([detail([[...claim(), null, 'ต่อท้าย']])]);
  assert.deepEqual(firstOf(rows).extra, { 'column DR': 'ต่อท้าย' });
  assert.deepEqual(
    [firstOf(problems).code, firstOf(problems).details.names],
    ['columns_unknown', 'column DR'],
  );
});

test('the older form of 113 columns and ORF with its lines in one cell are read', () => {
  const old = readSample([sampleSheet(repOpip113, [claim({ remark: 'จบ' }, repOpip113)])]);
  assert.equal(firstOf(old.rows).layout, 'rep-opip-113');
  assert.equal(field(firstOf(old.rows), 'remark'), 'จบ');
  const orf = readSample([
    sampleSheet(repOrf, [[...claim({ dx: 'J00\r\nJ01', proc: '9390\n9391', hcode: '99999' }, repOrf), '']]),
  ]);
  assert.deepEqual(orf.problems, []);
  assert.equal(field(firstOf(orf.rows), 'dx'), 'J00\nJ01');
  assert.equal(field(firstOf(orf.rows), 'no'), 1);
});

test('Summary keeps the appeal block, which has no columns, in extra', () => {
  const row = sampleRow(repSummary, { rep_no: '690190001', hcode: '99999', total_cases: 3 }).map(
    (cell, index) => (index === 22 ? 4 : index === 26 ? '1,234.5' : index === 27 ? 'ไม่มี' : cell),
  );
  const { rows, problems } = readSample([sampleSheet(repSummary, [row, ['รวม', null, null, 3]])]);
  assert.equal(rows.length, 1);
  assert.deepEqual(firstOf(rows).extra, {
    'ข้อมูลอุทธรณ์ > จำนวนราย > ทั้งหมด': '4',
    'ข้อมูลอุทธรณ์ > ข้อมูลเดิม > HC > ชดเชย': '1234.50',
    'ข้อมูลอุทธรณ์ > ข้อมูลเดิม > AE > เรียกเก็บ': 'ไม่มี',
  });
  assert.deepEqual(
    problems.map(({ code, severity }) => [code, severity]),
    [['kept_as_text', 'warning']],
  );
});

test('item rows carry their line number, their Buddhist dates and the number inside the claim', () => {
  const row = sampleRow(repDataDrug21, {
    line_no: 7,
    tran_id: '990000001',
    dateadm: '05/01/2569',
    drug_seq: 2,
    quantity: 10,
    claim_amount: '15.00',
  });
  const { rows } = readSample([sampleSheet(repDataDrug21, [row])]);
  const item = firstOf(rows);
  assert.deepEqual(
    ['line_no', 'drug_seq', 'dateadm', 'claim_amount'].map((name) => field(item, name)),
    [7, 2, '2026-01-05', '15.00'],
  );
});

test('the report time is read from the first rows of any sheet, in both eras', () => {
  const timeOf = (title: string) => {
    const workbook = firstOf(readSample([{ name: 'ปก', rows: [] }, detail([claim()], { title })]).events);
    return workbook.type === 'workbook' ? workbook.reportTime : undefined;
  };
  assert.equal(timeOf('ออกรายงานวันที่ 05/01/2569 เวลา 08:30'), '2026-01-05 08:30:00');
  assert.equal(timeOf('ออกรายงานวันที่  05/01/2026\u00a0เวลา 8:30 น.'), '2026-01-05 08:30:00');
  assert.equal(timeOf('รายงาน'), null);
});

test('a sheet of another form is told with its difference and its rows; a sheet of text is no problem', () => {
  const renamed = detail([claim(), claim({ seq: 2 })], {
    heading: (text) => (text === 'HCODE' ? 'รหัสหน่วยบริการ' : text),
  });
  const { events, rows, problems } = readSample([
    renamed,
    { name: 'คำอธิบาย', rows: [['คำอธิบายรหัส'], ['C', 'ปฏิเสธ']] },
  ]);
  const workbook = firstOf(events);
  assert.ok(workbook.type === 'workbook');
  const [first] = workbook.sheets;
  assert.equal(first?.nearest?.layout, 'rep-opip-120');
  assert.deepEqual(
    first.nearest.unknown.map(({ position }) => first.nearest?.headings[position]),
    ['รหัสหน่วยบริการ'],
  );
  assert.deepEqual(workbook.sheets, [
    {
      position: 0,
      name: 'Detail',
      hidden: false,
      layout: null,
      nearest: first.nearest,
      hasRows: true,
      dataRows: 2,
    },
    { position: 1, name: 'คำอธิบาย', hidden: false, layout: null, nearest: null, hasRows: false, dataRows: 0 },
  ]);
  assert.deepEqual(rows, []);
  assert.deepEqual(
    problems.map(({ code, sheet, details }) => [code, sheet, details.rows]),
    [['sheet_not_known', 'Detail', 2]],
  );
  assert.deepEqual(events.at(-1), { type: 'end', sheets: [] });
});

test('a hidden sheet is read, and told', () => {
  const { rows, problems } = readSample([{ name: 'ปก', rows: [['x']] }, detail([claim()], { hidden: true })]);
  assert.equal(rows.length, 1);
  assert.equal(firstOf(problems).code, 'sheet_hidden');
});
