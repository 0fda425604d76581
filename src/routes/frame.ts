import type { Response } from 'express';
import { programVersion } from '../config.js';
import { countText } from '../domain/count-text.js';
import type { Language } from '../domain/errors.js';
import type { Job } from '../domain/job.js';
import { mayDo, type Permission } from '../domain/permission.js';
import { type AlertRow, countAlerts, listAlerts } from '../store/alerts.js';
import type { Attention } from '../store/attention.js';
import { listJobs } from '../store/jobs.js';
import { alertAddress, alertLook } from './alert-address.js';
import { type AttentionLine, attentionLines } from './attention-lines.js';
import { attentionOf, settingsOf } from './facts-of.js';
import { progressTexts } from './job-texts.js';
import { type MenuGroup, menuOf, type SettingsPage, settingsPagesOf } from './menu.js';
import { once } from './once.js';
import type { Parts } from './parts.js';
import { type Reader, readerOf, type Theme } from './reader.js';
import { type Translate, translator } from './words/index.js';

/** What the layout shows around every page. */
export interface FrameView {
  readonly title: string;
  /** Before sign-in: no menu. */
  readonly gate: boolean;
  readonly wide: boolean;
  readonly heading: string;
  readonly sub: string;
  readonly practice: boolean;
  readonly site: { readonly code: string; readonly name: string };
  /** `counts`: its text is another one each minute. */
  readonly session: { tone: string; icon: string; text: string; href: string; counts: boolean } | null;
  readonly running: { key: string; name: string; text: string; href: string } | null;
  /** Where the live feed stood when this page was made; null where nothing is live for this reader. */
  readonly live: string | null;
  readonly bell: BellView;
  readonly languages: { readonly th: string; readonly en: string };
  readonly nextTheme: { readonly href: string; readonly text: string };
  readonly roles: string;
  readonly menu: readonly MenuGroup[];
  readonly commands: readonly FrameCommand[];
  /** Pages of the settings that the reader may open. */
  readonly settings: readonly SettingsPage[];
  readonly foot: readonly string[];
  readonly version: string;
  readonly shortcuts: boolean;
  /** Where the single keys are switched on or off. */
  readonly switchKeys: string;
  /** Where the palette searches for the number of a claim; null = the reader may not. */
  readonly search: string | null;
}

/** Open alerts by their number, the newest by name, and what else waits for this reader. */
export interface BellView {
  /** Number of open alerts, as on the page of alerts; null = none. */
  readonly count: string | null;
  readonly label: string;
  readonly lines: readonly Pick<AttentionLine, 'icon' | 'text' | 'href'>[];
  readonly all: string | null;
}

/** Facts of the frame that come from the database; without it the page is shown all the same. */
export interface FrameFacts {
  readonly hospitalCode: string;
  readonly hospitalName: string;
  readonly attention: Attention | null;
  readonly running: Job | null;
  readonly alerts: { readonly open: number; readonly newest: readonly AlertRow[] };
}

export interface FrameAddress {
  readonly baseUrl: string;
  /** This page's address with other query values. */
  readonly withQuery: (changes: Readonly<Record<string, string | null>>) => string;
}

const alertsInBell = 5;
const noAlerts = { open: 0, newest: [] };

/** The facts for a signed-in reader; an unreachable database gives the frame without them. */
export function frameFacts(parts: Parts, res: Response): Promise<FrameFacts> {
  return once(res, 'frame', () => readFrameFacts(parts, res));
}

