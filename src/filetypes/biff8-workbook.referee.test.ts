import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repTypes } from '../practice/rep/rep-type.js';
import { type RepWorkbookOptions, repWorkbook } from '../practice/rep-workbook.js';
import { workbookOfEveryKind } from '../testing/biff8-samples.js';
import { mutationKinds } from '../testing/referee-messages.js';
import { refereeRounds } from '../testing/referee-rounds.js';
import { refereeWorkbook } from '../testing/workbook-referee.js';
import { type SampleSheet, sampleRow, sampleSheet, sampleWorkbook } from '../testing/workbook-samples.js';
import { fileTypes } from './index.js';

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

/** Rounds of each kind of mutation (testing/referee-messages). */
const rounds = [1500, 2000, 200, 600] as const;

for (const [kind, { what }] of mutationKinds.entries()) {
  const count = rounds[kind] ?? 0;
  test(`${count} workbooks with broken ${what}: both read the same, or it is listed why one does not`, async () => {
    let equal = 0;
    const wrong: string[] = [];
    const ended = await refereeRounds(kind, count, (answer) => {
      if (answer.end === 'equal') equal += 1;
      if (answer.wrong !== null) wrong.push(`round ${answer.round}: ${answer.wrong}`);
    });
    assert.deepEqual(wrong, []);
    assert.ok(ended.length < count / 100, `SheetJS did not come back from ${ended.length}`);
    assert.ok(equal > count / 8, `only ${equal} were read alike`);
  });
}
