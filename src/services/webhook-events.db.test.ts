import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '../db/sql.js';
import { createBus } from '../events/bus.js';
import { type PracticeHookServer, startPracticeHookServer } from '../practice/receivers/hook-server.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { readEvent } from '../testing/read-event.js';
import { repTestWorkbook, type TestWorkbook, ucsRow } from '../testing/rep-workbook.js';
import { webhookRoom } from '../testing/webhook-room.js';
import { importRepFile } from './import-rep-file.js';
import { raiseSessionAlert } from './session-alerts.js';

eachDatabase('events of imports and claims', (database) => {
  const files = importRoom();
  const room = webhookRoom(() => database.db);
  let server: PracticeHookServer;
  const run = (name: string, book: TestWorkbook | string) =>
    importRepFile(files.parts(database.db), {
      path: files.put(name, typeof book === 'string' ? book : repTestWorkbook(book)),
      source: 'cli',
    });
  const told = async () => {
    server.forget();
    await room.turn();
    return server.calls.map(({ body }) => readEvent(body)).toSorted((a, b) => (a.type < b.type ? -1 : 1));
  };
  const book = (name: string, net: number): TestWorkbook => ({
    form: 'ucs',
    rows: [
      ucsRow('990001', { patient_name: name, pid: '9999900000017', hn: 'HN99-MARK', claim_net: net }),
      ucsRow('990002', {
        patient_name: name,
        pid: '9999900000017',
        hn: 'HN99-MARK',
        error_code: '305',
        reimb_nhso: '-',
      }),
    ],
    reportTime: '06/01/2569 เวลา 08:00',
  });

  before(async () => {
    server = await startPracticeHookServer();
  });
  after(async () => {
    files.remove();
    await server.close();
  });

  test('without an endpoint that wants them claims make no events; imports do', async () => {
    await run('eclaim_99101_OP_25690105_201501880.xls', book('นายมาร์ค', 100));
    const kept = await database.db.query<{ type: string }>(sql`select type from events`);
    assert.deepEqual(
      kept.map(({ type }) => type),
      ['import.completed'],
    );
    await room.turn();
  });

  test('a new workbook tells its claims, its denials and itself; the same again tells nothing', async () => {
    await room.open(`${server.url}/hooks`, ['*']);
    const name = 'eclaim_99102_OP_25690105_201501881.xls';
    const done = await run(name, book('นายมาร์ค', 1234.5));
    assert.equal(done.status, 'completed', JSON.stringify(done.problems));
    const first = await told();
    assert.deepEqual(
      first.map(({ type }) => type),
      ['claim.created', 'claim.created', 'claim.denied', 'import.completed'],
    );
    const denied = first[2]?.data;
    assert.deepEqual(
      [denied?.tran_id, denied?.status, denied?.error_codes, denied?.reimbursed],
      ['990002', 'denied', ['305'], null],
    );
    assert.deepEqual([denied?.scheme, denied?.kind], ['ucs', 'op'], 'in the letters of the API');
    assert.equal(first.find(({ data }) => data.tran_id === '990001')?.data.claimed, '1234.50');
    assert.equal(first[3]?.data.file_id, done.fileId);
    for (const { body } of server.calls) {
      assert.ok(Buffer.byteLength(body) < 20_000);
      assert.doesNotMatch(body, /มาร์ค|9999900000017|HN99/);
    }
    await run(name, book('นายมาร์ค', 1234.5));
    assert.deepEqual(await told(), []);
  });

  test('codes are told as the API has them, and nothing else that stands in the cell', async () => {
    const rows = ['256-1,c312,C312', '0', 'ไม่ผ่านเกณฑ์ 2569010100001'].map((error_code, index) =>
      ucsRow(String(990_010 + index), { error_code, reimb_nhso: '-' }),
    );
    const made: TestWorkbook = { form: 'ucs', rows, reportTime: '07/01/2569 เวลา 08:00' };
    await run('eclaim_99104_OP_25690105_201501883.xls', made);
    const created = (await told()).filter(({ type }) => type === 'claim.created');
    assert.deepEqual(
      created.map(({ data }) => [data.tran_id, data.error_codes]),
      [
        ['990010', ['256-1', 'C312']],
        ['990011', []],
        ['990012', []],
      ],
    );
  });

  test('a workbook that cannot be read is told as failed', async () => {
    await run('eclaim_99103_OP_25690105_201501882.xls', 'no workbook');
    const [failed, ...others] = await told();
    assert.deepEqual([failed?.type, failed?.data.status, others], ['import.failed', 'failed', []]);
  });

  test('an account that NHSO refuses is told once, without its name', async () => {
    const alerted = { db: database.db, bus: createBus() };
    const account = { id: 7, username: '9999900000017', hospitalCode: '99101' };
    await room.open(`${server.url}/bound`, ['nhso.*'], false, '99101');
    await room.open(`${server.url}/foreign`, ['nhso.*'], false, '99102');
    for (const _twice of [1, 2]) await raiseSessionAlert(alerted, account, 'refused');
    const events = await told();
    assert.deepEqual(
      events.map(({ type, data }) => [type, data]),
      [
        ['nhso.login_failed', { account: 7, url: '/settings/nhso' }],
        ['nhso.login_failed', { account: 7, url: '/settings/nhso' }],
      ],
    );
    const paths = server.calls.map(({ path }) => path);
    assert.deepEqual(paths.toSorted(), ['/bound', '/hooks'], 'that of the own hospital gets it too');
  });
});
