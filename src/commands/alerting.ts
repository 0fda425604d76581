import { randomUUID } from 'node:crypto';
import { createAlertSender } from '../jobs/alert-sender.js';
import { createLookout } from '../jobs/lookout.js';
import { startRunPinger } from '../jobs/run-pinger.js';
import { reportWriter } from '../routes/report-mail.js';
import { usualSendLimits } from '../services/alert-channels.js';
import { freeSpace } from '../services/free-space.js';
import type { LookParts } from '../services/look-around.js';
import { type TestAlertChannel, testChannel, usualSendTiming } from '../services/send-alerts.js';
import {
  createReportSender,
  type SendReportParts,
  type TestReportMail,
  testReportMail,
} from '../services/send-report.js';

/** What the test buttons of the settings page do. */
export function alertTester(parts: Omit<Parameters<typeof testChannel>[0], 'limits'>): TestAlertChannel {
  return (channel) =>
    testChannel({ ...parts, limits: usualSendLimits }, channel, AbortSignal.timeout(testLimitMs));
}

/** A person waits for the answer. */
const testLimitMs = 45_000;

/** What the button of the page for the report by mail does. */
export function reportTester(parts: Omit<SendReportParts, 'limits' | 'writer'>): TestReportMail {
  const whole = { ...parts, limits: usualSendLimits, writer: reportWriter(false) };
  return () => testReportMail(whole, randomUUID(), AbortSignal.timeout(2 * testLimitMs));
}

/** Begins to keep the alerts true, to send them, and to ping after good runs; answers what ends it. */
export function startAlerting(parts: Omit<LookParts, 'freeSpace'>): () => Promise<void> {
  const lookout = createLookout({ ...parts, freeSpace });
  const report = createReportSender({ ...parts, limits: usualSendLimits, writer: reportWriter(false) });
  const timing = { ...usualSendTiming, limits: usualSendLimits };
  const sender = createAlertSender({ ...parts, timing, report });
  const stopPinger = startRunPinger({ ...parts, limits: usualSendLimits });
  lookout.start();
  sender.start();
  return async () => {
    await Promise.all([lookout.stop(), sender.stop(), stopPinger()]);
  };
}
