import type { Browser, BrowserContext } from 'playwright-core';
import { newCaseInput } from '../domain/case-input.js';
import type { Language } from '../domain/errors.js';
import { commandLineActor } from '../services/actor.js';
import { createCase } from '../services/create-case.js';
import { loadSeeds } from '../services/load-seeds.js';
import { type ClaimHistory, importClaimHistory } from './claim-history.js';
import type { FreshDatabase } from './databases.js';
import { freshEmbedded } from './fresh-embedded.js';
import { importRoom } from './import-parts.js';
import { launchBrowser } from './launch-browser.js';
import { type Opened, pageAddresses } from './page-addresses.js';
import { complaintsOf } from './page-complaints.js';
import { insertPageSample, sampleNow } from './page-sample.js';
import { insertSampleTranscripts } from './page-sample-transcripts.js';
import { startTestApp, type TestApp } from './test-app.js';

/** The program with something on every page, and a browser before it. */
export interface PageRig {
  readonly app: TestApp;
  readonly addresses: readonly string[];
  /** What is wrong with the pages in this language, looked at by somebody who may see everything. */
  complaints(language: Language): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openPageRig(): Promise<PageRig> {
  const room = importRoom();
  const fresh = await freshEmbedded();
  await loadSeeds({ db: fresh.db });
  const history = await importClaimHistory(fresh.db, room);
  const sample = await insertPageSample(fresh.db);
  const app = await startTestApp({
    db: fresh.db,
    // Its page has most to show where a folder is watched.
    env: {
      HOSPITAL_CODE: '99999',
      WATCH_DIR: room.folder,
      PRACTICE: 'on',
      WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
      AI_AUDIO_ENABLED: 'on',
      AI_AUDIO_BASE_URL: 'http://127.0.0.1:8125',
    },
    parts: { now: () => sampleNow },
  });
  const opened = await openThings(app, fresh, history);
  const browser = await launchBrowser();
  const addresses = pageAddresses({ history, sample, opened });
  return {
    app,
    addresses,
    async complaints(language) {
      const context = await contextOf(browser, app, language);
      const found: string[] = [];
      for (const address of addresses) found.push(...(await complaintsOf(context, app.url, address)));
      await context.close();
      return found;
    },
    async close() {
      await browser.close();
      await app.close();
      await fresh.close();
      room.remove();
    },
  };
}

async function openThings(app: TestApp, fresh: FreshDatabase, { tranId }: ClaimHistory): Promise<Opened> {
  const asked = { title: 'ขอเอกสารเพิ่ม', category: 'document', priority: 'high', tran_id: tranId };
  const reach = { hospital: null, ownHospital: '99999' };
  const parts = { db: fresh.db, now: () => sampleNow };
  const input = newCaseInput.parse(asked);
  const { id } = await createCase(parts, { input, source: 'page', reach, by: commandLineActor });
  const somebody = await app.signedIn('admin', 'claims');
  const csv = new FormData();
  csv.append('_csrf', await somebody.token('/cases/import'));
  csv.append('file', new Blob(['title,priority\nขอเอกสาร,high\n,low\n']), 'cases.csv');
  const imported = await somebody.send('/cases/import', { method: 'POST', body: csv });
  const hook = { url: 'http://127.0.0.1:2569/hooks', description: 'HIS', events: ['case.*'] };
  const listed = await (await somebody.submit('/settings/webhooks', hook, '/settings/webhooks')).text();
  return {
    caseId: id,
    caseImport: imported.headers.get('location') ?? '',
    transcripts: await insertSampleTranscripts(fresh.db, 'test.admin.claims'),
    endpoint: /\/settings\/webhooks\/\d+/.exec(listed)?.[0] ?? '',
  };
}

async function contextOf(browser: Browser, app: TestApp, language: Language): Promise<BrowserContext> {
  const somebody = await app.signedIn('admin', 'claims');
  const context = await browser.newContext({ viewport: { width: 1280, height: 844 } });
  const cookies = [...somebody.cookies].map(([name, value]) => ({ name, value, url: app.url }));
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(`${app.url}/help?lang=${language}&theme=light`);
  await page.close();
  return context;
}
