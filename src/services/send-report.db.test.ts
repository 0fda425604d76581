import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Config, readEnvironment, resolveSettings } from '../config.js';
import { createBus } from '../events/bus.js';
import { type PracticeMailServer, startPracticeMailServer } from '../practice/receivers/mail-server.js';
import { listMessages } from '../store/alert-messages.js';
import { listAlerts } from '../store/alerts.js';
import { eachDatabase } from '../testing/databases.js';
import { silentLog } from '../testing/import-parts.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { type SendParts, sendDueMessages, usualSendTiming } from './send-alerts.js';
import { createReportSender, type ReportWriter } from './send-report.js';

const signal = new AbortController().signal;
const limits = { connectMs: 1000, totalMs: 1500 };

/** The words of pages are not this story's matter: what is written is told by numbers. */
const writer: ReportWriter = {
  document: async () => '<p>report</p>',
  mail: async ({ period, sums, language }, _config, pdf) => {
    const text = `${period.key} ${sums.claims} ${sums.claimed} ${language} ${pdf}`;
    return { subject: `report ${period.key}`, text, html: `<p>${text}</p>` };
  },
};

eachDatabase('the monthly report by mail', (database) => {
  let mail: PracticeMailServer;
  let clock = '2026-06-04T23:00:00Z';
  let settings: Readonly<Record<string, string>> = {};
  before(async () => {
    mail = await startPracticeMailServer();
    const fileId = await insertFile(database.db, { filename: 'eclaim_99999_OP_25690605_090000001.xls' });
    const money = { claimed: '100.10', reimbursed: '80.05' };
    await insertClaim(database.db, { tranId: '1', fileId, day: '2026-05-31', ...money });
    await insertClaim(database.db, { tranId: '2', fileId, day: '2026-06-01', ...money });
  });
  after(async () => {
    await mail.close();
  });

  const configOf = (): Config => {
    const env = {
      SMTP_URL: mail.url,
      SMTP_FROM: 'rep@hospital.example',
      CHROMIUM_PATH: '/nowhere',
      ...settings,
    };
    const { config, issues } = resolveSettings(readEnvironment({ env, envFile: null }));
    assert.deepEqual(issues, []);
    return config;
  };
  /** One process that serves: it looks at the clock, then sends what is due. */
  const turn = async () => {
    const now = () => new Date(clock);
    const common = { db: database.db, bus: createBus(), log: silentLog(), now };
    const live = { current: async () => configOf() };
    const report = createReportSender({ ...common, settings: live, limits, writer });
    const parts: SendParts = {
      ...common,
      settings: live,
      timing: { ...usualSendTiming, retries: [60_000], limits },
      report,
    };
    await report.queue();
    await sendDueMessages(parts, signal);
  };
  const bodies = () => mail.mails.map(({ source }) => /^20\d\d-\d\d .*$/m.exec(source)?.[0] ?? source);
  const alerts = async () =>
    (await listAlerts(database.db, { open: true }, { limit: 10, after: null })).map(
      (alert) => alert.alert_key,
    );

  test('it is off until there are receivers, and waits for the day and for eight in the morning', async () => {
    clock = '2026-06-20T01:00:00Z';
    await turn();
    assert.equal(
      (await listMessages(database.db, { channel: 'report', state: null }, { limit: 9, after: null })).length,
      0,
    );
    settings = { REPORT_EMAIL: 'director@hospital.example, head@hospital.example', REPORT_DAY: '5' };
    for (const early of ['2026-06-04T16:00:00Z', '2026-06-05T00:59:00Z']) {
      clock = early;
      await turn();
    }
    assert.equal(mail.mails.length, 0);
  });

  test('once a month it goes to all receivers, however many processes look and how often', async () => {
    clock = '2026-06-05T01:00:00Z';
    await Promise.all([turn(), turn(), turn()]);
    clock = '2026-06-25T01:00:00Z';
    await turn();
    assert.deepEqual(bodies(), ['2026-05 1 100.10 th no_browser']);
    assert.deepEqual(mail.mails[0]?.to, ['<director@hospital.example>', '<head@hospital.example>']);
  });

  test('a day that was missed is made up in its month, in the language of the settings', async () => {
    settings = { ...settings, REPORT_LANGUAGE: 'en' };
    clock = '2026-07-21T05:00:00Z';
    await turn();
    assert.deepEqual(bodies().slice(1), ['2026-06 1 100.10 en no_browser']);
  });

  test('what fails is tried again, then raises an alert; a month that goes through closes it', async () => {
    mail.next('busy', 'busy');
    clock = '2026-08-06T05:00:00Z';
    await turn();
    assert.deepEqual(await alerts(), []);
    clock = '2026-08-06T05:30:00Z';
    await turn();
    assert.deepEqual(await alerts(), ['channel/report']);
    const [failed] = await listMessages(
      database.db,
      { channel: 'report', state: 'failed' },
      { limit: 1, after: null },
    );
    assert.deepEqual([failed?.messageKey, failed?.attempts], ['report-2026-07', 2]);
    clock = '2026-09-05T02:00:00Z';
    await turn();
    assert.deepEqual(await alerts(), []);
    assert.equal(bodies().at(-1), '2026-08 0 0.00 en no_browser');
  });

  test('without a mail server it fails by name and tries no further', async () => {
    settings = { ...settings, SMTP_FROM: '' };
    clock = '2026-10-05T02:00:00Z';
    await turn();
    const [last] = await listMessages(
      database.db,
      { channel: 'report', state: null },
      { limit: 1, after: null },
    );
    assert.deepEqual([last?.state, last?.problem, last?.attempts], ['failed', 'report_mail_not_set', 1]);
  });
});