async function readFrameFacts(parts: Parts, res: Response): Promise<FrameFacts> {
  try {
    const { HOSPITAL_CODE: hospitalCode, HOSPITAL_NAME: hospitalName } = await settingsOf(parts, res);
    if (readerOf(res).user === null)
      return { hospitalCode, hospitalName, attention: null, running: null, alerts: noAlerts };
    const [[running], { open }, newest, attention] = await Promise.all([
      listJobs(parts.db, { statuses: ['running', 'waiting_person'], limit: 1 }),
      countAlerts(parts.db),
      listAlerts(parts.db, { open: true }, { limit: alertsInBell, after: null }),
      attentionOf(parts, res),
    ]);
    return { hospitalCode, hospitalName, attention, running: running ?? null, alerts: { open, newest } };
  } catch (error) {
    // The page that says that the database is away must itself do without it.
    parts.log.debug({ source: 'web', err: error }, 'page frame without the database');
    const { HOSPITAL_CODE: hospitalCode, HOSPITAL_NAME: hospitalName } = parts.config;
    return { hospitalCode, hospitalName, attention: null, running: null, alerts: noAlerts };
  }
}

/** `view.title`, `view.heading` and `view.sub` win over the words `PAGE.title`, `PAGE.heading`. */
export async function frameView(
  parts: Parts,
  res: Response,
  page: string,
  view: { readonly title?: string; readonly heading?: string; readonly sub?: string },
  address: FrameAddress,
): Promise<FrameView> {
  const reader = readerOf(res);
  const t = translator(reader.language, parts.strictWords);
  const facts = await frameFacts(parts, res);
  const { user } = reader;
  const can = (permission: Permission) => user !== null && mayDo(user.roles, permission, user.granted);
  const title = view.title ?? t(`${page}.title`);
  return {
    title,
    gate: reader.user === null || page === 'setup' || page === 'login',
    wide: page === 'setup',
    heading: view.heading ?? title,
    sub: view.sub ?? facts.hospitalCode,
    practice: parts.config.PRACTICE,
    site: { code: facts.hospitalCode, name: facts.hospitalName },
    session: facts.attention
      ? sessionChip(facts.attention, parts.now(), { t, baseUrl: address.baseUrl, can })
      : null,
    running: facts.running
      ? runningChip(facts.running, { t, baseUrl: address.baseUrl, language: reader.language })
      : null,
    live: can('figures') ? reader.livePosition : null,
    bell: bellView(facts, reader.language, { t, baseUrl: address.baseUrl, can }),
    languages: { th: address.withQuery({ lang: 'th' }), en: address.withQuery({ lang: 'en' }) },
    nextTheme: nextTheme(reader, t, address),
    roles: (reader.user?.roles ?? []).map((role) => t(`role.${role}`)).join(' · '),
    menu: menuOf({ t, baseUrl: address.baseUrl, path: res.req.path, can, attention: facts.attention }),
    commands: commandsOf(reader, { t, baseUrl: address.baseUrl, can }, address),
    settings: settingsPagesOf({ t, baseUrl: address.baseUrl, can }),
    foot: [databaseName(parts, t), `E-Claim REP ${programVersion}`],
    version: programVersion,
    shortcuts: reader.shortcuts,
    switchKeys: address.withQuery({ keys: reader.shortcuts ? 'off' : 'on' }),
    search: can('claims') ? `${address.baseUrl}/claims` : null,
  };
}

interface LineParts {
  readonly t: Translate;
  readonly baseUrl: string;
}

function bellView(
  { alerts, attention }: FrameFacts,
  language: Language,
  reader: LineParts & { readonly can: (permission: Permission) => boolean },
): BellView {
  const { t, baseUrl, can } = reader;
  const open = can('claims') ? alerts.open : 0;
  const named = (can('claims') ? alerts.newest : []).map(
    ({ alert_key: key, severity, title_th, title_en }) => ({
      icon: alertLook(severity).icon,
      text: language === 'th' ? title_th : title_en,
      href: alertAddress(key, reader) ?? `${baseUrl}/alerts`,
    }),
  );
  const others = attention
    ? attentionLines(attention, { ...reader, language }).filter(({ hasAlerts }) => !hasAlerts)
    : [];
  return {
    count: open > 0 ? countText(open) : null,
    label: t(open > 0 ? 'frame.alerts' : 'frame.no_alerts', { count: countText(open) }),
    lines: [...named, ...others],
    all: can('claims') ? `${baseUrl}/alerts` : null,
  };
}

