import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { sql } from '../../db/sql.js';
import { newCaseInput } from '../../domain/case-input.js';
import { commandLineActor as by } from '../../services/actor.js';
import { createCase } from '../../services/create-case.js';
import { beginCall, dropCall, finishCall, purgeCalls, renewCall } from '../../store/idempotency-keys.js';
import { eachDatabase, eachServer } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const body = z.looseObject({ id: z.number(), updated_at: z.string() });
const minimal = { title: 'ขอเอกสารเพิ่ม', category: 'document', priority: 'medium' };

eachDatabase('a call that carries an Idempotency-Key', (database) => {
  let app: TestApp;
  let key = '';
  let now = new Date('2026-02-03T09:00:00Z');
  before(async () => {
    app = await startTestApp({ db: database.db, parts: { now: () => now } });
    key = await app.key();
  });
  after(async () => await app.close());

  const post = async (
    idempotencyKey: string | null,
    fields: object = {},
    more: Record<string, string> = {},
  ) =>
    await fetch(`${app.url}${more.mount ?? '/helpline/api'}/cases`, {
      method: 'POST',
      headers: {
        'x-api-key': more.key ?? key,
        'content-type': 'application/json',
        ...(idempotencyKey !== null && { 'idempotency-key': idempotencyKey }),
      },
      body: JSON.stringify({ ...minimal, ...fields }),
    });
  const count = async () =>
    (await database.db.first<{ n: number }>(sql`select count(*) as n from cases`))?.n ?? 0;

  test('is done once, and a repeat gets the same answer on whichever mount', async () => {
    const before = await count();
    const first = await post('once');
    const text = await first.text();
    assert.equal(first.status, 201);
    const again = await post('once');
    assert.deepEqual([again.status, await again.text()], [201, text]);
    assert.equal(again.headers.get('idempotent-replayed'), 'true');
    assert.equal(first.headers.get('etag'), '"1"');
    for (const name of ['location', 'etag', 'content-type'])
      assert.equal(again.headers.get(name), first.headers.get(name), name);
    const turned = await fetch(`${app.url}/api/v1/cases`, {
      method: 'POST',
      headers: {
        'x-api-key': key,
        'content-type': 'application/json; charset=utf-8',
        'idempotency-key': 'once',
      },
      body: `{"priority":"medium", "category":"document","title":"${minimal.title}"}`,
    });
    assert.deepEqual([turned.status, await turned.text()], [201, text]);
    assert.equal(turned.headers.get('etag'), '"1"');
    assert.equal(turned.headers.get('location'), `/api/v1/cases/${body.parse(JSON.parse(text)).id}`);
    assert.equal(await count(), before + 1);
  });

  test('of fifty at once one is done; the others get its answer, or are asked to wait', async () => {
    const before = await count();
    const answers = await Promise.all(Array.from({ length: 50 }, () => post('fifty')));
    const ids = new Set<number>();
    for (const answer of answers) {
      if (answer.status === 409) {
        assert.equal(answer.headers.get('retry-after'), '1');
        await answer.arrayBuffer();
      } else ids.add(body.parse(await answer.json()).id);
    }
    assert.equal(ids.size, 1);
    assert.equal(await count(), before + 1);
  });

  test('with another body is refused, and of another caller is another call', async () => {
    await post('bodies');
    const answer = await post('bodies', { title: 'อื่น' });
    assert.equal(answer.status, 422);
    assert.equal(
      z.looseObject({ type: z.string() }).parse(await answer.json()).type,
      '/help/problems/idempotency-key-reused',
    );
    const other = await post('bodies', {}, { key: await app.key() });
    assert.deepEqual([other.status, other.headers.get('idempotent-replayed')], [201, null]);
    assert.equal((await post('\u00e9')).status, 400);
  });

  test('that failed may be corrected under the same key', async () => {
    assert.equal((await post('mended', { tran_id: 'no-such-claim' })).status, 422);
    assert.equal((await post('mended', {})).status, 201);
  });

  const hash = 'f'.repeat(64);
  const begun = (name: string, owner: string) => ({
    caller: 'key 0',
    key: name,
    owner,
    requestHash: hash,
    now,
    leaseUntil: new Date(now.getTime() + 60_000),
    keptSince: new Date(now.getTime() - 48 * 3_600_000),
  });
  const answer = {
    status: 201,
    location: null,
    etag: null,
    body: new TextEncoder().encode('{}'),
    nonce: null,
    batch: null,
  };

  test('of a process that died before the commit is run again; the dead run cannot commit any more', async () => {
    const { db } = database;
    const before = await count();
    assert.equal((await beginCall(db, begun('killed', 'dead'))).state, 'mine');
    assert.equal((await beginCall(db, begun('killed', 'second'))).state, 'running');
    await renewCall(db, begun('killed', 'dead'), new Date(now.getTime() + 120_000));
    now = new Date(now.getTime() + 61_000);
    assert.equal((await beginCall(db, begun('killed', 'second'))).state, 'running');
    now = new Date(now.getTime() + 61_000);
    const tries = await Promise.all(
      ['second', 'third'].map((owner) => beginCall(db, begun('killed', owner))),
    );
    assert.deepEqual(tries.map(({ state }) => state).sort(), ['mine', 'running']);
    const winner = tries[0]?.state === 'mine' ? 'second' : 'third';
    const write = (owner: string) =>
      createCase(
        app.parts,
        { input: newCaseInput.parse(minimal), source: 'api', reach: { hospital: null, ownHospital: '' }, by },
        async (tx) => {
          if (!(await finishCall(tx, begun('killed', owner), answer))) throw new Error('taken over');
        },
      );
    await assert.rejects(write('dead'), /taken over/);
    await dropCall(db, begun('killed', 'dead'));
    await write(winner);
    assert.equal((await beginCall(db, begun('killed', 'fourth'))).state, 'done');
    assert.equal(await count(), before + 1);
  });

  test('that came back after its process died behind the commit is answered, also after a restart', async () => {
    const first = body.parse(await (await post('restart')).json());
    const again = await startTestApp({ db: database.db, parts: { now: () => now } });
    try {
      const replayed = await fetch(`${again.url}/helpline/api/cases`, {
        method: 'POST',
        headers: { 'x-api-key': key, 'content-type': 'application/json', 'idempotency-key': 'restart' },
        body: JSON.stringify(minimal),
      });
      assert.deepEqual(body.parse(await replayed.json()), first);
    } finally {
      await again.close();
    }
  });

  test('is remembered for 48 hours', async () => {
    await post('old');
    now = new Date(now.getTime() + 47 * 3_600_000);
    assert.equal((await post('old')).headers.get('idempotent-replayed'), 'true');
    now = new Date(now.getTime() + 2 * 3_600_000);
    assert.deepEqual(
      await post('old').then((each) => [each.status, each.headers.get('idempotent-replayed')]),
      [201, null],
    );
    assert.ok((await purgeCalls(database.db, new Date(now.getTime() - 48 * 3_600_000))) > 0);
    assert.equal((await post('old')).headers.get('idempotent-replayed'), 'true');
  });

  test('is not needed by a key with dedupe_window_s: an equal create within it is the same', async () => {
    const plain = await post(null, { title: 'คู่' });
    assert.notEqual(
      body.parse(await plain.json()).id,
      body.parse(await (await post(null, { title: 'คู่' })).json()).id,
    );
    const careless = { key: await app.key({ dedupeWindowSeconds: 60 }) };
    const twins = await Promise.all([1, 2].map(() => post(null, { title: 'คู่' }, careless)));
    const [one, two] = await Promise.all(twins.map(async (each) => body.parse(await each.json()).id));
    assert.equal(one, two);
    assert.notEqual(body.parse(await (await post(null, { title: 'เดี่ยว' }, careless)).json()).id, one);
    now = new Date(now.getTime() + 61_000);
    assert.notEqual(body.parse(await (await post(null, { title: 'คู่' }, careless)).json()).id, one);
  });

  test('runs on where it takes longer than the window: an equal create waits for it, and is answered the same', async () => {
    const call = { caller: 'key 9 equal', key: 'slow', requestHash: 'h', owner: 'first' };
    const begun = { now, leaseUntil: new Date(now.getTime() + 60_000), keptSince: now };
    assert.deepEqual(await beginCall(database.db, { ...call, ...begun }), { state: 'mine' });
    const later = new Date(now.getTime() + 6000);
    const repeat = { ...call, owner: 'second', now: later, leaseUntil: begun.leaseUntil, keptSince: later };
    assert.deepEqual(await beginCall(database.db, repeat), { state: 'running' });
    const answer = {
      status: 201,
      location: null,
      etag: null,
      body: new Uint8Array([1]),
      nonce: null,
      batch: null,
    };
    assert.equal(await finishCall(database.db, call, answer), true);
    const waited = await beginCall(database.db, { ...repeat, keptSince: new Date(0) });
    assert.equal(waited.state, 'done');
    assert.deepEqual(await beginCall(database.db, repeat), { state: 'mine' });
    const end = new Date(now.getTime() + 61_000);
    const dead = { ...repeat, owner: 'third', now: end, keptSince: end };
    assert.deepEqual(await beginCall(database.db, dead), { state: 'mine' }, 'whose lease has ended is dead');
    await dropCall(database.db, { ...call, owner: 'third' });
  });
});

