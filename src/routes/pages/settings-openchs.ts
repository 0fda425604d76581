import type { Request, Response } from 'express';
import type { Config, SettingName } from '../../config.js';
import { AppError } from '../../domain/errors.js';
import { dayOf, dayText } from '../../domain/thai-date.js';
import { leadsElsewhere } from '../../services/openchs-credential.js';
import { isOpenchsOn, missingOpenchsSettings } from '../../services/openchs-target.js';
import { saveSettings } from '../../services/save-settings.js';
import {
  askOpenchsCode,
  sampleOfOpenchs,
  takeOpenchsCode,
  testOpenchs,
} from '../../services/test-openchs.js';
import type { Badge } from '../badges.js';
import { actorOf, type FieldMessage, formFields, formList, formMessages } from '../form.js';
import { type Option, type PageContext, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import type { NoticeView } from './file-notice.js';
import { pageNotice } from './page-notice.js';

const path = '/settings/openchs';
const choices = {
  OPENCHS_PROFILE: ['off', 'documented', 'native', 'gateway'],
  OPENCHS_CLOSING_STATUS: ['resolved', 'closed'],
} as const;
const switches = ['OPENCHS_ENABLED', 'OPENCHS_CLOSE_REMOTE', 'OPENCHS_SEND_TEXT'] as const;
const texts = {
  target: ['OPENCHS_BASE_URL', 'OPENCHS_CREDENTIAL'],
  office: [
    'OPENCHS_OFFICE_NAME',
    'OPENCHS_OFFICE_PHONE',
    'OPENCHS_OFFICE_EMAIL',
    'OPENCHS_ORGANISATION',
    'OPENCHS_CATEGORY',
    'OPENCHS_SEX_ID',
    'OPENCHS_AGE_GROUP_ID',
  ],
  rules: ['OPENCHS_DENY_CODES', 'OPENCHS_SYNC_MINUTES'],
} as const;
const allNames = [
  'OPENCHS_PROFILE',
  'OPENCHS_CLOSING_STATUS',
  ...switches,
  ...texts.target,
  ...texts.office,
  ...texts.rules,
] as const satisfies SettingName[];
type OpenchsSetting = (typeof allNames)[number];

interface FieldView {
  readonly name: OpenchsSetting;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly type: 'text' | 'password';
  readonly fixed: boolean;
}

interface ChoiceView {
  readonly name: OpenchsSetting;
  readonly label: string;
  readonly hint: string;
  readonly fixed: boolean;
  readonly options: readonly Option[];
}

interface SwitchView {
  readonly name: OpenchsSetting;
  readonly label: string;
  readonly checked: boolean;
  readonly fixed: boolean;
}

/**
 * views/pages/settings-openchs.ejs: one form with `_csrf` to /settings/openchs; a credential left empty is kept. Buttons
 * `do` = `save`, `test`, `ask_code`, `take_code` (with `otp`).
 */
export interface OpenchsSettingsView {
  readonly notices: readonly NoticeView[];
  readonly state: Badge;
  /** The page of what was sent, for who may also read denials. */
  readonly statePageHref: string | null;
  readonly profile: ChoiceView;
  readonly closing: ChoiceView;
  readonly enabled: SwitchView;
  readonly target: readonly FieldView[];
  readonly office: readonly FieldView[];
  readonly rules: readonly FieldView[];
  readonly switches: readonly SwitchView[];
  readonly isGateway: boolean;
  /** What would go out for an invented denial; null while no profile is chosen. */
  readonly sample: string | null;
  readonly errors: readonly FieldMessage[];
}

export const openchsSettingsPage: Route = {
  method: 'get',
  path,
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const { t } = pageContext(parts, res);
    const saved = req.query.saved === '1' ? [pageNotice('ok', t('settings.saved'))] : [];
    await show(req, res, parts, req.query.credential === 'gone' ? [...saved, credentialGone(t)] : saved, []);
  },
};

