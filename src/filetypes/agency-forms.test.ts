import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headingText } from '../domain/clean-text.js';
import { field, firstOf, readSample } from '../testing/read-sample.js';
import { type SampleCell, sampleRow, sampleSheet } from '../testing/workbook-samples.js';
import { controlTotalCells } from './control-totals.js';
import type { FileType } from './file-type.js';
import { fileTypeById, fileTypes } from './index.js';
import { repDataInstrument14 } from './rep-data-instrument-14.js';
import { repLgo } from './rep-lgo.js';
import { repSummaryLgo } from './rep-summary-lgo.js';

/** A row with another number in each column, so that none can be taken for its neighbour. */
function numberedRow(form: FileType): SampleCell[] {
  return form.columns.map(([index, , name, type]) => {
    if (type === 'day' || type === 'wall') return '05/01/2569';
    return name === 'seq' || name === 'line_no' ? 1 : 1000 + index;
  });
}

for (const form of fileTypes.filter(({ id }) => /lgo|sss|ofc|bkk|bmt|srt|pvt|nhs|-20|-14/.test(id))) {
  test(`no column of ${form.id} is dropped: each stands in its database column, or in extra under its heading`, () => {
    const { rows, problems } = readSample([sampleSheet(form, [numberedRow(form)])]);
    assert.deepEqual(problems, []);
    const row = firstOf(rows);
    assert.equal(row.layout, form.id);
    const texts = form.columns.filter(([, , , type]) => type !== 'day' && type !== 'wall');
    for (const [index, , name] of texts.filter(
      ([, , one]) => one !== null && one !== 'seq' && one !== 'line_no',
    ))
      assert.equal(Number(field(row, name ?? '')), 1000 + index, name ?? '');
    // The raw text of VA, of which two accounts differ, is kept besides.
    const without = texts.filter(([, , name]) => name === null || name === 'va');
    const kept = Object.values(row.extra).map(Number);
    assert.deepEqual(
      kept.sort((a, b) => a - b),
      without.map(([index]) => 1000 + index),
    );
    const headings = new Set(without.map(([, heading]) => headingText(heading)));
    assert.ok(Object.keys(row.extra).every((name) => headings.has(name.replace(/ \(2\)$/u, ''))));
  });
}

test('of a pair of headings that Summary repeats, the second keeps its name when the first cell is blank', () => {
  const [treatment = ''] = controlTotalCells('lgo').appeal.amount;
  const row = sampleRow(repSummaryLgo, { rep_no: '690190001' });
  row[55] = '1,250.25';
  const read = firstOf(readSample([sampleSheet(repSummaryLgo, [row])]).rows);
  assert.deepEqual(read.extra, { [treatment]: '1250.25' });
});

test('the amounts that prove a form are columns of its Detail and Summary sheets', () => {
  for (const { id, form, sheetKind, columns } of fileTypes) {
    if (form === null || sheetKind === 'summary') continue;
    const names = new Set(columns.map(([, , name]) => name));
    for (const name of controlTotalCells(form).detailAmount) assert.ok(names.has(name), `${id} ${name}`);
  }
  for (const { id, form, sheetKind, columns } of fileTypes) {
    if (form === null || sheetKind !== 'summary') continue;
    const { normal, appeal } = controlTotalCells(form);
    const names = new Set(columns.flatMap(([, heading, name]) => [name, headingText(heading)]));
    for (const block of [normal, appeal])
      for (const name of [block.total, block.passed, block.failed, ...block.amount])
        assert.ok(names.has(name.replace(/ \(2\)$/u, '')), `${id} ${name}`);
  }
});

test('totals, notes, blank rows and a heading that comes again are no claims of LGO', () => {
  const claim = (seq: number) =>
    sampleRow(repLgo, { rep_no: '690190001', seq, tran_id: `99000000${seq}`, hn: '1', reimb_nhso: 5 });
  const heading = repLgo.columns.map(([, text]) => text.split(' > ').at(-1));
  const total: SampleCell[] = ['รวม'];
  total[10] = 10;
  const { rows, problems } = readSample([
    sampleSheet(repLgo, [claim(1), [], heading, claim(2), total, ['หมายเหตุ : ข้อมูลทดสอบ']]),
  ]);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    rows.map((row) => field(row, 'tran_id')),
    ['990000001', '990000002'],
  );
});

test('in the instrument sheet without TRAN_ID a row needs number and HN; an item without HN is refused aloud', () => {
  const item = (values: Readonly<Record<string, SampleCell>>) =>
    sampleRow(repDataInstrument14, { line_no: 1, hn: '0001', inst_seq: 1, claim_amount: 5, ...values });
  const heading = repDataInstrument14.columns.map(([, text]) => text.split(' > ').at(-1));
  const { rows, problems } = readSample([
    sampleSheet(repDataInstrument14, [
      item({}),
      heading,
      item({ line_no: 2, hn: '-', an: '69001', pid: '9900000000001' }),
      ['รวม', null, null, null, null, null, null, null, null, null, 10],
      [1, 'รวม', null, null, null, null, null, null, null, null, 10],
      [2],
    ]),
  ]);
  assert.deepEqual(
    rows.map((row) => [row.rowNo, field(row, 'hn')]),
    [[7, '0001']],
  );
  assert.deepEqual(
    problems.map(({ code, row, severity, details }) => [code, row, severity, details.missing]),
    [['row_not_readable', 9, 'error', 'HN']],
  );
});

test('the schemes with the form of OFC are told apart by the names of their funds', () => {
  const funds = ['ofc', 'bkk', 'bmt', 'srt', 'pvt'].map((scheme) =>
    fileTypeById(`rep-${scheme}`)
      .columns.slice(40, 43)
      .map(([, heading]) => heading),
  );
  assert.deepEqual(
    funds,
    ['CS', 'KTMN', 'BMT', 'SRT', 'PVT'].map((suffix) => [
      `กรณี > IP${suffix}`,
      `กรณี > IP${suffix}_ORS`,
      `กรณี > OP${suffix}`,
    ]),
  );
});
