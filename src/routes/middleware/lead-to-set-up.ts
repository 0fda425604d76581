import type { RequestHandler } from 'express';
import { AppError } from '../../domain/errors.js';
import { countAdministrators } from '../../store/users.js';
import type { Parts } from '../parts.js';
import { wantsPage } from './check-permission.js';

/** Until there is an administrator every address leads to /setup. An administrator once seen is not asked for again. */
export function leadToSetUp(parts: Parts): RequestHandler {
  let ready = !parts.config.AUTH;
  return async (req, res, next) => {
    ready ||= (await countAdministrators(parts.db)) > 0;
    if (ready || req.path === '/setup') return next();
    if (!wantsPage(req)) throw new AppError('set_up_due');
    res.redirect(303, `${req.baseUrl}/setup`);
  };
}
