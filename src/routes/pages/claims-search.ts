import type { Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { grantOf } from '../../domain/permission.js';
import {
  claimsOfPatient,
  hasRepNo,
  hasTranId,
  type PatientNumber,
  totalsOfPatient,
} from '../../figures/claim-numbers.js';
import { newestFirst, readClaimCursor } from '../../figures/claim-order.js';
import { formFields, formMessages } from '../form.js';
import { addressWith, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import { recordAccess } from '../record-access.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { claimAddress } from './claim-view.js';
import { claimsFoundView } from './claims-found-view.js';
import { usualPageSize } from './claims-query.js';

/** As long as a citizen id; whoever writes it into HN or AN searches for it all the same. */
const mayBeCitizenId = /^\d{13}$/;

const grantOfReader = (res: Response) => grantOf(userOf(res).roles, 'reveal_identity');

interface Asked {
  readonly q: string;
  readonly reason: string;
  readonly cursor: string;
}

/**
 * HN and AN stand in every list; a citizen id is searched for by those who may see it, and recorded with their reason where
 * their role needs one. null = this one not by this reader.
 * @throws AppError search_reason_due
 */
function patientOf(res: Response, { q, reason }: Asked): PatientNumber | null {
  const grant = grantOfReader(res);
  const may = grant === 'yes' || (grant === 'with_reason' && reason !== '');
  if (may || !mayBeCitizenId.test(q)) return { number: q, byCitizenId: may };
  if (grant === 'with_reason') throw new AppError('search_reason_due');
  return null;
}

async function showPatient(parts: Parts, res: Response, asked: Asked, patient: PatientNumber): Promise<void> {
  const cursor = readClaimCursor(asked.cursor, newestFirst);
  const { page, totals } = await parts.sums.ofOneMoment(parts.db, async (view) => ({
    page: await claimsOfPatient(view, patient, { cursor, limit: usualPageSize }),
    totals: await totalsOfPatient(view, patient),
  }));
  await recordAccess(parts, res, 'search', {
    subject: 'claims',
    filter: { by: patient.byCitizenId ? 'number of a patient' : 'hn or an' },
    rows: page.rows.length,
    reason: asked.reason,
  });
  await sendPage(
    res,
    'claims',
    claimsFoundView(
      { ...asked, page, totals, errors: [], grant: grantOfReader(res) },
      pageContext(parts, res),
    ),
  );
}

/**
 * Finds a whole number. What was typed never stands in an address, on no page of what was found: it may be a patient's. A
 * TRAN_ID or REP no., which are not, lead on to their own address.
 */
export const searchClaims: Route = {
  method: 'post',
  path: '/claims',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const typed = formFields(req, ['q', 'reason', 'cursor']);
    const q = typed.q.trim().slice(0, 64);
    const asked = { q, reason: typed.reason.trim().slice(0, 500), cursor: typed.cursor };
    if (q === '') return res.redirect(303, `${req.baseUrl}/claims`);
    if (await hasTranId(parts.db, q)) return res.redirect(303, claimAddress(req.baseUrl, q));
    if (await hasRepNo(parts.db, q))
      return res.redirect(303, addressWith(`${req.baseUrl}/claims`, { rep_no: q }));
    const nothing = { ...asked, page: null, totals: null, grant: grantOfReader(res) };
    try {
      const patient = patientOf(res, asked);
      if (patient !== null) return await showPatient(parts, res, asked, patient);
    } catch (error) {
      const errors = formMessages(res, error);
      return await sendPage(res, 'claims', claimsFoundView({ ...nothing, errors }, pageContext(parts, res)));
    }
    await sendPage(res, 'claims', claimsFoundView({ ...nothing, errors: [] }, pageContext(parts, res)));
  },
};
