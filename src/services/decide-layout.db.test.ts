import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from '../db/sql.js';
import type { ImportResult } from '../domain/import-result.js';
import type { ColumnRow } from '../filetypes/file-type.js';
import { repOpip120 } from '../filetypes/rep-opip-120.js';
import { stmDetail } from '../filetypes/stm-detail.js';
import { listAlerts } from '../store/alerts.js';
import { latestAudit } from '../store/audit-log.js';
import { listMappings } from '../store/layout-mappings.js';
import { filesWaitingFor, listQuarantine } from '../store/quarantine.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { keepingWatch } from '../testing/portal/job-watch.js';
import { repTestWorkbook, type TestWorkbook, ucsRow } from '../testing/rep-workbook.js';
import { statementBytes, statementRow } from '../testing/statement-workbook.js';
import { sampleWorkbook } from '../testing/workbook-samples.js';
import type { Actor } from './actor.js';
import { commandLineActor } from './actor.js';
import { addUser } from './add-user.js';
import { approveLayout, rejectLayout, revokeMapping } from './decide-layout.js';
import { importRepFile } from './import-rep-file.js';
import { createPasswords } from './password.js';
import { hasFilesToReread, rereadKeptFiles } from './reread-kept-files.js';

const at = (name: string) => repOpip120.columns.findIndex(([, , column]) => column === name);
const now = new Date('2026-06-18T01:12:00Z');

/** HCODE and the remark are called otherwise; `extra` makes it another form still. */
function strange(tranId: string, extra = ''): TestWorkbook {
  const names: Readonly<Record<string, string>> = { HCODE: `รหัสหน่วยบริการ${extra}`, Remark: 'ข้อสังเกต' };
  const row = ucsRow(tranId, { hcode: '99999', remark: 'ดูแล้ว' });
  return { form: 'ucs', rows: [row], heading: (text) => names[text] ?? text };
}

