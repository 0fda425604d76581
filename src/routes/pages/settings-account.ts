import type { Request, Response } from 'express';
import { AppError, type Language } from '../../domain/errors.js';
import type { Role } from '../../domain/role.js';
import { instantText } from '../../domain/thai-date.js';
import { changePassword } from '../../services/change-user.js';
import { idleSince } from '../../services/find-session.js';
import { endOtherSessions, endOwnSession } from '../../services/sign-out.js';
import { listLivingSessions } from '../../store/user-sessions.js';
import { findUser, setLanguage } from '../../store/users.js';
import { setCookie } from '../cookies.js';
import { actorOf, type FieldMessage, formFields, formMessages } from '../form.js';
import type { Parts } from '../parts.js';
import { readerOf, type Theme, userOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';

/**
 * views/pages/settings-account.ejs, forms with `_csrf`: /settings/account/password (`present`, `password`, `repeat`),
 * /settings/account/language (`language`, `theme`, `keys`), /settings/account/sessions (`end` = a session's id, or `others`).
 */
export interface AccountView {
  readonly username: string;
  readonly fullName: string | null;
  readonly roles: readonly Role[];
  readonly language: Language;
  readonly theme: Theme;
  /** A new password has to be chosen before anything else. */
  readonly due: boolean;
  readonly saved: boolean;
  readonly sessions: readonly {
    readonly id: number;
    readonly current: boolean;
    readonly address: string;
    readonly browser: string;
    /** In words. */
    readonly lastSeen: string;
  }[];
  readonly errors: readonly FieldMessage[];
}

const year = 365 * 86_400;

export const accountPage: Route = {
  method: 'get',
  path: '/settings/account',
  permission: 'signed_in',
  handle: (parts) => async (req, res) => await show(req, res, parts, []),
};

export const accountPasswordForm: Route = {
  method: 'post',
  path: '/settings/account/password',
  permission: 'signed_in',
  handle: (parts) => async (req, res) => {
    try {
      await changeOwnPassword(req, res, parts);
    } catch (error) {
      return await show(req, res, parts, formMessages(res, error));
    }
    res.redirect(303, `${req.baseUrl}/settings/account?saved=1`);
  },
};

export const accountLanguageForm: Route = {
  method: 'post',
  path: '/settings/account/language',
  permission: 'signed_in',
  handle: (parts) => async (req, res) => {
    const { language, theme, keys } = formFields(req, ['language', 'theme', 'keys']);
    const chosen = language === 'en' ? 'en' : 'th';
    const { id } = userOf(res);
    if (id !== null) await setLanguage(parts.db, id, chosen);
    setCookie(res, parts, { name: 'language', value: chosen, seconds: year });
    if (['auto', 'light', 'dark'].includes(theme))
      setCookie(res, parts, { name: 'theme', value: theme, seconds: year });
    if (keys === 'on' || keys === 'off') setCookie(res, parts, { name: 'keys', value: keys, seconds: year });
    res.redirect(303, `${req.baseUrl}/settings/account?saved=1`);
  },
};

export const accountSessionsForm: Route = {
  method: 'post',
  path: '/settings/account/sessions',
  permission: 'signed_in',
  handle: (parts) => async (req, res) => {
    const { end } = formFields(req, ['end']);
    const by = actorOf(req, res);
    if (end === 'others') await endOtherSessions(parts, userOf(res).sessionHash, by);
    else if (/^\d{1,15}$/.test(end)) await endOwnSession(parts, Number(end), by);
    else throw new AppError('malformed');
    res.redirect(303, `${req.baseUrl}/settings/account?saved=1`);
  },
};

async function changeOwnPassword(req: Request, res: Response, parts: Parts): Promise<void> {
  const { present, password, repeat } = formFields(req, ['present', 'password', 'repeat']);
  const { id, sessionHash } = userOf(res);
  const user = id === null ? null : await findUser(parts.db, id);
  // AUTH=off: there is nobody whose password could change.
  if (user === null) throw new AppError('not_allowed');
  if (password !== repeat) throw new AppError('password_repeat_differs');
  await changePassword(parts, { user, password, present, keepHash: sessionHash }, actorOf(req, res));
}

async function show(
  req: Request,
  res: Response,
  parts: Parts,
  errors: readonly FieldMessage[],
): Promise<void> {
  const user = userOf(res);
  const now = parts.now();
  const sessions =
    user.id === null ? [] : await listLivingSessions(parts.db, user.id, { now, seenSince: idleSince(now) });
  const view: AccountView = {
    username: user.username,
    fullName: user.fullName,
    roles: user.roles,
    language: readerOf(res).language,
    theme: readerOf(res).theme,
    due: user.mustChangePassword,
    saved: req.query.saved === '1',
    sessions: sessions.map((session) => ({
      id: session.id,
      current: session.tokenHash === user.sessionHash,
      address: session.address ?? '',
      browser: browserName(session.userAgent ?? ''),
      lastSeen: instantText(session.lastSeenAt, readerOf(res).language, true),
    })),
    errors,
  };
  await sendPage(res, 'settings-account', view);
}

/** `Chrome · Windows`, as well as the User-Agent tells. */
function browserName(agent: string): string {
  const browsers = [/Edg\//, /OPR\//, /Firefox\//, /Chrome\//, /Safari\//];
  const names = ['Edge', 'Opera', 'Firefox', 'Chrome', 'Safari'];
  const systems = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'];
  const browser = names[browsers.findIndex((pattern) => pattern.test(agent))];
  const system = systems.find((name) => agent.includes(name));
  return [browser, system].filter((part) => part !== undefined).join(' · ');
}
