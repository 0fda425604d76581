import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { jobDefinitions } from '../../jobs/index.js';
import { createPracticeServer, type PracticeServer } from '../../practice/practice-server.js';
import { insertJob } from '../../store/jobs.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { launchBrowser } from '../../testing/launch-browser.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { temporaryFolder } from '../../testing/test-server.js';

// The package's own source text, which is put into each page.
const axe: { readonly source: string } = createRequire(import.meta.url)('axe-core');

const now = new Date('2026-01-20T03:00:00Z');

async function complaints(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const rules = '{ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }';
  return await page.evaluate<readonly string[]>(
    `axe.run(document, ${rules}).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
  );
}

/** Waits until this is true in the page; waitForFunction would need what the page's own policy forbids. */
async function until(page: Page, condition: string): Promise<void> {
  for (const end = Date.now() + 60_000; !(await page.evaluate<boolean>(condition)); await sleep(100))
    assert.ok(Date.now() < end, `never true: ${condition}`);
}

describe('a page that somebody looks at', () => {
  let fresh: FreshDatabase;
  let practice: PracticeServer;
  let app: TestApp;
  let browser: Browser;
  let cookies: { name: string; value: string; url: string }[];
  const downloads = temporaryFolder('live-page');

  const start = (port?: number) =>
    startTestApp({
      db: fresh.db,
      env: {
        ...{ DOWNLOAD_DIR: downloads.folder, HOSPITAL_CODE: practice.hospital },
        ...{ ECLAIM_BASE_URL: practice.url, SMT_BASE_URL: practice.url, IAM_BASE_URL: practice.url },
        ...{ ECLAIM_USERNAME: 'practice', ECLAIM_PASSWORD: 'practice', NHSO_PAUSE_MS: '300' },
      },
      jobs: jobDefinitions,
      parts: { now: () => now },
      ...(port !== undefined && { port }),
    });

  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    practice = await createPracticeServer({ today: '2026-01-20' });
    app = await start();
    const officer = await app.signedIn('admin', 'claims');
    cookies = [...officer.cookies].map(([name, value]) => ({ name, value, url: app.url }));
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await app?.parts.runner.stop();
    await app?.close();
    await practice?.close();
    await fresh?.close();
    downloads.remove();
  });

  async function open(path: string, options: { javaScriptEnabled?: boolean } = {}) {
    const context: BrowserContext = await browser.newContext(options);
    await context.addCookies(cookies);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${app.url}${path}${path.includes('?') ? '&' : '?'}lang=en`);
    return { page, faults, close: () => context.close() };
  }

  test('shows the download of a month from the click in the grid to its last file, without a reload', async () => {
    await app.parts.runner.start();
    const { page, faults, close } = await open('/downloads');
    await page.locator('#cell-rep-ucs-2569-01').click();
    await page.waitForURL(/#cell-rep-ucs-2569-01$/);
    // A reload would lose the mark, what was typed and the focus.
    await page.evaluate('window.marked = true');
    await page.locator('#new input[inputmode=numeric]').first().fill('2568');
    await page.locator('#cell-rep-ucs-2568-12').focus();
    await page.locator('.cell--busy#cell-rep-ucs-2569-01').waitFor();
    await until(page, 'document.querySelector("[data-live-job] progress")?.value >= 2');
    assert.match(await page.locator('[data-texts]').innerText(), /\d+ of \d+ files/);
    assert.match(await page.locator('[data-running-text]').innerText(), /^\d+ \/ \d+$/);
    assert.deepEqual(await complaints(page), []);
    await page.locator('.cell--ok#cell-rep-ucs-2569-01').waitFor();
    const files = practice.calendar.listing('2026-01', 'ucs').length;
    assert.match(
      await page.locator('#cell-rep-ucs-2569-01').innerText(),
      new RegExp(`REP UCS Jan 26: Complete, files ${files} of ${files}`),
    );
    await page.getByText('Nothing runs').waitFor();
    assert.equal(await page.evaluate('window.marked'), true);
    assert.equal(await page.locator('#new input[inputmode=numeric]').first().inputValue(), '2568');
    assert.equal(await page.evaluate('document.activeElement.id'), 'cell-rep-ucs-2568-12');
    assert.deepEqual(faults, []);
    await close();
    await app.parts.runner.stop();
  });

  test('says that the connection is lost, comes back by itself, and shows what it missed', async () => {
    const { page, faults, close } = await open('/jobs');
    await page.evaluate('window.marked = true');
    const state = page.locator('#live-state');
    await until(page, 'document.readyState === "complete"');
    const port = Number(new URL(app.url).port);
    await app.close();
    await state.getByText('Connection to the program lost').waitFor();
    assert.deepEqual(await complaints(page), []);
    await insertJob(fresh.db, {
      ...{ jobKey: 'job_missed', type: 'download_stm', userId: null, dedupeKey: null },
      params: { from: '2568-11', to: '2568-11', import: true },
    });
    app = await start(port);
    await page.locator('#job-job_missed').waitFor();
    await state.getByText('Connected again').waitFor();
    await until(page, 'document.getElementById("live-state").textContent === ""');
    assert.equal(await page.evaluate('window.marked'), true);
    assert.deepEqual(faults, []);
    await close();
  });

  test('is whole without script: the progress as it was, and a link to look again', async () => {
    await fresh.db.insert('jobs', {
      ...{ job_key: 'job_plain', type: 'download_rep', status: 'running', attempts: 1, run_at: new Date() },
      params: JSON.stringify({ from: '2568-10', to: '2568-10', schemes: ['ucs'], import: true }),
      progress: JSON.stringify({
        done: 3,
        of: 9,
        unit: 'file',
        bytes: null,
        bytesPerSecond: null,
        secondsLeft: null,
        current: null,
      }),
    });
    const { page, close } = await open('/jobs/job_plain', { javaScriptEnabled: false });
    assert.match(await page.locator('main').innerText(), /3 of 9 files/);
    const again = page.locator('[data-reload]');
    assert.equal(await again.isVisible(), true);
    await again.click();
    assert.match(page.url(), /\/jobs\/job_plain$/);
    assert.equal(await page.locator('#live-state').innerText(), '');
    await close();
  });
});
