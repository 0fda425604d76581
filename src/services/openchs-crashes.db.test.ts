import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDice } from '../practice/claims/dice.js';
import { eachDatabase, eachServer } from '../testing/databases.js';
import { crashTrial } from '../testing/openchs-crashes.js';
import { openchsKills } from '../testing/openchs-kills.js';

/** The full number runs by `npm run bench -- openchs`. */
const trials = { embedded: 24, postgresql: 16, mysql: 12 } as const;

eachDatabase('a sender that ends at any point', (database) => {
  test('opens no second case: one there, or at the gateway at most one and a person is asked', async () => {
    const seed = process.env.OPENCHS_CRASH_SEED ?? 'crashes';
    const dice = createDice(`${seed} ${database.name}`);
    let crashed = 0;
    const count = trials[database.name as keyof typeof trials];
    for (let number = 0; number < count; number += 1) {
      const trial = await crashTrial(database.db, dice, number);
      crashed += trial.crashed ? 1 : 0;
      assert.equal(trial.wrong, '', `seed ${seed}, trial ${number}: ${trial.profile}, ${trial.point}`);
    }
    assert.ok(crashed > count / 4, `${crashed} of ${count} ended early`);
  });
});

eachServer('a sender that is killed with -9', (database) => {
  test('while the site loses answers: no second case, and none is lost', async () => {
    const dice = createDice(`killed ${database.name}`);
    const profile = database.name === 'mysql' ? 'native' : 'documented';
    const sums = await openchsKills(database.db, database.settings, profile, {
      kills: 3,
      dice,
      hospital: '97001',
    });
    assert.deepEqual([sums.denials, sums.twice, sums.lost, sums.asked], [9, 0, 0, 0]);
  });
});
