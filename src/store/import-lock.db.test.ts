import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDatabase, eachServer } from '../testing/databases.js';
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

// The embedded database has one connection: nobody can wait for a lock that another holds.
eachServer('wait for the lock of a hospital', (database) => {
  test('who waits hears it once, and stops at once when cancelled, while the other goes on', async () => {
    let finish = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let begun = (): void => undefined;
    const isInside = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const other = underImportLock(database.db, '99997', async () => {
      begun();
      await held;
      return 'done';
    });
    await isInside;
    const stop = new AbortController();
    let heard = 0;
    const onWait = () => {
      heard++;
      setTimeout(() => stop.abort(new RangeError('cancelled')), 60);
    };
    const waiting = underImportLock(database.db, '99997', async () => 'never', {
      signal: stop.signal,
      onWait,
    });
    await assert.rejects(waiting, RangeError);
    assert.equal(heard, 1);
    finish();
    assert.equal(await other, 'done');
  });
});
