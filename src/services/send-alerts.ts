import { randomUUID } from 'node:crypto';
import type { SendResult } from '../channels/channel.js';
import type { Config } from '../config.js';
import type { Db } from '../db/db.js';
import { type AlertChannel, type AlertLine, alertChannels, isAlertChannel } from '../domain/alert-message.js';
import { AppError } from '../domain/errors.js';
import { channelFailedAlert, channelKey } from '../domain/standing-alert.js';
import type { Bus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import {
  addMessage,
  endAttempt,
  type KeptMessage,
  keepSentMessage,
  lastMessageAt,
  type MessageEnd,
  takeDueMessage,
} from '../store/alert-messages.js';
import {
  lastTold,
  markNotices,
  type NewNotice,
  oldestNewNotice,
  takeNewNotices,
} from '../store/alert-notices.js';
import { quietHours } from '../store/alerts.js';
import { isChannelOn, openChannel, type SendLimits } from './alert-channels.js';
import type { LiveSettings } from './live-settings.js';
import { settleAlerts, standAlert } from './raise-alert.js';

export interface SendParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly log: Log;
  readonly settings: Pick<LiveSettings, 'current'>;
  readonly now: () => Date;
  readonly timing: SendTiming;
  /** Sends the monthly report; absent where nobody does. */
  readonly report?: ReportSender;
}

/** The monthly report among the messages: it has their retries and their list. */
export interface ReportSender {
  /** Puts the report that is due among the messages, once, whichever process does it. */
  queue(): Promise<void>;
  send(message: KeptMessage, signal: AbortSignal): Promise<SendResult>;
  /** Raises or settles what is to be told of an ended attempt. */
  tell(message: KeptMessage, end: MessageEnd): Promise<void>;
}

export const reportChannel = 'report';

/** Milliseconds. */
export interface SendTiming {
  /** What is raised within this time goes out as one message. */
  readonly gather: number;
  /** After a message the next one waits so long, so that a flood is a few digests. */
  readonly betweenDigests: number;
  /** A process that has a message in work longer than this is gone. */
  readonly lease: number;
  /** Waits before the second, third … attempt; after the last one the message has failed. */
  readonly retries: readonly number[];
  readonly limits: SendLimits;
}

const minute = 60_000;
const hour = 60 * minute;

export const usualSendTiming: Omit<SendTiming, 'limits'> = {
  gather: minute,
  betweenDigests: 10 * minute,
  lease: 2 * minute,
  // 22 hours in all: a mail server that is mended the next morning still gets it.
  retries: [minute, 5 * minute, 15 * minute, hour, 3 * hour, 6 * hour, 12 * hour],
};

/** More at once are the flood of one cause: the rest comes with the next message. */
const mostNotices = 500;

/**
 * Makes messages of what has been raised and settled, one for each way out that is switched on, and writes them down:
 * in one transaction, so that each matter is told once, whichever process does it. Answers how many messages it made.
 */
export async function gatherAlerts(parts: SendParts): Promise<number> {
  const { db, now, timing, settings } = parts;
  const at = now();
  const oldest = await oldestNewNotice(db);
  if (oldest === null || at.getTime() - Date.parse(oldest) < timing.gather) return 0;
  const last = await lastMessageAt(db);
  if (last !== null && at.getTime() - Date.parse(last) < timing.betweenDigests) return 0;
  const config = await settings.current();
  return await db.transaction(async (tx) => {
    const notices = await takeNewNotices(tx, mostNotices);
    const told = await lastTold(tx, [...new Set(notices.map(({ alertId }) => alertId))]);
    const toTell = newsOf(notices, told, at);
    const channels = alertChannels.filter((channel) => isChannelOn(config, channel));
    const tellIds = channels.length === 0 ? [] : toTell.map(({ id }) => id);
    const skipIds = notices.filter(({ id }) => !tellIds.includes(id)).map(({ id }) => id);
    await markNotices(tx, tellIds, 'told', at);
    await markNotices(tx, skipIds, 'skipped', at);
    let made = 0;
    for (const channel of channels) {
      // That a way out fails is told by the others.
      const lines = toTell.filter(({ key }) => key !== channelKey(channel)).map(lineOf);
      if (lines.length === 0) continue;
      await addMessage(tx, { messageKey: randomUUID(), channel, lines, at });
      made++;
    }
    return made;
  });
}

/**
 * Of several notices about one alert the last one, where it tells something: what came and went meanwhile is silent, an
 * open matter is not repeated within a day, and only what was told open is told resolved.
 */
function newsOf(
  notices: readonly NewNotice[],
  told: Awaited<ReturnType<typeof lastTold>>,
  now: Date,
): NewNotice[] {
  const newest = new Map(notices.map((notice) => [notice.alertId, notice]));
  return [...newest.values()].filter((notice) => {
    const before = told.get(notice.alertId);
    if (notice.kind === 'resolved') return before?.kind === 'open' && !notice.isOpen;
    if (!notice.isOpen) return false;
    if (before?.kind !== 'open') return true;
    const isWorse = before.severity !== 'error' && notice.severity === 'error';
    return isWorse || now.getTime() - Date.parse(before.at) >= quietHours * hour;
  });
}

