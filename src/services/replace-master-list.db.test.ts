import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../domain/errors.js';
import { type MasterListName, masterListByName } from '../domain/master-list.js';
import { latestAudit } from '../store/audit-log.js';
import { errorCodeTexts, masterListStates, masterRows } from '../store/master-data.js';
import { eachDatabase } from '../testing/databases.js';
import { commandLineActor as by } from './actor.js';
import { loadSeed, loadSeeds } from './load-seeds.js';
import { compareUploadedList, noteErrorCode, replaceMasterList } from './replace-master-list.js';

const listOf = (name: MasterListName) => {
  const list = masterListByName(name);
  assert.ok(list);
  return list;
};
const codes = listOf('nhso_error_codes');
const funds = listOf('fund_types');
const now = () => new Date('2026-01-06T01:00:00Z');
const head = 'code,type,description,guide,is_active\n';
const isProblem = (code: string) => (error: unknown) => error instanceof AppError && error.code === code;

eachDatabase('replacing a list of reference data', (database) => {
  test('a comparison stores nothing; taking over adds, changes and switches off, and leaves notes', async () => {
    const { db } = database;
    await loadSeed(db, codes, `${head}A1,Deny,หนึ่ง,,1\nA2,Verify,สอง,แก้,1\nA3,Deny,สาม,,1\nA4,Deny,สี่,,1\n`);
    await noteErrorCode({ db, now }, { code: 'A2', note: ' โทรหาห้องบัตร \r\n' }, by);
    const before = await masterRows(db, codes);
    const bytes = Buffer.from(
      `\uFEFF${head}A1,Deny,หนึ่ง,,1\r\nA2,Verify,สองใหม่,แก้,1\r\nA5,Deny,ห้า,,1\r\n,Deny,ไม่มีรหัส,,1\r\nA4,Deny,สี่,,บางที\r\n`,
    );
    const comparison = await compareUploadedList(db, codes, bytes);
    const { added, changed, gone, unchanged } = comparison.changes;
    assert.deepEqual(
      [
        added.map(({ code }) => code),
        changed.map(({ columns }) => columns),
        gone.map(({ code }) => code),
        unchanged,
      ],
      [['A5'], [['description']], ['A3'], 1],
    );
    assert.deepEqual(
      comparison.refused.map(({ line, problem }) => [line, problem]),
      [
        [5, 'key_missing'],
        [6, 'not_a_flag'],
      ],
    );
    assert.deepEqual(await masterRows(db, codes), before);

    await replaceMasterList({ db, now }, { list: codes, bytes, digest: comparison.digest }, by);
    const texts = await errorCodeTexts(db, ['A1', 'A2', 'A3', 'A4', 'A5']);
    assert.deepEqual(
      [...texts.values()].map(({ code, description, localNote, isActive }) => [
        code,
        description,
        localNote,
        isActive,
      ]),
      [
        ['A1', 'หนึ่ง', null, true],
        ['A2', 'สองใหม่', 'โทรหาห้องบัตร', true],
        ['A3', 'สาม', null, false],
        ['A4', 'สี่', null, true],
        ['A5', 'ห้า', null, true],
      ],
    );
    const [state] = await masterListStates(db);
    assert.deepEqual([state?.entries, state?.inUse, state?.uploaded, state?.origin], [5, 4, 3, 'upload']);
    const [written, noted] = await latestAudit(db, 2);
    assert.deepEqual(
      [written?.subject, noted?.subject],
      ['reference list nhso_error_codes', 'note of error code A2'],
    );
  });

  test('what a newer program brings leaves alone what was uploaded', async () => {
    const { db } = database;
    const text = `${head}A1,Deny,หนึ่งของโปรแกรม,,1\nA2,Deny,สองของโปรแกรม,,1\nA3,Deny,สาม,,1\n`;
    await loadSeed(db, { ...codes, seedVersion: 2 }, text);
    const texts = await errorCodeTexts(db, ['A1', 'A2', 'A3', 'A5']);
    assert.deepEqual(
      [...texts.values()].map(({ description, isActive }) => [description, isActive]),
      [
        ['หนึ่งของโปรแกรม', true],
        ['สองใหม่', true],
        ['สาม', false],
        ['ห้า', true],
      ],
    );
  });

  test('only what was shown is taken over: another file or a list changed since is refused', async () => {
    const { db } = database;
    await loadSeeds({ db });
    const head = 'fund_code,fund_name_th,fund_category\n';
    const bytes = Buffer.from(`${head}UCS,บัตรทอง,PUBLIC\nZZ,ใหม่,\n`);
    const { digest } = await compareUploadedList(db, funds, bytes);
    const take = async (file: Uint8Array) =>
      await replaceMasterList({ db, now }, { list: funds, bytes: file, digest }, by);
    const before = await masterRows(db, funds);
    await assert.rejects(take(Buffer.from(`${head}UCS,อื่น,PUBLIC\n`)), isProblem('master_file_changed'));
    assert.deepEqual(await masterRows(db, funds), before);
    await take(bytes);
    // The list is another one now, so the same click a second time does nothing.
    await assert.rejects(take(bytes), isProblem('master_file_changed'));
    const rows = await masterRows(db, funds);
    assert.deepEqual(
      rows.filter(({ is_active }) => is_active === true).map(({ fund_code }) => fund_code),
      ['UCS', 'ZZ'],
    );
    assert.equal(rows.length, before.length + 1);
  });

  test('a list in TIS-620 is read; no text, no line, and a list of another kind are named', async () => {
    const { db } = database;
    // ก ข in TIS-620.
    const thai = Buffer.concat([
      Buffer.from(`${head}B1,Deny,`),
      Buffer.from([0xa1, 0xa2]),
      Buffer.from(',,1\n'),
    ]);
    const { changes } = await compareUploadedList(db, codes, thai);
    assert.equal(changes.added[0]?.description, 'กข');
    const compare = async (bytes: Uint8Array) => await compareUploadedList(db, codes, bytes);
    await assert.rejects(compare(Buffer.from([0x50, 0x4b, 3, 4, 0, 0])), isProblem('master_file_binary'));
    await assert.rejects(compare(Buffer.from('')), isProblem('master_file_empty'));
    await assert.rejects(compare(Buffer.from(`${head},Deny,ก,,1\n`)), isProblem('master_no_line'));
    await assert.rejects(compare(Buffer.from('fund_code\nUCS\n')), isProblem('master_columns_missing'));
    await assert.rejects(compare(Buffer.from(`${head}B1,Deny,"ก,,1\n`)), isProblem('master_file_quote'));
  });
});
