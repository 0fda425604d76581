import path from 'node:path';
import ejs from 'ejs';
import type { Response } from 'express';
import { programFolder } from '../config.js';
import { mayDo, type Permission } from '../domain/permission.js';
import type { Parts } from './parts.js';
import { readerOf } from './reader.js';
import { translator } from './words/index.js';

const viewsFolder = path.join(programFolder, 'views');

/** Facts that the layout shows on every page: things that wait for a person, the NHSO session. */
export interface FrameFacts {
  readonly alerts: number;
  /** State of the NHSO session for the chip in the top bar; null where unknown. */
  readonly session: { readonly state: string; readonly minutesLeft: number | null } | null;
  readonly hospitalCode: string;
  readonly practice: boolean;
  readonly signedIn: boolean;
}

/**
 * Answers `views/pages/<page>.ejs` inside `views/layout.ejs`. Both get the view's fields and: `t(key, values)`,
 * `lang`, `user` (`username`, `fullName`, `roles`, `can(permission)`) or null, `csrfToken`, `baseUrl` (sub-path, no
 * slash at its end), `path` (without baseUrl), `query`, `withQuery(changes)` (this page's address with other query
 * values), `theme`, `facts` (FrameFacts), `page`, `requestId`, `authOff`. The layout also gets `body`, the page's HTML.
 */
export async function sendPage(res: Response, page: string, view: object): Promise<void> {
  try {
    const html = await renderPage(res, page, view);
    res.type('html').send(html);
  } catch (error) {
    // Also a caller that does not wait ends at the error page, not in an unhandled rejection.
    res.req.next?.(error);
  }
}

async function renderPage(res: Response, page: string, view: object): Promise<string> {
  const parts: Parts = res.app.locals.parts; // set by app.ts
  const locals = { ...(await pageLocals(res, parts, page)), ...view };
  const options = { cache: !parts.strictWords, root: viewsFolder, async: false as const };
  const body = await ejs.renderFile(path.join(viewsFolder, 'pages', `${page}.ejs`), locals, options);
  return await ejs.renderFile(path.join(viewsFolder, 'layout.ejs'), { ...locals, body }, options);
}

async function pageLocals(res: Response, parts: Parts, page: string): Promise<object> {
  const { req } = res;
  const reader = readerOf(res);
  const { user } = reader;
  return {
    page,
    t: translator(reader.language, parts.strictWords),
    lang: reader.language,
    theme: reader.theme,
    csrfToken: reader.csrfToken,
    requestId: reader.requestId,
    baseUrl: req.baseUrl,
    path: req.path,
    query: req.query,
    authOff: !parts.config.AUTH,
    withQuery: (changes: Readonly<Record<string, string | null>>) =>
      addressWith(`${req.baseUrl}${req.path}`, req.query, changes),
    user: user === null ? null : { ...user, can: (permission: Permission) => mayDo(user.roles, permission) },
    facts: await frameFacts(parts, user !== null),
  };
}

async function frameFacts(parts: Parts, signedIn: boolean): Promise<FrameFacts> {
  const { PRACTICE: practice } = parts.config;
  try {
    const now = await parts.settings.current();
    return { alerts: 0, session: null, hospitalCode: now.HOSPITAL_CODE, practice, signedIn };
  } catch (error) {
    // The page that says that the database is away must itself do without it.
    parts.log.debug({ source: 'web', err: error }, 'page frame without the database');
    return { alerts: 0, session: null, hospitalCode: parts.config.HOSPITAL_CODE, practice, signedIn };
  }
}

/** This address with some query values set, or dropped by null; the others stay. */
function addressWith(
  address: string,
  query: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, string | null>>,
): string {
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (!(name in changes))
      for (const one of [value].flat()) if (typeof one === 'string') next.append(name, one);
  for (const [name, value] of Object.entries(changes)) if (value !== null) next.append(name, value);
  const text = next.toString();
  return text === '' ? address : `${address}?${text}`;
}
