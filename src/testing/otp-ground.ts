import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenedDb } from '../db/dialect.js';
import { sql } from '../db/sql.js';
import { type PracticeMailServer, startPracticeMailServer } from '../practice/receivers/mail-server.js';
import { commandLineActor } from '../services/actor.js';
import { addUser } from '../services/add-user.js';
import { databases } from './databases.js';
import { startTestApp, type TestApp, testPassword } from './test-app.js';

/** An app with a mail server and two people with addresses: `officer1` (claims) and `officer2` (viewer). */
export interface OtpGround {
  readonly app: TestApp;
  readonly db: OpenedDb;
  readonly mail: PracticeMailServer;
  /** The app's clock, in milliseconds. */
  readonly clock: { at: number };
  /** Every call comes from a machine of its own, so that limits by address stay out of the way. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Every code that was mailed to the address. */
  codesTo(address: string): string[];
  /** Asks for a code two minutes later and waits until it has come. */
  codeFor(username: string, mount?: string): Promise<{ readonly addr_addr: string; readonly otp: string }>;
  close(): Promise<void>;
}

export async function startOtpGround(): Promise<OtpGround> {
  const [embedded] = databases();
  assert.ok(embedded);
  const fresh = await embedded.fresh();
  const mail = await startPracticeMailServer();
  const clock = { at: Date.parse('2026-02-03T02:00:00Z') };
  const app = await startTestApp({
    db: fresh.db,
    env: { TRUST_PROXY: '127.0.0.1', SMTP_URL: mail.url, SMTP_FROM: 'eclaim@hospital.example' },
    parts: { now: () => new Date(clock.at) },
  });
  await app.signedIn('admin');
  for (const [username, role] of [
    ['officer1', 'claims'],
    ['officer2', 'viewer'],
  ] as const) {
    const email = `${username}@hospital.example`;
    const person = { username, password: testPassword, roles: [role], email, mustChangePassword: false };
    await addUser(app.parts, person, commandLineActor);
  }
  let visitors = 0;
  const post: OtpGround['post'] = async (path, body, headers = {}) => {
    visitors += 1;
    const from = `10.${(visitors >> 16) & 255}.${(visitors >> 8) & 255}.${visitors & 255}`;
    return await fetch(`${app.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': from, ...headers },
      ...(body !== null && { body: JSON.stringify(body) }),
    });
  };
  const codesTo = (address: string) =>
    mail.mails
      .filter(({ to }) => to.includes(`<${address}>`))
      .map(({ source }) => /API[^:]*: (\d{6})/.exec(decoded(source))?.[1] ?? '');
  return {
    app,
    db: fresh.db,
    mail,
    clock,
    post,
    codesTo,
    async codeFor(username, mount = '/helpline/api') {
      clock.at += 120_000;
      await fresh.db.execute(sql`delete from rate_windows where bucket like 'otp to%'`);
      const address = `${username}@hospital.example`;
      const before = codesTo(address).length;
      const sent = await post(`${mount}/sendOTP`, { addr_addr: address, addr_type: 'email' });
      assert.equal(sent.status, 202);
      for (let tries = 0; codesTo(address).length === before && tries < 500; tries += 1) await sleep(20);
      const code = codesTo(address)[before];
      assert.match(code ?? '', /^\d{6}$/);
      return { addr_addr: address, otp: code ?? '' };
    },
    async close() {
      await app.close();
      await mail.close();
      await fresh.close();
    },
  };
}

/** The mail with its parts made readable. */
function decoded(source: string): string {
  return source
    .split(/\r?\n\r?\n/)
    .map((part) => {
      const text = part.replace(/\r?\n--[^\n]*$/s, '').replace(/\s/g, '');
      return /^[A-Za-z0-9+/=]{40,}$/.test(text) ? Buffer.from(text, 'base64').toString() : part;
    })
    .join('\n');
}
