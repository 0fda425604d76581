import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDatabase } from '../testing/databases.js';
import { underImportLock } from './import-lock.js';

eachDatabase('lock of a hospital', (database) => {
  test('work of one hospital never overlaps, and all of it is done', async () => {
    let inside = 0;
    let done = 0;
    const work = () =>
      underImportLock(database.db, '99999', async (tx) => {
        assert.equal(++inside, 1);
        await tx.upsert('import_locks', [{ hospital_code: '99998' }], ['hospital_code'], []);
        inside--;
        done++;
      });
    await Promise.all(Array.from({ length: 6 }, work));
    assert.equal(done, 6);
  });

  test('work that fails gives the hospital free again', async () => {
    const failing = underImportLock(database.db, '99999', () => Promise.reject(new RangeError('no')));
    await assert.rejects(failing, RangeError);
    assert.equal(await underImportLock(database.db, '99999', async () => 'free'), 'free');
  });
});
