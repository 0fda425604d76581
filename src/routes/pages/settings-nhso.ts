import type { Request, Response } from 'express';
import type { Origin, SettingName } from '../../config.js';
import { forgetNhsoAccount, saveNhsoAccount, tryNhsoAccount } from '../../services/nhso-account.js';
import { accountMessage, actorOf, type FieldMessage, formFields, formMessages } from '../form.js';
import { pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { type AccountLines, accountLines } from './account-lines.js';

/**
 * views/pages/settings-nhso.ejs, one form with `_csrf` to /settings/nhso: `ECLAIM_USERNAME`, `ECLAIM_PASSWORD` (empty =
 * keep the saved one), buttons `do` = `try` (tested at NHSO, then saved), `test` (tested only), `keep` (saved untested),
 * `forget`.
 */
export interface NhsoSettingsView {
  readonly values: { readonly ECLAIM_USERNAME: string };
  /** A password is known; it is never shown. */
  readonly passwordSaved: boolean;
  /** Where environment or `.env` fix the account, so that it cannot be changed here; null = free. */
  readonly fixedBy: Origin | null;
  readonly eclaimBaseUrl: string;
  /** What the last button did: `tried` = let in and saved, `tested` = let in. */
  readonly done: Done | null;
  /** The account was refused: `keep` is offered. */
  readonly refused: boolean;
  readonly errors: readonly FieldMessage[];
  /** Wrong fields of the form of the accounts after the first. */
  readonly accountErrors: readonly FieldMessage[];
  readonly accounts: AccountLines;
}

export const nhsoSettingsPage: Route = {
  method: 'get',
  path: '/settings/nhso',
  permission: 'administer',
  handle: (parts) => async (req, res) => await show(req, res, parts, []),
};

export const nhsoSettingsForm: Route = {
  method: 'post',
  path: '/settings/nhso',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    let outcome: Awaited<ReturnType<typeof act>>;
    try {
      outcome = await act(req, res, parts);
    } catch (error) {
      return await show(req, res, parts, formMessages(res, error));
    }
    if (typeof outcome !== 'string') return await show(req, res, parts, [outcome], true);
    res.redirect(303, `${req.baseUrl}/settings/nhso?done=${outcome}`);
  },
};

type Done = 'tried' | 'tested' | 'kept' | 'forgotten' | 'changed';

/** Does what the button asks; answers why NHSO does not let the account in, if so. */
async function act(req: Request, res: Response, parts: Parts): Promise<Done | FieldMessage> {
  const fields = formFields(req, ['ECLAIM_USERNAME', 'ECLAIM_PASSWORD', 'do']);
  const account = { username: fields.ECLAIM_USERNAME, password: fields.ECLAIM_PASSWORD };
  const by = actorOf(req, res);
  if (fields.do === 'forget') {
    await forgetNhsoAccount(parts, by);
    return 'forgotten';
  }
  const answer = fields.do === 'keep' ? null : await tryNhsoAccount(parts, account);
  if (answer?.ok === false) return accountMessage(res, answer);
  if (fields.do === 'test') return 'tested';
  await saveNhsoAccount(parts, account, by);
  return fields.do === 'keep' ? 'kept' : 'tried';
}

/** Shows the page again with what was wrong in the form of the accounts after the first. */
export async function showNhsoSettings(
  req: Request,
  res: Response,
  parts: Parts,
  accountErrors: readonly FieldMessage[],
): Promise<void> {
  await show(req, res, parts, [], false, accountErrors);
}

async function show(
  req: Request,
  res: Response,
  parts: Parts,
  errors: readonly FieldMessage[],
  refused = false,
  accountErrors: readonly FieldMessage[] = [],
): Promise<void> {
  const now = await parts.settings.current();
  const rows = await parts.settings.effective();
  const originOf = (name: SettingName) => rows.find((row) => row.name === name)?.origin ?? 'default';
  const fixed = [originOf('ECLAIM_USERNAME'), originOf('ECLAIM_PASSWORD')].find(
    (origin) => origin !== 'saved' && origin !== 'default',
  );
  const typed = formFields(req, ['ECLAIM_USERNAME']).ECLAIM_USERNAME;
  const done = (['tried', 'tested', 'kept', 'forgotten', 'changed'] as const).find(
    (word) => word === req.query.done,
  );
  const view: NhsoSettingsView = {
    values: { ECLAIM_USERNAME: errors.length > 0 ? typed : now.ECLAIM_USERNAME },
    passwordSaved: now.ECLAIM_PASSWORD !== null,
    fixedBy: fixed ?? null,
    eclaimBaseUrl: now.ECLAIM_BASE_URL,
    done: done ?? null,
    refused,
    errors,
    accountErrors,
    accounts: await accountLines(parts, pageContext(parts, res), now.ECLAIM_USERNAME),
  };
  await sendPage(res, 'settings-nhso', view);
}
