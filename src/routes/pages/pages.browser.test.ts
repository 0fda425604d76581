import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { newCaseInput } from '../../domain/case-input.js';
import type { Language } from '../../domain/errors.js';
import { commandLineActor } from '../../services/actor.js';
import { createCase } from '../../services/create-case.js';
import { loadSeeds } from '../../services/load-seeds.js';
import { findChromium } from '../../testing/chromium.js';
import { type ClaimHistory, importClaimHistory } from '../../testing/claim-history.js';
import type { FreshDatabase } from '../../testing/databases.js';
import { freshEmbedded } from '../../testing/fresh-embedded.js';
import { importRoom } from '../../testing/import-parts.js';
import { layoutComplaints, overflow } from '../../testing/page-layout.js';
import { insertPageSample, type PageSample, sampleNow } from '../../testing/page-sample.js';
import { insertSampleTranscripts } from '../../testing/page-sample-transcripts.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { routes } from '../index.js';
import { analyticsQuestions } from './analytics-questions.js';

// The package's own source text, which is put into each page.
const axe: { readonly source: string } = createRequire(import.meta.url)('axe-core');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What is no page: rows, streams, files, and addresses that only lead on. */
const notPages = [
  /\.(json|csv|xlsx|ndjson)$/,
  /\/stream$/,
  /\/original$/,
  /\/file$/,
  /^\/events\//,
  /^\/api\//,
  /^\/helpline\/api\//,
  /^\/login/,
  /^\/setup$/,
];
const leadOn = ['/', '/settings'];

interface Samples {
  readonly sample: PageSample;
  readonly history: ClaimHistory;
  readonly opened: Opened;
}

/** What a person made through the pages: a case, an import of cases, an endpoint of webhooks, and transcripts. */
interface Opened {
  readonly caseId: number;
  readonly caseImport: string;
  readonly endpoint: string;
  readonly transcripts: readonly string[];
}

function addresses({ sample, history, opened }: Samples): string[] {
  const fillings: Readonly<Record<string, readonly string[]>> = {
    '/help/problems/:slug': ['/help/problems/validation'],
    '/help': ['/help', '/help?problem=not_a_number'],
    '/files/:id': [sample.problemFile, sample.quarantinedFile, sample.failedFile].map((id) => `/files/${id}`),
    '/claims': ['/claims', '/claims?rep_no=690300087', `/claims?file_id=${sample.failedFile}`],
    '/claims/values': ['/claims/values?scheme=ucs'],
    '/claims/export': ['/claims/export', '/claims/export?scheme=ucs&fiscal_year=2569&status=denied'],
    '/claims/:tran_id': [`/claims/${history.tranId}`, '/claims/990604418'],
    '/files/:id/undo': [sample.completeFile, sample.failedFile].map((id) => `/files/${id}/undo`),
    '/quarantine/:id': sample.quarantinedSheets.map((id) => `/quarantine/${id}`),
    '/settings/master-data': ['/settings/master-data', '/settings/master-data?q=no_such_code'],
    '/downloads/units/:unit': ['rep-ucs-2569-06', 'rep-ucs-2569-05', 'stm-ucs-2569-01', 'smt-2569'].map(
      (unit) => `/downloads/units/${unit}`,
    ),
    '/analytics/:question': [...analyticsQuestions.map(({ name }) => name), 'first-pass-by-fund'].map(
      (question) => `/analytics/${question}`,
    ),
    '/dashboard': [
      '/dashboard',
      '/dashboard?from=2025-11-01&to=2026-02-01&scheme=ucs',
      '/dashboard?undated=only',
    ],
    '/alerts': ['/alerts', '/alerts?state=all'],
    '/cases/:id': [`/cases/${opened.caseId}`],
    '/cases/import/:key': [opened.caseImport],
    '/audio/:key': opened.transcripts.map((key) => `/audio/${key}`),
    '/settings/webhooks/:id': [opened.endpoint],
    '/jobs/:key': [sample.runningJob, sample.failedJob, sample.finishedJob, sample.importJob].map(
      (key) => `/jobs/${key}`,
    ),
  };
  const pages = routes.filter(
    ({ method, path }) => method === 'get' && !notPages.some((no) => no.test(path)) && !leadOn.includes(path),
  );
  return pages.flatMap(({ path }) => {
    const filled = fillings[path] ?? (path.includes(':') ? undefined : [path]);
    if (filled === undefined) throw new Error(`say here with which values ${path} is to be opened`);
    return filled;
  });
}

/** All that a page says, but for samples of code (`translate="no"`), where such words have their place. */
const wordsForPeople = `(() => {
  const samples = [...document.querySelectorAll('[translate=no]')];
  for (const each of samples) each.style.display = 'none';
  const words = document.body.innerText;
  for (const each of samples) each.style.display = '';
  return words;
})()`;

