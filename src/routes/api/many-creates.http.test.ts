import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { OpenedDb } from '../../db/dialect.js';
import { openDb } from '../../db/index.js';
import { eachDatabase } from '../../testing/databases.js';
import { createMany } from '../../testing/many-creates.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const count = 200;
const atOnce = 40;

eachDatabase('many cases made at once', (database) => {
  // A block of its own: the servers are closed before their database is.
  describe('by many clients', () => {
    const apps: TestApp[] = [];
    const others: OpenedDb[] = [];
    before(async () => {
      const env = { HOSPITAL_CODE: '99999' };
      apps.push(await startTestApp({ db: database.db, env }));
      // A second server where the database lets one in; its connections are its own.
      if (database.settings.type === 'embedded') return;
      const other = await openDb(database.settings);
      others.push(other);
      apps.push(await startTestApp({ db: other, env }));
    });
    after(async () => {
      for (const app of apps) await app.close();
      for (const other of others) await other.close();
    });

    test('each is there once, whether its client asks twice at a time, breaks off or repeats', async () => {
      const key = await apps[0]?.key({ ratePerMinute: 100_000 });
      const urls = apps.map(({ url }) => url);
      const tally = await createMany(database.db, { urls, key: key ?? '', count, atOnce, name: 'many' });
      assert.deepEqual(tally.wrong, []);
      // Every tenth was asked twice at a time and another tenth again later: all but the first are answered from what is kept.
      assert.ok(tally.replayed >= count / 5, `${tally.replayed} replayed`);
      assert.ok(tally.answered >= (count * 6) / 5, `${tally.answered} answered`);
    });
  });
});
