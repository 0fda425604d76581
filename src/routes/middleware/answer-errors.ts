import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { problems } from '../../domain/problems/index.js';
import { isApi } from '../api-call.js';
import { foreseen, problemJson, statusOf } from '../errors.js';
import type { Parts } from '../parts.js';
import { readerOf } from '../reader.js';
import { renderPage } from '../send-page.js';
import { translator } from '../words/index.js';
import { wantsPage } from './check-permission.js';

/** What views/pages/error.ejs gets. */
export interface ErrorView {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  /** What happened, what was kept, what to do, in the reader's language. */
  readonly happened: string;
  readonly kept: string;
  readonly todo: string;
}

/** No route took the path. */
export const answerNotFound: RequestHandler = () => {
  throw new AppError('not_found');
};

/** Foreseen errors get their words; anything else is logged with its cause and answered with the request id only. */
export function answerErrors(parts: Parts): ErrorRequestHandler {
  const log = parts.log.child({ source: 'web' });
  return async (thrown: unknown, req, res, _next) => {
    const error = foreseen(thrown);
    const { requestId } = readerOf(res);
    if (error.code === 'internal')
      log.error({ request: requestId, err: thrown }, 'request failed unforeseen');
    else if (statusOf(error) >= 500) log.warn({ request: requestId, err: thrown }, 'request failed');
    // Too late for words: the reader sees a cut answer instead of a whole one that is wrong.
    if (res.headersSent) return void res.destroy();
    await answer(error, req, res, parts);
  };
}

async function answer(error: AppError, req: Request, res: Response, parts: Parts): Promise<void> {
  res.status(statusOf(error));
  const { seconds, allow } = error.details;
  if (statusOf(error) === 429) {
    res.setHeader('Cache-Control', 'no-store');
    if (seconds !== undefined) res.setHeader('Retry-After', seconds);
  }
  if (error.code === 'in_progress') res.setHeader('Retry-After', 1);
  if (error.code === 'export_too_many') res.setHeader('Retry-After', 30);
  if (error.code === 'database_unavailable') res.setHeader('Retry-After', 5);
  if (error.code === 'method_not_allowed' && allow !== undefined) res.setHeader('Allow', allow);
  if (statusOf(error) === 401) res.setHeader('WWW-Authenticate', isApi(req.path) ? 'Bearer' : 'Session');
  if (isApi(req.path) || !wantsPage(req)) {
    const { language, requestId } = readerOf(res);
    const about = { language, baseUrl: req.baseUrl, instance: `${req.baseUrl}${req.path}`, requestId };
    res.type('application/problem+json').send(JSON.stringify(problemJson(error, about)));
    return;
  }
  try {
    res.type('html').send(await renderPage(res, 'error', viewOf(error, res, parts)));
  } catch (cause) {
    parts.log.error({ source: 'web', err: cause }, 'error page failed');
    res.type('text').send(`${error.text('th')}\n${error.text('en')}\n${readerOf(res).requestId}\n`);
  }
}

function viewOf(error: AppError, res: Response, parts: Parts): ErrorView {
  const { language } = readerOf(res);
  const [happened, kept, todo] = problems[error.code][language].map((part) =>
    part.replace(/\{(\w+)\}/g, (whole, name: string) => String(error.details[name] ?? whole)),
  );
  return {
    title: translator(language, parts.strictWords)('error.title'),
    status: statusOf(error),
    code: error.code,
    happened: happened ?? '',
    kept: kept ?? '',
    todo: todo ?? '',
  };
}
