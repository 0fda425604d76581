import type { Response } from 'express';
import { z } from 'zod';
import type { Caller } from '../../domain/caller.js';
import { errorCodesOf } from '../../domain/claim.js';
import { AppError } from '../../domain/errors.js';
import { bangkokInstant } from '../../domain/instant.js';
import { dayField, instantField } from '../../domain/json-fields.js';
import { grantOf } from '../../domain/permission.js';
import { statementStandings } from '../../domain/statement-standing.js';
import { claimFeedSource, type FeedClaim, newestClaims } from '../../figures/claim-feed.js';
import { type ClaimListFilter, readClaimListFilter } from '../../figures/claim-list-filter.js';
import { type ClaimVersion, readClaim } from '../../services/read-claim.js';
import { readFeed, readNothing } from '../../store/change-feed.js';
import { findVisit } from '../../store/his-matches.js';
import { apiRoute } from '../api-route.js';
import type { Parts } from '../parts.js';
import { readerOf } from '../reader.js';
import { recordAccess } from '../record-access.js';
import { readBrowsed } from './browse-page.js';
import { claimFields, claimFieldsOf } from './claim-fields.js';
import { claimFilterParameters, filterWord, ownClaims } from './claim-query.js';
import { feedCursor, listAnswerOf, listBody, markOf, pageParameters, placeOf } from './list-page.js';

const identifiers = {
  hn: z.string().nullable().optional().describe('With include=identifiers'),
  an: z.string().nullable().optional(),
  pid: z.string().nullable().optional(),
  patient_name: z.string().nullable().optional(),
};

const claimRow = z.object({
  ...claimFields,
  loss: z.string().nullable(),
  error_codes: z.array(z.string()),
  status: z.enum(['passed', 'denied']),
  state: z
    .enum(statementStandings)
    .describe(
      'What the stored statements say of the claim; waiting_stm = no row of one yet, not_covered = nor will there be, as the scheme has no statements',
    ),
  ...identifiers,
});

const goneClaim = z.object({
  object: z.literal('deleted'),
  tran_id: z.string(),
  hospital_code: z.string(),
  deleted_at: instantField,
});

const include = z.enum(['identifiers']).optional();

const listQuery = z.object({
  ...pageParameters,
  ...claimFilterParameters,
  include,
});

function claimJson(row: FeedClaim, at: string, withIdentity: boolean) {
  return {
    ...claimFieldsOf(row, at),
    loss: row.loss,
    error_codes: errorCodesOf(row.error_code),
    status: row.is_denied ? 'denied' : 'passed',
    state: row.state,
    ...(withIdentity && { hn: row.hn, an: row.an, pid: row.pid, patient_name: row.patient_name }),
  };
}

/** Whether names and numbers of patients go out. Throws AppError insufficient_scope. */
function identityAsked(res: Response, caller: Caller, asked: 'identifiers' | undefined): boolean {
  if (asked === undefined) return false;
  const { user } = readerOf(res);
  // Who may reveal with a reason alone does so on the pages, which ask for it.
  const may =
    user === null
      ? caller.scopes.includes('claims:identifiers')
      : grantOf(user.roles, 'reveal_identity') === 'yes';
  if (!may) throw new AppError('insufficient_scope', { scope: 'claims:identifiers' });
  return true;
}

/** The filter of an address for a caller; null = it asks for a hospital that does not exist for this one. */
async function filterFor(
  parts: Parts,
  caller: Caller,
  query: z.output<typeof listQuery>,
): Promise<ClaimListFilter | null> {
  const { limit: _l, cursor: _c, updated_since: _u, include: _i, ...words } = query;
  return ownClaims(parts, caller, words);
}

export const claimList = apiRoute({
  method: 'get',
  path: '/claims',
  scope: 'claims:read',
  summary: {
    en: 'Claims by their current version: the newest first, or with updated_since their changes, the oldest first',
    th: 'เคลมตามฉบับปัจจุบัน ใหม่สุดก่อน หรือใส่ updated_since เพื่อดูสิ่งที่เปลี่ยน เก่าสุดก่อน',
  },
  query: listQuery,
  answer: listAnswerOf(z.union([claimRow, goneClaim])),
  async answerWith(parts, { query, mount, caller, res }) {
    const withIdentity = identityAsked(res, caller, query.include);
    const mark = markOf('claims', { query, mount, caller });
    const place = placeOf(parts, { query, mount, caller }, mark);
    const asked = await filterFor(parts, caller, query);
    const { limit, cursor: _cursor, ...told } = query;
    const send = async (page: Parameters<typeof listBody>[3]) => {
      if (withIdentity)
        await recordAccess(parts, res, 'reveal', { subject: 'claims', filter: told, rows: page.data.length });
      return listBody(parts, res, mount, page);
    };
    if (place.mode === 'browse') {
      const { rows, ...page } = await readBrowsed(parts, { place, mark, limit }, async (below, most) =>
        asked === null ? [] : newestClaims(parts.db, asked, { below, limit: most }),
      );
      return send({ ...page, data: rows.map((row) => claimJson(row, row.updated_at, withIdentity)) });
    }
    const page =
      asked === null
        ? await readNothing(parts.db, 'claim', place.start)
        : await readFeed<FeedClaim>(parts.db, claimFeedSource(asked), place.start, limit);
    const data = page.entries.map((entry) =>
      'row' in entry
        ? claimJson(entry.row, entry.at, withIdentity)
        : {
            object: 'deleted',
            tran_id: entry.gone,
            hospital_code: entry.hospital,
            deleted_at: bangkokInstant(entry.at),
          },
    );
    const { hasMore, serverTime } = page;
    return send({ data, hasMore, cursor: feedCursor(page, mark), serverTime });
  },
});

