import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { AppError } from '../domain/errors.js';
import { sampleRow, sampleSheet, sampleWorkbook } from '../testing/workbook-samples.js';
import { parseWorkbook } from './parse.js';
import { parseSheets } from './parse-sheets.js';
import { ReadFailure } from './read-failure.js';
import { repDataDrug21 } from './rep-data-drug-21.js';
import { repSummaryOrf } from './rep-summary-orf.js';
import { openSheetjsWorkbook } from './sheetjs-workbook.js';

const drug = sampleRow(repDataDrug21, {
  line_no: 1,
  tran_id: '990000001',
  dateadm: '05/01/2569',
  quantity: 2,
});
const whole = sampleWorkbook([
  sampleSheet(repDataDrug21, [drug, drug, drug]),
  sampleSheet(repSummaryOrf, [sampleRow(repSummaryOrf, { rep_no: '690190001', total_cases: 3 })]),
]);

/** Numbers below `limit`, the same in every run (a linear congruence). */
function dice(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** The workbook with one to eight bytes behind its signature changed, some of them cut short. */
function mutated(roll: (limit: number) => number): Buffer {
  const bytes = Buffer.from(whole);
  for (let changes = 1 + roll(8); changes > 0; changes -= 1) bytes[8 + roll(bytes.length - 8)] = roll(256);
  return roll(10) === 0 ? bytes.subarray(0, 8 + roll(bytes.length)) : bytes;
}

test('300 broken workbooks each end as rows or as a named failure', (t) => {
  // SheetJS tells the console of records that it does not know.
  t.mock.method(console, 'error', () => undefined);
  const roll = dice(2569);
  const ends = new Map<string, number>();
  for (let round = 0; round < 300; round += 1) {
    let end = 'rows';
    try {
      assert.equal([...parseSheets(mutated(roll), openSheetjsWorkbook, 500)].at(-1)?.type, 'end');
    } catch (error) {
      if (!(error instanceof ReadFailure)) throw error;
      end = error.code;
    }
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  assert.ok((ends.get('rows') ?? 0) > 20, 'some changes do no harm');
  assert.ok((ends.get('damaged') ?? 0) > 20, 'some are noticed');
});

test('through the thread they end as rows or as a named AppError, within the limits', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mutations-'));
  const limits = { maxBytes: 1_000_000, timeoutMs: 20_000, memoryMb: 128 };
  const roll = dice(2026);
  try {
    for (let round = 0; round < 12; round += 1) {
      const path = join(folder, `${round}.xls`);
      await writeFile(path, mutated(roll));
      try {
        for await (const event of parseWorkbook(path, limits)) assert.ok(event.type);
      } catch (error) {
        assert.ok(error instanceof AppError, String(error));
        assert.match(error.text('th'), / · /);
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
