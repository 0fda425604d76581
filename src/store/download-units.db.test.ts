import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDatabase } from '../testing/databases.js';
import { findDownloadUnit, saveDownloadUnit, type UnitState } from './download-units.js';

eachDatabase('units of the grid', (database) => {
  let month = 0;

  /** The states that are kept when these were found one after the other. */
  async function keptAfter(...found: UnitState[]): Promise<(string | undefined)[]> {
    month += 1;
    const unit = { upstream: 'eclaim', type: 'rep', scheme: 'ucs', month, yearBe: 2569 } as const;
    const kept: (string | undefined)[] = [];
    for (const state of found) {
      await saveDownloadUnit(database.db, {
        ...unit,
        state,
        counts: { listed: 2, stored: 1 },
        problem: null,
      });
      kept.push((await findDownloadUnit(database.db, unit))?.state);
    }
    return kept;
  }

  test('a unit that had all and lacks some has new files since, until it has all again or cannot be asked', async () => {
    assert.deepEqual(await keptAfter('incomplete', 'incomplete'), ['incomplete', 'incomplete']);
    assert.deepEqual(await keptAfter('complete', 'incomplete', 'incomplete', 'complete'), [
      'complete',
      'new_since',
      'new_since',
      'complete',
    ]);
    assert.deepEqual(await keptAfter('empty', 'incomplete', 'failed', 'incomplete'), [
      'empty',
      'new_since',
      'failed',
      'incomplete',
    ]);
  });
});
