import type { Request, Response } from 'express';
import { z } from 'zod';
import { errorCodesOf } from '../../domain/claim.js';
import { AppError } from '../../domain/errors.js';
import { grantOf } from '../../domain/permission.js';
import { standingReason } from '../../domain/statement-standing.js';
import { dataAsOf } from '../../figures/answer-by.js';
import { type Claim, type ClaimVersion, readClaim } from '../../services/read-claim.js';
import { auditOf } from '../../store/audit-log.js';
import { claimNotes } from '../../store/claim-notes.js';
import { transfersOfPeriods } from '../../store/claim-transfers.js';
import { type ErrorCodeView, errorCodeViews } from '../error-code-view.js';
import { type FieldMessage, formFields, formMessages } from '../form.js';
import { pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import { recordAccess } from '../record-access.js';
import type { Route } from '../route.js';
import { type CsvValue, sendCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';
import { listClaimCases } from './claim-cases.js';
import { itemCodes } from './claim-content-view.js';
import { notesView, seenView, shownLooks, toldActs, transferLines } from './claim-notes-view.js';
import { claimAddress, claimView, type RevealView } from './claim-view.js';

const lookIds = z.coerce.number().int().positive();

/** The look behind which those of this page begin; null = the newest are shown. */
function seenBefore(req: Request): number | null {
  const read = lookIds.safeParse(req.query.seen_before);
  return read.success ? read.data : null;
}

async function looksOf(parts: Parts, res: Response, { tranId, hospitalCode, otherHospitals }: Claim) {
  const context = pageContext(parts, res);
  const before = seenBefore(res.req);
  const limit = (before === null ? shownLooks.newest : shownLooks.older) + 1;
  const seen = await auditOf(parts.db, `claim ${tranId}`, { actions: toldActs, limit, before });
  const hospital = otherHospitals.length === 0 ? null : hospitalCode;
  return seenView(seen, { address: claimAddress(context.baseUrl, tranId, hospital), before }, context);
}

/** The claim of this address; throws AppError claim_not_found. */
export async function claimOf(parts: Parts, req: Request): Promise<Claim> {
  const tranId = typeof req.params.tran_id === 'string' ? req.params.tran_id : '';
  const { HOSPITAL_CODE } = await parts.settings.current();
  const asked = formFields(req, ['hospital']).hospital || req.query.hospital;
  const hospital = typeof asked === 'string' && asked !== '' ? asked : HOSPITAL_CODE || null;
  const claim = /^[^\0]{1,64}$/.test(tranId) ? await readClaim(parts, tranId, hospital) : null;
  if (claim === null) throw new AppError('claim_not_found', { tran_id: tranId.slice(0, 64) });
  return claim;
}

/** Texts of every error code of the claim and its items. */
async function codesOf(parts: Parts, res: Response, claim: Claim): Promise<Map<string, ErrorCodeView>> {
  const { t } = pageContext(parts, res);
  const codes = claim.versions.flatMap(({ errorCode }) => errorCodesOf(errorCode));
  const views = await errorCodeViews(parts.db, [...codes, ...itemCodes(claim)], t);
  return new Map(views.map((view) => [view.code, view]));
}

export async function showClaim(
  parts: Parts,
  res: Response,
  claim: Claim,
  asked: {
    readonly shown: boolean;
    readonly reason: string;
    readonly errors: readonly FieldMessage[];
    /** What was typed as a note and could not be kept. */
    readonly note?: string;
  },
): Promise<void> {
  const grant = grantOf(userOf(res).roles, 'reveal_identity');
  const { shown, reason, errors } = asked;
  const needsReason = grant === 'with_reason';
  const reveal: RevealView = { may: grant === 'yes' || needsReason, needsReason, shown, reason };
  const { tranId, hospitalCode, statements } = claim;
  const periods = [...new Set(statements.rows.map(({ period }) => period))];
  const context = pageContext(parts, res);
  const notes = await claimNotes(parts.db, hospitalCode, tranId);
  const facts = {
    claim,
    codes: await codesOf(parts, res, claim),
    reveal,
    errors,
    cases: await listClaimCases(parts, claim, context),
    notes: notesView(claim, notes, { userId: userOf(res).id, typed: asked.note ?? '' }, context),
    seen: await looksOf(parts, res, claim),
    transfers: transferLines(await transfersOfPeriods(parts.db, hospitalCode, periods), context),
  };
  await sendPage(res, 'claim', claimView(facts, context));
}

/** What happened to this claim: every version, why which one counts, and everything that is stored of it. */
export const claimPage: Route = {
  method: 'get',
  path: '/claims/:tran_id',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const claim = await claimOf(parts, req);
    await recordAccess(parts, res, 'view', { subject: `claim ${claim.tranId}`, rows: claim.versions.length });
    await showClaim(parts, res, claim, { shown: false, reason: '', errors: [] });
  },
};

/** The same page with name and citizen id; a POST, so that no address shows them by itself. */
export const claimRevealed: Route = {
  method: 'post',
  path: '/claims/:tran_id',
  permission: 'reveal_identity',
  handle: (parts) => async (req, res) => {
    const claim = await claimOf(parts, req);
    const reason = formFields(req, ['reason']).reason.trim().slice(0, 500);
    if (reason === '' && grantOf(userOf(res).roles, 'reveal_identity') === 'with_reason') {
      const errors = formMessages(res, new AppError('reveal_reason_due'));
      return await showClaim(parts, res, claim, { shown: false, reason, errors });
    }
    const rows = claim.versions.length;
    await recordAccess(parts, res, 'reveal', { subject: `claim ${claim.tranId}`, rows, reason });
    await showClaim(parts, res, claim, { shown: true, reason, errors: [] });
  },
};

/** One version without name and citizen id. */
const versionJson = (version: ClaimVersion) => ({
  version_no: version.versionNo,
  is_current: version.isCurrent,
  standing: version.standing,
  row_role: version.role,
  file_id: version.fileId,
  file: version.filename,
  file_date: version.fileDate,
  sheet: version.sheetName,
  row: version.rowNo,
  rep_no: version.repNo,
  scheme: version.scheme.toLowerCase(),
  kind: version.kind.toLowerCase(),
  service_day: version.serviceDay,
  status: version.isDenied ? 'denied' : 'passed',
  error_code: version.errorCode,
  claimed: version.claimed,
  reimbursed: version.reimbursed,
  loss: version.loss,
});

const openDifferences = ({ differences }: ClaimVersion) =>
  differences?.map(({ heading, privacy, before, after, change }) =>
    privacy === 'open' ? { heading, before, after, change } : { heading, masked: true },
  ) ?? null;

export const claimJson: Route = {
  method: 'get',
  path: '/claims/:tran_id.json',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const claim = await claimOf(parts, req);
    const { versions, statements, tranId, hospitalCode } = claim;
    await recordAccess(parts, res, 'view', { subject: `claim ${tranId}`, rows: versions.length });
    res.json({
      tran_id: tranId,
      hospital: hospitalCode,
      rows: versions.map((version) => ({ ...versionJson(version), changes: openDifferences(version) })),
      total: versions.length,
      statements: {
        state: statements.standing,
        reason: statements.standing === null ? null : standingReason(statements.standing, statements),
        promised: statements.promised,
        stated: statements.stated,
        difference: statements.difference,
      },
      as_of: await dataAsOf(parts.db, true),
      next_cursor: null,
    });
  },
};

export const claimCsv: Route = {
  method: 'get',
  path: '/claims/:tran_id.csv',
  permission: 'export',
  handle: (parts) => async (req, res) => {
    const { versions, shown, tranId } = await claimOf(parts, req);
    const columns = Object.keys(versionJson(shown)).map((name) => ({
      name,
      value: (version: ClaimVersion): CsvValue =>
        new Map(Object.entries(versionJson(version))).get(name) ?? null,
    }));
    const rows = await sendCsv(res, 'claim-versions.csv', columns, versions);
    await recordAccess(parts, res, 'export', { subject: `claim ${tranId}`, rows });
  },
};
