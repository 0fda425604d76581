import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { eachDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const listed = z.array(z.looseObject({ id: z.number(), updated_at: z.string() }));

eachDatabase('overlap_s of a key', (database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({ db: database.db });
  });
  after(() => app.close());

  const keyOf = (overlapSeconds: number) =>
    app.key({ scopes: ['cases:read', 'cases:write'], overlapSeconds, ratePerMinute: 10_000 });
  const listBy = async (key: string, mount: string, since: string) => {
    const query = new URLSearchParams({ updated_since: since });
    const answer = await fetch(`${app.url}${mount}/cases?${query}`, { headers: { 'x-api-key': key } });
    assert.equal(answer.status, 200);
    const body: unknown = await answer.json();
    return listed.parse(Array.isArray(body) ? body : z.looseObject({ data: z.unknown() }).parse(body).data);
  };
  /** An instant of the API moved by microseconds. */
  const moved = (instant: string, micros: number) => {
    const [, whole = '', fraction = ''] = /^(.*)\.(\d{6})\+07:00$/.exec(instant) ?? [];
    const all = BigInt(Date.parse(`${whole}+07:00`)) * 1000n + BigInt(fraction) + BigInt(micros);
    return `${new Date(Number(all / 1000n)).toISOString().slice(0, 20)}${String(all % 1_000_000n).padStart(6, '0')}Z`;
  };

  test('lowers updated_since by so many seconds, to the microsecond, on both mounts', async () => {
    const [plain, lapped] = [await keyOf(0), await keyOf(300)];
    const made = await fetch(`${app.url}/api/v1/cases`, {
      method: 'POST',
      headers: { 'x-api-key': plain, 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'x', category: 'denial', priority: 'low' }),
    });
    assert.equal(made.status, 201);
    const { id, updated_at: at } = z
      .looseObject({ id: z.number(), updated_at: z.string() })
      .parse(await made.json());
    const isThere = async (key: string, mount: string, micros: number) =>
      (await listBy(key, mount, moved(at, micros))).some((row) => row.id === id);
    for (const mount of ['/api/v1', '/helpline/api']) {
      assert.deepEqual(
        [await isThere(plain, mount, 0), await isThere(plain, mount, 1)],
        [true, false],
        mount,
      );
      assert.equal(await isThere(lapped, mount, 1), true, mount);
      assert.equal(await isThere(lapped, mount, 300_000_000), true, mount);
      assert.equal(await isThere(lapped, mount, 300_000_001), false, mount);
      assert.ok(
        (await listBy(lapped, mount, '1970-01-01T00:00:00Z')).some((row) => row.id === id),
        mount,
      );
    }
  });
});
