import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Role } from '../domain/role.js';
import { importClaimHistory } from '../testing/claim-history.js';
import type { FreshDatabase } from '../testing/databases.js';
import { freshEmbedded } from '../testing/fresh-embedded.js';
import { importRoom } from '../testing/import-parts.js';
import { launchBrowser } from '../testing/launch-browser.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const axe: { readonly source: string } = createRequire(import.meta.url)('axe-core');

describe('keys and palette', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let browser: Browser;
  let tranId: string;
  const room = importRoom();
  before(async () => {
    fresh = await freshEmbedded();
    const fileId = await insertFile(fresh.db, { filename: 'eclaim_99999_OP_25690612_090000001.xls' });
    const claim = { day: '2026-05-02', claimed: '100.00', reimbursed: '80.00' };
    await insertClaim(fresh.db, { tranId: '990604999', fileId, hn: 'HN00777', ...claim });
    tranId = (await importClaimHistory(fresh.db, room)).tranId;
    app = await startTestApp({ db: fresh.db, env: { HOSPITAL_CODE: '99999' } });
    await app.signedIn('admin');
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await app.close();
    await fresh.close();
    room.remove();
  });

  async function open(path: string, ...roles: readonly Role[]): Promise<Page> {
    const somebody = await app.signedIn(...(roles.length > 0 ? roles : (['admin', 'claims'] as const)));
    const context = await browser.newContext();
    await context.addCookies([...somebody.cookies].map(([name, value]) => ({ name, value, url: app.url })));
    const page = await context.newPage();
    await page.goto(`${app.url}${path}`, { waitUntil: 'load' });
    return page;
  }
  const pathOf = (page: Page) => new URL(page.url()).pathname;
  const isOpen = async (page: Page, id: string) =>
    await page.locator(`#${id}`).evaluate((one) => one.matches('[open]'));
  const violations = async (page: Page): Promise<readonly string[]> => {
    await page.evaluate(axe.source);
    return await page.evaluate<string[]>(
      'axe.run().then(({ violations }) => violations.map(({ id }) => id))',
    );
  };

  test('? opens the sheet with every place of the menu, Escape closes it; both dialogs are accessible', async () => {
    const page = await open('/dashboard?lang=en');
    await page.keyboard.press('?');
    assert.equal(await isOpen(page, 'keys'), true);
    const places = await page.locator('#keys dd a').allInnerTexts();
    const inPalette = await page.locator('#palette a[data-go]').allTextContents();
    assert.deepEqual(
      places,
      inPalette.map((text) => text.replace(/g[a-z]$/, '')),
    );
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Escape');
    assert.equal(await isOpen(page, 'keys'), false);
    await page.keyboard.press('Control+k');
    assert.equal(await isOpen(page, 'palette'), true);
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  });

  test('g and a letter go to a page, also on a Thai keyboard; not while somebody types', async () => {
    const page = await open('/dashboard');
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.waitForURL(`${app.url}/claims`);
    await page.keyboard.press('/');
    assert.equal(await page.evaluate<string>('document.activeElement.id'), 'f-q');
    await page.keyboard.type('g r ?');
    assert.equal(await page.locator('#f-q').inputValue(), 'g r ?');
    assert.equal(pathOf(page), '/claims');
    await page.goto(`${app.url}/dashboard`);
    const thai = (key: string, code: string) =>
      page.evaluate<void>(
        `document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', code: '${code}', bubbles: true }))`,
      );
    await thai('เ', 'KeyG');
    await thai('พ', 'KeyR');
    await page.waitForURL(`${app.url}/report`);
    await page.context().close();
  });

  test('the palette finds pages and commands by their words, and says how many', async () => {
    const page = await open('/dashboard?lang=en');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('one-page');
    assert.equal(await page.locator('#palette [data-count]').innerText(), '1 found');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${app.url}/report`);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('nothing of that name');
    assert.equal(await page.locator('#palette [data-none]').isVisible(), true);
    await page.keyboard.press('Escape');
    assert.equal(await isOpen(page, 'palette'), false);
    await page.context().close();
  });

  test('a TRAN_ID leads straight to its claim; the number of a patient stands in no address', async () => {
    const page = await open('/dashboard');
    await page.keyboard.press('Control+k');
    await page.keyboard.type(tranId);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${app.url}/claims/${tranId}`);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('HN00777');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${app.url}/claims`);
    assert.match(await page.locator('main').innerText(), /990604999/);
    await page.context().close();
  });

  test('who may not see claims is not offered the search for one', async () => {
    const page = await open('/dashboard', 'viewer');
    assert.equal(await page.locator('#palette [data-number]').count(), 0);
    await page.context().close();
  });

  test('single keys are switched off for a browser, by a link or in the account; Ctrl K still works', async () => {
    const page = await open('/help?keys=off&lang=en');
    assert.match(await page.locator('#keyboard').innerText(), /Single keys are off/);
    await page.goto(`${app.url}/dashboard`);
    for (const key of ['?', 'g', 'c']) await page.keyboard.press(key);
    assert.equal(await isOpen(page, 'keys'), false);
    assert.equal(pathOf(page), '/dashboard');
    await page.keyboard.press('Control+k');
    assert.equal(await isOpen(page, 'palette'), true);
    await page.goto(`${app.url}/settings/account`);
    await page.locator('input[name=keys][value=on]').check({ force: true });
    await page.locator('form[action$="/language"] button').click();
    await page.waitForURL(/saved=1/);
    await page.keyboard.press('?');
    assert.equal(await isOpen(page, 'keys'), true);
    await page.context().close();
  });

  test('x picks the row that j and k came to; how many and what they come to is said, and copied', async () => {
    const page = await open('/claims?lang=en');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const status = page.locator('[data-picks-count]');
    assert.equal(await page.locator('.picks button[value=csv]').isDisabled(), true);
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
    assert.match(await status.innerText(), /^2 picked · claimed [\d,]+\.\d\d/);
    const ids = await page.locator('tr[data-picked] th').allInnerTexts();
    await page.locator('[data-picks-copy]').click();
    // The browser answers a write to its clipboard when it is done, which is later than the click.
    await status.getByText('TRAN_IDs copied: 2', { exact: true }).waitFor();
    assert.equal(await page.evaluate<string>('navigator.clipboard.readText()'), ids.join('\n'));
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.picks button[value=csv]').click(),
    ]);
    assert.match(file.suggestedFilename(), /_2_rows\.csv$/);
    await page.locator('[data-pick-all]').check();
    const all = await page.locator('[data-pick]').count();
    assert.ok(all > 2);
    assert.match(await status.innerText(), new RegExp(`^${all} picked`));
    await page.locator('[data-pick]').first().press('x');
    await page.locator('[data-picks-clear]').click();
    assert.match(await status.innerText(), /^Pick rows/);
    await page.context().close();
  });

  test('without script the sheet is a part of the help page, with the way to each place', async () => {
    const somebody = await app.signedIn('admin', 'claims');
    const html = await (await somebody.get('/help?lang=en')).text();
    assert.match(html, /id="keyboard"[\s\S]*<kbd>r<\/kbd><\/dt><dd><a href="\/report">One-page report<\/a>/);
    assert.match(html, /<a href="\/help#keyboard" data-open="keys">/);
  });
});
