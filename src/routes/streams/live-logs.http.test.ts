import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { TestBrowser } from '../../testing/test-browser.js';

/** Reads events until `enough` says so; then hangs up. */
async function readEvents(
  browser: TestBrowser,
  path: string,
  enough: (text: string) => boolean,
  lastEventId?: string,
): Promise<string> {
  const stop = new AbortController();
  const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const answer = await browser.send(path, { headers, signal: stop.signal });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /text\/event-stream/);
  assert.ok(answer.body);
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body) {
    text += decoder.decode(chunk, { stream: true });
    if (enough(text)) break;
  }
  stop.abort();
  return text;
}

const idsOf = (text: string) => [...text.matchAll(/^id: \w+\.(\d+)$/gm)].map(([, seq]) => Number(seq));

describe('the live log', () => {
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

  test('sends the lines that are kept and then each new one, with an id and never a query', async () => {
    const reading = readEvents(officer, '/logs/stream', (text) => text.includes('the last one'));
    setTimeout(() => app.parts.log.info({ source: 'import' }, 'the last one'), 50);
    const text = await reading;
    const ids = idsOf(text);
    assert.deepEqual(
      ids,
      ids.map((_id, i) => i + 1),
    );
    assert.match(text, /"source":"import","message":"the last one"/);
  });

  test('goes on after Last-Event-ID, nothing lost and nothing doubled', async () => {
    const { log, ring } = app.parts;
    for (let i = 0; i < 50; i++) log.info({ i }, `line ${i}`);
    const half = ring.last() - 25;
    const text = await readEvents(
      officer,
      '/logs/stream',
      (read) => read.includes('"message":"line 49"'),
      `${ring.boot}.${half}`,
    );
    const ids = idsOf(text);
    assert.equal(ids[0], half + 1);
    assert.deepEqual(
      ids,
      ids.map((_id, i) => half + 1 + i),
    );
    assert.ok(!text.includes('event: gap'));
  });

  test('says so where lines are missing: another run of the program, or an id that fell out', async () => {
    for (const id of ['elsewhere.7', 'nonsense', `${app.parts.ring.boot}.999999`]) {
      const text = await readEvents(officer, '/logs/stream', (read) => read.includes('event: gap'), id);
      assert.match(text, /event: gap\ndata: \{"boot":"\w+","missed":null\}/);
    }
    const first = app.parts.ring.first();
    for (let i = 0; i < 2100; i++) app.parts.log.debug({ i }, 'filler');
    const text = await readEvents(
      officer,
      '/logs/stream?level=error',
      (read) => read.includes('event: gap'),
      `${app.parts.ring.boot}.${first}`,
    );
    assert.match(text, /"missed":\d+/);
  });

  test('shows only what the filter asks for, to several viewers at once', async () => {
    const { log } = app.parts;
    const until = (text: string) => text.includes('wanted');
    const readers = [1, 2, 3].map(() =>
      readEvents(officer, '/logs/stream?level=warn&source=filtered', until),
    );
    setTimeout(() => {
      log.info({ source: 'filtered' }, 'too low');
      log.warn({ source: 'other' }, 'elsewhere');
      log.warn({ source: 'filtered' }, 'wanted');
    }, 100);
    for (const text of await Promise.all(readers)) assert.equal(idsOf(text).length, 1);
    assert.equal((await officer.send('/logs/stream?levle=warn', {})).status, 400);
  });

  test('ends when its reader signs out', async () => {
    const leaver = await app.signedIn('auditor');
    const answer = await leaver.send('/logs/stream?source=quiet', {});
    await leaver.submit('/logout', {}, '/settings/account');
    assert.ok(answer.body);
    for await (const _chunk of answer.body);
  });
});
