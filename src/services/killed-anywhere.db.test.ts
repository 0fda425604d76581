import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createDice } from '../practice/claims/dice.js';
import { databases } from '../testing/databases.js';
import { killTrials } from '../testing/kill-trials.js';
import { temporaryFolder } from '../testing/test-server.js';

/** Moments for each database here, one after the other; `npm run bench -- kill` takes far more, each by itself. */
const kills = 3;

describe('a process that is killed while it imports, approves and takes out', () => {
  for (const database of databases())
    test(`${database.name}: the next run ends where an undisturbed one ends`, async () => {
      const fresh = await database.fresh();
      // A process of its own opens the embedded database; here nobody may hold it.
      if (database.name === 'embedded') await fresh.db.close();
      const { folder, remove } = temporaryFolder('killed');
      try {
        const dice = createDice(`killed ${database.name}`);
        const { trials } = await killTrials(
          { settings: fresh.settings, folder },
          { count: 1, kills, from: 0.3, dice },
        );
        assert.deepEqual(
          trials.flatMap(({ wrong }) => wrong),
          [],
        );
        assert.ok(trials.some(({ killedAt }) => killedAt.length > 0));
      } finally {
        remove();
        await fresh.close();
      }
    });
});
