import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readReportPeriod } from '../../domain/report-period.js';
import { type PracticeMailServer, startPracticeMailServer } from '../../practice/receivers/mail-server.js';
import { readReport } from '../../services/read-report.js';
import { findChromium } from '../../testing/chromium.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { insertPageSample, sampleNow } from '../../testing/page-sample.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { reportWriter } from '../report-mail.js';

const page = '/settings/report';

describe('settings of the report by mail', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let mail: PracticeMailServer;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    await insertPageSample(fresh.db);
    mail = await startPracticeMailServer();
    app = await startTestApp({
      db: fresh.db,
      env: {
        HOSPITAL_CODE: '99999',
        HOSPITAL_NAME: 'โรงพยาบาลทดสอบ',
        SMTP_URL: mail.url,
        SMTP_FROM: 'rep@hospital.example',
        CHROMIUM_PATH: await findChromium(),
        REPORT_LANGUAGE: 'th',
      },
      parts: { now: () => sampleNow },
    });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await mail.close();
    await fresh.close();
  });
  const submit = async (fields: Readonly<Record<string, string>>) =>
    await (await app.signedIn('admin')).submit(`${page}?lang=en`, fields, page);

  test('only administrators see it; it says that nothing is sent and which browser makes the PDF', async () => {
    assert.equal((await (await app.signedIn('finance')).get(page)).status, 403);
    const html = await (await (await app.signedIn('admin')).get(`${page}?lang=en`)).text();
    assert.match(html, /Not sent/);
    assert.match(html, /The PDF is made with/);
    assert.match(html, /id="f-REPORT_LANGUAGE"[^>]*disabled/);
  });

  test('wrong receivers and days are refused beside their fields, and what was typed stays', async () => {
    const answer = await submit({ REPORT_EMAIL: 'nobody', REPORT_DAY: '5', do: 'save' });
    assert.equal(answer.status, 422);
    assert.match(await answer.text(), /href="#f-REPORT_EMAIL"[\s\S]*value="nobody"/);
    assert.equal((await submit({ REPORT_EMAIL: '', REPORT_DAY: '31', do: 'save' })).status, 422);
  });

  test('the button saves and sends the last full month with its PDF, without a name of a patient', async () => {
    const answer = await submit({ REPORT_EMAIL: 'director@hospital.example', REPORT_DAY: '3', do: 'test' });
    assert.match(await answer.text(), /The mail server took the report/);
    const [sent, ...more] = mail.mails;
    assert.ok(sent);
    assert.equal(more.length, 0);
    assert.deepEqual(sent.to, ['<director@hospital.example>']);
    const source = decoded(sent.source);
    assert.match(source, /ผลการเรียกเก็บ e-Claim พฤษภาคม 2569/);
    assert.match(source, /ความครบของข้อมูล: REP ครบ/);
    assert.match(sent.source, /filename=report-2026-05\.pdf/);
    assert.match(sent.source, /^JVBERi0/m);
    assert.doesNotMatch(source, /ทดสอบ สมมุติ|HN\d/);
    assert.equal((await app.parts.settings.current()).REPORT_DAY, 3);
  });

  test('where the program knows its own address, the mail leads to the page of the same month', async () => {
    const { parts } = app;
    const period = readReportPeriod({ month: '2026-04' }, sampleNow);
    const question = {
      period,
      scheme: null,
      language: 'en',
      now: sampleNow,
      beds: 120,
      ownHospital: '99999',
    } as const;
    const facts = await readReport(parts.db, question);
    const config = { ...(await parts.settings.current()), BASE_URL: 'https://intranet.example.org/eclaim' };
    const { text, html } = await reportWriter(true).mail(facts, config, 'no_browser');
    for (const body of [text, html])
      assert.match(body, /https:\/\/intranet\.example\.org\/eclaim\/report\?month=2026-04/);
    assert.match(text, /No PDF is attached/);
    assert.doesNotMatch(html, /<(img|script|link|style)/);
  });
});

/** The two text parts of a mail as they read. */
function decoded(source: string): string {
  const parts = source.matchAll(/Content-Transfer-Encoding: base64\r?\n\r?\n([\w+/=\r\n]+)/g);
  return [...parts]
    .slice(0, 2)
    .map(([, base64 = '']) => Buffer.from(base64, 'base64').toString('utf8'))
    .join('\n');
}
