import type { RequestHandler } from 'express';
import { AppError } from '../../domain/errors.js';
import { unstorablePath } from '../../domain/storable.js';
import { isApi } from '../api-call.js';

/**
 * Addresses with NUL, which some databases answer with a fault and others with nothing: 400 on each. The parameters of the API
 * are named by their route.
 */
export const refuseUnstorable: RequestHandler = (req, _res, next) => {
  const asked = isApi(req.path) ? req.path : req.url;
  next(asked.includes('%00') ? new AppError('malformed') : undefined);
};

/** The same for the fields of a form that was read. */
export const refuseUnstorableForm: RequestHandler = (req, _res, next) => {
  next(unstorablePath(req.body) === null ? undefined : new AppError('malformed'));
};
