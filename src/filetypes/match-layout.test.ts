import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type SampleOptions,
  type SampleSheet,
  sampleSheet,
  sampleWorkbook,
} from '../testing/workbook-samples.js';
import type { FileType } from './file-type.js';
import { headingGrid, pathKey } from './heading-paths.js';
import { fileTypeById, fileTypes } from './index.js';
import { formsOf, type LayoutMatch, layoutMatcher } from './match-layout.js';
import { repDataDrug22 } from './rep-data-drug-22.js';
import { repOpip113 } from './rep-opip-113.js';
import { repOpip120 } from './rep-opip-120.js';
import { repOrf } from './rep-orf.js';
import { openSheetjsWorkbook } from './sheetjs-workbook.js';

const matchGrid = layoutMatcher(formsOf(fileTypes));

function matchSheet(sample: SampleSheet): LayoutMatch {
  const [sheet] = openSheetjsWorkbook(sampleWorkbook([sample])).sheets;
  assert.ok(sheet);
  return matchGrid(headingGrid(sheet.rows(), sheet.merges));
}
const match = (fileType: FileType, options: SampleOptions = {}) =>
  matchSheet(sampleSheet(fileType, [], options));

/** The form with some columns taken out, put elsewhere or added. */
function reshaped(fileType: FileType, headings: readonly string[]): FileType {
  return { ...fileType, columns: headings.map((heading, index) => [index, heading, null, 'text', '']) };
}
const headingsOf = (fileType: FileType) => fileType.columns.map(([, heading]) => heading);

/** Headings that NHSO itself writes twice: by their keys. */
function repeated(id: string): readonly string[] {
  if (id.startsWith('rep-opip')) return ['ล่าช้า(ps)(5)'];
  if (/drug|instrument/.test(id)) return ['ลำดับที่'];
  if (id.startsWith('stm-detail')) return ['กองทุนipล่าช้า(ps)(4)'];
  if (id === 'rep-bmt') return ['ชดเชยสุทธิค่ารักษา'];
  const hasTreatmentApart = /^rep-summary-(?!orf|sss)./.test(id);
  return hasTreatmentApart ? ['ข้อมูลอุทธรณ์ชดเชยสุทธิค่ารักษา', 'ข้อมูลอุทธรณ์ชดเชยสุทธิpp(รับจากสปสช.)'] : [];
}

test('no two headings of a form are one, but for the pairs that NHSO itself repeats', () => {
  for (const { id, columns } of fileTypes) {
    const keys = columns.map(([, heading]) => pathKey(heading));
    const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
    assert.deepEqual(twice, repeated(id), id);
  }
});

for (const fileType of fileTypes) {
  test(`${fileType.id} is recognised with and without merged cells, some rows up or down`, () => {
    const variants: SampleOptions[] = [{}, { withoutMerges: true }, { shift: 3 }];
    if (fileType.headingRows[0] > 0) variants.push({ shift: -1 });
    for (const options of variants) {
      const { layout } = match(fileType, options);
      assert.equal(layout?.fileType.id, fileType.id, JSON.stringify(options));
      assert.deepEqual(
        layout.positions,
        fileType.columns.map(([index]) => index),
      );
      assert.deepEqual([layout.moved, layout.unknown], [[], []]);
      assert.equal(layout.lastHeadingRow <= fileType.headingRows[1] + (options.shift ?? 0), true);
    }
  });
}

for (const fileType of fileTypes) {
  test(`${fileType.id} without merged cells is recognised though its heading comes again among the data`, () => {
    const repeated = fileType.columns.map(([, heading]) => heading.split(' > ').at(-1));
    const { layout } = matchSheet(sampleSheet(fileType, [[], repeated], { withoutMerges: true }));
    assert.equal(layout?.fileType.id, fileType.id);
    assert.equal(layout.lastHeadingRow <= fileType.headingRows[1], true);
  });
}

test('a title over the whole width is no part of the headings', () => {
  const sample = sampleSheet(repOpip120, [], { title: 'รายงานการตอบกลับข้อมูล' });
  const merges = [...(sample.merges ?? []), { s: { r: 0, c: 0 }, e: { r: 4, c: 119 } }];
  assert.equal(matchSheet({ ...sample, merges }).layout?.fileType.id, 'rep-opip-120');
});

