import type { Request, Response } from 'express';
import type { Config, Origin } from '../../config.js';
import { type AlertChannel, alertChannels, isAlertChannel } from '../../domain/alert-message.js';
import { isChannelOn, isChannelSet } from '../../services/alert-channels.js';
import {
  type AlertSetting,
  alertSettingNames,
  forgetChannel,
  renewSigningKey,
  saveAlertSettings,
} from '../../services/alert-settings.js';
import { listMessages } from '../../store/alert-messages.js';
import type { Badge } from '../badges.js';
import { actorOf, type FieldMessage, formFields, formList, formMessages } from '../form.js';
import { lastMessageText } from '../message-look.js';
import { type PageContext, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import type { NoticeView } from './file-notice.js';
import { pageNotice } from './page-notice.js';

const secretNames = ['SMTP_URL', 'ALERT_WEBHOOK_URL', 'ALERT_WEBHOOK_SECRET', 'LINE_CHANNEL_TOKEN'] as const;

interface FieldView {
  readonly name: AlertSetting;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly type: 'text' | 'password';
  readonly fixed: boolean;
}

interface ChannelView {
  readonly name: AlertChannel;
  readonly title: string;
  readonly intro: string;
  readonly state: Badge;
  readonly checked: boolean;
  readonly fields: readonly FieldView[];
  readonly last: string;
  readonly forgets: boolean;
  readonly renews: boolean;
}

/**
 * views/pages/settings-alerts.ejs: one form with `_csrf` to /settings/alerts; secrets left empty are kept. Buttons `do` =
 * `save`, `test_CHANNEL` (saved, then a test message is sent), `forget_CHANNEL`, `renew_key`.
 */
export interface AlertSettingsView {
  readonly notices: readonly NoticeView[];
  /** Shown once, right after it was made; null = none was. */
  readonly newKey: string | null;
  readonly days: FieldView;
  readonly channels: readonly ChannelView[];
  readonly switchesFixed: boolean;
  readonly ping: { readonly field: FieldView; readonly last: string };
  readonly errors: readonly FieldMessage[];
}

interface Done {
  readonly notice: NoticeView | null;
  readonly newKey: string | null;
}

export const alertSettingsPage: Route = {
  method: 'get',
  path: '/settings/alerts',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const { t } = pageContext(parts, res);
    const notice = req.query.saved === '1' ? pageNotice('ok', t('settings.saved')) : null;
    await show(req, res, parts, { notice, newKey: null }, []);
  },
};

export const alertSettingsForm: Route = {
  method: 'post',
  path: '/settings/alerts',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    let done: Done;
    try {
      done = await act(req, res, parts);
    } catch (error) {
      return await show(req, res, parts, { notice: null, newKey: null }, formMessages(res, error));
    }
    if (done.notice !== null || done.newKey !== null) return await show(req, res, parts, done, []);
    res.redirect(303, `${req.baseUrl}/settings/alerts?saved=1`);
  },
};

/** Does what the button asks. */
async function act(req: Request, res: Response, parts: Parts): Promise<Done> {
  const { t, language } = pageContext(parts, res);
  const by = actorOf(req, res);
  const asked = formFields(req, ['do']).do;
  const channel = asked.slice(asked.indexOf('_') + 1);
  if (asked === 'renew_key') return { notice: null, newKey: await renewSigningKey(parts, by) };
  if (asked.startsWith('forget_') && isAlertChannel(channel)) {
    await forgetChannel(parts, channel, by);
    return { notice: null, newKey: null };
  }
  const newKey = await saveAlertSettings(parts, await changesOf(req, parts), by);
  if (!asked.startsWith('test_') || !isAlertChannel(channel)) return { notice: null, newKey };
  const result = await parts.testAlertChannel(channel);
  if (result.ok)
    return {
      newKey,
      notice: pageNotice('ok', t(`settings-alerts.tested_${channel}`), result.answer[language]),
    };
  const [title = '', ...rest] = result.problem.text(language).split(' · ');
  return {
    newKey,
    notice: pageNotice('bad', title, rest.slice(-1).join('')),
  };
}

/** What is to be saved: a fixed field is shown disabled and not sent, a secret left empty stays. */
async function changesOf(req: Request, parts: Parts): Promise<Partial<Record<AlertSetting, string>>> {
  const fixed = await fixedNames(parts);
  const sent = alertSettingNames.filter((name) => formList(req, name).length > 0);
  const typed = { ...formFields(req, sent), ALERT_CHANNELS: checkedChannels(req) };
  const changes = Object.entries(typed).filter(
    ([name, value]) => !fixed.has(name) && !(value === '' && secretNames.some((secret) => secret === name)),
  );
  return Object.fromEntries(changes);
}

const checkedChannels = (req: Request) => formList(req, 'channel').filter(isAlertChannel).join(',') || 'none';

