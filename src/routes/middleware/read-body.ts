import express, { type RequestHandler } from 'express';
import { AppError } from '../../domain/errors.js';
import type { Route } from '../route.js';
import { isApi } from './check-permission.js';

const readJson = express.json({ limit: '1mb', type: 'application/json' });
const readForm = express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 2000 });

/** Reads JSON for /api and forms for pages; uploads are left to their route. Anything else is 415. */
export function readBody(route: Route): RequestHandler {
  const api = isApi(route.path);
  const wanted = api ? 'application/json' : 'application/x-www-form-urlencoded';
  return (req, res, next) => {
    if (!hasBody(req.headers) || req.is('multipart/form-data') !== false) return next();
    if (req.is(wanted) === false) throw new AppError('unsupported_media_type', { wanted });
    (api ? readJson : readForm)(req, res, next);
  };
}

function hasBody(headers: { readonly [name: string]: string | string[] | undefined }): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}