test('spelling of white space, SARA AM and case makes no other form', () => {
  const respelled = (text: string) =>
    text.replace('ำ', '\u0e4d\u0e32').replaceAll(' ', '\u00a0 ').replace('(', '\r\n(').toUpperCase();
  assert.equal(match(repOpip120, { heading: respelled }).layout?.fileType.id, 'rep-opip-120');
  assert.equal(match(repOrf, { heading: respelled }).layout?.fileType.id, 'rep-orf');
});

test('moved columns are found by their headings, the late pair by its order', () => {
  const headings = headingsOf(repOpip120);
  const remark = headings.splice(114, 1);
  headings.splice(3, 0, ...remark);
  const { layout } = match(reshaped(repOpip120, headings));
  assert.equal(layout?.fileType.id, 'rep-opip-120');
  assert.equal(layout.positions[114], 3);
  assert.deepEqual([layout.positions[44], layout.positions[45]], [45, 46]);
  assert.deepEqual(layout.moved, ['Remark']);
  assert.deepEqual(layout.unknown, []);
});

test('added columns are told with their heading path', () => {
  const headings = headingsOf(repOpip120);
  headings.splice(97, 0, 'กองทุนใหม่ > NEW1', 'กองทุนใหม่ > NEW2');
  const { layout } = match(reshaped(repOpip120, headings));
  assert.equal(layout?.fileType.id, 'rep-opip-120');
  assert.deepEqual(layout.unknown, [
    { column: 97, heading: 'กองทุนใหม่ > NEW1' },
    { column: 98, heading: 'กองทุนใหม่ > NEW2' },
  ]);
  assert.equal(layout.positions[96], 96);
  assert.equal(layout.positions[97], 99);
});

/** The nearest form of a sheet that is not known, which of its headings are missing, and what is there instead. */
function difference({ layout, nearest }: LayoutMatch) {
  assert.equal(layout, null);
  assert.ok(nearest);
  const { positions, unknown, headings } = nearest;
  const { columns } = fileTypeById(nearest.layout);
  return {
    layout: nearest.layout,
    missing: columns.filter((_, index) => positions[index] === null).map(([, heading]) => heading),
    unknown: unknown.map(({ position }) => headings[position]),
  };
}

test('a renamed heading is no known form, and the difference says which', () => {
  const rename = (from: string, to: string) => (text: string) => (text === from ? to : text);
  assert.deepEqual(difference(match(repOpip120, { heading: rename('HCODE', 'รหัสหน่วยบริการ') })), {
    layout: 'rep-opip-120',
    missing: ['HCODE'],
    unknown: ['รหัสหน่วยบริการ'],
  });
  assert.deepEqual(difference(match(repOpip120, { heading: rename('TRAN_ID', 'เลขที่รายการ') })), {
    layout: 'rep-opip-120',
    missing: ['TRAN_ID'],
    unknown: ['เลขที่รายการ'],
  });
});

test('the older form is not taken for the newer one with a renamed or missing heading', () => {
  const rename = (text: string) => (text === 'INVOICE LT' ? 'INVOICE LOT' : text);
  assert.equal(match(repOpip120, { heading: rename }).nearest?.layout, 'rep-opip-120');
  const headings = headingsOf(repOpip120).filter((heading) => heading !== 'SEQ NO');
  assert.deepEqual(difference(match(reshaped(repOpip120, headings))), {
    layout: 'rep-opip-120',
    missing: ['SEQ NO'],
    unknown: [],
  });
  assert.equal(match(repOpip113).layout?.fileType.id, 'rep-opip-113');
});

test('a sheet without NHSO headings is near to nothing', () => {
  assert.deepEqual(
    matchSheet({
      name: 'x',
      rows: [
        ['ยอดขาย', 'เดือน'],
        ['1', '2'],
      ],
    }),
    { layout: null, nearest: null },
  );
  assert.deepEqual(matchSheet({ name: 'x', rows: [] }), { layout: null, nearest: null });
  assert.equal(match(repDataDrug22, { heading: (text) => `${text}*` }).nearest, null);
});