async function fixedNames(parts: Parts): Promise<ReadonlyMap<string, Origin>> {
  const rows = await parts.settings.effective();
  return new Map(
    rows.flatMap(({ name, origin }) => (origin === 'saved' || origin === 'default' ? [] : [[name, origin]])),
  );
}

async function show(
  req: Request,
  res: Response,
  parts: Parts,
  { notice, newKey }: Done,
  errors: readonly FieldMessage[],
): Promise<void> {
  const context = pageContext(parts, res);
  const config = await parts.settings.current();
  const fixed = await fixedNames(parts);
  const typed = errors.length > 0 ? formFields(req, alertSettingNames) : null;
  const field = (name: AlertSetting) => fieldOf(name, { config, fixed, typed, t: context.t });
  const view: AlertSettingsView = {
    notices: notice === null ? [] : [notice],
    newKey,
    days: field('NO_REP_ALERT_DAYS'),
    channels: await Promise.all(
      alertChannels.map((channel) => channelView(parts, config, channel, { context, field, fixed })),
    ),
    switchesFixed: fixed.has('ALERT_CHANNELS'),
    ping: { field: field('PING_URL'), last: await lastOf(parts, 'ping', context) },
    errors,
  };
  await sendPage(res, 'settings-alerts', view);
}

function fieldOf(
  name: AlertSetting,
  about: {
    readonly config: Config;
    readonly fixed: ReadonlyMap<string, Origin>;
    readonly typed: Readonly<Record<AlertSetting, string>> | null;
    readonly t: PageContext['t'];
  },
): FieldView {
  const { config, fixed, typed, t } = about;
  const isSecretField = secretNames.some((secret) => secret === name);
  const origin = fixed.get(name);
  const kept = config[name];
  const hint =
    origin !== undefined
      ? t('settings.fixed', { origin: t(`origin.${origin}`) })
      : isSecretField && kept !== null
        ? `${t('settings-alerts.kept')}${hostOf(config, name)}`
        : t(`settings-alerts.${name}_hint`);
  const value = isSecretField ? '' : (typed?.[name] ?? String(kept ?? ''));
  return {
    name,
    label: t(`settings-alerts.${name}`),
    hint,
    value,
    type: isSecretField ? 'password' : 'text',
    fixed: origin !== undefined,
  };
}

/** Of a secret address the host may be seen. */
function hostOf({ SMTP_URL, ALERT_WEBHOOK_URL }: Config, name: AlertSetting): string {
  const secret = name === 'SMTP_URL' ? SMTP_URL : name === 'ALERT_WEBHOOK_URL' ? ALERT_WEBHOOK_URL : null;
  return secret === null ? '' : ` · ${new URL(secret.reveal()).host}`;
}

const fieldsOf: Readonly<Record<AlertChannel, readonly AlertSetting[]>> = {
  email: ['SMTP_URL', 'SMTP_FROM', 'ALERT_EMAIL'],
  webhook: ['ALERT_WEBHOOK_URL', 'ALERT_WEBHOOK_SECRET'],
  line: ['LINE_CHANNEL_TOKEN', 'LINE_TO'],
};

async function channelView(
  parts: Parts,
  config: Config,
  channel: AlertChannel,
  about: {
    readonly context: PageContext;
    readonly field: (name: AlertSetting) => FieldView;
    readonly fixed: ReadonlyMap<string, Origin>;
  },
): Promise<ChannelView> {
  const { context, field, fixed } = about;
  const { t } = context;
  const state: Badge = isChannelOn(config, channel)
    ? { tone: 'ok', icon: 'check', text: t('settings-alerts.on') }
    : isChannelSet(config, channel)
      ? { tone: 'quiet', icon: 'minus', text: t('settings-alerts.off') }
      : { tone: 'quiet', icon: 'minus', text: t('settings-alerts.incomplete') };
  const secrets = fieldsOf[channel].filter((name) => secretNames.some((secret) => secret === name));
  const isSaved = secrets.some((name) => config[name] !== null && !fixed.has(name));
  return {
    name: channel,
    title: t(`settings-alerts.${channel}`),
    intro: t(`settings-alerts.${channel}_intro`),
    state,
    checked: config.ALERT_CHANNELS.includes(channel),
    fields: fieldsOf[channel].map(field),
    last: await lastOf(parts, channel, context),
    forgets: isSaved,
    renews:
      channel === 'webhook' && config.ALERT_WEBHOOK_SECRET !== null && !fixed.has('ALERT_WEBHOOK_SECRET'),
  };
}

/** What became of the newest message of a way; '' = there was none. */
async function lastOf({ db }: Parts, channel: string, context: PageContext): Promise<string> {
  const [last] = await listMessages(db, { channel, state: null }, { limit: 1, after: null });
  return last === undefined ? '' : lastMessageText(last, context.language, context.t);
}