eachServer('a create that runs longer than the window of its key', (database) => {
  let app: TestApp;
  let now = new Date('2026-02-03T09:00:00Z');
  /** So many calls have asked for their place. */
  let begun = 0;
  before(async () => {
    const { db } = database;
    const watched = new Proxy(db, {
      get(_target, name) {
        const value: unknown = Reflect.get(db, name, db);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]): unknown => {
          if (name === 'upsert' && given[0] === 'idempotency_keys') begun += 1;
          return Reflect.apply(value, db, given);
        };
      },
    });
    app = await startTestApp({ db: watched, parts: { now: () => now } });
  });
  after(async () => await app.close());

  test('is waited for by an equal one that came meanwhile, and not done again when it is over', async () => {
    const key = await app.key({ dedupeWindowSeconds: 5 });
    const post = async () => {
      const answer = await fetch(`${app.url}/helpline/api/cases`, {
        method: 'POST',
        headers: { 'x-api-key': key, 'content-type': 'application/json' },
        body: JSON.stringify(minimal),
      });
      return `${answer.status} ${body.parse(await answer.json()).id}`;
    };
    const until = async (isSo: () => boolean | Promise<boolean>) => {
      for (let waited = 0; !(await isSo()); waited += 20) {
        assert.ok(waited < 30_000, 'waited in vain');
        await pause(20);
      }
    };
    let isHeld = false;
    let isOver = false;
    const holding = database.db.transaction(async (tx) => {
      // Whoever creates waits for this before its commit.
      await tx.query(sql`select last_no from change_clock where id = 1 for update`);
      isHeld = true;
      await until(() => isOver);
    });
    try {
      await until(() => isHeld);
      const first = post();
      await until(async () => (await database.db.first(sql`select owner from idempotency_keys`)) !== null);
      now = new Date(now.getTime() + 6000);
      const second = post();
      await until(() => begun >= 2);
      isOver = true;
      assert.equal(await second, await first);
      assert.match(await first, /^201 /);
    } finally {
      isOver = true;
      await holding;
    }
  });
});
