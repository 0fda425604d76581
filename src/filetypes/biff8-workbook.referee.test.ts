import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repTypes } from '../practice/rep/rep-type.js';
import { type RepWorkbookOptions, repWorkbook } from '../practice/rep-workbook.js';
import { workbookOfEveryKind } from '../testing/biff8-samples.js';
import { type Dice, dice, mutateBytes, mutateRecords } from '../testing/workbook-mutations.js';
import { refereeWorkbook, unexplained } from '../testing/workbook-referee.js';
import { type SampleSheet, sampleRow, sampleSheet, sampleWorkbook } from '../testing/workbook-samples.js';
import { checkWorkbook } from './check-workbook.js';
import { fileTypes } from './index.js';
import { ReadFailure } from './read-failure.js';

const manners: readonly RepWorkbookOptions[] = [
  {},
  { unclean: true },
  { shortNumbers: true, hnAsNumber: true },
  { nothing: null, documents: 3 },
];

for (const type of repTypes) {
  test(`both readers agree on every cell of a practice workbook of ${type}, in each manner of writing`, () => {
    for (const manner of manners)
      assert.deepEqual(refereeWorkbook(repWorkbook({ type, rows: 20, ...manner }).bytes), { kind: 'equal' });
  });
}

test('both agree on sample workbooks of every layout, written by another program', () => {
  const oddities: SampleSheet = {
    name: 'ซ่อน',
    hidden: true,
    rows: [
      [
        'ก',
        1,
        true,
        { t: 'e', v: 0x2a },
        { t: 'n', v: 1234, z: '0000000' },
        { t: 'n', v: 46_027.5, z: 'dd/mm/yyyy' },
      ],
      [
        null,
        { t: 'n', v: 12.5, f: '10+2.5' },
        { t: 's', v: 'ผล', f: '"ผล"' },
        { t: 'b', v: false, f: '1=2' },
      ],
      [-0.1, 2 ** 29, 0.01, 1e300, '😀', 'x'.repeat(9000), 'ข'.repeat(9000)],
    ],
  };
  for (const form of fileTypes) {
    const row = sampleRow(form, { tran_id: '990000001', seq: 1, rep_no: 690190001 });
    const sheet = sampleSheet(form, [row, row], { name: 'Detail', title: 'รายงาน' });
    assert.deepEqual(refereeWorkbook(sampleWorkbook([sheet, oddities])), { kind: 'equal' }, form.id);
  }
});

test('both agree on every kind of cell', () => {
  assert.deepEqual(refereeWorkbook(workbookOfEveryKind()), { kind: 'equal' });
});

const practice = repWorkbook({ type: 'OP', rows: 2, unclean: true }).bytes;
const mutations: readonly (readonly [string, Buffer, (whole: Buffer, roll: Dice) => Buffer, number])[] = [
  ['bytes of every kind of cell', workbookOfEveryKind(), mutateBytes, 1500],
  ['records of every kind of cell', workbookOfEveryKind(false), mutateRecords, 2000],
  ['bytes of a practice workbook', practice, mutateBytes, 200],
  ['records of a practice workbook', practice, mutateRecords, 600],
];

for (const [what, whole, mutate, rounds] of mutations) {
  test(`${rounds} workbooks with broken ${what}: both read the same, or it is listed why one does not`, (t) => {
    // SheetJS tells the console of records that it does not know.
    t.mock.method(console, 'error', () => undefined);
    const roll = dice(8);
    let equal = 0;
    for (let round = 0; round < rounds; round += 1) {
      const bytes = mutate(whole, roll);
      try {
        checkWorkbook(bytes);
      } catch (error) {
        assert.ok(error instanceof ReadFailure);
        continue;
      }
      const verdict = refereeWorkbook(bytes);
      if (verdict.kind === 'equal') equal += 1;
      assert.equal(unexplained(verdict), null, `round ${round}`);
    }
    assert.ok(equal > rounds / 8, `only ${equal} were read alike`);
  });
}
