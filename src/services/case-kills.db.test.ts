import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDice } from '../practice/claims/dice.js';
import { caseKills } from '../testing/case-kills.js';
import { databases } from '../testing/databases.js';

/** Many more, on both servers, by `npm run bench -- case-kills`. */
const kills = 15;

test('a create and an import of a CSV that kill -9 cuts off are done once when they are sent again', async () => {
  const database = databases().find(({ name }) => name === 'postgresql');
  assert.ok(database);
  const seed = process.env.CASE_KILL_SEED ?? 'cases';
  const fresh = await database.fresh();
  try {
    const sums = await caseKills(fresh, { kills, rows: 400, dice: createDice(seed) });
    assert.deepEqual(sums.wrong, [], `seed "${seed}": ${JSON.stringify(sums)}`);
    assert.equal(sums.answered + sums.done + sums.undone, 2 * kills);
  } finally {
    await fresh.close();
  }
});
