import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field, firstOf, readSample, type SampleRead } from '../testing/read-sample.js';
import { type SampleCell, type SampleOptions, sampleRow, sampleSheet } from '../testing/workbook-samples.js';
import type { FileType } from './file-type.js';
import { repOpip120 } from './rep-opip-120.js';

const claim = (values: Readonly<Record<string, SampleCell>> = {}, form: FileType = repOpip120) =>
  sampleRow(form, { rep_no: '690190001', seq: 1, no: 1, tran_id: '990000001', hn: '0001234', ...values });
const detail = (rows: readonly (readonly SampleCell[])[], options: SampleOptions = {}) =>
  sampleSheet(repOpip120, rows, { name: 'Detail', ...options });

/** What one changed cell of a claim reads as. */
function oneCell(name: string, cell: SampleCell): SampleRead {
  return readSample([detail([claim({ [name]: cell })])]);
}

test('values are kept by column, and null where a dash, blank or N/A stands', () => {
  const { rows, problems } = readSample([
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
  const dashes = firstOf(readSample([detail([claim()])]).rows);
  const blanks = firstOf(
    readSample([
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
    readSample([
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
  const { rows, problems, events } = readSample([
    detail([
      claim(),
      [],
      headings,
      parts,
      repOpip120.columns.map((_, index) => index + 1),
      claim({ seq: 2, tran_id: '990000002' }),
      sampleRow(repOpip120, { rep_no: 'รวม', claim_net: 4000, reimb_nhso: 10 }),
      sampleRow(repOpip120, { rep_no: 'รวมทั้งสิ้น', seq: 2, claim_net: 4000 }, null),
      sampleRow(repOpip120, { rep_no: 'รวม', seq: 2, tran_id: '2 ราย', claim_net: 4000 }),
      sampleRow(repOpip120, { rep_no: '690100001', seq: 2, tran_id: 'รวม', claim_net: 4000 }),
      sampleRow(repOpip120, { seq: 2, claim_net: 4000, reimb_nhso: 3 }, null),
      sampleRow(repOpip120, { rep_no: '690100001', claim_net: 4000, reimb_nhso: 3 }, null),
      sampleRow(repOpip120, { rep_no: '690100001', seq: 2, hcode: '99999', claim_net: 4000 }, null),
      ['หมายเหตุ : ข้อมูล ณ วันที่ 05/01/2569'],
      ['* C = ปฏิเสธการจ่าย'],
    ]),
  ]);
  assert.deepEqual(
    rows.map((row) => field(row, 'tran_id')),
    ['990000001', '990000002'],
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(events.at(-1), { type: 'end', sheets: [{ position: 0, rowsRead: 2, refused: 0 }] });
});

test('a row that looks like a claim but lacks a mark is refused, with all its values', () => {
  const { rows, problems, events } = readSample([
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
  const { rows, problems, events } = readSample([
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
  const { rows, problems } = readSample([
    detail([claim({ va: 'ตรวจแล้ว', opbkk_hsub: '10001', opbkk_nhso: 'x' })]),
  ]);
  assert.deepEqual(problems, []);
  assert.equal(field(firstOf(rows), 'va'), null);
  assert.equal(field(firstOf(rows), 'opbkk_hsub'), '10001');
  assert.deepEqual(firstOf(rows).extra, { VA: 'ตรวจแล้ว', 'OPBKK > HSUB': '10001', 'OPBKK > NHSO': 'x' });
});

test('the hash tells another content, not another running number', () => {
  const hash = (values: Readonly<Record<string, SampleCell>>) =>
    firstOf(readSample([detail([claim(values)])]).rows).hash;
  assert.equal(hash({ seq: 1 }), hash({ seq: 7 }));
  assert.notEqual(hash({ claim_net: 1 }), hash({ claim_net: 2 }));
  assert.notEqual(hash({ va: 'a' }), hash({ va: 'b' }));
  assert.match(hash({}), /^[0-9a-f]{64}$/);
});

test('one TRAN_ID twice: a copy has the same hash, another amount another', () => {
  const [a, b, c] = readSample([
    detail([claim({ claim_net: 5 }), claim({ seq: 2, claim_net: 5 }), claim({ seq: 3, claim_net: 6 })]),
  ]).rows;
  assert.equal(a?.hash, b?.hash);
  assert.notEqual(a?.hash, c?.hash);
});
