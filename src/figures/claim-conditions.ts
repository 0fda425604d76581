import { join, type Sql, sql } from '../db/sql.js';
import { fiscalYearRange } from '../domain/fiscal-year.js';
import { factConditions } from './claim-facts.js';
import type { FigureFilter } from './figure-filter.js';
import { itemConditions } from './item-sheets.js';
import { paymentCondition } from './payment-conditions.js';
import { hasTrait, type TraitQuestion } from './posted-claims.js';
import { waitingCondition } from './waiting-stm.js';

/**
 * The condition on `claim_current c` that a filter means. Figures, lists of claims and exports share it, so that the
 * claims behind a figure are those that it counts. `beside` an index that the claims are walked by, facts, codes and payment
 * columns are asked so that no database takes their own in its place, and puts all claims that have them in order.
 */
export function claimConditions(filter: FigureFilter, beside = false): Sql {
  const conditions: Sql[] = [...periodConditions(filter)];
  if (filter.schemes.length > 0)
    conditions.push(sql`c.scheme in (${join(filter.schemes.map((scheme) => scheme.toUpperCase()))})`);
  if (filter.kinds.length > 0)
    conditions.push(sql`c.kind in (${join(filter.kinds.map((kind) => kind.toUpperCase()))})`);
  if (filter.fund !== null) conditions.push(sql`c.main_fund = ${written(filter.fund)}`);
  if (filter.serviceType !== null) conditions.push(sql`c.service_type = ${written(filter.serviceType)}`);
  if (filter.hospital !== null) conditions.push(sql`c.hospital_code = ${filter.hospital}`);
  if (filter.drg !== null)
    conditions.push(filter.drg === without ? sql`coalesce(c.drg, '') = ''` : sql`c.drg = ${filter.drg}`);
  if (filter.referrer !== null)
    conditions.push(filter.referrer === without ? sql`c.href is null` : sql`c.href = ${filter.referrer}`);
  if (filter.status !== null) conditions.push(sql`c.is_denied = ${filter.status === 'denied'}`);
  if (filter.firstPassed !== null) conditions.push(sql`c.first_denied = ${!filter.firstPassed}`);
  if (filter.appealed !== null) conditions.push(sql`c.has_appeal = ${filter.appealed}`);
  if (filter.adjrw !== null) conditions.push(filter.adjrw ? sql`c.adjrw is not null` : sql`c.adjrw is null`);
  if (filter.waitingStm !== null) conditions.push(waitingCondition(filter.waitingStm));
  if (filter.states.length > 0) conditions.push(sql`c.recon_state in (${join([...filter.states])})`);
  const question = { beside, within: withinDays(filter) };
  if (filter.errorCode !== null) conditions.push(codeCondition(filter.errorCode, question));
  if (filter.paymentColumn !== null) conditions.push(paymentCondition(filter.paymentColumn, question));
  conditions.push(...factConditions(filter, beside), ...itemConditions(filter.items));
  return conditions.length === 0 ? sql`1 = 1` : join(conditions, ' and ');
}

/** The word of an address for "has none", as `fund=none`: an empty value means that nothing was asked. */
const without = 'none';
const written = (asked: string) => (asked === without ? '' : asked);

/** Whichever version a row of errors is of, only that of the current one is the claim's. */
function codeCondition(code: string, question: TraitQuestion): Sql {
  if (code === without)
    return sql`not exists (select 1 from claim_error x where x.item_kind = c.item_kind and x.item_id = c.item_id)`;
  return hasTrait('code', code, question);
}

/** The days of the period, of postings `p`. */
function withinDays({ fiscalYear, from, to, undated }: FigureFilter): Sql {
  if (undated !== null) return sql``;
  const days = fiscalYear === null ? { from, to } : fiscalYearRange(fiscalYear);
  const first = days.from === null ? sql`` : sql` and p.service_day >= ${days.from}`;
  return days.to === null ? first : sql`${first} and p.service_day < ${days.to}`;
}

function periodConditions({ fiscalYear: year, states, waitingStm, undated, ...days }: FigureFilter): Sql[] {
  // The index of states has the day of service, not its year.
  const byDay = year !== null && (states.length > 0 || waitingStm !== null);
  const { from, to } = byDay ? fiscalYearRange(year) : days;
  const fiscalYear = byDay ? null : year;
  if (undated === 'only') return [sql`c.service_day is null`];
  const within: Sql[] = [];
  if (fiscalYear !== null) within.push(sql`c.fiscal_year = ${fiscalYear}`);
  if (from !== null) within.push(sql`c.service_day >= ${from}`);
  if (to !== null) within.push(sql`c.service_day < ${to}`);
  if (within.length === 0) return [];
  return undated === 'with' ? [sql`((${join(within, ' and ')}) or c.service_day is null)`] : within;
}
