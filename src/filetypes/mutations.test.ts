import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { AppError } from '../domain/errors.js';
import { dice, mutateBytes } from '../testing/workbook-mutations.js';
import { sampleRow, sampleSheet, sampleWorkbook } from '../testing/workbook-samples.js';
import { openWorkbook } from './open-workbook.js';
import { parseWorkbook } from './parse.js';
import { parseSheets } from './parse-sheets.js';
import { ReadFailure } from './read-failure.js';
import { repDataDrug21 } from './rep-data-drug-21.js';
import { repSummaryOrf } from './rep-summary-orf.js';

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

test('300 broken workbooks each end as rows or as a named failure', async (t) => {
  // SheetJS tells the console of records that it does not know.
  t.mock.method(console, 'error', () => undefined);
  const roll = dice(2569);
  const ends = new Map<string, number>();
  for (let round = 0; round < 300; round += 1) {
    let end = 'rows';
    try {
      const workbook = await openWorkbook(mutateBytes(whole, roll));
      assert.equal([...parseSheets(workbook, 500)].at(-1)?.type, 'end');
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
      await writeFile(path, mutateBytes(whole, roll));
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
