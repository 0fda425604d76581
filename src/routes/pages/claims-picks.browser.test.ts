import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { loadSeeds } from '../../services/load-seeds.js';
import type { FreshDatabase } from '../../testing/databases.js';
import { freshEmbedded } from '../../testing/fresh-embedded.js';
import { launchBrowser } from '../../testing/launch-browser.js';
import { insertPageSample, sampleNow } from '../../testing/page-sample.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

describe('the bar of picked claims on a phone', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let browser: Browser;
  before(async () => {
    fresh = await freshEmbedded();
    await loadSeeds({ db: fresh.db });
    await insertPageSample(fresh.db);
    app = await startTestApp({ db: fresh.db, env: { AUTH: 'off' }, parts: { now: () => sampleNow } });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await app.close();
    await fresh.close();
  });

  for (const language of ['th', 'en'])
    test(`leaves the rows their room, and every button can be reached (${language})`, async () => {
      const page = await browser.newPage({ viewport: { width: 390, height: 800 }, hasTouch: true });
      await page.goto(`${app.url}/claims?lang=${language}`);
      const bar = page.locator('[data-picks-bar]');
      await bar.locator('[data-picks-clear]').waitFor();
      await page.locator('[data-pick]').first().click();
      await page.locator('[data-picks-bar][data-any]').waitFor();
      const size = await bar.boundingBox();
      assert.ok(size !== null && size.height <= 130 && size.width <= 390, JSON.stringify(size));
      assert.ok(size.y + size.height <= 800, 'it stays at the edge of the screen');
      const wide = Number(await page.evaluate('document.documentElement.scrollWidth'));
      assert.ok(wide <= 390, String(wide));
      for (const button of await bar.locator('button:visible').all()) {
        await button.scrollIntoViewIfNeeded();
        const place = await button.boundingBox();
        assert.ok(place !== null && place.x >= 0 && place.x + place.width <= 390, JSON.stringify(place));
        assert.ok(place.height >= 34, JSON.stringify(place));
      }
      await page.close();
    });
});