/** Complaints of one page: forbidden words, accessibility, script errors and CSP, requests elsewhere, overflow. */
async function complaintsOf(context: BrowserContext, url: string, address: string): Promise<string[]> {
  const complaints: string[] = [];
  const page = await context.newPage();
  const complain = (what: string) => complaints.push(`${address}: ${what}`);
  page.on('console', (message) => message.type() === 'error' && complain(message.text()));
  page.on('pageerror', (error) => complain(error.message));
  page.on('request', (request) => request.url().startsWith(`${url}/`) || complain(`asks ${request.url()}`));
  const answer = await page.goto(`${url}${address}`, { waitUntil: 'load' });
  if (answer?.status() !== 200) complain(`status ${answer?.status()}`);
  const text = await page.evaluate<string>(wordsForPeople);
  for (const word of ['undefined', 'NaN', '[object', 'null'])
    if (text.includes(word)) complain(`says ${word}`);
  for (const violation of await accessibility(page))
    complain(`${violation.id} ${violation.nodes[0]?.html} ${violation.nodes[0]?.failureSummary ?? ''}`);
  for (const what of await overflow(page)) complain(what);
  await page.close();
  return complaints;
}

async function accessibility(page: Page): Promise<readonly Violation[]> {
  await page.evaluate(axe.source);
  const found = await violations(page, [
    'wcag2a',
    'wcag2aa',
    'wcag21a',
    'wcag21aa',
    'wcag22aa',
    'best-practice',
  ]);
  // What a theme changes are its colours alone: the other one is put on in place, which is far quicker than a new page.
  await page.evaluate(
    `document.documentElement.dataset.theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'`,
  );
  return [...found, ...(await violations(page, { type: 'rule', values: ['color-contrast'] }))];
}

async function violations(page: Page, runOnly: object): Promise<readonly Violation[]> {
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] });
  return await page.evaluate<readonly Violation[]>(
    `axe.run(document, ${options}).then((found) => found.violations)`,
  );
}

/** The pages that people look at most and print. */
const isOfFigures = (address: string) => /^\/(dashboard|analytics|claims|report|exports)/.test(address);

describe('pages in a browser', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let browser: Browser;
  const room = importRoom();
  let samples: Samples;

  before(async () => {
    fresh = await freshEmbedded();
    await loadSeeds({ db: fresh.db });
    const history = await importClaimHistory(fresh.db, room);
    const sample = await insertPageSample(fresh.db);
    app = await startTestApp({
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
    samples = { history, sample, opened: await openThings(history) };
    const flags = [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ];
    browser = await chromium.launch({ executablePath: await findChromium(), args: flags });
  });
  after(async () => {
    await browser.close();
    await app.close();
    await fresh.close();
    room.remove();
  });

  async function openThings({ tranId }: ClaimHistory): Promise<Opened> {
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

  async function contextOf(language: Language, width: number, theme: string): Promise<BrowserContext> {
    const somebody = await app.signedIn('admin', 'claims');
    const context = await browser.newContext({ viewport: { width, height: 844 } });
    const cookies = [...somebody.cookies].map(([name, value]) => ({ name, value, url: app.url }));
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.goto(`${app.url}/help?lang=${language}&theme=${theme}`);
    await page.close();
    return context;
  }

  for (const [language, width, theme] of [
    ['th', 1280, 'light'],
    ['en', 390, 'dark'],
  ] as const)
    test(`every page reads well, is accessible and stays at home (${language}, ${width} px, ${theme})`, async () => {
      const context = await contextOf(language, width, theme);
      const complaints: string[] = [];
      for (const address of addresses(samples))
        complaints.push(...(await complaintsOf(context, app.url, address)));
      await context.close();
      assert.deepEqual(complaints, []);
    });

  // Of the other widths, languages and themes the layout is looked at; a tablet is about as wide as paper.
  for (const [language, width, theme] of [
    ['th', 768, 'dark'],
    ['en', 768, 'light'],
    ['en', 1280, 'dark'],
    ['th', 390, 'light'],
  ] as const)
    test(`pages keep their layout, also on paper (${language}, ${width} px, ${theme})`, async () => {
      const context = await contextOf(language, width, theme);
      const all = addresses(samples);
      const looked = language === 'th' && width === 768 ? all : all.filter(isOfFigures);
      const complaints: string[] = [];
      for (const address of looked)
        complaints.push(...(await layoutComplaints(context, app.url, address, width === 768)));
      await context.close();
      assert.deepEqual(complaints, []);
    });

  test('without script every page still has its words, its menu and a button for each form', async () => {
    const somebody = await app.signedIn('admin', 'claims');
    for (const address of addresses(samples)) {
      const answer = await somebody.get(address);
      if (answer.status === 303) continue; // the first page leads on to that of the person's role
      const html = await answer.text();
      assert.match(html, /<nav class="nav"/, address);
      for (const form of html.match(/<form[\s\S]*?<\/form>/g) ?? [])
        assert.match(form, /<button|<input[^>]* type="submit"/, address);
      assert.doesNotMatch(html, /\sstyle="|\son[a-z]+="|<script>/, address);
    }
  });
});
