import assert from 'node:assert/strict';
import { appendFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from '../db/sql.js';
import { type Difference, differenceWords, type VerifyCheck, verifyChecks } from '../domain/verification.js';
import { createDice } from '../practice/claims/dice.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { mixedWorkbooks } from '../testing/mixed-workbooks.js';
import { type Damage, storedDamages } from '../testing/stored-damages.js';
import { commandLineActor } from './actor.js';
import { importRepFile } from './import-rep-file.js';
import { undoFile } from './undo-file.js';
import { verifyStored } from './verify-stored.js';

eachDatabase('verify', (database) => {
  const room = importRoom();
  after(() => room.remove());

  async function verify(checks: readonly VerifyCheck[] = verifyChecks) {
    const found: Difference[] = [];
    const results = await verifyStored(room.parts(database.db), checks, {
      onDifference: (_, difference) => found.push(difference),
    });
    assert.equal(
      results.reduce((sum, { differing }) => sum + differing, 0),
      found.length,
    );
    return { found, results };
  }

  async function take(name: string): Promise<number> {
    const bytes = mixedWorkbooks[name]?.() ?? '';
    const file = room.put(path.basename(name), bytes);
    const { fileId } = await importRepFile(room.parts(database.db), { path: file, source: 'cli' });
    return fileId ?? 0;
  }

  before(async () => {
    const dice = createDice(`verify ${database.name}`);
    const queue = Object.keys(mixedWorkbooks);
    const ids = new Map<string, number>();
    while (queue.length > 0) {
      const [name = ''] = queue.splice(dice.int(0, queue.length - 1), 1);
      ids.set(name, await take(name));
    }
    const undone = ids.get('eclaim_99999_OP_25690114_101501885.xls') ?? 0;
    await undoFile(room.parts(database.db), { fileId: undone, by: commandLineActor, reason: null });
  });

  test('a database after imports in any order and an undo is sound, to the last cell', async () => {
    const { found, results } = await verify();
    assert.deepEqual(found, []);
    assert.deepEqual(
      results.map(({ check }) => check),
      verifyChecks,
    );
    for (const { check, compared } of results) assert.ok(compared > 0, check);
  });

  const isCell = ({ check }: Damage) => check === 'cells';
  for (const { what, check, code, place, breaks, mends } of storedDamages.filter((damage) => !isCell(damage)))
    test(`${what} is found and named`, async () => {
      for (const statement of breaks) await database.db.execute(statement);
      try {
        const { found } = await verify([check]);
        const named = found.filter((difference) => difference.code === code);
        assert.ok(
          named.some((difference) => difference.place.includes(place)),
          JSON.stringify(found),
        );
        for (const difference of found) {
          const { th, en } = differenceWords(difference);
          assert.doesNotMatch(`${th} ${en}`, /\{\w+\}|ทดสอบ/);
        }
      } finally {
        for (const statement of mends) await database.db.execute(statement);
      }
      assert.deepEqual((await verify([check])).found, []);
    });

  test('a value, a name and a row that the workbook has otherwise are found and named', async () => {
    const cells = storedDamages.filter(isCell);
    for (const { breaks } of cells) for (const statement of breaks) await database.db.execute(statement);
    const { found } = await verify(['cells']);
    for (const { mends } of cells) for (const statement of mends) await database.db.execute(statement);
    for (const { what, code, place } of cells)
      assert.ok(
        found.some((difference) => difference.code === code && difference.place.includes(place)),
        `${what}: ${JSON.stringify(found)}`,
      );
    assert.doesNotMatch(JSON.stringify(found), /ทดสอบ/);
    assert.equal(
      found.length,
      cells.length + 1,
      'the moved row is missing in its place, and nothing else is wrong',
    );
    assert.deepEqual((await verify(['cells'])).found, []);
  });

  test('a kept workbook that changed or is gone is named', async () => {
    const { db } = database;
    const kept = await db.first<{ storedPath: string }>(
      sql`select stored_path as "storedPath" from eclaim_imported_files where filename like '%ORF%'`,
    );
    const file = path.join(room.parts(db).downloadDir, kept?.storedPath ?? '');
    renameSync(file, `${file}.away`);
    const gone = await verify(['files', 'cells']);
    assert.deepEqual(
      gone.found.map(({ code }) => code),
      ['verify_kept_missing', 'verify_not_read'],
    );
    renameSync(`${file}.away`, file);
    appendFileSync(file, 'x');
    const changed = await verify(['files']);
    assert.deepEqual(
      changed.found.map(({ code, place }) => [code, place]),
      [
        ['verify_kept_changed', kept?.storedPath],
        ['verify_kept_changed', kept?.storedPath],
      ],
    );
  });

  test('nothing can be written while the stored state is looked at', async () => {
    await assert.rejects(
      database.db.snapshot((view) => view.execute(sql`delete from claim_error`)),
      /read.only/i,
    );
  });

  test('a check that is stopped ends with the reason', async () => {
    const stop = new AbortController();
    stop.abort(new Error('stopped by a person'));
    await assert.rejects(
      verifyStored(room.parts(database.db), verifyChecks, { signal: stop.signal }),
      /stopped by a person/,
    );
  });
});
