import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileType, ParsedProblem, ParsedRow, ParseEvent } from './file-type.js';
import { fileTypeById, storedColumns } from './index.js';
import { parseSheets } from './parse-sheets.js';
import { repDataDrug21 } from './rep-data-drug-21.js';
import { repDataDrug22 } from './rep-data-drug-22.js';
import { repOpip113 } from './rep-opip-113.js';
import { repOpip120 } from './rep-opip-120.js';
import { repOrf } from './rep-orf.js';
import { repSummary } from './rep-summary.js';
import { openSheetjsWorkbook } from './sheetjs-workbook.js';
import {
  type SampleCell,
  type SampleOptions,
  type SampleSheet,
  sampleRow,
  sampleSheet,
  sampleWorkbook,
} from './workbook-samples.js';

interface Read {
  readonly events: readonly ParseEvent[];
  readonly rows: readonly (ParsedRow & { readonly sheet: number; readonly layout: string })[];
  readonly problems: readonly ParsedProblem[];
}

function read(sheets: readonly SampleSheet[], batchRows = 500): Read {
  const events = [...parseSheets(sampleWorkbook(sheets), openSheetjsWorkbook, batchRows)];
  return {
    events,
    rows: events.flatMap((event) =>
      event.type === 'rows'
        ? event.rows.map((row) => ({ ...row, sheet: event.sheet, layout: event.layout }))
        : [],
    ),
    problems: events.flatMap((event) => (event.type === 'problems' ? event.problems : [])),
  };
}

function field(
  row: ParsedRow & { readonly layout: string },
  name: string,
): string | number | null | undefined {
  return row.values[storedColumns(fileTypeById(row.layout)).indexOf(name)];
}

function firstOf<T>(list: readonly T[]): T {
  const [first] = list;
  assert.ok(first);
  return first;
}

const claim = (values: Readonly<Record<string, SampleCell>> = {}, form: FileType = repOpip120) =>
  sampleRow(form, { rep_no: '690190001', seq: 1, no: 1, tran_id: '990000001', hn: '0001234', ...values });
const detail = (rows: readonly (readonly SampleCell[])[], options: SampleOptions = {}) =>
  sampleSheet(repOpip120, rows, { name: 'Detail', ...options });

/** What one changed cell of a claim reads as. */
function oneCell(name: string, cell: SampleCell): Read {
  return read([detail([claim({ [name]: cell })])]);
}

