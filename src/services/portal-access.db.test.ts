import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { sql } from '../db/sql.js';
import { AppError } from '../domain/errors.js';
import { createBus } from '../events/bus.js';
import { findUpstreamSession } from '../store/upstream-sessions.js';
import { eachDatabase } from '../testing/databases.js';
import { type EclaimRig, openRig, rigMonth } from '../testing/portal/eclaim-rig.js';
import { fastSettings } from '../testing/portal/fast-settings.js';
import { keepingWatch } from '../testing/portal/job-watch.js';
import { keepingLog } from '../testing/portal/quiet-log.js';
import { ownerOf, ownerText } from './owner.js';
import { type PortalParts, withPortal } from './portal-access.js';
import { leaseHolder } from './portal-lease.js';
import { createSecretKey } from './secret-key.js';

const right = { username: 'hospital', password: 'right' };
const timing = { poll: 10, beat: 20, silence: 300 };

eachDatabase('the session at NHSO', (database) => {
  let rig: EclaimRig;
  let parts: PortalParts;
  const log = keepingLog();

  beforeEach(async () => {
    rig = await openRig();
    await database.db.execute(sql`delete from upstream_sessions`);
    await database.db.execute(sql`delete from secrets`);
    parts = {
      db: database.db,
      log,
      bus: createBus(),
      secretKey: createSecretKey('key of the tests, long enough to be one'),
      settings: fastSettings(rig.portal.url),
      accounts: [right],
      holder: leaseHolder(ownerText(ownerOf()), 'one'),
      timing,
    };
  });
  afterEach(() => rig.close());

  const passwords = () => rig.portal.requests.filter(({ body }) => body.includes('pass=')).length;
  const listOnce = (change: Partial<PortalParts> = {}, watch = keepingWatch()) =>
    withPortal({ ...parts, ...change }, watch, async (client, signal) => {
      await client.listing(rigMonth, signal);
    });
  const session = async () => {
    const found = await findUpstreamSession(database.db, 'eclaim', 'hospital');
    assert.ok(found);
    return found;
  };
  const failsWith = (code: string) => (error: unknown) => error instanceof AppError && error.code === code;

  test('a session is used again by the next run and by another process, until the portal ends it', async () => {
    await listOnce();
    await listOnce({ holder: leaseHolder('other-machine:1:1:1', 'two') });
    assert.equal(passwords(), 1);
    const kept = await session();
    assert.equal(kept.state, 'signed_in');
    const minutes = (Date.parse(kept.expiresAt ?? '') - Date.now()) / 60_000;
    assert.ok(minutes > 24 && minutes <= 25, `${minutes}`);
    rig.portal.endSessions();
    await listOnce();
    assert.equal(passwords(), 2);
  });

  test('its cookies lie encrypted in the database, and in no line of the log', async () => {
    await listOnce();
    const cookie = /JSESSIONID=(s1\.[\d.]+)/;
    const [secret] = await database.db.query<{ name: string; cipher: Uint8Array }>(
      sql`select name, cipher from secrets`,
    );
    assert.match(secret?.name ?? '', /^upstream-session:\d+$/);
    assert.doesNotMatch(Buffer.from(secret?.cipher ?? []).toString('latin1'), /JSESSIONID/);
    assert.doesNotMatch(log.lines.join('\n'), cookie);
  });

  test('a session that was kept under another key is not used', async () => {
    await listOnce();
    await listOnce({ secretKey: createSecretKey('another key, long enough to be one as well') });
    assert.equal(passwords(), 2);
  });

  test('the program signs in three times an hour by itself and no more, then names the time', async () => {
    for (let turn = 0; turn < 3; turn++) {
      rig.portal.endSessions();
      await listOnce();
    }
    rig.portal.endSessions();
    await assert.rejects(listOnce(), (error: unknown) => {
      assert.ok(error instanceof AppError && error.code === 'sign_ins_spent');
      const until = Date.parse(String(error.details.until)) - Date.now();
      assert.ok(until > 55 * 60_000 && until <= 60 * 60_000, `${until}`);
      return true;
    });
    assert.equal(passwords(), 3);
    const hourAgo = JSON.stringify([new Date(Date.now() - 3_601_000).toISOString()]);
    await database.db.execute(sql`update upstream_sessions set own_sign_ins = ${hourAgo}`);
    await listOnce();
    assert.equal(passwords(), 4);
  });

  test('a refused account is never tried again until its password is another', async () => {
    const wrong = { ...right, password: 'wrong' };
    await assert.rejects(listOnce({ accounts: [wrong] }), failsWith('refused'));
    await assert.rejects(listOnce({ accounts: [wrong] }), failsWith('account_set_aside'));
    assert.equal(passwords(), 1);
    const key = `account/${(await session()).id}/refused`;
    const alert = () =>
      database.db.first<{ title_en: string; closed_at: string | null }>(
        sql`select title_en, closed_at from alerts where alert_key = ${key}`,
      );
    const raised = await alert();
    assert.match(raised?.title_en ?? '', /ho••••al/);
    assert.equal(raised?.closed_at, null);
    await listOnce();
    assert.equal((await session()).state, 'signed_in');
    assert.notEqual((await alert())?.closed_at, null);
  });

  test('the second account takes the place of a refused one in the same run', async () => {
    const accounts = [{ username: 'first', password: 'wrong' }, right];
    const worked: string[] = [];
    await withPortal({ ...parts, accounts }, keepingWatch(), async (client, signal) => {
      await client.listing(rigMonth, signal);
      worked.push('listed');
    });
    assert.deepEqual(worked, ['listed']);
    assert.equal(passwords(), 2);
    await listOnce({ accounts });
    assert.equal(passwords(), 2);
  });

  test('two processes never use one account at once: the second waits its turn', async () => {
    const order: string[] = [];
    let free: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      free = resolve;
    });
    let begun: () => void = () => undefined;
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const first = withPortal(parts, keepingWatch(), async () => {
      order.push('first begins');
      begun();
      await held;
      order.push('first ends');
    });
    await isBegun;
    const watch = keepingWatch();
    const holder = leaseHolder(ownerText(ownerOf()), 'two');
    const second = withPortal({ ...parts, holder }, watch, async () => void order.push('second'));
    while (!watch.said.some(({ en }) => /waits its turn/.test(en)))
      await new Promise((r) => setTimeout(r, 5));
    free();
    await Promise.all([first, second]);
    assert.deepEqual(order, ['first begins', 'first ends', 'second']);
    assert.equal(passwords(), 1);
  });

  test('the account of a process that died is taken over when it has been silent', async () => {
    await listOnce();
    const dead = database.db.dialect.singleProcess ? 'gone:1:1:1#x' : 'other-machine:1:1:1#x';
    await database.db.execute(
      sql`update upstream_sessions set leased_by = ${dead}, lease_beat_at = current_timestamp(6)`,
    );
    const begun = Date.now();
    await listOnce();
    const waited = Date.now() - begun;
    if (database.db.dialect.singleProcess) assert.ok(waited < 2000);
    else assert.ok(waited >= 250, `${waited}`);
    assert.equal((await session()).isLeased, false);
  });

  test('a wait for the account ends when the job is cancelled', async () => {
    await listOnce();
    await database.db.execute(
      sql`update upstream_sessions set leased_by = ${leaseHolder(ownerText(ownerOf()), 'other')},
        lease_beat_at = current_timestamp(6)`,
    );
    const cancel = new AbortController();
    const waiting = listOnce({ timing: { ...timing, silence: 60_000 } }, keepingWatch(cancel.signal));
    setTimeout(() => cancel.abort(new Error('cancelled')), 30);
    await assert.rejects(waiting, /cancelled/);
  });
});
