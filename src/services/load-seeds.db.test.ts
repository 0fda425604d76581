import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type MasterList, masterListByName, masterLists } from '../domain/master-list.js';
import {
  errorCodeTexts,
  masterListStates,
  masterRows,
  saveLocalNote,
  saveMasterRows,
  searchErrorCodes,
} from '../store/master-data.js';
import { eachDatabase } from '../testing/databases.js';
import { loadSeed, loadSeeds } from './load-seeds.js';

const codesList = masterListByName('nhso_error_codes');
assert.ok(codesList);
const now = new Date('2026-01-06T01:00:00Z');

eachDatabase('reference data', (database) => {
  test('the lists of the program come in whole, once, and a second start only looks', async () => {
    const { db } = database;
    await loadSeeds({ db });
    await loadSeeds({ db });
    const states = await masterListStates(db);
    assert.deepEqual(
      states.map(({ name, entries, inUse, uploaded, seedVersion }) => [
        name,
        entries,
        inUse,
        uploaded,
        seedVersion,
      ]),
      [
        ['nhso_error_codes', 1069, 1069, 0, 1],
        ['fund_types', 11, 11, 0, 1],
        ['service_types', 10, 10, 0, 1],
        ['schemes', 8, 4, 0, 1],
      ],
    );
    const seeds = readFileSync(new URL('../../database/seeds/nhso-error-codes.csv', import.meta.url), 'utf8');
    const stored = await masterRows(db, codesList);
    const letters = stored.reduce(
      (sum, row) => sum + String(row.description).length + String(row.guide).length,
      0,
    );
    assert.ok(letters > seeds.length * 0.9, 'texts are not cut');
    const schemes = await masterRows(db, masterLists[3] as MasterList);
    assert.ok(schemes.every(({ code }) => code === String(code).toUpperCase()));
  });

  test('a newer list replaces, adds and switches off, but no note and nothing that was uploaded', async () => {
    const { db } = database;
    const upload = { code: '242', type: 'Deny', description: 'ของโรงพยาบาล', guide: null, is_active: true };
    await saveMasterRows(db, codesList, [upload], 'upload', now);
    assert.ok(await saveLocalNote(db, '241', 'ส่งให้ห้องแล็บ', now));
    const newer = { ...codesList, seedVersion: 2 };
    await loadSeed(
      db,
      newer,
      'code,type,description,guide,is_active\n241,Deny,ใหม่,"ทำ\nใหม่",1\n242,Deny,ของโปรแกรม,,1\nZZ1,Verify,เพิ่ม,,1\n',
    );
    const texts = await errorCodeTexts(db, ['241', '242', 'zz1', '239', 'nix', '']);
    assert.deepEqual(texts.get('241'), {
      code: '241',
      type: 'Deny',
      description: 'ใหม่',
      guide: 'ทำ\nใหม่',
      localNote: 'ส่งให้ห้องแล็บ',
      isActive: true,
    });
    assert.equal(texts.get('242')?.description, 'ของโรงพยาบาล');
    assert.equal(texts.get('zz1')?.code, 'ZZ1');
    assert.equal(texts.get('239')?.isActive, false);
    assert.deepEqual([...texts.keys()].sort(), ['239', '241', '242', 'zz1']);
    // An older program on the same database changes nothing.
    await loadSeed(db, codesList, 'code,type,description,guide,is_active\n241,Deny,เก่า,,1\n');
    assert.equal((await errorCodeTexts(db, ['241'])).get('241')?.description, 'ใหม่');
  });

  test('codes are found by parts of code, text and note, with signs of patterns taken as they are', async () => {
    const { db } = database;
    assert.deepEqual(
      (await searchErrorCodes(db, { words: 'ห้องแล็บ', after: null, limit: 5 })).rows.map(({ code }) => code),
      ['241'],
    );
    assert.equal(
      (await searchErrorCodes(db, { words: '%', after: null, limit: 5 })).rows.filter(
        ({ description }) => !description?.includes('%'),
      ).length,
      0,
    );
    const all = await searchErrorCodes(db, { words: '', after: null, limit: 2 });
    assert.equal(all.total, 1070);
    const [, second] = all.rows;
    const next = await searchErrorCodes(db, { words: '', after: second?.code ?? '', limit: 1 });
    assert.ok((next.rows[0]?.code ?? '') > (second?.code ?? ''));
  });

  test('two processes that start at once load each list once', async () => {
    const { db } = database;
    const newer = { ...codesList, seedVersion: 3 };
    const text = 'code,type,description,guide,is_active\nZZ2,Verify,สอง,,1\n';
    await Promise.all([loadSeed(db, newer, text), loadSeed(db, newer, text)]);
    assert.equal((await errorCodeTexts(db, ['ZZ2'])).size, 1);
  });
});
