import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { bahtText } from '../domain/baht-text.js';
import type { JobJson } from '../domain/job.js';
import { isFinished } from '../domain/job.js';
import { addBaht, subtractBaht } from '../domain/satang.js';
import { jobDefinitions } from '../jobs/index.js';
import { orfCentralPaid, orfClaimed, orfPaid } from '../practice/claims/orf-claim.js';
import { claimedNet, paidByNhso } from '../practice/claims/ucs-claim.js';
import { createPracticeServer, type PracticeServer } from '../practice/practice-server.js';
import type { ListedRep } from '../practice/rep/practice-calendar.js';
import { repContents } from '../practice/rep/rep-contents.js';
import { eachDatabase } from './databases.js';
import { startTestApp, type TestApp } from './test-app.js';
import type { TestBrowser } from './test-browser.js';
import { temporaryFolder } from './test-server.js';

/** One claim as its newest file states it; money in satang. */
interface Expected {
  readonly claimed: number;
  readonly reimbursed: number;
  readonly denied: boolean;
}

interface Figure {
  readonly rows: readonly { readonly claimed: string }[];
  readonly total: Readonly<Record<string, unknown>>;
}

const baht = (satang: number) => (satang / 100).toFixed(2);

/** What the claims of these files must add up to: the newest file of a TRAN_ID counts. */
function expectedClaims(files: readonly ListedRep[]): Expected[] {
  const newest = new Map<string, Expected>();
  // The name ends in day and time: eclaim_99999_OP_25690105_201501885.xls
  const inOrder = [...files].sort((a, b) => (a.file.sentAt < b.file.sentAt ? -1 : 1));
  for (const { file } of inOrder) {
    const contents = repContents(file);
    if (contents.form === 'orf')
      for (const claim of contents.claims)
        newest.set(claim.tranId, {
          claimed: orfClaimed(claim),
          reimbursed: orfPaid(claim) + orfCentralPaid(claim),
          denied: claim.errors.length > 0,
        });
    else
      for (const claim of contents.claims)
        newest.set(claim.tranId, {
          claimed: claimedNet(claim),
          reimbursed: paidByNhso(claim) + claim.paidByAgency,
          denied: claim.errors.length > 0,
        });
  }
  return [...newest.values()];
}

/** Collects the lines of the live log until it is told to stop. */
function listenToLog(browser: TestBrowser): { readonly lines: string[]; stop(): Promise<void> } {
  const stop = new AbortController();
  const lines: string[] = [];
  const listening = (async () => {
    const answer = await browser.send('/logs/stream', { signal: stop.signal });
    assert.equal(answer.status, 200);
    const text = new TextDecoder();
    let rest = '';
    for await (const piece of answer.body ?? []) {
      const parts = `${rest}${text.decode(piece, { stream: true })}`.split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts.filter((line) => line.startsWith('data: ')).map((line) => line.slice(6)));
    }
  })().catch((error: unknown) => {
    // Cut by the test itself.
    if (!stop.signal.aborted) throw error;
  });
  return {
    lines,
    async stop() {
      stop.abort();
      await listening;
    },
  };
}

/** The body, of the shape that the API promises. */
async function bodyOf<Body>(answer: Response): Promise<Body> {
  return (await answer.json()) as Body; // fetch knows no shapes; what is in it is what the test asks
}

async function jobEnd(browser: TestBrowser, id: string): Promise<JobJson> {
  for (;;) {
    const job = await bodyOf<JobJson>(await browser.get(`/api/v1/jobs/${id}`));
    if (isFinished(job.status)) return job;
    await sleep(50);
  }
}

