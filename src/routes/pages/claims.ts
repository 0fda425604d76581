import type { Request } from 'express';
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import {
  type ClaimListFilter,
  type ClaimListRow,
  claimsOfPatient,
  eachClaim,
  hasRepNo,
  hasTranId,
  listClaims,
  previousClaimPage,
} from '../../store/claim-list.js';
import { findFileDetails } from '../../store/imported-file-details.js';
import { formFields } from '../form.js';
import { addressWith, pageContext, twinsOf } from '../page-context.js';
import type { Parts } from '../parts.js';
import { recordAccess } from '../record-access.js';
import type { Route } from '../route.js';
import { type CsvValue, sendCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';
import { claimAddress } from './claim-view.js';
import { claimsFoundView, claimsView } from './claims-view.js';

const pageSize = 50;
/** Claims of one person that a search shows; somebody who comes every second day has fewer in a year. */
const mostFound = 200;

const word = z.string().trim().max(64).optional();
const number = z.union([z.literal(''), z.coerce.number().int().positive()]).optional();
/** Names that are not here are refused: a filter that is not known must not answer with all claims. */
const queries = z.strictObject({
  hospital: word,
  scheme: word,
  kind: z.enum(['', 'op', 'ip', 'orf']).optional(),
  status: z.enum(['', 'passed', 'denied']).optional(),
  rep_no: word,
  /** A whole TRAN_ID or REP no.; numbers of a patient are searched by POST alone. */
  q: word,
  file_id: number,
  lang: z.unknown().optional(),
  theme: z.unknown().optional(),
  cursor: number,
  limit: z.coerce.number().int().min(1).max(500).optional(),
});

function nameOfIssue({ issues: [issue] }: z.ZodError): string {
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  return unknown ?? String(issue?.path[0] ?? '');
}

interface ClaimQuery {
  readonly filter: ClaimListFilter;
  readonly cursor: number | null;
  readonly limit: number;
}

const invalid = (name: string) =>
  new AppError('filter_invalid', { name, example: 'scheme=ucs&status=denied' });
/** As long as a citizen id: unless it is a claim's or a document's, it shall not be kept as what somebody asked for. */
const mayBePerson = /^\d{13}$/;

async function readQuery(parts: Parts, req: Request): Promise<ClaimQuery> {
  const read = queries.safeParse(req.query);
  if (!read.success) throw invalid(nameOfIssue(read.error));
  const { hospital, scheme, kind, status, rep_no, q, file_id, cursor, limit } = read.data;
  const isTran = q ? await hasTranId(parts.db, q) : false;
  const isRep = q && !isTran ? await hasRepNo(parts.db, q) : false;
  if (q && mayBePerson.test(q) && !isTran && !isRep) throw invalid('q');
  if (rep_no && mayBePerson.test(rep_no) && !(await hasRepNo(parts.db, rep_no))) throw invalid('rep_no');
  return {
    filter: {
      hospital: hospital || null,
      scheme: scheme?.toLowerCase() || null,
      kind: kind || null,
      status: status || null,
      repNo: rep_no || (isRep && q) || null,
      tranId: (!isRep && q) || null,
      fileId: file_id || null,
    },
    cursor: cursor || null,
    limit: limit ?? pageSize,
  };
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
    const { filter, cursor, limit } = await readQuery(parts, req);
    const page = await listClaims(parts.db, filter, { limit, olderThan: cursor });
    const previous =
      cursor === null ? null : await previousClaimPage(parts.db, filter, { limit, olderThan: cursor });
    const filename = await nameOf(parts, filter.fileId);
    const twins = twinsOf(`${context.baseUrl}/claims`, req.query, context.can('export'));
    const facts = { filter, filename, page, cursor, previous, limit };
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
    const { filter, cursor, limit } = await readQuery(parts, req);
    const { rows, total } = await listClaims(parts.db, filter, { limit, olderThan: cursor });
    res.json({
      rows: rows.map(rowJson),
      total,
      as_of: parts.now().toISOString(),
      next_cursor: rows.length === limit ? String(rows.at(-1)?.id ?? '') : null,
    });
  },
};

/** What the audit log keeps: the filter as it was understood. What was typed into `q` and is no known TRAN_ID is left out. */
const recorded = ({ tranId, ...filter }: ClaimListFilter) => ({
  ...filter,
  ...(tranId && { by: 'TRAN_ID' }),
});

const csvColumns = [
  ...['tran_id', 'hospital', 'scheme', 'kind', 'service_day', 'hn', 'an', 'rep_no', 'status'],
  ...['error_code', 'claimed', 'reimbursed', 'versions', 'file_id', 'file_date'],
];

export const claimsCsv: Route = {
  method: 'get',
  path: '/claims.csv',
  permission: 'export',
  handle: (parts) => async (req, res) => {
    const { filter } = await readQuery(parts, req);
    const columns = csvColumns.map((name) => ({
      name,
      value: (row: ClaimListRow): CsvValue => new Map(Object.entries(rowJson(row))).get(name) ?? null,
    }));
    const rows = await sendCsv(res, 'claims.csv', columns, eachClaim(parts.db, filter));
    await recordAccess(parts, res, 'export', { subject: 'claims', filter: recorded(filter), rows });
  },
};
