import { grantOf } from '../../domain/permission.js';
import { dataAsOf } from '../../figures/answer-by.js';
import { type ClaimListRow, listClaims } from '../../figures/claim-list.js';
import { claimListQuery } from '../../figures/claim-list-filter.js';
import { claimCursorText, claimOrderText } from '../../figures/claim-order.js';
import { areTotalsQuick, claimTotalsOf } from '../../figures/claim-totals.js';
import { claimsAtMost } from '../../figures/known-counts.js';
import { fiscalYearsWithClaims } from '../../store/attention.js';
import { findFileDetails } from '../../store/imported-file-details.js';
import { savedViews } from '../../store/saved-views.js';
import { addressWith, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { columnsText, outColumns } from './claims-columns.js';
import { originView } from './claims-origin.js';
import { tidyQuery } from './claims-period.js';
import { type ClaimQuery, listAddress, readClaimsQuery } from './claims-query.js';
import { totalsView } from './claims-totals-view.js';
import { claimsView } from './claims-view.js';
import { savedViewsView } from './saved-views-view.js';

async function nameOf(parts: Parts, fileId: number | null): Promise<string> {
  if (fileId === null) return '';
  return (await findFileDetails(parts.db, fileId))?.filename ?? String(fileId);
}

/** The list as a saved view keeps it: without its page. */
function keptQuery({ filter, order, columns }: ClaimQuery): string {
  const values = { ...claimListQuery(filter), sort: claimOrderText(order), columns: columnsText(columns) };
  return addressWith('', values).slice(1);
}

const totalsAddress = (baseUrl: string, { filter }: ClaimQuery) =>
  addressWith(`${baseUrl}/claims/totals`, claimListQuery(filter));

/** Every claim by its current version, those that came last first; the way to one claim. */
export const claimsPage: Route = {
  method: 'get',
  path: '/claims',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const tidy = tidyQuery(req.query);
    if (tidy !== null) return res.redirect(303, addressWith(`${req.baseUrl}/claims`, tidy));
    const context = pageContext(parts, res);
    const query = await readClaimsQuery(parts, req.query);
    const { filter } = query;
    const { page, totals, origin } = await parts.sums.ofOneMoment(parts.db, async (view, fresh) => {
      const atMost = await claimsAtMost(view, filter);
      return {
        page: await listClaims(view, filter, query, atMost),
        totals: areTotalsQuick(filter, atMost) ? await claimTotalsOf(view, filter, atMost) : null,
        // A comparison is of what is stored now, not of what was remembered.
        origin: await originView(fresh, query, atMost, context),
      };
    });
    const facts = {
      query,
      page,
      origin,
      grant: grantOf(userOf(res).roles, 'reveal_identity'),
      claims: totals?.claims ?? null,
      filename: await nameOf(parts, filter.fileId),
      years: await fiscalYearsWithClaims(parts.db),
      totals: totalsView(totals, totalsAddress(req.baseUrl, query), context),
      saved: savedViewsView(
        'claims',
        keptQuery(query),
        await savedViews(parts.db, userOf(res).id, 'claims'),
        context,
      ),
    };
    await sendPage(res, 'claims', claimsView(facts, context));
  },
};

/** The totals alone, for a filter whose claims have to be added up one by one: the list does not wait for them. */
export const claimsTotals: Route = {
  method: 'get',
  path: '/claims/totals',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const query = await readClaimsQuery(parts, req.query);
    const totals = await claimTotalsOf(parts.db, query.filter);
    const list = listAddress(`${req.baseUrl}/claims`, query)({});
    const title = context.t('claims.totals');
    await sendPage(res, 'claims-totals', { title, totals: totalsView(totals, '', context), list });
  },
};

/** Every value of a row under its name in files; `names` picks some. */
function rowJson(row: ClaimListRow, names: readonly string[] | null): Readonly<Record<string, unknown>> {
  const usual = usualJson(row);
  if (names === null) return usual;
  const { loss, main_fund: fund, service_type, drg, adjrw, referrer, patient } = row;
  const { main_hospital: hmain, treating: hcode, stay_days, late_percent } = row;
  const all: Readonly<Record<string, unknown>> = {
    ...{ ...usual, loss, fund, service_type, drg, adjrw, referrer, patient },
    ...{ hcode, hmain, stay_days, late_percent },
  };
  return Object.fromEntries(names.map((name) => [name, all[name] ?? null]));
}

const usualJson = (row: ClaimListRow) => ({
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
  state: row.state,
  stated: row.stated,
});

export const claimsJson: Route = {
  method: 'get',
  path: '/claims.json',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const { filter, order, cursor, limit, columns } = await readClaimsQuery(parts, req.query);
    const { page, totals, asOf } = await parts.sums.ofOneMoment(parts.db, async (view) => ({
      page: await listClaims(view, filter, { order, cursor, limit }, await claimsAtMost(view, filter)),
      totals: await claimTotalsOf(view, filter),
      asOf: await dataAsOf(view, true),
    }));
    const { rows, next } = page;
    const { claims, ...sums } = totals;
    res.json({
      rows: rows.map((row) => rowJson(row, outColumns(columns))),
      total: claims,
      totals: { claims, ...sums },
      as_of: asOf,
      next_cursor: next === null ? null : claimCursorText(next),
    });
  },
};
