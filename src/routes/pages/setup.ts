import type { Request, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { saveNhsoAccount, tryNhsoAccount } from '../../services/nhso-account.js';
import { saveSettings } from '../../services/save-settings.js';
import { makeAdministratorAtSetUp } from '../../services/set-up.js';
import { type SetUpStep, saveSetUpStep, setUpStep, setUpSteps } from '../../services/set-up-state.js';
import { accountMessage, actorOf, type FieldMessage, formFields, formMessages, languageOf } from '../form.js';
import type { Parts } from '../parts.js';
import { readerOf, userOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { visitorOf } from '../visitor.js';
import { translator } from '../words/index.js';
import { enter } from './login.js';

/**
 * views/pages/setup.ejs, one form per step, each posts to /setup with hidden `step` and `_csrf`:
 * administrator: `username`, `password`, `repeat`, `code` if codeNeeded · hospital: `HOSPITAL_CODE`, `HOSPITAL_BEDS` ·
 * account: `ECLAIM_USERNAME`, `ECLAIM_PASSWORD`, buttons `do` = `try` (tested, then saved), `keep` (saved untested,
 * shown after a failed test) or `skip` ("I upload myself").
 */
export interface SetUpView {
  readonly sub: string;
  readonly step: Exclude<SetUpStep, 'done'>;
  readonly steps: readonly { readonly name: SetUpStep; readonly state: 'done' | 'now' | 'later' }[];
  readonly codeNeeded: boolean;
  readonly values: {
    readonly username: string;
    readonly HOSPITAL_CODE: string;
    readonly HOSPITAL_BEDS: string;
    readonly ECLAIM_USERNAME: string;
  };
  /** The account was tried and refused: `keep` is offered. */
  readonly accountRefused: boolean;
  readonly errors: readonly FieldMessage[];
}

export const setUpPage: Route = {
  method: 'get',
  path: '/setup',
  permission: 'public',
  handle: (parts) => async (req, res) => {
    const step = await openStep(req, res, parts);
    if (step !== null) await show(res, parts, step, {});
  },
};

export const setUpForm: Route = {
  method: 'post',
  path: '/setup',
  permission: 'public',
  handle: (parts) => async (req, res) => {
    const step = await openStep(req, res, parts);
    if (step === null) return;
    try {
      const refusal = await stepsOf[step](req, res, parts);
      if (refusal !== null)
        return await show(res, parts, step, { errors: [refusal], accountRefused: true }, req);
    } catch (error) {
      return await show(res, parts, step, { errors: formMessages(res, error) }, req);
    }
    // An account that works can download every morning from now on: that is one click away.
    const isTried = step === 'account' && formFields(req, ['do']).do === 'try';
    res.redirect(303, `${req.baseUrl}${isTried ? '/settings/schedule' : '/setup'}`);
  },
};

/** The open step, or null after sending the visitor away: later steps are for the administrator alone. */
async function openStep(req: Request, res: Response, parts: Parts): Promise<SetUpView['step'] | null> {
  const step = parts.config.AUTH ? await setUpStep(parts.db) : 'done';
  if (step === 'administrator') return step;
  const { user } = readerOf(res);
  if (step === 'done') res.redirect(303, `${req.baseUrl}/dashboard`);
  else if (user === null) res.redirect(303, `${req.baseUrl}/login?next=%2Fsetup`);
  else if (!user.roles.includes('admin')) throw new AppError('not_allowed');
  else return step;
  return null;
}

type DoStep = (req: Request, res: Response, parts: Parts) => Promise<FieldMessage | null>;

/** What each step does; answers why NHSO does not let the account in, or null once the step is done. */
const stepsOf: Record<SetUpView['step'], DoStep> = {
  async administrator(req, res, parts) {
    const { username, password, repeat, code } = formFields(req, ['username', 'password', 'repeat', 'code']);
    if (password !== repeat) throw new AppError('password_repeat_differs');
    const asked = { username, password, language: languageOf(res), code: readerOf(res).local ? null : code };
    enter(res, parts, await makeAdministratorAtSetUp(parts, asked, visitorOf(req, res)));
    return null;
  },
  async hospital(req, res, parts) {
    const fields = formFields(req, ['HOSPITAL_CODE', 'HOSPITAL_BEDS']);
    if (fields.HOSPITAL_CODE.trim() === '') throw new AppError('hospital_code_due');
    await saveSettings(parts, await changeable(parts, fields), actorOf(req, res));
    await saveSetUpStep(parts.db, 'account', { userId: userOf(res).id, now: parts.now() });
    return null;
  },
  async account(req, res, parts) {
    const fields = formFields(req, ['ECLAIM_USERNAME', 'ECLAIM_PASSWORD', 'do']);
    const account = { username: fields.ECLAIM_USERNAME, password: fields.ECLAIM_PASSWORD };
    if (fields.do !== 'skip') {
      const answer = fields.do === 'keep' ? null : await tryNhsoAccount(parts, account);
      if (answer?.ok === false) return accountMessage(res, answer);
      await saveNhsoAccount(parts, account, actorOf(req, res));
    }
    await saveSetUpStep(parts.db, 'done', { userId: userOf(res).id, now: parts.now() });
    return null;
  },
};

/** What the environment fixes cannot be saved; the page shows it, and the step goes on. */
async function changeable<Name extends 'HOSPITAL_CODE' | 'HOSPITAL_BEDS'>(
  parts: Parts,
  fields: Record<Name, string>,
): Promise<Partial<Record<Name, string>>> {
  const rows = await parts.settings.effective();
  const free = (name: string) =>
    rows.some((row) => row.name === name && (row.origin === 'saved' || row.origin === 'default'));
  const kept = Object.entries<string>(fields).filter(([name]) => free(name));
  return Object.fromEntries(kept) as Partial<Record<Name, string>>; // a part of `fields`
}

async function show(
  res: Response,
  parts: Parts,
  step: SetUpView['step'],
  failed: { readonly errors?: readonly FieldMessage[]; readonly accountRefused?: boolean },
  req?: Request,
): Promise<void> {
  const now = await parts.settings.current();
  const typed =
    req === undefined
      ? null
      : formFields(req, ['username', 'HOSPITAL_CODE', 'HOSPITAL_BEDS', 'ECLAIM_USERNAME']);
  const at = setUpSteps.indexOf(step);
  const view: SetUpView = {
    sub: translator(languageOf(res), parts.strictWords)('setup.sub'),
    step,
    steps: setUpSteps.map((name, i) => ({ name, state: i < at ? 'done' : i === at ? 'now' : 'later' })),
    codeNeeded: step === 'administrator' && !readerOf(res).local,
    values: typed ?? {
      username: 'admin',
      HOSPITAL_CODE: now.HOSPITAL_CODE,
      HOSPITAL_BEDS: now.HOSPITAL_BEDS === null ? '' : String(now.HOSPITAL_BEDS),
      ECLAIM_USERNAME: now.ECLAIM_USERNAME,
    },
    accountRefused: failed.accountRefused ?? false,
    errors: failed.errors ?? [],
  };
  await sendPage(res, 'setup', view);
}
