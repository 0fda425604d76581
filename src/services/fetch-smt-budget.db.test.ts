import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from '../db/sql.js';
import { eachDatabase } from '../testing/databases.js';
import { fastSettings } from '../testing/portal/fast-settings.js';
import { keepingWatch } from '../testing/portal/job-watch.js';
import { keepingLog } from '../testing/portal/quiet-log.js';
import { fetchSmtBudget } from './fetch-smt-budget.js';

const transfer = (refDocNo: string, amount: number | string, fundName = 'กองทุนผู้ป่วยใน') => ({
  runDt: '2025-12-27',
  postingDate: '25681227',
  batchNo: '9901',
  refDocNo,
  vndrNo: '0000099999',
  fundName,
  fundGroup: 1,
  amount,
  wait: 0,
  total: amount,
  pmntStts: 'Y',
  unknownField: { deep: 1.5 },
});

eachDatabase('transfers of SMT', (database) => {
  let server: Server;
  let answer: unknown;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'smt-'));
    server = createServer((request, response) => {
      request.resume();
      request.on('end', () => response.end(JSON.stringify(answer)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    await database.db.execute(sql`delete from smt_budget_transfers`);
    await database.db.execute(sql`delete from download_units`);
  });

  const fetchYear = async (datas: unknown) => {
    answer = datas === undefined ? {} : { datas };
    const { port } = server.address() as AddressInfo;
    const settings = fastSettings(`http://127.0.0.1:${port}`);
    const watch = keepingWatch();
    await fetchSmtBudget(
      { db: database.db, log: keepingLog(), settings, downloadDir: folder },
      { fiscalYear: 2569 },
      watch,
    );
    const [unit] = watch.units;
    return unit && { ...unit, problems: unit.problems.map(({ code }) => code) };
  };
  const rows = () =>
    database.db.query<Record<string, unknown>>(
      sql`select id, ref_doc_no, fund_name, amount, wait_amount, total_amount, posting_day, budget_year, occurrence,
          hospital_code, gone_at from smt_budget_transfers order by id`,
    );
  const counts = { unit: 'smt/2569', state: 'complete', failed: 0, problems: [] };
  const answered = [
    transfer('6811_IP_01', 1250000.5),
    transfer('6811_IP_01', '90,000.00', 'กองทุนโรคค่าใช้จ่ายสูง'),
    transfer('-', 0.1),
    transfer('-', 0.1),
  ];

  test('the same answer twice makes the same rows, to the satang', async () => {
    assert.deepEqual(await fetchYear(answered), {
      ...counts,
      listed: 4,
      downloaded: 4,
      already: 0,
      imported: 4,
    });
    const first = await rows();
    assert.deepEqual(
      first.map((row) => [row.ref_doc_no, row.amount, row.wait_amount, row.posting_day, row.occurrence]),
      [
        ['6811_IP_01', '1250000.50', '0.00', '2025-12-27', 1],
        ['6811_IP_01', '90000.00', '0.00', '2025-12-27', 1],
        [null, '0.10', '0.00', '2025-12-27', 1],
        [null, '0.10', '0.00', '2025-12-27', 2],
      ],
    );
    assert.deepEqual(await fetchYear(answered), {
      ...counts,
      listed: 4,
      downloaded: 0,
      already: 4,
      imported: 0,
    });
    assert.deepEqual(await rows(), first);
  });

  test('another amount is an update, a missing record is marked gone and comes back', async () => {
    await fetchYear(answered);
    const changed = [transfer('6811_IP_01', 1249000.5), transfer('-', 0.1), transfer('6812_IP_01', 5)];
    assert.deepEqual(await fetchYear(changed), {
      ...counts,
      listed: 3,
      downloaded: 2,
      already: 1,
      imported: 2,
    });
    assert.deepEqual(
      (await rows()).map((row) => [row.ref_doc_no, row.amount, row.gone_at !== null]),
      [
        ['6811_IP_01', '1249000.50', false],
        ['6811_IP_01', '90000.00', true],
        [null, '0.10', false],
        [null, '0.10', true],
        ['6812_IP_01', '5.00', false],
      ],
    );
    await fetchYear(answered);
    assert.deepEqual(
      (await rows()).map((row) => row.gone_at !== null),
      [false, false, false, false, true],
    );
  });

  test('a refused record is listed, and its stored row is not gone', async () => {
    await fetchYear(answered);
    const unit = await fetchYear([transfer('6811_IP_01', 'word'), ...answered.slice(1)]);
    assert.deepEqual(unit, {
      unit: 'smt/2569',
      state: 'incomplete',
      listed: 4,
      downloaded: 0,
      already: 3,
      failed: 1,
      imported: 0,
      problems: ['smt_record_refused'],
    });
    assert.deepEqual(
      (await rows()).map((row) => [row.amount, row.gone_at]),
      [
        ['1250000.50', null],
        ['90000.00', null],
        ['0.10', null],
        ['0.10', null],
      ],
    );
  });

  test('an answer without a list changes no row and is kept for whoever looks into it', async () => {
    await fetchYear(answered);
    const before = await rows();
    await assert.rejects(fetchYear(undefined), /known form/);
    assert.deepEqual(await rows(), before);
    assert.equal(await readFile(join(folder, 'smt', '2569-unexpected.json'), 'utf8'), '{}');
    const units = await database.db.query<object>(
      sql`select state, listed, stored, problem from download_units`,
    );
    assert.deepEqual(units, [{ state: 'failed', listed: 4, stored: 4, problem: 'unexpected_answer' }]);
  });
});
