import { TextDecoder } from 'node:util';
import express, { type RequestHandler } from 'express';
import { AppError } from '../../domain/errors.js';
import type { Route } from '../route.js';
import { refuseUnstorableForm } from './refuse-unstorable.js';

/** JSON is UTF-8 and nothing else; broken letters are refused instead of stored as question marks. */
const readJson = express.json({
  limit: '1mb',
  type: 'application/json',
  verify: (_req, _res, bytes) => void new TextDecoder('utf-8', { fatal: true }).decode(bytes),
});
const readForm = express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 2000 });

/** Reads JSON for the API and forms for pages; uploads are left to their route. Anything else is 415. */
export function readBody({ api }: Pick<Route, 'api'>): RequestHandler {
  if (api?.upload !== undefined) return onlyKinds(api.upload);
  const wanted = api === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
  return (req, res, next) => {
    if (!hasBody(req.headers)) return next();
    if (api === undefined && req.is('multipart/form-data') !== false) return next();
    if (req.is(wanted) === false) throw new AppError('unsupported_media_type', { wanted });
    if (api !== undefined) return readJson(req, res, next);
    readForm(req, res, (error) => (error ? next(error) : refuseUnstorableForm(req, res, next)));
  };
}

/** The route reads the body by itself, if it is of one of these kinds. */
function onlyKinds(kinds: readonly string[]): RequestHandler {
  return (req, _res, next) => {
    if (!hasBody(req.headers) || req.is([...kinds]) === false)
      throw new AppError('unsupported_media_type', { wanted: kinds.join(', ') });
    next();
  };
}

function hasBody(headers: { readonly [name: string]: string | string[] | undefined }): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}
