import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { sql } from '../../db/sql.js';
import { addBaht } from '../../domain/satang.js';
import { importRepFile } from '../../services/import-rep-file.js';
import { eachDatabase } from '../../testing/databases.js';
import { importRoom } from '../../testing/import-parts.js';
import { insertTransfer } from '../../testing/insert-transfer.js';
import { repTestWorkbook, type TestRow, ucsRow } from '../../testing/rep-workbook.js';
import { statementBytes, statementRow } from '../../testing/statement-workbook.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const row = z.looseObject({
  tran_id: z.string(),
  hospital_code: z.string(),
  promised: z.string().nullable(),
  stated: z.string().nullable(),
  difference: z.string().nullable(),
  state: z.string(),
  transferred: z.string().nullable(),
  statements: z.array(
    z.looseObject({ document_no: z.string(), period: z.string(), transferred: z.string() }),
  ),
});
const list = z.object({
  object: z.literal('list'),
  data: z.array(row),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
  states: z
    .array(z.looseObject({ state: z.string(), claims: z.number(), promised: z.string(), stated: z.string() }))
    .nullable(),
});
const problem = z.looseObject({ code: z.string() });
const marked = { hn: 'HN7788990', an: 'AN7788991', pid: '9900000778899', name: 'มาร์คเกอร์ ทดสอบชื่อ' };

/** NHSO promises 800.25 for each; the statement says these amounts. */
const stated = { '990001': 800.25, '990002': 300, '990003': 900, '990004': -1 } as const;

