import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field, firstOf, readSample } from '../testing/read-sample.js';
import { type SampleSheet, sampleRow, sampleSheet } from '../testing/workbook-samples.js';
import { likeness } from './likeness.js';
import {
  answeredMapping,
  type ColumnAnswer,
  type MappingDocument,
  mappingDocument,
  readerMapping,
} from './mapping-document.js';
import { repOpip120 } from './rep-opip-120.js';

const told = { by: 'ผู้ดูแล', at_th: '18 มิ.ย. 2569', at_en: '18 Jun 2026' };
const at = (name: string) => repOpip120.columns.findIndex(([, , column]) => column === name);

/** HCODE is called otherwise, REMARK of another place: as NHSO might send it next year. */
function strange(rename: Readonly<Record<string, string>>, tranId = '990000001'): SampleSheet {
  const row = sampleRow(repOpip120, {
    rep_no: '690190001',
    seq: 1,
    tran_id: tranId,
    hn: '0099001',
    hcode: '99999',
  });
  return sampleSheet(repOpip120, [row], { name: 'Detail', heading: (text) => rename[text] ?? text });
}

function differenceOf(sheet: SampleSheet) {
  const [head] = readSample([sheet]).events;
  assert.ok(head?.type === 'workbook');
  const [{ nearest } = { nearest: null }] = head.sheets;
  assert.ok(nearest);
  return nearest;
}

function mapped(sheet: SampleSheet, answers: readonly (readonly [string, ColumnAnswer])[]) {
  const given = new Map(answers.map(([name, answer]) => [at(name), answer]));
  return answeredMapping(repOpip120, differenceOf(sheet), given);
}

const renamed = { HCODE: 'รหัสหน่วยบริการ (ใหม่)', Remark: 'ข้อสังเกต' };

test('what a missing column probably is, is told by its letters and by its place', () => {
  const { unknown, positions } = differenceOf(strange({ HCODE: 'H CODE.', Remark: 'ข้อสังเกต' }));
  assert.deepEqual([positions[at('hcode')], positions[at('hn')]], [null, at('hn')]);
  assert.deepEqual(unknown, [
    {
      position: at('hcode'),
      suggestion: { index: at('hcode'), likeness: 0.83, samePlace: true, sure: true },
    },
    {
      position: at('remark'),
      suggestion: { index: at('remark'), likeness: 0, samePlace: true, sure: false },
    },
  ]);
  assert.equal(likeness('ชำระ', 'ชํา ระ'), 1);
});

test('a sheet is read by the mapping of its headings, the column that is gone is empty, and the file says so', () => {
  const { document, faults } = mapped(strange(renamed), [
    ['hcode', at('hcode')],
    ['remark', 'gone'],
  ]);
  assert.deepEqual(faults, []);
  const mapping = readerMapping(mappingDocument.parse(JSON.parse(JSON.stringify(document))), told);
  assert.ok(mapping);
  const { rows, problems } = readSample([strange(renamed, '990000002')], 500, [mapping]);
  const row = firstOf(rows);
  assert.deepEqual(
    ['tran_id', 'hcode', 'remark'].map((name) => field(row, name)),
    ['990000002', '99999', null],
  );
  assert.equal(row.layout, 'rep-opip-120');
  assert.deepEqual(
    problems.map(({ code, severity, details }) => [code, severity, details.by ?? details.names]),
    [
      ['layout_by_mapping', 'warning', 'ผู้ดูแล'],
      ['columns_unknown', 'warning', 'ข้อสังเกต'],
    ],
  );
});

test('a mapping holds for its headings in their places, and for no others', () => {
  const { document } = mapped(strange(renamed), [
    ['hcode', at('hcode')],
    ['remark', at('remark')],
  ]);
  const mapping = readerMapping(document, told);
  assert.ok(mapping);
  const read = (rename: Readonly<Record<string, string>>) =>
    readSample([strange(rename)], 500, [mapping]).rows.length;
  assert.equal(read(renamed), 1);
  assert.equal(read({ ...renamed, HCODE: 'รหัสหน่วยบริการ(ใหม่)' }), 1);
  assert.equal(read({ ...renamed, HCODE: 'รหัสหน่วย' }), 0);
  assert.equal(read({ ...renamed, HN: 'AN', AN: 'HN' }), 0);
  assert.equal(readSample([strange(renamed)], 500, [mapping, mapping]).rows.length, 0);
});

test('every missing column needs an answer, and what makes a row a row cannot be gone', () => {
  const sheet = strange({ TRAN_ID: 'เลขที่รายการ', HCODE: 'รหัส', Remark: 'ข้อสังเกต' });
  const reasons = (answers: readonly (readonly [string, ColumnAnswer])[]) =>
    mapped(sheet, answers).faults.map(({ index, reason }) => [repOpip120.columns[index]?.[2], reason]);
  assert.deepEqual(reasons([['hcode', at('hcode')]]), [
    ['tran_id', 'undecided'],
    ['remark', 'undecided'],
  ]);
  assert.deepEqual(
    reasons([
      ['tran_id', 'gone'],
      ['hcode', at('hcode')],
      ['remark', at('hcode')],
    ]),
    [
      ['tran_id', 'required'],
      ['remark', 'twice'],
    ],
  );
  // A column that the sheet and the form share cannot be given away.
  assert.deepEqual(
    reasons([
      ['tran_id', at('tran_id')],
      ['hcode', at('hn')],
      ['remark', 'gone'],
    ]),
    [['hcode', 'undecided']],
  );
});

test('a mapping of another hospital that contradicts itself or the form is none', () => {
  const { document } = mapped(strange(renamed), [
    ['hcode', at('hcode')],
    ['remark', at('remark')],
  ]);
  const isRead = (change: Partial<MappingDocument>) =>
    readerMapping({ ...document, ...change }, told) !== null;
  const columns = (index: number, change: Partial<MappingDocument['columns'][number]>) =>
    document.columns.map((column) => (column.index === index ? { ...column, ...change } : column));
  assert.equal(isRead({}), true);
  assert.equal(isRead({ layout: 'rep-opip-113' }), false);
  assert.equal(isRead({ sheet_kind: 'summary' }), false);
  assert.equal(isRead({ columns: document.columns.slice(1) }), false);
  assert.equal(isRead({ columns: columns(at('hn'), { found: 'AN' }) }), false);
  assert.equal(isRead({ columns: columns(at('hn'), { heading: 'HN ใหม่' }) }), false);
  assert.equal(isRead({ columns: columns(at('hn'), { position: at('an') }) }), false);
  const gone = {
    columns: columns(at('tran_id'), { position: null, found: null }),
    kept: [{ position: at('tran_id'), heading: 'TRAN_ID' }],
  };
  assert.equal(isRead(gone), false);
});