const lineOf = ({ key, kind, severity, titleTh, titleEn, at }: NewNotice): AlertLine => ({
  key,
  kind,
  severity,
  title: { th: titleTh, en: titleEn },
  at,
});

/** Sends what is due, one after the other, until nothing is; what fails waits for its next attempt. */
export async function sendDueMessages(parts: SendParts, signal: AbortSignal): Promise<void> {
  const { db, now, timing } = parts;
  while (!signal.aborted) {
    const at = now();
    const message = await takeDueMessage(db, at, new Date(at.getTime() + timing.lease));
    if (message === null) return;
    const end = await attempt(parts, message, signal);
    await endAttempt(db, message, end, now());
    if (message.channel === reportChannel) await parts.report?.tell(message, end);
    else await sayWhetherItWorks(parts, message.channel, end);
    logEnd(parts.log, message, end);
  }
}

/** A way out that fails is a matter of its own, until a message goes through. */
async function sayWhetherItWorks(parts: SendParts, channel: string, end: MessageEnd): Promise<void> {
  if (!isAlertChannel(channel)) return;
  if (end.state === 'sent') await settleAlerts(parts, [channelKey(channel)]);
  if (end.state === 'failed')
    await standAlert(parts, channelFailedAlert(channel, end.problem ?? '', end.answer));
}

async function attempt(parts: SendParts, message: KeptMessage, signal: AbortSignal): Promise<MessageEnd> {
  const result = await sendMessage(parts, message, signal);
  if (result === null) {
    const problem = new AppError('channel_not_set');
    return { state: 'dropped', nextTryAt: null, problem: problem.code, answer: answerOf(problem) };
  }
  if (result.ok) return { state: 'sent', nextTryAt: null, problem: null, answer: result.answer };
  const pause = parts.timing.retries[message.attempts - 1];
  const ended = result.isFinal || pause === undefined;
  const wait = Math.max((pause ?? 0) * (1 + Math.random() / 5), result.waitMs ?? 0);
  return {
    state: ended ? 'failed' : 'waiting',
    nextTryAt: ended ? null : new Date(parts.now().getTime() + wait),
    problem: result.problem.code,
    answer: answerOf(result.problem),
  };
}

/** null = its way out is not set up, or switched off. */
async function sendMessage(
  parts: SendParts,
  message: KeptMessage,
  signal: AbortSignal,
): Promise<SendResult | null> {
  const { channel, messageKey, lines } = message;
  if (channel === reportChannel) return (await parts.report?.send(message, signal)) ?? null;
  const config = await parts.settings.current();
  if (!isAlertChannel(channel) || !isChannelOn(config, channel)) return null;
  return await sendBy(parts, config, channel, messageKey, lines, signal);
}

const answerOf = (problem: AppError) => ({ th: problem.text('th'), en: problem.text('en') });

async function sendBy(
  { timing, now }: Pick<SendParts, 'timing' | 'now'>,
  config: Config,
  name: AlertChannel,
  id: string,
  lines: readonly AlertLine[],
  signal: AbortSignal,
): Promise<SendResult> {
  const channel = await openChannel(config, name, { limits: timing.limits, now });
  if (channel === null)
    return { ok: false, problem: new AppError('channel_not_set'), isFinal: true, waitMs: null };
  const address = config.BASE_URL === '' ? null : `${config.BASE_URL}/alerts`;
  return await channel.send({ id, lines, hospitalCode: config.HOSPITAL_CODE, address }, signal);
}

/** Sends a test message with the settings as saved, and answers what the other side said. */
export type TestAlertChannel = (channel: AlertChannel) => Promise<SendResult>;

/** A test goes out at once, past the gathering, whether or not the way is switched on; it is noted like a message. */
export async function testChannel(
  parts: Pick<SendParts, 'db' | 'bus' | 'settings' | 'now'> & { readonly limits: SendLimits },
  channel: AlertChannel,
  signal: AbortSignal,
): Promise<SendResult> {
  const { db, now, limits } = parts;
  const messageKey = randomUUID();
  const timing = { ...usualSendTiming, limits };
  const config = await parts.settings.current();
  const result = await sendBy({ timing, now }, config, channel, messageKey, [], signal);
  const problem = result.ok ? null : result.problem.code;
  const answer = result.ok ? result.answer : answerOf(result.problem);
  await keepSentMessage(db, { messageKey, channel, problem, answer }, now());
  if (result.ok) await settleAlerts(parts, [channelKey(channel)]);
  return result;
}

function logEnd(log: Log, { id, channel, attempts }: KeptMessage, { state, problem }: MessageEnd): void {
  const fields = { message_id: id, channel, state, attempts, ...(problem && { problem }) };
  if (state === 'sent') log.info(fields, 'alerts were sent');
  else log.warn(fields, 'alerts could not be sent');
}
