import type { Request } from 'express';
import { z } from 'zod';
import { countText } from '../../domain/count-text.js';
import { AppError, type Language } from '../../domain/errors.js';
import { instantText } from '../../domain/thai-date.js';
import {
  countMessages,
  type KeptMessage,
  listMessages,
  type MessageFilter,
  retryMessage,
} from '../../store/alert-messages.js';
import type { Badge } from '../badges.js';
import { messageState } from '../message-look.js';
import { addressWith, type PageContext, pageContext, type Twins, twinsOf } from '../page-context.js';
import { recordAccess } from '../record-access.js';
import type { Route } from '../route.js';
import { sendCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';

const pageSize = 50;
const states = ['waiting', 'sending', 'sent', 'failed', 'dropped'] as const;
const channels = ['email', 'webhook', 'line', 'ping', 'report'] as const;
const queries = z.object({
  channel: z.enum(['', ...channels]).optional(),
  state: z.enum(['', ...states]).optional(),
  cursor: z.union([z.literal(''), z.coerce.number().int().positive()]).optional(),
});

/** views/pages/alert-messages.ejs; a message that failed has a form with `_csrf` to /alerts/messages/:id/retry. */
export interface AlertMessagesView {
  readonly twins: Twins;
  readonly facets: readonly { href: string; text: string; count: string; current: boolean }[];
  readonly rows: readonly {
    readonly at: string;
    readonly channel: string;
    readonly what: string;
    readonly state: Badge;
    readonly attempts: string;
    readonly answer: string;
    readonly next: string;
    readonly retry: { readonly action: string; readonly label: string } | null;
  }[];
  readonly blank: { icon: string; title: string; text: string; actions: [] } | null;
  readonly next: string | null;
}

function readQuery(req: Request): { filter: MessageFilter; cursor: number | null } {
  const read = queries.safeParse(req.query);
  if (!read.success)
    throw new AppError('filter_invalid', {
      name: String(read.error.issues[0]?.path[0] ?? ''),
      example: 'channel=email',
    });
  const { channel, state, cursor } = read.data;
  return { filter: { channel: channel || null, state: state || null }, cursor: cursor || null };
}

/** The first matter by its title, and how many more. */
function subjectOf(message: KeptMessage, language: Language, t: PageContext['t']): string {
  const [first, ...others] = message.lines;
  if (message.channel === 'ping') return t('alert-messages.ping_what');
  if (first === undefined) return t('alert-messages.test');
  const title = `${first.kind === 'resolved' ? `${t('alert-messages.resolved')}: ` : ''}${first.title[language]}`;
  return others.length === 0
    ? title
    : t('alert-messages.and_more', { title, count: countText(others.length) });
}

function lineOf(
  message: KeptMessage,
  { t, language, baseUrl }: PageContext,
): AlertMessagesView['rows'][number] {
  const isPing = message.channel === 'ping';
  return {
    at: instantText(message.triedAt ?? message.createdAt, language, true),
    channel: t(`alert-messages.channel_${message.channel}`),
    what: subjectOf(message, language, t),
    state: messageState(message, t),
    attempts: countText(message.attempts),
    answer: message.answer[language],
    next:
      message.state === 'waiting' && message.attempts > 0
        ? instantText(message.nextTryAt, language, true)
        : '',
    retry:
      !isPing && message.lines.length > 0 && (message.state === 'failed' || message.state === 'dropped')
        ? { action: `${baseUrl}/alerts/messages/${message.id}/retry`, label: t('alert-messages.retry') }
        : null,
  };
}

export const alertMessagesPage: Route = {
  method: 'get',
  path: '/alerts/messages',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const { t, baseUrl, can } = context;
    const { filter, cursor } = readQuery(req);
    const rows = await listMessages(parts.db, filter, { limit: pageSize, after: cursor });
    const last = rows.length === pageSize ? rows.at(-1) : undefined;
    const address = `${baseUrl}/alerts/messages`;
    const facets = await Promise.all(
      [null, ...channels].map(async (channel) => ({
        href: addressWith(address, { channel, state: filter.state }),
        text: t(`alert-messages.channel_${channel ?? 'all'}`),
        count: countText(await countMessages(parts.db, { channel, state: filter.state })),
        current: channel === filter.channel,
      })),
    );
    const view: AlertMessagesView = {
      twins: twinsOf(address, req.query, can('export')),
      facets,
      rows: rows.map((row) => lineOf(row, context)),
      blank:
        rows.length > 0
          ? null
          : {
              icon: 'check',
              title: t('alert-messages.none'),
              text: t('alert-messages.none_more'),
              actions: [],
            },
      next: last ? addressWith(address, { ...filter, cursor: String(last.id) }) : null,
    };
    await sendPage(res, 'alert-messages', view);
  },
};

const messageJson = (message: KeptMessage) => ({
  message_id: message.messageKey,
  channel: message.channel,
  state: message.state,
  alerts: message.lines.map(({ key, kind }) => `${kind} ${key}`).join(' '),
  attempts: message.attempts,
  created_at: message.createdAt,
  tried_at: message.triedAt,
  sent_at: message.sentAt,
  next_try_at: message.nextTryAt,
  problem: message.problem,
  answer: message.answer.th,
});

export const alertMessagesJson: Route = {
  method: 'get',
  path: '/alerts/messages.json',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const { filter, cursor } = readQuery(req);
    const rows = await listMessages(parts.db, filter, { limit: 500, after: cursor });
    res.json({
      rows: rows.map(messageJson),
      total: await countMessages(parts.db, filter),
      as_of: parts.now().toISOString(),
      next_cursor: rows.length === 500 ? String(rows.at(-1)?.id ?? '') : null,
    });
  },
};

const csvNames = [
  'message_id',
  'channel',
  'state',
  'alerts',
  'attempts',
  'created_at',
  'tried_at',
  'sent_at',
  'next_try_at',
  'problem',
  'answer',
] as const;

export const alertMessagesCsv: Route = {
  method: 'get',
  path: '/alerts/messages.csv',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const { filter } = readQuery(req);
    const columns = csvNames.map((name) => ({ name, value: (row: KeptMessage) => messageJson(row)[name] }));
    const rows = await sendCsv(res, 'alert-messages.csv', columns, eachMessage(parts.db, filter));
    await recordAccess(parts, res, 'export', { subject: 'alert messages', filter: req.query, rows });
  },
};

async function* eachMessage(
  db: Parameters<typeof listMessages>[0],
  filter: MessageFilter,
): AsyncGenerator<KeptMessage> {
  let after: number | null = null;
  for (;;) {
    const rows: KeptMessage[] = await listMessages(db, filter, { limit: 500, after });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** The settings are mended: the message is sent once more. */
export const retryMessageForm: Route = {
  method: 'post',
  path: '/alerts/messages/:id/retry',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const id = String(req.params.id);
    if (!/^\d{1,15}$/.test(id)) throw new AppError('not_found');
    if (!(await retryMessage(parts.db, Number(id), parts.now()))) throw new AppError('not_found');
    res.redirect(303, `${req.baseUrl}/alerts/messages`);
  },
};
