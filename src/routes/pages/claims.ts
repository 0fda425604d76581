import type { Request } from 'express';
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { type ClaimListRow, listClaims } from '../../figures/claim-list.js';
import {
  type ClaimListFilter,
  claimFilterNames,
  readClaimListFilter,
} from '../../figures/claim-list-filter.js';
import { claimsOfPatient, hasRepNo, hasTranId } from '../../figures/claim-numbers.js';
import {
  type ClaimCursor,
  type ClaimOrder,
  claimCursorText,
  readClaimCursor,
  readClaimOrder,
} from '../../figures/claim-order.js';
import { claimTotalsOf } from '../../figures/claim-totals.js';
import { findFileDetails } from '../../store/imported-file-details.js';
import { formFields } from '../form.js';
import { addressWith, pageContext, twinsOf } from '../page-context.js';
import type { Parts } from '../parts.js';
import { recordAccess } from '../record-access.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { claimAddress } from './claim-view.js';
import { claimsFoundView, claimsView, usualPageSize } from './claims-view.js';

/** Claims of one person that a search shows; somebody who comes every second day has fewer in a year. */
const mostFound = 200;

/** Names that are not here are refused: a filter that is not known must not answer with all claims. */
const known: ReadonlySet<string> = new Set([...claimFilterNames, 'sort', 'cursor', 'limit', 'lang', 'theme']);
const limits = z.union([z.literal(''), z.coerce.number().int().min(1).max(500)]).optional();

interface ClaimQuery {
  readonly filter: ClaimListFilter;
  readonly order: ClaimOrder;
  readonly cursor: ClaimCursor | null;
  readonly limit: number;
}

const invalid = (name: string) =>
  new AppError('filter_invalid', { name, example: 'scheme=ucs&status=denied' });
/** As long as a citizen id: unless it is a claim's or a document's, it shall not be kept as what somebody asked for. */
const mayBePerson = /^\d{13}$/;

/** What an address of the list asks for. */
export async function readClaimsQuery(parts: Parts, query: Request['query']): Promise<ClaimQuery> {
  for (const name of Object.keys(query)) if (!known.has(name)) throw invalid(name);
  const limit = limits.safeParse(query.limit);
  if (!limit.success) throw invalid('limit');
  const filter = await withNumbers(parts, readClaimListFilter(query, parts.now()));
  const order = readClaimOrder(query.sort);
  const cursor = readClaimCursor(query.cursor, order);
  return { filter, order, cursor, limit: limit.data || usualPageSize };
}

/** `q` is a TRAN_ID or a REP no.; whatever else could be the number of a person is refused. */
async function withNumbers(parts: Parts, filter: ClaimListFilter): Promise<ClaimListFilter> {
  const { tranId: q, repNo } = filter;
  const isTran = q !== null && (await hasTranId(parts.db, q));
  const isRep = q !== null && !isTran && (await hasRepNo(parts.db, q));
  if (q !== null && mayBePerson.test(q) && !isTran && !isRep) throw invalid('q');
  if (repNo !== null && mayBePerson.test(repNo) && !(await hasRepNo(parts.db, repNo)))
    throw invalid('rep_no');
  const { fund, serviceType, hospital, errorCode, drg } = filter;
  const words = Object.entries({ fund, service_type: serviceType, hospital, error_code: errorCode, drg });
  for (const [name, word] of words) if (word !== null && mayBePerson.test(word)) throw invalid(name);
  return isRep && repNo === null ? { ...filter, tranId: null, repNo: q } : filter;
}

async function nameOf(parts: Parts, fileId: number | null): Promise<string> {
  if (fileId === null) return '';
  return (await findFileDetails(parts.db, fileId))?.filename ?? String(fileId);
}

/** Every claim by its current version, those that came last first; the way to one claim. */
export const claimsPage: Route = {
  method: 'get',
  path: '/claims',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const { filter, order, cursor, limit } = await readClaimsQuery(parts, req.query);
    const page = await listClaims(parts.db, filter, { order, cursor, limit });
    const totals = await claimTotalsOf(parts.db, filter);
    const filename = await nameOf(parts, filter.fileId);
    const twins = twinsOf(`${context.baseUrl}/claims`, req.query, context.can('export'));
    const facts = { filter, filename, order, page, totals, limit };
    await sendPage(res, 'claims', claimsView(facts, context, twins));
  },
};

/**
 * Finds a whole number. What was typed never stands in an address: it may be a patient's. A TRAN_ID or REP no., which are
 * not, lead on to their own address; HN, AN and citizen id are looked up for those who may see names, and recorded.
 */
export const searchClaims: Route = {
  method: 'post',
  path: '/claims',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const q = formFields(req, ['q']).q.trim().slice(0, 64);
    if (q === '') return res.redirect(303, `${req.baseUrl}/claims`);
    if (await hasTranId(parts.db, q)) return res.redirect(303, claimAddress(req.baseUrl, q));
    if (await hasRepNo(parts.db, q))
      return res.redirect(303, addressWith(`${req.baseUrl}/claims`, { rep_no: q }));
    let rows: ClaimListRow[] = [];
    if (context.can('reveal_identity')) {
      rows = await claimsOfPatient(parts.db, q, mostFound);
      await recordAccess(parts, res, 'search', {
        subject: 'claims',
        filter: { by: 'number of a patient' },
        rows: rows.length,
      });
    }
    await sendPage(res, 'claims', claimsFoundView({ q, rows, isCut: rows.length === mostFound }, context));
  },
};

const rowJson = (row: ClaimListRow) => ({
  tran_id: row.tran_id,
  hospital: row.hospital_code,
  scheme: row.scheme,
  kind: row.kind.toLowerCase(),
  service_day: row.service_day,
  hn: row.hn,
  an: row.an,
  rep_no: row.rep_no,
  status: row.is_denied ? 'denied' : 'passed',
  error_code: row.error_code,
  claimed: row.claimed,
  reimbursed: row.reimbursed,
  versions: row.versions,
  file_id: row.file_id,
  file_date: row.file_date,
});

export const claimsJson: Route = {
  method: 'get',
  path: '/claims.json',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const { filter, order, cursor, limit } = await readClaimsQuery(parts, req.query);
    const { rows, next } = await listClaims(parts.db, filter, { order, cursor, limit });
    const { claims, ...sums } = await claimTotalsOf(parts.db, filter);
    res.json({
      rows: rows.map(rowJson),
      total: claims,
      totals: { claims, ...sums },
      as_of: parts.now().toISOString(),
      next_cursor: next === null ? null : claimCursorText(next),
    });
  },
};
