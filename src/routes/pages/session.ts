import type { Request, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import type { PersonStep } from '../../services/person-sign-in.js';
import { portalStandings } from '../../services/portal-standings.js';
import { countWaitingJobs } from '../../store/waiting-jobs.js';
import { actorOf, type FieldMessage, formFields, formMessages } from '../form.js';
import { pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { type Done, sessionView } from './session-view.js';

const lookSeconds = 4;
const dones: readonly Done[] = ['signed_in', 'signed_out', 'left', 'stay', 'no_stay'];

/** Shows the sign-in to NHSO; while a QR code waits for a phone, each look at the page looks at NHSO too. */
export const sessionPage: Route = {
  method: 'get',
  path: '/session',
  permission: 'fetch',
  handle: (parts) => async (req, res) => {
    const scanning = (await portalStandings(parts, parts.now())).find(({ scan }) => scan !== null);
    if (scanning === undefined) return await show(req, res, parts, []);
    try {
      const { lookAtScan } = await import('../../services/person-sign-in.js'); // loaded with its first use
      const step = await lookAtScan(parts, scanning.session.id, actorOf(req, res));
      if (step === 'signed_in') return res.redirect(303, `${req.baseUrl}/session?done=signed_in`);
    } catch (error) {
      // Somebody else looks at this moment: the next look tells.
      if (!(error instanceof AppError && error.code === 'portal_busy'))
        return await show(req, res, parts, formMessages(res, error));
    }
    await show(req, res, parts, []);
  },
};

/** One form for each account: `account` = its row, `do` = the button, `otp` = the code. */
export const sessionForm: Route = {
  method: 'post',
  path: '/session',
  permission: 'fetch',
  handle: (parts) => async (req, res) => {
    let done: Done | null;
    try {
      done = await act(req, res, parts);
    } catch (error) {
      return await show(req, res, parts, formMessages(res, error));
    }
    res.redirect(303, `${req.baseUrl}/session${done === null ? '' : `?done=${done}`}`);
  },
};

async function act(req: Request, res: Response, parts: Parts): Promise<Done | null> {
  const service = await import('../../services/person-sign-in.js'); // loaded with its first use
  const fields = formFields(req, ['account', 'do', 'otp']);
  const id = Number(fields.account);
  if (!Number.isSafeInteger(id) || id <= 0) throw new AppError('not_found');
  const by = actorOf(req, res);
  const doneOf = (step: PersonStep): Done | null => (step === 'signed_in' ? 'signed_in' : null);
  switch (fields.do) {
    case 'otp_begin':
      return doneOf(await service.beginPersonSignIn(parts, id, 'otp', by));
    case 'thaid':
      return doneOf(await service.beginPersonSignIn(parts, id, 'thaid', by));
    case 'sign_out':
      await service.signOutAtPortal(parts, id, by);
      return 'signed_out';
    case 'leave':
      await service.leaveSignIn(parts, id);
      return 'left';
    case 'stay':
    case 'no_stay':
      await service.staySignedIn(parts, id, fields.do === 'stay');
      return fields.do;
    default:
      return doneOf(await service.sendOneTimePassword(parts, id, fields.otp, by));
  }
}

async function show(
  req: Request,
  res: Response,
  parts: Parts,
  errors: readonly FieldMessage[],
): Promise<void> {
  const standings = await portalStandings(parts, parts.now());
  const waitingJobs = await countWaitingJobs(parts.db);
  const done = dones.find((word) => errors.length === 0 && word === req.query.done) ?? null;
  // A reload without script; the QR code of a phone has no field that it would empty.
  if (standings.some(({ scan }) => scan !== null))
    res.setHeader('Refresh', `${lookSeconds}; url=${req.baseUrl}/session`);
  await sendPage(
    res,
    'session',
    sessionView({ standings, waitingJobs, done, errors }, pageContext(parts, res)),
  );
}