const versionRow = z.object({
  version: z.number().int(),
  is_current: z.boolean(),
  role: z.enum(['reported', 'reference']).describe('reference = an appeal workbook repeats an older row'),
  superseded: z.boolean().describe('Its file was issued again since'),
  appeal: z.boolean(),
  rep_no: z.string().nullable(),
  scheme: z.string(),
  kind: z.string(),
  file_id: z.number().int(),
  file: z.string(),
  file_date: dayField.nullable(),
  service_date: dayField.nullable(),
  claimed: z.string().nullable(),
  loss: z.string().nullable(),
  reimbursed: z.string().nullable(),
  error_codes: z.array(z.string()),
  status: z.enum(['passed', 'denied']),
});

const versionJson = (version: ClaimVersion) => ({
  version: version.versionNo,
  is_current: version.isCurrent,
  role: version.role,
  superseded: version.superseded,
  appeal: version.appealKind !== '',
  rep_no: version.repNo,
  scheme: version.scheme.toLowerCase(),
  kind: version.kind.toLowerCase(),
  file_id: version.fileId,
  file: version.filename,
  file_date: version.fileDate,
  service_date: version.serviceDay,
  claimed: version.claimed,
  loss: version.loss,
  reimbursed: version.reimbursed,
  error_codes: errorCodesOf(version.errorCode),
  status: version.isDenied ? ('denied' as const) : ('passed' as const),
});

export const claimOne = apiRoute({
  method: 'get',
  path: '/claims/:tran_id',
  scope: 'claims:read',
  summary: { en: 'One claim with all its versions, the newest first', th: 'เคลมหนึ่งรายการพร้อมทุกฉบับ ใหม่สุดก่อน' },
  query: z.object({ hospital: filterWord, include }),
  answer: z.object({
    tran_id: z.string(),
    hospital_code: z.string(),
    current: claimRow
      .nullable()
      .describe('null = no version counts, since their files were issued again without it'),
    promised: z.string().nullable().describe('What NHSO is to pay by the current version'),
    stated: z.string().nullable().describe('What counted statements say'),
    his_vn: z
      .string()
      .nullable()
      .describe("Visit number of the hospital's own system, as it was matched; null = it is not"),
    his_matched_at: instantField.nullable().describe('When it was matched'),
    versions: z.array(versionRow),
  }),
  async answerWith(parts, { query, caller, param, res }) {
    const withIdentity = identityAsked(res, caller, query.include);
    const tranId = param('tran_id');
    const none = () => new AppError('claim_not_found', { tran_id: tranId.slice(0, 64) });
    const { HOSPITAL_CODE } = await parts.settings.current();
    const wanted = query.hospital || caller.hospital;
    if (caller.hospital !== null && wanted !== caller.hospital) throw none();
    const claim = /^[^\0]{1,64}$/.test(tranId)
      ? await readClaim(parts, tranId, wanted ?? (HOSPITAL_CODE || null))
      : null;
    if (claim === null || (wanted !== null && claim.hospitalCode !== wanted)) throw none();
    const filter = readClaimListFilter({ q: tranId, hospital: claim.hospitalCode }, parts.now());
    const [row] = await newestClaims(parts.db, filter, { below: null, limit: 1 });
    if (withIdentity) await recordAccess(parts, res, 'reveal', { subject: `claim ${tranId}`, rows: 1 });
    const { promised, stated } = claim.statements;
    const visit = await findVisit(parts.db, claim.hospitalCode, tranId);
    return {
      tran_id: tranId,
      hospital_code: claim.hospitalCode,
      current: row ? claimJson(row, row.updated_at, withIdentity) : null,
      promised,
      stated,
      his_vn: visit?.his_vn ?? null,
      his_matched_at: visit && bangkokInstant(visit.matched_at),
      versions: claim.versions.map(versionJson),
    };
  },
});