export const openchsSettingsForm: Route = {
  method: 'post',
  path,
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const { t, language } = pageContext(parts, res);
    let isGone: boolean;
    try {
      isGone = await save(req, res, parts);
    } catch (error) {
      return await show(req, res, parts, [], formMessages(res, error));
    }
    const asked = formFields(req, ['do']).do;
    if (asked === 'save') {
      const more = isGone ? '&credential=gone' : '';
      return res.redirect(303, `${req.baseUrl}${path}?saved=1${more}`);
    }
    const told = isGone ? [credentialGone(t)] : [];
    try {
      await show(req, res, parts, [...told, await act(req, res, parts, asked)], []);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const [title = '', ...rest] = error.text(language).split(' · ');
      await show(req, res, parts, [...told, pageNotice('bad', title, rest.join(' · '))], []);
    }
  },
};

/**
 * Saves what was sent: a fixed field is shown disabled and not sent, an unchecked box is `off`. A credential that was entered for
 * another place is taken away; answers whether it was.
 */
async function save(req: Request, res: Response, parts: Parts): Promise<boolean> {
  const fixed = await fixedNames(parts);
  const isOpen = (name: OpenchsSetting) => !fixed.has(name);
  const sent = allNames.filter((name) => formList(req, name).length > 0 && isOpen(name));
  const typed = Object.entries(formFields(req, sent)).filter(
    ([name, value]) => !(name === 'OPENCHS_CREDENTIAL' && value === ''),
  );
  const checked = switches
    .filter(isOpen)
    .map((name) => [name, formList(req, name).length > 0 ? 'on' : 'off']);
  const values: Partial<Record<OpenchsSetting, string>> = Object.fromEntries([...typed, ...checked]);
  const isElsewhere = leadsElsewhere(await parts.settings.current(), values);
  // What stands outside cannot be taken away here: then the address cannot be changed here either.
  if (isElsewhere && fixed.has('OPENCHS_CREDENTIAL')) throw new AppError('openchs_credential_fixed');
  if (isElsewhere) values.OPENCHS_CREDENTIAL = '';
  const wantsOn = values.OPENCHS_ENABLED === 'on';
  // Saved first, so that nothing typed is lost; switched on only when nothing is missing.
  await saveSettings(parts, wantsOn ? { ...values, OPENCHS_ENABLED: 'off' } : values, actorOf(req, res));
  if (!wantsOn) return isElsewhere;
  const missing = missingOpenchsSettings(await parts.settings.current());
  if (missing.length > 0) throw new AppError('openchs_not_set', { missing: missing.join(', ') });
  await saveSettings(parts, { OPENCHS_ENABLED: 'on' }, actorOf(req, res));
  return isElsewhere;
}

/** Does what a button asks beside saving, and says what came of it. */
async function act(req: Request, res: Response, parts: Parts, asked: string): Promise<NoticeView> {
  const { t, language } = pageContext(parts, res);
  const signal = AbortSignal.timeout(60_000);
  if (asked === 'ask_code') {
    await askOpenchsCode(parts, signal);
    return pageNotice('ok', t('settings-openchs.code_sent'));
  }
  if (asked === 'take_code') {
    await takeOpenchsCode(parts, formFields(req, ['otp']).otp.trim(), actorOf(req, res), signal);
    return pageNotice('ok', t('settings-openchs.code_taken'));
  }
  const { seen, set, credentialUntil } = await testOpenchs(parts, signal);
  const until =
    credentialUntil === null
      ? ''
      : t('settings-openchs.until', { at: dayText(dayOf(credentialUntil), language) });
  if (seen === set) return pageNotice('ok', t('settings-openchs.tested', { profile: seen }), until);
  const title =
    seen === null ? t('settings-openchs.seen_none') : t('settings-openchs.seen_other', { seen, set });
  return pageNotice('bad', title, t('settings-openchs.seen_more'));
}

async function fixedNames(parts: Parts): Promise<ReadonlyMap<string, string>> {
  const rows = await parts.settings.effective();
  return new Map(
    rows.flatMap(({ name, origin }) => (origin === 'saved' || origin === 'default' ? [] : [[name, origin]])),
  );
}

interface Showing {
  readonly config: Config;
  readonly fixed: ReadonlyMap<string, string>;
  readonly typed: Readonly<Record<OpenchsSetting, string>> | null;
  readonly t: PageContext['t'];
}

