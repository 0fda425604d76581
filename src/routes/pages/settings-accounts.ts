import type { Request, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { actorOf, formFields, formMessages } from '../form.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { showNhsoSettings } from './settings-nhso.js';

/**
 * Forms of views/pages/settings-nhso.ejs for the accounts after the first: `do` = `add` (`username`, `password`), or with
 * `account` = its number `up`, `down`, `on`, `off`, `password` (`password`), `remove`.
 */
export const nhsoAccountsForm: Route = {
  method: 'post',
  path: '/settings/nhso/accounts',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    try {
      await act(req, res, parts);
    } catch (error) {
      const messages = formMessages(res, error).map(({ text }) => ({ field: 'username', text }));
      return await showNhsoSettings(req, res, parts, messages);
    }
    res.redirect(303, `${req.baseUrl}/settings/nhso?done=changed#accounts`);
  },
};

async function act(req: Request, res: Response, parts: Parts): Promise<void> {
  const service = await import('../../services/change-accounts.js'); // loaded with its first use
  const fields = formFields(req, ['do', 'account', 'username', 'password']);
  const by = actorOf(req, res);
  if (fields.do === 'add') {
    const { ECLAIM_USERNAME: first } = await parts.settings.current();
    return await service.addAccount(parts, fields, first, by);
  }
  const id = Number(fields.account);
  if (!Number.isSafeInteger(id) || id <= 0) throw new AppError('not_found');
  switch (fields.do) {
    case 'up':
    case 'down':
      return await service.moveAccount(parts, id, fields.do, by);
    case 'on':
    case 'off':
      return await service.switchAccount(parts, id, fields.do === 'on', by);
    case 'password':
      return await service.changeAccountPassword(parts, id, fields.password, by);
    case 'remove':
      return await service.removeAccount(parts, id, by);
    default:
      throw new AppError('not_found');
  }
}