test('Summary comes first, then Detail, then items, whatever the order of the sheets', () => {
  const drug = sampleRow(repDataDrug22, { line_no: 1, tran_id: '990000001', drug_seq: 1 });
  const { events, rows } = read([
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
  const { events } = read([detail(rows)], 3);
  assert.deepEqual(
    events.flatMap((event) => (event.type === 'rows' ? [event.rows.length] : [])),
    [3, 3, 1],
  );
});

test('values are kept by column, and null where a dash, blank or N/A stands', () => {
  const { rows, problems } = read([
    detail([
      claim({
        name: '\u00a0นางสาวทดสอบ ตัวอย่าง ',
        dateadm: '05/01/2569 08:30:00',
        reimb_nhso: '1,234.5',
        claim_net: 2000.25,
        adjrw_nhso: 0.5321,
        error_code: ' - ',
        remark: 'ก'.repeat(250),
        an: 'N/A',
      }),
    ]),
  ]);
  const row = firstOf(rows);
  assert.deepEqual(problems, []);
  assert.equal(row.rowNo, 9);
  const expected = {
    rep_no: '690190001',
    seq: 1,
    tran_id: '990000001',
    hn: '0001234',
    an: null,
    name: 'นางสาวทดสอบ ตัวอย่าง',
    dateadm: '2026-01-05 08:30:00',
    datedsc: null,
    reimb_nhso: '1234.50',
    claim_net: '2000.25',
    adjrw_nhso: '0.5321',
    error_code: null,
    remark: 'ก'.repeat(250),
    paid: null,
  };
  for (const [name, value] of Object.entries(expected)) assert.equal(field(row, name), value, name);
  assert.equal(row.values.length, 120);
});

test('empty cells read the same as dashes', () => {
  const dashes = firstOf(read([detail([claim()])]).rows);
  const blanks = firstOf(
    read([
      detail([
        sampleRow(repOpip120, { rep_no: '690190001', seq: 1, tran_id: '990000001', hn: '0001234' }, null),
      ]),
    ]).rows,
  );
  assert.deepEqual(blanks.values, dashes.values);
  assert.equal(blanks.hash, dashes.hash);
});

test('number cells read as text does: identifiers with the zeros of their format', () => {
  const row = firstOf(
    read([
      detail([
        claim({
          rep_no: 690190001,
          tran_id: 990000001,
          hn: { t: 'n', v: 1234, z: '0000000' },
          pid: 9900000000001,
          dateadm: { t: 'n', v: 46027.354166666664, z: 'dd/mm/yyyy hh:mm' },
        }),
      ]),
    ]).rows,
  );
  assert.equal(field(row, 'rep_no'), '690190001');
  assert.equal(field(row, 'tran_id'), '990000001');
  assert.equal(field(row, 'hn'), '0001234');
  assert.equal(field(row, 'pid'), '9900000000001');
  assert.equal(field(row, 'dateadm'), '2026-01-05 08:30:00');
});

test('a formula stands as its last result', () => {
  const row = firstOf(oneCell('claim_net', { t: 'n', v: 12.5, f: '10+2.5' }).rows);
  assert.equal(field(row, 'claim_net'), '12.50');
});

test('blank rows, totals, notes and repeated headings are left; claims after them are read', () => {
  const headings = repOpip120.columns.map(([, heading]) => heading.split(' > ')[0]);
  const parts = repOpip120.columns.map(([, heading]) => heading.split(' > ')[1]);
  const { rows, problems, events } = read([
    detail([
      claim(),
      [],
      headings,
      parts,
      repOpip120.columns.map((_, index) => index + 1),
      claim({ seq: 2, tran_id: '990000002' }),
      sampleRow(repOpip120, { rep_no: 'รวม', claim_net: 4000, reimb_nhso: 10 }),
      sampleRow(repOpip120, { rep_no: 'รวมทั้งสิ้น', seq: 2, claim_net: 4000 }, null),
      sampleRow(repOpip120, { seq: 2, claim_net: 4000, reimb_nhso: 3 }, null),
      ['หมายเหตุ : ข้อมูล ณ วันที่ 05/01/2569'],
      ['* C = ปฏิเสธการจ่าย'],
    ]),
  ]);
  assert.deepEqual(
    rows.map((row) => field(row, 'tran_id')),
    ['990000001', '990000002'],
  );
  assert.deepEqual(problems, []);
  assert.equal(firstOf(events).type === 'workbook' && firstOf(events), firstOf(events));
});

test('a row that looks like a claim but lacks a mark is refused, with all its values', () => {
  const { rows, problems, events } = read([
    detail([
      claim({ seq: '-', claim_net: 100 }),
      claim({ tran_id: null, pid: '9900000000001' }),
      claim({ seq: null, tran_id: null, claim_net: 100 }),
      claim({ tran_id: { t: 'e', v: 0x2a } }),
    ]),
  ]);
  assert.deepEqual(rows, []);
  assert.deepEqual(
    problems.map(({ code, severity, row, column, cell, tranId, details }) => [
      code,
      severity,
      row,
      column,
      cell,
      tranId,
      details.missing,
    ]),
    [
      ['row_not_readable', 'error', 9, 'ลำดับที่', 'B9', '990000001', 'ลำดับที่'],
      ['row_not_readable', 'error', 10, 'TRAN_ID', 'C10', null, 'TRAN_ID'],
      ['row_not_readable', 'error', 11, 'TRAN_ID', 'C11', null, 'TRAN_ID'],
      ['row_not_readable', 'error', 12, 'TRAN_ID', 'C12', '#N/A', 'TRAN_ID'],
    ],
  );
  assert.equal(problems[0]?.rowValues?.['เรียกเก็บ (1) > รวมยอดเรียกเก็บ (1.3) = (1.1)+(1.2)'], '100');
  assert.deepEqual(events.at(-1), { type: 'end', sheets: [{ position: 0, rowsRead: 4, refused: 4 }] });
});

test('a word in a money cell refuses that row only, and says where', () => {
  const { rows, problems, events } = read([
    detail([claim({ claim_net: 'รอตรวจสอบ', reimb_nhso: 'x' }), claim({ seq: 2, tran_id: '990000002' })]),
  ]);
  assert.equal(rows.length, 1);
  assert.deepEqual(
    problems.map(({ code, cell, column, value, tranId, rowValues }) => [
      code,
      cell,
      column,
      value,
      tranId,
      rowValues !== null,
    ]),
    [
      ['not_a_number', 'K9', 'ชดเชยสุทธิ > สปสช.', 'x', '990000001', true],
      [
        'not_a_number',
        'AO9',
        'เรียกเก็บ (1) > รวมยอดเรียกเก็บ (1.3) = (1.1)+(1.2)',
        'รอตรวจสอบ',
        '990000001',
        false,
      ],
    ],
  );
  assert.deepEqual(events.at(-1), { type: 'end', sheets: [{ position: 0, rowsRead: 2, refused: 1 }] });
});

test('an impossible date and a value that is too long refuse the row', () => {
  assert.equal(firstOf(oneCell('dateadm', '31/02/2569').problems).code, 'date_not_readable');
  const long = firstOf(oneCell('an', '9'.repeat(65)).problems);
  assert.deepEqual([long.code, long.value], ['value_too_long', '9'.repeat(65)]);
});

test('rounding is a warning, and the number as it stood is kept', () => {
  const { rows, problems } = oneCell('claim_net', 10.555);
  const heading = 'เรียกเก็บ (1) > รวมยอดเรียกเก็บ (1.3) = (1.1)+(1.2)';
  assert.equal(field(firstOf(rows), 'claim_net'), '10.56');
  assert.deepEqual(firstOf(rows).extra, { [heading]: '10.555' });
  assert.deepEqual([firstOf(problems).code, firstOf(problems).severity], ['rounded', 'warning']);
});

test('disputed columns never refuse a row', () => {
  const { rows, problems } = read([detail([claim({ va: 'ตรวจแล้ว', opbkk_hsub: '10001', opbkk_nhso: 'x' })])]);
  assert.deepEqual(problems, []);
  assert.equal(field(firstOf(rows), 'va'), null);
  assert.equal(field(firstOf(rows), 'opbkk_hsub'), '10001');
  assert.deepEqual(firstOf(rows).extra, { VA: 'ตรวจแล้ว', 'OPBKK > HSUB': '10001', 'OPBKK > NHSO': 'x' });
});

test('the hash tells another content, not another running number', () => {
  const hash = (values: Readonly<Record<string, SampleCell>>) =>
    firstOf(read([detail([claim(values)])]).rows).hash;
  assert.equal(hash({ seq: 1 }), hash({ seq: 7 }));
  assert.notEqual(hash({ claim_net: 1 }), hash({ claim_net: 2 }));
  assert.notEqual(hash({ va: 'a' }), hash({ va: 'b' }));
  assert.match(hash({}), /^[0-9a-f]{64}$/);
});

test('one TRAN_ID twice: a copy has the same hash, another amount another', () => {
  const [a, b, c] = read([
    detail([claim({ claim_net: 5 }), claim({ seq: 2, claim_net: 5 }), claim({ seq: 3, claim_net: 6 })]),
  ]).rows;
  assert.equal(a?.hash, b?.hash);
  assert.notEqual(a?.hash, c?.hash);
});

test('moved and added columns are read by their headings, with a warning', () => {
  const headings: (readonly [string, string])[] = repOpip120.columns.map(([, heading, name]) => [
    heading,
    name ?? '',
  ]);
  headings.splice(2, 0, ['คอลัมน์ใหม่ > ก', 'new']);
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
  const { rows, problems } = read([sampleSheet(form, [row])]);
  assert.equal(field(firstOf(rows), 'tran_id'), '990000001');
  assert.equal(field(firstOf(rows), 'invoice_no'), 'INV1');
  assert.deepEqual(firstOf(rows).extra, { 'คอลัมน์ใหม่ > ก': 'ค่า' });
  assert.deepEqual(
    problems.map(({ code, row: line, severity, details }) => [
      code,
      line,
      severity,
      details.count,
      details.first,
    ]),
    [
      ['columns_moved', 0, 'warning', 118, 'TRAN_ID'],
      ['columns_unknown', 0, 'warning', 1, 'คอลัมน์ใหม่ > ก'],
    ],
  );
});

test('a value to the right of all headings is kept under the name of its column', () => {
  const { rows, problems } = read([detail([[...claim(), null, 'ต่อท้าย']])]);
  assert.deepEqual(firstOf(rows).extra, { 'column DR': 'ต่อท้าย' });
  assert.deepEqual(
    [firstOf(problems).code, firstOf(problems).details.first],
    ['columns_unknown', 'column DR'],
  );
});

test('the older form of 113 columns and ORF with its lines in one cell are read', () => {
  const old = read([sampleSheet(repOpip113, [claim({ remark: 'จบ' }, repOpip113)])]);
  assert.equal(firstOf(old.rows).layout, 'rep-opip-113');
  assert.equal(field(firstOf(old.rows), 'remark'), 'จบ');
  const orf = read([
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
  const { rows, problems } = read([sampleSheet(repSummary, [row, ['รวม', null, null, 3]])]);
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
  const { rows } = read([sampleSheet(repDataDrug21, [row])]);
  const item = firstOf(rows);
  assert.deepEqual(
    ['line_no', 'drug_seq', 'dateadm', 'claim_amount'].map((name) => field(item, name)),
    [7, 2, '2026-01-05', '15.00'],
  );
});

test('the report time is read from the first rows of any sheet, in both eras', () => {
  const timeOf = (title: string) => {
    const workbook = firstOf(read([{ name: 'ปก', rows: [] }, detail([claim()], { title })]).events);
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
  const { events, rows, problems } = read([
    renamed,
    { name: 'คำอธิบาย', rows: [['คำอธิบายรหัส'], ['C', 'ปฏิเสธ']] },
  ]);
  const workbook = firstOf(events);
  assert.ok(workbook.type === 'workbook');
  assert.deepEqual(workbook.sheets, [
    {
      position: 0,
      name: 'Detail',
      hidden: false,
      layout: null,
      nearest: { layout: 'rep-opip-120', missing: ['HCODE'], unknown: ['รหัสหน่วยบริการ'] },
      dataRows: 2,
    },
    { position: 1, name: 'คำอธิบาย', hidden: false, layout: null, nearest: null, dataRows: 0 },
  ]);
  assert.deepEqual(rows, []);
  assert.deepEqual(
    problems.map(({ code, sheet, details }) => [code, sheet, details.rows]),
    [['sheet_not_known', 'Detail', 2]],
  );
  assert.deepEqual(events.at(-1), { type: 'end', sheets: [] });
});

test('a hidden sheet is read, and told', () => {
  const { rows, problems } = read([{ name: 'ปก', rows: [['x']] }, detail([claim()], { hidden: true })]);
  assert.equal(rows.length, 1);
  assert.equal(firstOf(problems).code, 'sheet_hidden');
});