eachDatabase('reconciliation over the API', (database) => {
  const room = importRoom();
  let app: TestApp;
  let key = '';
  before(async () => {
    app = await startTestApp({ db: database.db });
    key = await app.key({ scopes: ['claims:read'] });
    const passed = [...Object.keys(stated), '990005'].map((tranId) =>
      ucsRow(tranId, { ...marked, error_code: '-', reimb_nhso: 800.25 }),
    );
    await take('eclaim_99999_IP_25690105_201501885.xls', repTestWorkbook({ form: 'ucs', rows: passed }));
    await rep('eclaim_99999_IP_25690106_201501886.xls', [
      ucsRow('990006', { ...marked, error_code: '305', reimb_nhso: 0 }),
    ]);
    await rep('eclaim_99998_IP_25690105_301501885.xls', [
      ucsRow('990001', { ...marked, error_code: '-', reimb_nhso: 5 }),
    ]);
    const details = Object.entries(stated).map(([tranId, amount]) =>
      statementRow(tranId, { total_compensation: amount }),
    );
    await take('STM_99999_IPUCS256811_01.xls', statementBytes({ details: [{ name: 'IP', rows: details }] }));
    const second = { documentNo: '99999_IPUCS256812_01' };
    const more = [statementRow('990002', { total_compensation: 100 })];
    await take(
      'STM_99999_IPUCS256812_01.xls',
      statementBytes({ ...second, details: [{ name: 'IP', rows: more }] }),
    );
  });
  after(async () => {
    await app.close();
    room.remove();
  });

  const rep = (name: string, rows: readonly TestRow[]) => take(name, repTestWorkbook({ form: 'ucs', rows }));
  async function take(name: string, bytes: Buffer): Promise<void> {
    const result = await importRepFile(room.parts(database.db), {
      path: room.put(name, bytes),
      source: 'cli',
    });
    assert.match(result.status, /^completed/, JSON.stringify(result.problems));
  }
  const get = (path: string, own = key) =>
    fetch(`${app.url}/api/v1${path}`, { headers: { 'x-api-key': own } });
  const listOf = async (path: string, own = key) => {
    const answer = await get(path, own);
    const body: unknown = await answer.json();
    assert.equal(answer.status, 200, JSON.stringify(body));
    return list.parse(body);
  };
  const codeOf = async (path: string, own = key) => {
    const answer = await get(path, own);
    return `${answer.status} ${problem.parse(await answer.json()).code}`;
  };

  test('each claim has what was promised and stated, what lies between, and its state', async () => {
    const { data } = await listOf('/reconciliation?hospital=99999');
    const said = data.map((one) => [one.tran_id, one.promised, one.stated, one.difference, one.state]);
    assert.deepEqual(said.toSorted(), [
      ['990001', '800.25', '800.25', '0.00', 'matched'],
      ['990002', '800.25', '400.00', '-400.25', 'part_paid'],
      ['990003', '800.25', '900.00', '99.75', 'over'],
      ['990004', '800.25', '-1.00', '-801.25', 'reversed'],
      ['990005', '800.25', null, null, 'waiting_stm'],
      ['990006', '0.00', null, null, 'denied'],
    ]);
  });

  test('walking pages reaches every claim once; the sums of the states stand on the first page and are those of the rows', async () => {
    const first = await listOf('/reconciliation?limit=2');
    const rows = [...first.data];
    for (let page = first; page.has_more; ) {
      page = await listOf(`/reconciliation?limit=2&cursor=${page.next_cursor}`);
      assert.equal(page.states, null);
      rows.push(...page.data);
    }
    const names = rows.map(({ hospital_code, tran_id }) => `${hospital_code} ${tran_id}`);
    const stored = await database.db.query<{ name: string }>(
      sql`select concat(hospital_code, ' ', tran_id) as name from claim_current order by id desc`,
    );
    assert.deepEqual(
      names,
      stored.map(({ name }) => name),
    );
    for (const { state, claims, promised, stated: sum } of first.states ?? []) {
      const own = rows.filter((one) => one.state === state);
      assert.equal(claims, own.length, state);
      assert.equal(promised, addBaht('0.00', ...own.map((one) => one.promised)), state);
      assert.equal(sum, addBaht('0.00', ...own.map((one) => one.stated)), state);
    }
    assert.equal(first.states?.length, 8);
    const narrowed = await listOf('/reconciliation?state=part_paid,over');
    assert.deepEqual(narrowed.data.map(({ tran_id }) => tran_id).toSorted(), ['990002', '990003']);
    const counted = narrowed.states?.filter(({ claims }) => claims > 0).map(({ state }) => state);
    assert.deepEqual(counted, ['part_paid', 'over']);
  });

  test('whether the money came is told by the periods of its statements', async () => {
    const markOf = async (tranId: string) => {
      const [one] = (await listOf(`/reconciliation?q=${tranId}&hospital=99999`)).data;
      return [
        one?.transferred,
        ...(one?.statements ?? []).map((each) => `${each.period} ${each.transferred}`),
      ];
    };
    assert.deepEqual(await markOf('990001'), ['not_yet', '6811_IP_01 not_yet']);
    assert.deepEqual(await markOf('990005'), [null]);
    await insertTransfer(database.db, { period: '6811_IP_01', amount: '1999.00', key: 'a' });
    assert.deepEqual(await markOf('990001'), ['in_part', '6811_IP_01 in_part']);
    // Another hospital's money, and a transfer that SMT no longer lists, count for nothing.
    await insertTransfer(database.db, { period: '6811_IP_01', amount: '5.00', key: 'b', hospital: '99998' });
    await insertTransfer(database.db, { period: '6811_IP_01', amount: '5.00', key: 'c', gone: true });
    assert.deepEqual(await markOf('990001'), ['in_part', '6811_IP_01 in_part']);
    await insertTransfer(database.db, { period: '6811_IP_01', amount: '0.25', key: 'd' });
    assert.deepEqual(await markOf('990001'), ['in_full', '6811_IP_01 in_full']);
    assert.deepEqual(await markOf('990002'), ['in_part', '6811_IP_01 in_full', '6812_IP_01 not_yet']);
  });

  test('filters are those of claims, a cursor is of this list and filter, another hospital is not there', async () => {
    assert.deepEqual((await listOf('/reconciliation?state=waiting_rep')).data, []);
    assert.equal((await listOf('/reconciliation?status=denied')).data.length, 1);
    assert.equal(await codeOf('/reconciliation?state=nonsense'), '400 filter_invalid');
    assert.equal(await codeOf('/reconciliation?updated_since=2026-01-01'), '400 unknown_parameter');
    assert.equal(await codeOf('/reconciliation?limit=1001'), '400 invalid_parameter');
    const { next_cursor } = await listOf('/reconciliation?limit=2');
    assert.equal(await codeOf(`/denials?limit=2&cursor=${next_cursor}`), '400 invalid_cursor');
    assert.equal(
      await codeOf(`/reconciliation?limit=2&scheme=ucs&cursor=${next_cursor}`),
      '400 invalid_cursor',
    );
    const bound = await app.key({ scopes: ['claims:read'], hospital: '99998' });
    const own = await listOf('/reconciliation', bound);
    assert.deepEqual(
      own.data.map(({ hospital_code, state }) => `${hospital_code} ${state}`),
      ['99998 waiting_stm'],
    );
    assert.equal(addBaht(...(own.states ?? []).map(({ promised }) => promised)), '5.00');
    const other = await listOf('/reconciliation?hospital=99999', bound);
    assert.deepEqual([other.data, other.states?.some(({ claims }) => claims > 0)], [[], false]);
    assert.equal(await codeOf('/reconciliation', await app.key()), '403 insufficient_scope');
  });

  test('no name or number of a patient is in it', async () => {
    const text = await (await get('/reconciliation?limit=1000')).text();
    for (const word of Object.values(marked)) assert.ok(!text.includes(word), word);
  });
});