eachDatabase('from the portal to the dashboard', (database) => {
  const downloads = temporaryFolder('flow');
  let practice: PracticeServer;
  let app: TestApp;
  let browser: TestBrowser;

  before(async () => {
    practice = await createPracticeServer({ today: '2026-01-20' });
    app = await startTestApp({
      db: database.db,
      env: {
        DOWNLOAD_DIR: downloads.folder,
        HOSPITAL_CODE: practice.hospital,
        ECLAIM_BASE_URL: practice.url,
        SMT_BASE_URL: practice.url,
        IAM_BASE_URL: practice.url,
        ECLAIM_USERNAME: 'practice',
        ECLAIM_PASSWORD: 'practice',
        NHSO_PAUSE_MS: '0',
      },
      jobs: jobDefinitions,
    });
    await app.parts.runner.start();
    browser = await app.signedIn('admin', 'claims');
  });
  after(async () => {
    await app?.parts.runner.stop();
    await app?.close();
    await practice?.close();
    downloads.remove();
  });

  test('one month goes from the practice NHSO through every stop to job, file, figure, page and stream', async () => {
    const files = practice.calendar.listing('2026-01', 'ucs');
    const claims = expectedClaims(files);
    const sum = (of: (claim: Expected) => number) =>
      baht(claims.reduce((total, claim) => total + of(claim), 0));
    const claimed = sum((claim) => claim.claimed);
    const reimbursed = sum((claim) => claim.reimbursed);
    assert.ok(files.length > 2 && claims.length > 20, 'the practice month has something to count');
    const log = listenToLog(browser);

    const asked = { month: 1, year: 2569, schemes: ['ucs'], import: true };
    const started = await browser.call('POST', '/api/v1/downloads', asked);
    assert.equal(started.status, 202);
    const { id } = await bodyOf<JobJson>(started);
    const job = await jobEnd(browser, id);

    assert.equal(job.problem, null);
    assert.deepEqual(
      [job.result?.listed, job.result?.downloaded, job.result?.imported, job.result?.failed],
      [files.length, files.length, files.length, 0],
      JSON.stringify(job),
    );
    assert.deepEqual([job.progress.done, job.progress.of], [files.length, files.length]);

    const address = '/api/v1/figures/claims-summary?fiscal_year=2569&by=month';
    const figure = await bodyOf<Figure>(await browser.get(address));
    const { patients, ...total } = figure.total;
    assert.ok(Number(patients) > 0);
    assert.deepEqual(total, {
      claims: claims.length,
      denied: claims.filter((claim) => claim.denied).length,
      claimed,
      reimbursed,
      loss: subtractBaht(claimed, reimbursed),
    });
    assert.equal(figure.rows.length, 12);
    const ofRows = addBaht(...figure.rows.map((row) => row.claimed));
    assert.equal(ofRows, claimed);

    const dashboard = await (await browser.get('/dashboard?fiscal_year=2569')).text();
    assert.ok(dashboard.includes(bahtText(claimed)), `the dashboard shows ${bahtText(claimed)} baht claimed`);
    assert.ok(dashboard.includes(bahtText(reimbursed)), 'and what was reimbursed');

    await log.stop();
    const ofJob = log.lines.map((line) => JSON.parse(line)).filter((line) => line.job === id);
    assert.ok(ofJob.length > 0, 'the live log shows the lines of the job');
    assert.doesNotMatch(log.lines.join('\n'), /practice:practice|JSESSIONID=/);
  });

  test('the same download again brings nothing twice', async () => {
    const address = '/api/v1/figures/claims-summary?fiscal_year=2569';
    const before = await bodyOf<Figure>(await browser.get(address));
    const asked = { month: 1, year: 2569, schemes: ['ucs'], import: true };
    const { id } = await bodyOf<JobJson>(await browser.call('POST', '/api/v1/downloads', asked));
    const job = await jobEnd(browser, id);
    assert.deepEqual([job.status, job.result?.downloaded], ['completed', 0]);
    assert.equal(job.result?.already, job.result?.listed);
    const after = await bodyOf<Figure>(await browser.get(address));
    assert.deepEqual(after.total, before.total);
  });

  test('SMT of a fiscal year comes once, and again unchanged', async () => {
    const runOnce = async () => {
      const asked = { fiscalYear: 2569 };
      const { job } = await app.parts.runner.enqueue('sync_smt', asked, { userId: null });
      return jobEnd(browser, job.jobKey);
    };
    const first = await runOnce();
    assert.equal(first.status, 'completed', JSON.stringify(first));
    assert.ok((first.result?.downloaded ?? 0) > 0);
    const second = await runOnce();
    assert.deepEqual([second.result?.downloaded, second.result?.already], [0, first.result?.listed]);
  });
});
