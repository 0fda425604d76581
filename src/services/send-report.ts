import type { SendResult } from '../channels/channel.js';
import { failed } from '../channels/channel.js';
import type { Config } from '../config.js';
import { type Db, DbError } from '../db/db.js';
import { AppError, type Language } from '../domain/errors.js';
import { lastFullMonth, readReportPeriod } from '../domain/report-period.js';
import { reportMailAlert, reportMailKey } from '../domain/standing-alert.js';
import { dayOf, monthText, wallClockOf } from '../domain/thai-date.js';
import type { Bus } from '../events/bus.js';
import { bedsIn } from '../figures/figure.js';
import type { Log } from '../log/log.js';
import { addMessage, type KeptMessage, type MessageEnd } from '../store/alert-messages.js';
import type { SendLimits } from './alert-channels.js';
import type { LiveSettings } from './live-settings.js';
import { printPdf } from './print-pdf.js';
import { settleAlerts, standAlert } from './raise-alert.js';
import { type ReportFacts, readReport } from './read-report.js';
import { type ReportSender, reportChannel } from './send-alerts.js';
import { extraCaOf } from './upstream-settings-of.js';

/** Whether a PDF goes with the mail, or why not. */
export type PdfState = 'attached' | 'no_browser' | 'failed';

/** Words and sheets of the report; made by whoever knows the pages' words and templates. */
export interface ReportWriter {
  readonly document: (facts: ReportFacts, config: Config) => Promise<string>;
  readonly mail: (
    facts: ReportFacts,
    config: Config,
    pdf: PdfState,
  ) => Promise<{ readonly subject: string; readonly text: string; readonly html: string }>;
}

/** Sends the report of the last full month with the settings as saved, and answers what the other side said. */
export type TestReportMail = () => Promise<SendResult>;

export interface SendReportParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly log: Log;
  readonly settings: Pick<LiveSettings, 'current'>;
  readonly now: () => Date;
  readonly limits: SendLimits;
  readonly writer: ReportWriter;
}

/** By then the files of the night are in. */
const firstHour = 8;
const keyPrefix = 'report-';

/** Sends the report of the last full month once a month, from the day of the settings on. */
export function createReportSender(parts: SendReportParts): ReportSender {
  return {
    queue: async () => await queueReport(parts),
    send: async (message, signal) => await sendReport(parts, monthOf(message), message.messageKey, signal),
    tell: async (message, end) => await tell(parts, message, end),
  };
}

/** Sends the report of the last full month now, for a person who tries the settings; the monthly one still goes out. */
export async function testReportMail(
  parts: SendReportParts,
  id: string,
  signal: AbortSignal,
): Promise<SendResult> {
  const result = await sendReport(parts, lastFullMonth(parts.now()), id, signal);
  if (result.ok) await settleAlerts(parts, [reportMailKey]);
  return result;
}

async function queueReport({ db, settings, now }: SendReportParts): Promise<void> {
  const config = await settings.current();
  const at = now();
  if (config.REPORT_EMAIL === '' || config.DB_TYPE === 'none' || !isDue(at, config.REPORT_DAY)) return;
  const month = lastFullMonth(at);
  const title = (language: Language) =>
    language === 'th' ? `รายงานเดือน ${monthText(month, 'th')}` : `Report of ${monthText(month, 'en')}`;
  const line = {
    key: `report/${month}`,
    kind: 'open',
    severity: 'info',
    title: { th: title('th'), en: title('en') },
    at: at.toISOString(),
  } as const;
  try {
    await addMessage(db, { messageKey: `${keyPrefix}${month}`, channel: reportChannel, lines: [line], at });
  } catch (error) {
    // The key is the month's: it was queued already, by this process or by another one.
    if (!(error instanceof DbError && error.kind === 'duplicate')) throw error;
  }
}

/** A day that was missed while the machine was off is made up until the end of the month. */
function isDue(at: Date, day: number): boolean {
  const today = Number(dayOf(at).slice(8, 10));
  return today > day || (today === day && Number(wallClockOf(at).slice(11, 13)) >= firstHour);
}

const monthOf = ({ messageKey }: KeptMessage) => messageKey.slice(keyPrefix.length);

async function sendReport(
  parts: SendReportParts,
  month: string,
  id: string,
  signal: AbortSignal,
): Promise<SendResult> {
  const config = await parts.settings.current();
  if (config.SMTP_URL === null || config.SMTP_FROM === '' || config.REPORT_EMAIL === '')
    return failed(new AppError('report_mail_not_set'), { isFinal: true });
  const now = parts.now();
  const period = readReportPeriod({ month }, now);
  const question = {
    period,
    scheme: null,
    language: config.REPORT_LANGUAGE,
    now,
    ...bedsIn(config),
  };
  const facts = await parts.db.snapshot(async (view) => await readReport(view, question));
  const { pdf, state } = await pdfOf(parts, facts, config, signal);
  const mail = await parts.writer.mail(facts, config, state);
  const { sendMail } = await import('../channels/mail.js'); // loaded with its first use
  return await sendMail(
    {
      url: config.SMTP_URL.reveal(),
      from: config.SMTP_FROM,
      to: config.REPORT_EMAIL.split(',').map((address) => address.trim()),
      extraCa: extraCaOf(config),
      ...parts.limits,
    },
    { id, ...mail, attachments: pdf === null ? [] : [{ filename: `report-${month}.pdf`, content: pdf }] },
    signal,
  );
}

/** Without a browser, or with one that fails, the mail says so and goes out all the same. */
async function pdfOf(
  { writer, log }: SendReportParts,
  facts: ReportFacts,
  config: Config,
  signal: AbortSignal,
): Promise<{ readonly pdf: Buffer | null; readonly state: PdfState }> {
  try {
    const document = await writer.document(facts, config);
    return { pdf: await printPdf(document, config.CHROMIUM_PATH, signal), state: 'attached' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'browser_missing') return { pdf: null, state: 'no_browser' };
    log.warn({ err: error }, 'the report is sent without its PDF');
    return { pdf: null, state: 'failed' };
  }
}

async function tell(parts: SendReportParts, message: KeptMessage, end: MessageEnd): Promise<void> {
  if (end.state === 'sent') await settleAlerts(parts, [reportMailKey]);
  if (end.state === 'failed')
    await standAlert(parts, reportMailAlert(monthOf(message), end.problem ?? '', end.answer));
}