async function show(
  req: Request,
  res: Response,
  parts: Parts,
  notices: readonly NoticeView[],
  errors: readonly FieldMessage[],
): Promise<void> {
  const { t, baseUrl, can } = pageContext(parts, res);
  const config = await parts.settings.current();
  const fixed = await fixedNames(parts);
  const showing: Showing = { config, fixed, t, typed: errors.length > 0 ? formFields(req, allNames) : null };
  const fields = (names: readonly OpenchsSetting[]) => names.map((name) => fieldOf(name, showing));
  const warnings = config.OPENCHS_VERIFY_TLS ? [] : [unverified(t)];
  const view: OpenchsSettingsView = {
    notices: [...notices, ...warnings],
    state: stateOf(config, t),
    statePageHref: can('denials_read') ? `${baseUrl}/openchs` : null,
    profile: choiceOf('OPENCHS_PROFILE', showing),
    closing: choiceOf('OPENCHS_CLOSING_STATUS', showing),
    enabled: switchOf('OPENCHS_ENABLED', showing),
    target: fields(texts.target),
    office: fields(texts.office.filter((name) => isUsed(name, config))),
    rules: fields(texts.rules),
    switches: switches.slice(1).map((name) => switchOf(name, showing)),
    isGateway: config.OPENCHS_PROFILE === 'gateway',
    sample: await sampleOfOpenchs(config, parts.now),
    errors,
  };
  await sendPage(res, 'settings-openchs', view);
}

/** Values that one profile alone needs are asked for where it is chosen. */
function isUsed(name: OpenchsSetting, { OPENCHS_PROFILE: profile }: Config): boolean {
  if (name === 'OPENCHS_SEX_ID' || name === 'OPENCHS_AGE_GROUP_ID') return profile === 'native';
  if (name === 'OPENCHS_ORGANISATION') return profile === 'gateway';
  return name !== 'OPENCHS_CATEGORY' || profile !== 'gateway';
}

const credentialGone = (t: PageContext['t']): NoticeView =>
  pageNotice('warn', t('settings-openchs.credential_gone'), t('settings-openchs.credential_gone_more'));

const unverified = (t: PageContext['t']): NoticeView => ({
  tone: 'warn',
  icon: 'warn',
  title: t('settings-openchs.unverified'),
  text: t('settings-openchs.unverified_more'),
  action: null,
});

function stateOf(config: Config, t: PageContext['t']): Badge {
  if (isOpenchsOn(config)) return { tone: 'ok', icon: 'check', text: t('settings-openchs.on') };
  return { tone: 'quiet', icon: 'minus', text: t('settings-openchs.off') };
}

function hintOf(name: OpenchsSetting, { config, fixed, t }: Showing): string {
  const origin = fixed.get(name);
  if (origin !== undefined) return t('settings.fixed', { origin: t(`origin.${origin}`) });
  const isKept = name === 'OPENCHS_CREDENTIAL' && config.OPENCHS_CREDENTIAL !== null;
  return isKept ? t('settings-openchs.kept') : t(`settings-openchs.${name}_hint`);
}

function fieldOf(name: OpenchsSetting, showing: Showing): FieldView {
  const isSecret = name === 'OPENCHS_CREDENTIAL';
  return {
    name,
    label: showing.t(`settings-openchs.${name}`),
    hint: hintOf(name, showing),
    value: isSecret ? '' : (showing.typed?.[name] ?? String(showing.config[name])),
    type: isSecret ? 'password' : 'text',
    fixed: showing.fixed.has(name),
  };
}

function choiceOf(name: keyof typeof choices, showing: Showing): ChoiceView {
  const { config, typed, t, fixed } = showing;
  const chosen = typed?.[name] ?? config[name];
  return {
    name,
    label: t(`settings-openchs.${name}`),
    hint: hintOf(name, showing),
    fixed: fixed.has(name),
    options: choices[name].map((value) => ({
      value,
      text: t(`settings-openchs.choice_${value}`),
      selected: value === chosen,
    })),
  };
}

function switchOf(name: (typeof switches)[number], { config, fixed, t }: Showing): SwitchView {
  return { name, label: t(`settings-openchs.${name}`), checked: config[name], fixed: fixed.has(name) };
}
