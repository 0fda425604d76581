import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '../db/sql.js';
import { databases, type FreshDatabase } from '../testing/databases.js';
import { countCall } from './rate-windows.js';

for (const kind of databases())
  describe(`calls counted in a window (${kind.name})`, () => {
    let fresh: FreshDatabase;
    before(async () => {
      fresh = await kind.fresh();
    });
    after(() => fresh.close());

    test('begins with the first call and counts each once, also of many at once', async () => {
      const first = await countCall(fresh.db, 'one', 60);
      assert.equal(first.calls, 1);
      assert.ok(first.secondsLeft > 50 && first.secondsLeft <= 60, String(first.secondsLeft));
      const counts = await Promise.all(Array.from({ length: 40 }, () => countCall(fresh.db, 'one', 60)));
      assert.deepEqual(
        counts.map(({ calls }) => calls).sort((a, b) => a - b),
        Array.from({ length: 40 }, (_, index) => index + 2),
      );
      assert.ok(counts.every(({ endsAt }) => endsAt.getTime() === first.endsAt.getTime()));
      assert.equal((await countCall(fresh.db, 'another', 60)).calls, 1);
    });

    test('begins anew when the window is over, and not before', async () => {
      await countCall(fresh.db, 'old', 60);
      const before = (seconds: number) => new Date(Date.now() - seconds * 1000);
      await fresh.db.execute(sql`update rate_windows set started_at = ${before(50)} where bucket = 'old'`);
      const late = await countCall(fresh.db, 'old', 60);
      assert.equal(late.calls, 2);
      assert.ok(late.secondsLeft < 15, String(late.secondsLeft));
      await fresh.db.execute(sql`update rate_windows set started_at = ${before(61)} where bucket = 'old'`);
      const anew = await countCall(fresh.db, 'old', 60);
      assert.equal(anew.calls, 1);
      assert.ok(anew.secondsLeft > 50, String(anew.secondsLeft));
    });
  });
