import path from 'node:path';
import ejs from 'ejs';
import type { Response } from 'express';
import { programFolder } from '../config.js';
import { mayDo, type Permission } from '../domain/permission.js';
import { frameView } from './frame.js';
import type { Parts } from './parts.js';
import { readerOf } from './reader.js';
import { translator } from './words/index.js';

const viewsFolder = path.join(programFolder, 'views');

/**
 * Answers `views/pages/<page>.ejs` inside `views/layout.ejs`. Both get the view's fields and: `t(key, values)`,
 * `lang`, `user` (`username`, `fullName`, `roles`, `can(permission)`) or null, `csrfToken`, `baseUrl` (sub-path, no
 * slash at its end), `path` (without baseUrl), `query`, `withQuery(changes)` (this page's address with other query
 * values), `theme`, `frame` (FrameView), `page`, `requestId`, `authOff`. The layout also gets `body`, the page's HTML.
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

/** The HTML of `sendPage`, for callers that answer otherwise where it fails. */
export async function renderPage(res: Response, page: string, view: object): Promise<string> {
  const parts: Parts = res.app.locals.parts; // set by app.ts
  const locals = { ...(await pageLocals(res, parts, page, view)), ...view };
  const options = { cache: !parts.strictWords, root: viewsFolder, async: false as const };
  const body = await ejs.renderFile(path.join(viewsFolder, 'pages', `${page}.ejs`), locals, options);
  return await ejs.renderFile(path.join(viewsFolder, 'layout.ejs'), { ...locals, body }, options);
}

/** Answers `views/partials/<partial>.ejs` alone, with what every page has. */
export async function sendFragment(res: Response, partial: string): Promise<void> {
  const parts: Parts = res.app.locals.parts; // set by app.ts
  const locals = await pageLocals(res, parts, partial, { title: '' });
  const options = { cache: !parts.strictWords, root: viewsFolder, async: false as const };
  res
    .type('html')
    .send(await ejs.renderFile(path.join(viewsFolder, 'partials', `${partial}.ejs`), locals, options));
}

async function pageLocals(res: Response, parts: Parts, page: string, view: object): Promise<object> {
  const { req } = res;
  const withQuery = (changes: Readonly<Record<string, string | null>>) =>
    addressWith(`${req.baseUrl}${req.path}`, req.query, changes);
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
    withQuery,
    user:
      user === null
        ? null
        : { ...user, can: (permission: Permission) => mayDo(user.roles, permission, user.granted) },
    frame: await frameView(parts, res, page, view, { baseUrl: req.baseUrl, withQuery }),
  };
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
