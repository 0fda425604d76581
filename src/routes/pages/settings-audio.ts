import type { Request, Response } from 'express';
import type { Config, SettingName } from '../../config.js';
import { AppError } from '../../domain/errors.js';
import { instantText } from '../../domain/thai-date.js';
import { audioServiceName, isAudioOn, missingAudioSettings } from '../../services/audio-settings-of.js';
import { saveSettings } from '../../services/save-settings.js';
import { keptProblemText } from '../../services/tell-openchs.js';
import { sampleOfAudio, testAudio } from '../../services/test-audio.js';
import { findAudioTarget } from '../../store/audio-targets.js';
import { lastTranscriptAt } from '../../store/transcripts.js';
import type { Badge } from '../badges.js';
import { actorOf, type FieldMessage, formFields, formList, formMessages } from '../form.js';
import { type Option, type PageContext, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import type { NoticeView } from './file-notice.js';
import { pageNotice } from './page-notice.js';

const path = '/settings/audio';
const ways = ['poll', 'stream', 'realtime'] as const;
const texts = ['AI_AUDIO_BASE_URL', 'AI_AUDIO_LANGUAGE', 'AI_AUDIO_KEEP_DAYS'] as const;
const names = [...texts, 'AI_AUDIO_WAY'] as const satisfies SettingName[];
const onName = 'AI_AUDIO_ENABLED' satisfies SettingName;

/** views/pages/settings-audio.ejs: one form with `_csrf` to /settings/audio; buttons `do` = `save`, `test`. */
export interface AudioSettingsView {
  readonly notices: readonly NoticeView[];
  readonly state: Badge;
  readonly fields: readonly {
    readonly name: string;
    readonly label: string;
    readonly hint: string;
    readonly value: string;
    readonly fixed: boolean;
  }[];
  readonly way: { readonly hint: string; readonly fixed: boolean; readonly options: readonly Option[] };
  readonly enabled: { readonly checked: boolean; readonly fixed: boolean };
  readonly lastResult: string;
  /** Whether calls go on; else since when they rest, why, and when one is tried again. */
  readonly calls: string;
  readonly sample: string;
  readonly errors: readonly FieldMessage[];
}

export const audioSettingsPage: Route = {
  method: 'get',
  path,
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const { t } = pageContext(parts, res);
    await show(req, res, parts, req.query.saved === '1' ? [pageNotice('ok', t('settings.saved'))] : [], []);
  },
};

export const audioSettingsForm: Route = {
  method: 'post',
  path,
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const { t, language } = pageContext(parts, res);
    try {
      await save(req, res, parts);
    } catch (error) {
      return await show(req, res, parts, [], formMessages(res, error));
    }
    if (formFields(req, ['do']).do !== 'test') return res.redirect(303, `${req.baseUrl}${path}?saved=1`);
    try {
      await testAudio(parts, AbortSignal.timeout(60_000));
      await show(
        req,
        res,
        parts,
        [pageNotice('ok', t('settings-audio.tested'), t('settings-audio.tested_more'))],
        [],
      );
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const [title = '', ...rest] = error.text(language).split(' · ');
      await show(req, res, parts, [pageNotice('bad', title, rest.join(' · '))], []);
    }
  },
};

/** A fixed field is shown disabled and not sent, an unchecked box is `off`. */
async function save(req: Request, res: Response, parts: Parts): Promise<void> {
  const fixed = await fixedNames(parts);
  const sent = names.filter((name) => formList(req, name).length > 0 && !fixed.has(name));
  const values: Partial<Record<SettingName, string>> = formFields(req, sent);
  const isFree = !fixed.has(onName);
  const wantsOn = isFree && formList(req, onName).length > 0;
  // Saved first, so that nothing typed is lost; switched on only when nothing is missing.
  await saveSettings(parts, isFree ? { ...values, [onName]: 'off' } : values, actorOf(req, res));
  if (!wantsOn) return;
  const missing = missingAudioSettings(await parts.settings.current());
  if (missing.length > 0) throw new AppError('audio_not_set', { missing: missing.join(', ') });
  await saveSettings(parts, { [onName]: 'on' }, actorOf(req, res));
}

async function fixedNames(parts: Parts): Promise<ReadonlyMap<string, string>> {
  const rows = await parts.settings.effective();
  return new Map(
    rows.flatMap(({ name, origin }) => (origin === 'saved' || origin === 'default' ? [] : [[name, origin]])),
  );
}

async function show(
  req: Request,
  res: Response,
  parts: Parts,
  notices: readonly NoticeView[],
  errors: readonly FieldMessage[],
): Promise<void> {
  const { t, language } = pageContext(parts, res);
  const config = await parts.settings.current();
  const fixed = await fixedNames(parts);
  const typed = errors.length > 0 ? formFields(req, names) : null;
  const lastAt = await lastTranscriptAt(parts.db, audioServiceName(config));
  const hint = (name: (typeof names)[number]) => hintOf(name, fixed, t);
  const chosen = typed?.AI_AUDIO_WAY ?? config.AI_AUDIO_WAY;
  const view: AudioSettingsView = {
    notices: [...notices, ...warnings(config, t)],
    state: isAudioOn(config)
      ? { tone: 'ok', icon: 'check', text: t('settings-audio.on') }
      : { tone: 'quiet', icon: 'minus', text: t('settings-audio.off') },
    fields: texts.map((name) => ({
      name,
      label: t(`settings-audio.${name}`),
      hint: hint(name),
      value: typed?.[name] ?? String(config[name]),
      fixed: fixed.has(name),
    })),
    way: {
      hint: hint('AI_AUDIO_WAY'),
      fixed: fixed.has('AI_AUDIO_WAY'),
      options: ways.map((value) => ({
        value,
        text: t(`settings-audio.way_${value}`),
        selected: value === chosen,
      })),
    },
    enabled: { checked: config.AI_AUDIO_ENABLED, fixed: fixed.has(onName) },
    lastResult: lastAt === null ? t('settings-audio.never') : instantText(lastAt, language),
    calls: await callsText(parts, audioServiceName(config), { t, language }),
    sample: await sampleOfAudio(config),
    errors,
  };
  await sendPage(res, 'settings-audio', view);
}

async function callsText(
  { db }: Parts,
  service: string,
  { t, language }: Pick<PageContext, 't' | 'language'>,
): Promise<string> {
  const row = await findAudioTarget(db, service);
  if (row === null || row.breakerSince === null || row.breakerUntil === null)
    return t('settings-audio.calls_go');
  const unknown = { host: service, status: '…', seconds: 0, reason: '…' };
  const rests = t('settings-audio.calls_rest', {
    since: instantText(row.breakerSince, language),
    until: instantText(row.breakerUntil, language),
  });
  const [cause] = keptProblemText(row.cause, unknown, language).split(' · ');
  return cause ? `${rests} · ${cause}` : rests;
}

const warnings = (config: Config, t: PageContext['t']): NoticeView[] =>
  config.AI_AUDIO_VERIFY_TLS
    ? []
    : [pageNotice('warn', t('settings-audio.unverified'), t('settings-audio.unverified_more'))];

function hintOf(
  name: (typeof names)[number],
  fixed: ReadonlyMap<string, string>,
  t: PageContext['t'],
): string {
  const origin = fixed.get(name);
  return origin === undefined
    ? t(`settings-audio.${name}_hint`)
    : t('settings.fixed', { origin: t(`origin.${origin}`) });
}
