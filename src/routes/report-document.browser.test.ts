import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Language } from '../domain/errors.js';
import { AppError } from '../domain/errors.js';
import { readReportPeriod } from '../domain/report-period.js';
import { commandLineActor } from '../services/actor.js';
import { printPdf } from '../services/print-pdf.js';
import { type ReportQuestion, readReport } from '../services/read-report.js';
import { mostNoteLetters, writeReportNote } from '../services/write-report-note.js';
import { findChromium } from '../testing/chromium.js';
import { databases, type FreshDatabase } from '../testing/databases.js';
import { launchBrowser } from '../testing/launch-browser.js';
import { insertPageSample, sampleNow } from '../testing/page-sample.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { startTestApp } from '../testing/test-app.js';
import { reportDocument } from './report-document.js';
import { translator } from './words/index.js';

const now = sampleNow;
const longName = 'โรงพยาบาลทดสอบสมเด็จพระยุพราชที่มีชื่อยาวเท่าที่ช่องรับได้ จังหวัดทดสอบ'.padEnd(80, 'ก');

/** Pages of a PDF as Chromium writes it: its page objects stand outside of compressed streams. */
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;

describe('the report as PDF', () => {
  let fresh: FreshDatabase;
  let chromium: string;
  before(async () => {
    chromium = await findChromium();
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    await insertPageSample(fresh.db);
    const fileId = await insertFile(fresh.db, {
      filename: 'eclaim_99999_IP_25690612_090000009.xls',
      fileType: 'IP',
    });
    // As full as a page gets: large sums, five funds and codes with long names, a note of all letters, many gaps.
    for (const index of [1, 2, 3, 4, 5, 6]) {
      const fund = `กองทุนที่มีชื่อยาวมากจนไม่พอกับความกว้างของช่องในตาราง ${index}`;
      const money = { claimed: `${index}87654321.99`, reimbursed: '1234567.89' };
      const codes = [`รหัสยาวมาก${index}`];
      await insertClaim(fresh.db, {
        tranId: `full${index}`,
        fileId,
        day: '2026-05-02',
        fund,
        codes,
        ...money,
      });
    }
    for (const period of ['2026-05', '2569']) {
      const note = 'ห้องพิเศษปิดปรับปรุง '.repeat(40).slice(0, mostNoteLetters - 1);
      await writeReportNote({ db: fresh.db, now: () => now }, { period, scheme: '' }, note, commandLineActor);
    }
  });
  after(async () => {
    await fresh.close();
  });

  const documentOf = async (asked: Parameters<typeof readReportPeriod>[0], language: Language) => {
    const period = readReportPeriod(asked, now);
    const question: ReportQuestion = { period, scheme: null, language, now, beds: 120, ownHospital: '99999' };
    const facts = await fresh.db.snapshot(async (view) => await readReport(view, question));
    const hospital = { code: '99999', name: longName };
    const t = translator(language, true);
    return await reportDocument(facts, { t, hospital, issuer: 'สมหญิง ตัวอย่าง', practice: true });
  };

  for (const [asked, language] of [
    [{ month: '2026-05' }, 'th'],
    [{ month: '2026-05' }, 'en'],
    [{ fiscalYear: '2569' }, 'th'],
    [{ month: '2024-11' }, 'en'],
  ] as const)
    test(`is one A4 page with its fonts inside (${JSON.stringify(asked)}, ${language})`, async () => {
      const pdf = await printPdf(await documentOf(asked, language), chromium);
      assert.equal(pagesOf(pdf), 1);
      const text = pdf.toString('latin1');
      assert.match(text, /MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
      const fonts = [...text.matchAll(/\/FontName \/([\w+-]+)/g)].map(([, name]) => name);
      assert.ok(fonts.length > 0);
      for (const name of fonts) assert.match(String(name), /IBMPlex/);
      assert.equal(
        text.match(/\/FontFile[23]?\b/g)?.length,
        text.match(/\/FontDescriptor\b(?! )/g)?.length ?? fonts.length,
      );
    });

  test('the page itself prints on one page in any browser, without its menu', async () => {
    const app = await startTestApp({
      db: fresh.db,
      env: { HOSPITAL_CODE: '99999' },
      parts: { now: () => now },
    });
    const browser = await launchBrowser();
    try {
      const somebody = await app.signedIn('admin');
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      await context.addCookies([...somebody.cookies].map(([name, value]) => ({ name, value, url: app.url })));
      const page = await context.newPage();
      await page.goto(`${app.url}/report?month=2026-05&theme=dark`);
      await page.emulateMedia({ media: 'print' });
      assert.equal(await page.locator('nav').first().isVisible(), false);
      assert.equal(await page.locator('#note').isVisible(), false);
      assert.equal(pagesOf(await page.pdf({ preferCSSPageSize: true, printBackground: true })), 1);
    } finally {
      await browser.close();
      await app.close();
    }
  });

  test('asks nothing from outside and holds no name of a patient', async () => {
    const html = await documentOf({ month: '2026-05' }, 'th');
    assert.doesNotMatch(html, /(src|href)="(?!#)|url\("(?!data:)/);
    assert.doesNotMatch(html, /ทดสอบ สมมุติ/);
  });

  test('without a browser, or with one that fails, it says what to do', async () => {
    const codeOf = async (browser: string) => {
      try {
        await printPdf('<p>x</p>', browser);
      } catch (error) {
        if (error instanceof AppError) return error.code;
        throw error;
      }
      return 'none';
    };
    assert.equal(await codeOf('/nowhere/chromium'), 'browser_missing');
    assert.equal(await codeOf('/bin/false'), 'print_failed');
  });
});