function sessionChip(
  attention: Attention,
  now: Date,
  { t, baseUrl, can }: LineParts & { readonly can: (permission: Permission) => boolean },
): FrameView['session'] {
  const { session } = attention;
  if (session === null) return null;
  const minutes =
    session.expiresAt === null ? null : Math.floor((Date.parse(session.expiresAt) - now.getTime()) / 60_000);
  const href = can('fetch') ? `${baseUrl}/session` : `${baseUrl}/downloads`;
  if (session.state === 'signed_in' && minutes !== null && minutes < 0)
    return { tone: 'quiet', icon: 'key', text: t('session.signed_out'), href, counts: false };
  if (session.state === 'signed_in') {
    const text = minutes === null ? t('session.signed_in') : t('session.signed_in_for', { minutes });
    return {
      tone: minutes !== null && minutes < 5 ? 'warn' : 'ok',
      icon: 'check',
      text,
      href,
      counts: minutes !== null,
    };
  }
  const bad = session.state === 'refused';
  const waits = session.state === 'needs_otp' || session.state === 'needs_scan';
  return {
    tone: bad ? 'bad' : waits ? 'warn' : 'quiet',
    icon: bad ? 'close' : 'key',
    text: t(`session.${session.state}`),
    href: bad && can('administer') ? `${baseUrl}/settings/nhso` : href,
    counts: false,
  };
}

function runningChip(
  job: Job,
  { t, baseUrl, language }: LineParts & { readonly language: Language },
): FrameView['running'] {
  return {
    key: job.jobKey,
    name: t(`job_type.${job.type}`),
    text: progressTexts(job, { t, language }).short,
    href: `${baseUrl}/jobs/${encodeURIComponent(job.jobKey)}`,
  };
}

/** Automatic, then dark, then light, then automatic again; works without script. */
function nextTheme(reader: Reader, t: Translate, address: FrameAddress): FrameView['nextTheme'] {
  const order: Readonly<Record<Theme, Theme>> = { auto: 'dark', dark: 'light', light: 'auto' };
  const next = order[reader.theme];
  return { href: address.withQuery({ theme: next }), text: t(`frame.to_${next}`) };
}

interface FrameCommand {
  readonly icon: string;
  readonly href: string;
  readonly text: string;
  readonly lang?: Language;
}

/** What the palette offers beside the pages of the menu. */
function commandsOf(
  reader: Reader,
  about: LineParts & { readonly can: (permission: Permission) => boolean },
  address: FrameAddress,
): FrameCommand[] {
  const { t, baseUrl, can } = about;
  const other = reader.language === 'th' ? 'en' : 'th';
  const work = [
    { icon: 'down', href: `${baseUrl}/downloads#new`, text: t('frame.command_download') },
    { icon: 'upload', href: `${baseUrl}/upload`, text: t('frame.command_upload') },
  ];
  return [
    ...(can('fetch') ? work : []),
    ...settingsPagesOf(about).map(({ href, text }) => ({
      icon: 'gear',
      href,
      text: t('frame.command_settings', { name: text }),
    })),
    { icon: 'moon', ...nextTheme(reader, t, address) },
    {
      icon: 'page',
      href: address.withQuery({ lang: other }),
      text: other === 'en' ? 'English' : 'ไทย',
      lang: other,
    },
    {
      icon: 'key',
      href: address.withQuery({ keys: reader.shortcuts ? 'off' : 'on' }),
      text: t(reader.shortcuts ? 'keys.switch_off' : 'keys.switch_on'),
    },
  ];
}

function databaseName(parts: Parts, t: Translate): string {
  const names = { postgresql: 'PostgreSQL', mysql: 'MySQL', embedded: t('frame.embedded') };
  return t('frame.database', { name: names[parts.db.dialect.name] });
}