eachDatabase('decisions about strange layouts', (database) => {
  const room = importRoom();
  after(() => room.remove());
  const name = (hospital: string, number: number) => `eclaim_${hospital}_OP_25690105_20150188${number}.xls`;
  const run = (hospital: string, number: number, book: TestWorkbook | Uint8Array) =>
    importRepFile(room.parts(database.db), {
      path: room.put(name(hospital, number), book instanceof Uint8Array ? book : repTestWorkbook(book)),
      source: 'cli',
    });
  const admin = async (): Promise<Actor> => {
    const asked = {
      username: 'layout.admin',
      password: 'ปลาทูแม่กลอง 2569',
      roles: ['admin'],
      mustChangePassword: false,
    } as const;
    const parts = { db: database.db, now: () => now, passwords: createPasswords({ logN: 4, r: 8, p: 1 }) };
    const known = sql`select id from users where username = 'layout.admin'`;
    if (!(await database.db.first(known))) await addUser(parts, asked, commandLineActor);
    const row = await database.db.first<{ id: number }>(known);
    assert.ok(row);
    return { actorKind: 'user', actorId: row.id, actorName: 'layout.admin' };
  };
  const waiting = async ({ fileId }: ImportResult) => {
    const rows = await listQuarantine(database.db, { state: null, fileId }, { limit: 10, after: null });
    return rows[0] ?? assert.fail('no sheet waits');
  };
  const answers = new Map<number, number | 'gone'>([
    [at('hcode'), at('hcode')],
    [at('remark'), 'gone'],
  ]);
  const isAlerted = async ({ fileId }: ImportResult) => {
    const open = await listAlerts(database.db, { open: true }, { limit: 100, after: null });
    return open.some(({ alert_key }) => alert_key === `file/rep/${fileId}/quarantined`);
  };

  test('an approved mapping takes in the files that wait and those that come, until it is revoked', async () => {
    const { db } = database;
    const first = await run('99131', 1, strange('990001'));
    const second = await run('99131', 2, strange('990002'));
    const other = await run('99131', 3, strange('990003', ' 9'));
    assert.deepEqual(
      [first, second, other].map(({ status }) => status),
      Array(3).fill('quarantined'),
    );
    assert.equal(await isAlerted(first), true);
    const sheet = await waiting(first);
    assert.deepEqual(
      [sheet.state, sheet.sheet_name, sheet.nearest_layout, sheet.sheet_kind, sheet.waiting_rows],
      ['open', 'Detail', 'rep-opip-120', 'detail', 1],
    );
    const by = await admin();
    const decision = { quarantineId: sheet.id, by, note: 'สปสช. เปลี่ยนหัวคอลัมน์', at: now };
    const wrong = await approveLayout({ db }, { ...decision, answers: new Map([[at('hcode'), 'gone']]) });
    assert.deepEqual(
      wrong.faults.map(({ reason }) => reason),
      ['undecided'],
    );
    assert.equal((await waiting(first)).state, 'open');

    const { faults, fingerprint } = await approveLayout({ db }, { ...decision, answers });
    assert.deepEqual(faults, []);
    assert.deepEqual(
      await Promise.all([first, second, other].map(async (file) => (await waiting(file)).state)),
      ['approved', 'approved', 'open'],
    );
    const files = await filesWaitingFor(db, fingerprint);
    assert.deepEqual(files.map(({ filename }) => filename).sort(), [name('99131', 1), name('99131', 2)]);

    const [again, later] = [
      await run('99131', 1, strange('990001')),
      await run('99131', 4, strange('990004')),
    ];
    for (const result of [again, later]) {
      assert.equal(result.status, 'completed');
      assert.deepEqual(
        result.problems.map(({ code }) => code),
        ['layout_by_mapping', 'columns_unknown'],
      );
      assert.match(result.problems[0]?.message.th ?? '', /layout\.admin อนุมัติเมื่อ 18 มิ\.ย\. 2569/);
    }
    assert.equal(await isAlerted(first), false);
    const rows = await db.query<{
      tran_id: string;
      hcode: string;
      remark: string | null;
      layout_id: string;
      extra: string;
    }>(
      sql`select tran_id, hcode, remark, layout_id, extra from claim_rep_opip_nhso_item where hospital_code = '99131' order by tran_id`,
    );
    assert.deepEqual(
      rows.map(({ extra, ...row }) => [row, JSON.parse(extra).ข้อสังเกต]),
      ['990001', '990004'].map((tranId) => [
        { tran_id: tranId, hcode: '99999', remark: null, layout_id: 'rep-opip-120' },
        'ดูแล้ว',
      ]),
    );

    const [mapping] = await listMappings(db);
    assert.deepEqual(
      [mapping?.approved_name, mapping?.note, mapping?.revoked_at],
      ['layout.admin', decision.note, null],
    );
    await revokeMapping({ db }, { mappingId: mapping?.id ?? 0, by, note: 'เทียบผิด', at: now });
    assert.equal((await run('99131', 5, strange('990005'))).status, 'quarantined');
    assert.equal((await run('99131', 4, strange('990004'))).status, 'unchanged');
    const written = (await latestAudit(db, 50)).filter(({ subject }) => subject.startsWith('layout mapping'));
    assert.deepEqual(
      written.map(({ actorName }) => actorName),
      ['layout.admin', 'layout.admin'],
    );
  });

  test('what was approved before the program was ended comes in at its next start, and nothing else', async () => {
    const { db } = database;
    await rereadKeptFiles(room.parts(db), keepingWatch(), null);
    const first = await run('99135', 1, strange('990001', ' ต่อ'));
    await run('99135', 2, strange('990002', ' อื่น'));
    const sheet = await waiting(first);
    const decision = { quarantineId: sheet.id, by: await admin(), note: 'ก่อนปิดเครื่อง', at: now };
    assert.equal(await hasFilesToReread({ db }), false);
    assert.deepEqual((await approveLayout({ db }, { ...decision, answers })).faults, []);
    assert.equal(await hasFilesToReread({ db }), true);
    const watch = keepingWatch();
    await rereadKeptFiles(room.parts(db), watch, null);
    assert.deepEqual([watch.units[0]?.listed, watch.units[0]?.imported], [1, 1]);
    assert.equal(await hasFilesToReread({ db }), false);
  });

  test('a rejected sheet stays rejected and is alerted no more, and can still be approved', async () => {
    const { db } = database;
    const file = await run('99132', 1, strange('990001', ' ข'));
    const sheet = await waiting(file);
    const decision = { quarantineId: sheet.id, by: await admin(), note: 'มีคนแก้ไฟล์', at: now };
    await rejectLayout({ db }, decision);
    assert.deepEqual([(await waiting(file)).state, await isAlerted(file)], ['rejected', false]);
    await run('99132', 1, strange('990001', ' ข'));
    assert.equal((await waiting(file)).state, 'rejected');
    assert.deepEqual((await approveLayout({ db }, { ...decision, answers })).faults, []);
    assert.equal((await run('99132', 1, strange('990001', ' ข'))).status, 'completed');
  });

  test('a statement with a renamed heading waits, is approved, and comes in', async () => {
    const { db } = database;
    const [va] = stmDetail.columns.filter(([, , column]) => column === 'va_amount').map(([index]) => index);
    assert.ok(va !== undefined);
    const columns = stmDetail.columns.map((column): ColumnRow => {
      const [index, , name, type, group] = column;
      return index === va ? [index, 'VA (บาท)', name, type, group] : column;
    });
    const documentNo = '99134_IPUCS256811_01';
    const details = [
      { name: 'IP', form: { ...stmDetail, columns }, rows: [statementRow('990001', { va_amount: 7.5 })] },
    ];
    const path = room.put(
      `STM_${documentNo}.xls`,
      statementBytes({ documentNo, hospital: '99134', details }),
    );
    const take = () => importRepFile(room.parts(db), { path, source: 'cli' });
    const file = await take();
    const sheet = await waiting(file);
    assert.deepEqual([file.status, sheet.kind, sheet.nearest_layout], ['quarantined', 'stm', stmDetail.id]);
    const decision = { quarantineId: sheet.id, by: await admin(), note: 'หนังสือ สปสช.', at: now };
    const { faults, fingerprint } = await approveLayout(
      { db },
      { ...decision, answers: new Map([[va, va]]) },
    );
    assert.deepEqual(faults, []);
    assert.equal((await filesWaitingFor(db, fingerprint)).length, 1);
    const again = await take();
    assert.equal(again.problems[0]?.code, 'layout_by_mapping');
    const rows = await db.query<{ va_amount: string }>(
      sql`select va_amount from stm_claim_item where tran_id = '990001' and file_id = ${again.fileId}`,
    );
    assert.deepEqual(rows, [{ va_amount: '7.50' }]);
  });

  test('a workbook that is like no form waits as well, and cannot be mapped', async () => {
    const sales = sampleWorkbook([
      {
        name: 'Sales',
        rows: [
          ['No.', 'Item', 'Sold'],
          [1, '100000001', 5],
        ],
      },
    ]);
    const file = await run('99133', 1, sales);
    const sheet = await waiting(file);
    assert.deepEqual(
      [sheet.problem_code, sheet.fingerprint, sheet.nearest_layout],
      ['layout_foreign', '', null],
    );
    const decision = { quarantineId: sheet.id, by: await admin(), note: 'ลอง', at: now };
    await assert.rejects(approveLayout(database, { ...decision, answers }), { code: 'layout_not_mappable' });
    await assert.rejects(rejectLayout(database, { ...decision, quarantineId: 999_999 }), {
      code: 'not_found',
    });
  });
});
