import type { Request, Response } from 'express';
import type { SettingName } from '../../config.js';
import { findPrintBrowser } from '../../services/print-pdf.js';
import { saveSettings } from '../../services/save-settings.js';
import { listMessages } from '../../store/alert-messages.js';
import type { Badge } from '../badges.js';
import { actorOf, type FieldMessage, formFields, formList, formMessages } from '../form.js';
import { lastMessageText } from '../message-look.js';
import { type Option, type PageContext, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import type { NoticeView } from './file-notice.js';
import { pageNotice } from './page-notice.js';

const names = ['REPORT_EMAIL', 'REPORT_DAY', 'REPORT_LANGUAGE'] as const satisfies SettingName[];
type ReportSetting = (typeof names)[number];

/** views/pages/settings-report.ejs: one form with `_csrf` to /settings/report; buttons `do` = `save`, `test`. */
export interface ReportSettingsView {
  readonly notices: readonly NoticeView[];
  readonly state: Badge;
  readonly fields: readonly {
    readonly name: ReportSetting;
    readonly label: string;
    readonly hint: string;
    readonly value: string;
    readonly inputmode: string;
    readonly fixed: boolean;
  }[];
  readonly language: { readonly fixed: boolean; readonly options: readonly Option[] };
  readonly pdf: string;
  readonly last: string;
  readonly errors: readonly FieldMessage[];
}

export const reportSettingsPage: Route = {
  method: 'get',
  path: '/settings/report',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const { t } = pageContext(parts, res);
    await show(req, res, parts, req.query.saved === '1' ? [pageNotice('ok', t('settings.saved'))] : [], []);
  },
};

/** Saves; the button `test` then sends the report of the last full month. */
export const reportSettingsForm: Route = {
  method: 'post',
  path: '/settings/report',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const { t, language } = pageContext(parts, res);
    try {
      // A fixed field is shown disabled, and browsers do not send it.
      const sent = names.filter((name) => formList(req, name).length > 0);
      await saveSettings(parts, formFields(req, sent), actorOf(req, res));
    } catch (error) {
      return await show(req, res, parts, [], formMessages(res, error));
    }
    if (formFields(req, ['do']).do !== 'test')
      return res.redirect(303, `${req.baseUrl}/settings/report?saved=1`);
    const result = await parts.testReportMail();
    if (result.ok)
      return await show(
        req,
        res,
        parts,
        [pageNotice('ok', t('settings-report.tested'), result.answer[language])],
        [],
      );
    const [title = '', ...rest] = result.problem.text(language).split(' · ');
    const text = rest.slice(-1).join('');
    await show(req, res, parts, [{ tone: 'bad', icon: 'warn', title, text, action: null }], []);
  },
};

async function show(
  req: Request,
  res: Response,
  parts: Parts,
  notices: readonly NoticeView[],
  errors: readonly FieldMessage[],
): Promise<void> {
  const context = pageContext(parts, res);
  const { t, baseUrl } = context;
  const config = await parts.settings.current();
  const effective = new Map((await parts.settings.effective()).map(({ name, origin }) => [name, origin]));
  const typed = errors.length > 0 ? formFields(req, names) : null;
  const isFixed = (name: ReportSetting) => !['saved', 'default', undefined].includes(effective.get(name));
  const field = (name: ReportSetting, inputmode: string) => ({
    name,
    label: t(`settings-report.${name}`),
    hint: isFixed(name)
      ? t('settings.fixed', { origin: t(`origin.${effective.get(name)}`) })
      : t(`settings-report.${name}_hint`),
    value: typed?.[name] ?? String(config[name]),
    inputmode,
    fixed: isFixed(name),
  });
  const browser = await findPrintBrowser(config.CHROMIUM_PATH);
  const hasServer = config.SMTP_URL !== null && config.SMTP_FROM !== '';
  const view: ReportSettingsView = {
    notices: hasServer ? notices : [...notices, noServer(context, `${baseUrl}/settings/alerts`)],
    state:
      config.REPORT_EMAIL !== '' && hasServer
        ? { tone: 'ok', icon: 'check', text: t('settings-report.on') }
        : { tone: 'quiet', icon: 'minus', text: t('settings-report.off') },
    fields: [field('REPORT_EMAIL', 'email'), field('REPORT_DAY', 'numeric')],
    language: {
      fixed: isFixed('REPORT_LANGUAGE'),
      options: [
        { value: 'th', text: 'ไทย', selected: config.REPORT_LANGUAGE === 'th' },
        { value: 'en', text: 'English', selected: config.REPORT_LANGUAGE === 'en' },
      ],
    },
    pdf: browser === null ? t('settings-report.pdf_without') : t('settings-report.pdf_with', { browser }),
    last: await lastOf(parts, context),
    errors,
  };
  await sendPage(res, 'settings-report', view);
}

const noServer = ({ t }: PageContext, href: string): NoticeView => ({
  tone: 'warn',
  icon: 'warn',
  title: t('settings-report.no_server'),
  text: t('settings-report.no_server_more'),
  action: { href, text: t('settings-alerts.title') },
});

async function lastOf({ db }: Parts, { t, language }: PageContext): Promise<string> {
  const [last] = await listMessages(db, { channel: 'report', state: null }, { limit: 1, after: null });
  return last === undefined
    ? t('settings-alerts.never')
    : t('settings-alerts.last', { text: lastMessageText(last, language, t) });
}
