import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '../../db/sql.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { TestBrowser } from '../../testing/test-browser.js';

interface OpenStream {
  text(): string;
  until(holds: (text: string) => boolean): Promise<string>;
  readonly ended: Promise<void>;
  hangUp(): void;
}

async function open(browser: TestBrowser, query = '', lastEventId?: string): Promise<OpenStream> {
  const stop = new AbortController();
  const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const answer = await browser.send(`/events/stream${query}`, { headers, signal: stop.signal });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /text\/event-stream/);
  const { body } = answer;
  assert.ok(body);
  let text = '';
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of body) text += decoder.decode(chunk, { stream: true });
  };
  const ended = read().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return {
    text: () => text,
    async until(holds) {
      for (const end = Date.now() + 10_000; !holds(text); await sleep(10))
        assert.ok(Date.now() < end, `it did not come in time:\n${text}`);
      return text;
    },
    ended,
    hangUp: () => stop.abort(),
  };
}

const progress = {
  ...{ done: 7, of: 12, bytes: 2_400_000, bytesPerSecond: 88_000, secondsLeft: 95 },
  unit: 'file',
  current: 'eclaim_99999_OP_25690612_084812903.xls',
} as const;

describe('the stream of changes', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let officer: TestBrowser;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    app = await startTestApp({ db: fresh.db });
    await app.signedIn('admin');
    officer = await app.signedIn('claims');
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  const positionOf = async (browser: TestBrowser, path = '/help') =>
    /data-position="([^"]+)"/.exec(await (await browser.get(path)).text())?.[1] ?? '';
  const tellJob = (done: number) =>
    app.parts.bus.publish('job.changed', {
      ...{ jobId: 1, jobKey: 'job_live', status: 'running' },
      progress: { ...progress, done },
    });

  test('tells the progress of jobs in the words of each reader, once a moment', async () => {
    const thai = await open(officer, `?lang=th&last_event_id=${await positionOf(officer)}`);
    const english = await open(officer, `?lang=en&last_event_id=${await positionOf(officer)}`);
    tellJob(6);
    tellJob(7);
    const text = await english.until((read) => read.includes('event: change'));
    assert.match(text, /^retry: 3000\n\nid: \w+\.\d+\nevent: change\ndata: \{.*\}\n\n$/);
    assert.match(text, /"key":"job_live","status":"running","done":7,"of":12/);
    assert.match(text, /"doneText":"7 of 12 files","current":"eclaim_[^"]+","facts":\["2.4 MB came"/);
    assert.match(await thai.until((read) => read.includes('event: change')), /"short":"7 \/ 12"/);
    assert.match(thai.text(), /7 จาก 12/);
    for (const stream of [thai, english]) stream.hangUp();
  });

  test('says nothing to a page that has seen everything, and to refresh to one that missed something', async () => {
    const position = await positionOf(officer);
    const upToDate = await open(officer, `?last_event_id=${position}`);
    app.parts.bus.publish('session.changed', { upstream: 'eclaim', state: 'signed_in' });
    await upToDate.until((read) => read.includes('"topics":["session"]'));
    assert.doesNotMatch(upToDate.text(), /refresh/);
    upToDate.hangUp();
    const missed = await open(officer, '', position);
    const told = await missed.until((read) => read.includes('event: refresh'));
    assert.ok(told.includes(`id: ${await positionOf(officer)}\n`));
    missed.hangUp();
    const otherRun = await open(officer, '?last_event_id=elsewhere.7');
    await otherRun.until((read) => read.includes('event: refresh'));
    otherRun.hangUp();
    assert.equal((await officer.send('/events/stream?what=else', {})).status, 400);
  });

  test('tells alerts to those alone who may see them', async () => {
    const viewer = await app.signedIn('viewer');
    const [seen, unseen] = [await open(officer), await open(viewer)];
    app.parts.bus.publish('alert.raised', { key: 'x', severity: 'warning', title: { th: 'ก', en: 'a' } });
    await seen.until((read) => read.includes('"topics":["alerts"]'));
    await unseen.until((read) => read.includes('"topics":[]'));
    for (const stream of [seen, unseen]) stream.hangUp();
    const frame = await (await officer.get('/events/frame?lang=en')).text();
    assert.match(frame, /id="live-frame"/);
    assert.doesNotMatch(frame, /<html|<nav/);
  });

  test('ends when its reader signs out, and is no sign that somebody sits there', async () => {
    const leaver = await app.signedIn('auditor');
    const seenAt = async () =>
      (await fresh.db.query<{ at: string }>(sql`select max(last_seen_at) as at from user_sessions`))[0]?.at;
    await fresh.db.execute(sql`update user_sessions set last_seen_at = ${new Date(Date.now() - 600_000)}`);
    const before = await seenAt();
    const stream = await open(leaver);
    await leaver.get('/help', { 'x-live': '1' });
    assert.equal(await seenAt(), before);
    await leaver.submit('/logout', {}, '/settings/account');
    await stream.ended;
    assert.equal((await leaver.send('/events/stream', {})).status, 401);
  });
});
