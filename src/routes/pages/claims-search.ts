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
import { type FieldMessage, formFields, formMessages } from '../form.js';
import { addressWith, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import { recordAccess } from '../record-access.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { claimAddress } from './claim-view.js';
import { claimsFoundView, type FoundWay } from './claims-found-view.js';
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
function patientOf(res: Response, asked: Asked): PatientNumber | null {
  const grant = grantOfReader(res);
  const byCitizenId = maySearchIds(res, asked);
  if (byCitizenId || !mayBeCitizenId.test(asked.q)) return { number: asked.q, byCitizenId };
  if (grant === 'with_reason') throw new AppError('search_reason_due');
  return null;
}

function maySearchIds(res: Response, { reason }: Asked): boolean {
  const grant = grantOfReader(res);
  return grant === 'yes' || (grant === 'with_reason' && reason !== '');
}

/** Whether the number may be that of a person whom a reason would show. */
const isReasonDue = (res: Response, { q, reason }: Asked) =>
  mayBeCitizenId.test(q) && grantOfReader(res) === 'with_reason' && reason === '';

async function readPatient(parts: Parts, asked: Asked, patient: PatientNumber) {
  const cursor = readClaimCursor(asked.cursor, newestFirst);
  return await parts.sums.ofOneMoment(parts.db, async (view) => ({
    page: await claimsOfPatient(view, patient, { cursor, limit: usualPageSize }),
    totals: await totalsOfPatient(view, patient),
  }));
}

async function recordSearch(
  parts: Parts,
  res: Response,
  { reason }: Asked,
  { byCitizenId }: PatientNumber,
  rows: number,
): Promise<void> {
  const filter = { by: byCitizenId ? 'number of a patient' : 'hn or an' };
  await recordAccess(parts, res, 'search', { subject: 'claims', filter, rows, reason });
}

/** `ways` are what else has the number. */
async function showPatient(
  parts: Parts,
  res: Response,
  asked: Asked,
  { patient, ways = [] }: { readonly patient: PatientNumber; readonly ways?: readonly FoundWay[] },
): Promise<void> {
  const { page, totals } = await readPatient(parts, asked, patient);
  await recordSearch(parts, res, asked, patient, page.rows.length);
  await sendPage(
    res,
    'claims',
    claimsFoundView(
      { ...asked, page, totals, errors: [], grant: grantOfReader(res), ways },
      pageContext(parts, res),
    ),
  );
}

/** No claims by the number of a patient, but what else has it, if anything. */
async function showNone(
  parts: Parts,
  res: Response,
  asked: Asked,
  found: { readonly ways: readonly FoundWay[]; readonly errors: readonly FieldMessage[] },
): Promise<void> {
  const facts = { ...asked, ...found, page: null, totals: null, grant: grantOfReader(res) };
  await sendPage(res, 'claims', claimsFoundView(facts, pageContext(parts, res)));
}

/** What has this TRAN_ID or REP no., neither of which is a patient's. */
async function waysTo(parts: Parts, res: Response, q: string): Promise<FoundWay[]> {
  const { t, baseUrl } = pageContext(parts, res);
  const claim = { href: claimAddress(baseUrl, q), text: t('claims.way_claim', { tran: q }) };
  const rep = {
    href: addressWith(`${baseUrl}/claims`, { rep_no: q }),
    text: t('claims.way_rep', { rep: q }),
  };
  const isTran = await hasTranId(parts.db, q);
  return [...(isTran ? [claim] : []), ...((await hasRepNo(parts.db, q)) ? [rep] : [])];
}

/** Whether the number is a patient's too, of whom there are more claims than the one with this TRAN_ID. */
async function isPatientToo(parts: Parts, patient: PatientNumber): Promise<boolean> {
  const { rows } = await claimsOfPatient(parts.db, patient, { cursor: null, limit: 2 });
  return rows.some(({ tran_id }) => tran_id !== patient.number);
}

/**
 * Finds a whole number. What was typed never stands in an address, on no page of what was found: it may be a patient's. A
 * TRAN_ID or REP no., which are not, lead on to their own address; where the number is several of these, or may be a citizen id
 * that a reason is due for, a page has each.
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
    const ways = await waysTo(parts, res, q);
    const [way] = ways;
    if (way !== undefined) {
      const patient = { number: q, byCitizenId: maySearchIds(res, asked) };
      if (await isPatientToo(parts, patient)) return await showPatient(parts, res, asked, { patient, ways });
      // That nobody has this citizen id was found out all the same.
      if (patient.byCitizenId && mayBeCitizenId.test(q)) await recordSearch(parts, res, asked, patient, 0);
      if (ways.length === 1 && !isReasonDue(res, asked)) return res.redirect(303, way.href);
    }
    try {
      const patient = way === undefined || isReasonDue(res, asked) ? patientOf(res, asked) : null;
      if (patient !== null) return await showPatient(parts, res, asked, { patient });
    } catch (error) {
      return await showNone(parts, res, asked, { ways, errors: formMessages(res, error) });
    }
    await showNone(parts, res, asked, { ways, errors: [] });
  },
};
