import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import type { FreshDatabase } from '../../testing/databases.js';
import { freshEmbedded } from '../../testing/fresh-embedded.js';
import { launchBrowser } from '../../testing/launch-browser.js';
import { complaintsOf } from '../../testing/page-complaints.js';
import { startTestApp, type TestApp, testPassword } from '../../testing/test-app.js';

describe('setting up and signing in, in a browser', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let browser: Browser;
  before(async () => {
    fresh = await freshEmbedded();
    app = await startTestApp({ db: fresh.db });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await app.close();
    await fresh.close();
  });

  const bothLanguages = async (context: BrowserContext, path: string, status = 200) => [
    ...(await complaintsOf(context, app.url, `${path}?lang=th`, status)),
    ...(await complaintsOf(context, app.url, `${path}?lang=en`, status)),
  ];

  test('each step of setting up, the page of an error and the one to sign in are accessible and keep their layout', async () => {
    const context = await browser.newContext();
    const complaints = await bothLanguages(context, '/setup');
    const page = await context.newPage();
    await page.goto(`${app.url}/setup?lang=en`);
    const fill = async (fields: Readonly<Record<string, string>>) => {
      for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value);
      await page.locator('main form button').first().click();
      await page.waitForLoadState('load');
    };
    await fill({ username: 'head', password: testPassword, repeat: testPassword });
    complaints.push(...(await bothLanguages(context, '/setup')));
    await fill({ HOSPITAL_CODE: '99999', HOSPITAL_BEDS: '120' });
    assert.equal(await page.locator('[name=ECLAIM_USERNAME]').count(), 1);
    complaints.push(...(await bothLanguages(context, '/setup')));
    await page.locator('button[value=skip]').click();
    await page.waitForLoadState('load');
    complaints.push(...(await bothLanguages(context, '/no-such-page', 404)));
    await context.clearCookies();
    complaints.push(...(await bothLanguages(context, '/login')));
    await context.close();
    assert.deepEqual(complaints, []);
  });
});
