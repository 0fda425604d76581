import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createDice } from '../practice/claims/dice.js';
import { databases } from '../testing/databases.js';
import { webhookKills, webhooksSideBySide } from '../testing/webhook-kills.js';

/** The full number runs by `npm run bench -- webhook-kills`. The embedded database takes long to open. */
const killsOn = { embedded: 3, postgresql: 6, mysql: 6 } as const;

describe('webhooks of processes that are killed', () => {
  for (const database of databases()) {
    test(`${database.name}: all that was committed arrives under its id, and nothing else`, async () => {
      const seed = `${process.env.WEBHOOK_KILL_SEED ?? 'webhooks'} ${database.name}`;
      const kills = killsOn[database.name as keyof typeof killsOn];
      const fresh = await database.fresh();
      try {
        const sums = await webhookKills(fresh, { kills, dice: createDice(seed), seed });
        assert.deepEqual([sums.lost, sums.invented], [0, 0], `seed "${seed}": ${JSON.stringify(sums)}`);
        assert.ok(sums.messages >= 2 * kills, JSON.stringify(sums));
      } finally {
        await fresh.close();
      }
    });

    if (database.name === 'embedded') continue;
    test(`${database.name}: of several processes that are not, each message goes out once`, async () => {
      const fresh = await database.fresh();
      try {
        const sums = await webhooksSideBySide(fresh, { processes: 3, each: 40 });
        assert.deepEqual([sums.lost, sums.invented, sums.repeated], [0, 0, 0], JSON.stringify(sums));
        assert.equal(sums.messages, 2 * 3 * 40);
      } finally {
        await fresh.close();
      }
    });
  }
});
