import { join, type Sql, sql } from '../db/sql.js';
import { fiscalYearRange } from '../domain/fiscal-year.js';
import { factConditions } from './claim-facts.js';
import type { FigureFilter } from './figure-filter.js';
import { itemConditions } from './item-sheets.js';
import { waitingCondition } from './waiting-stm.js';

/**
 * The condition on `claim_current c` that a filter means. Figures, lists of claims and exports share it, so that the
 * claims behind a figure are those that it counts.
 */
export function claimConditions(filter: FigureFilter): Sql {
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
  if (filter.errorCode !== null) conditions.push(codeCondition(filter.errorCode, filter));
  conditions.push(...factConditions(filter), ...itemConditions(filter.items));
  return conditions.length === 0 ? sql`1 = 1` : join(conditions, ' and ');
}

/** The word of an address for "has none", as `fund=none`: an empty value means that nothing was asked. */
const without = 'none';
const written = (asked: string) => (asked === without ? '' : asked);

/**
 * Claims with the code are looked up from the few rows of errors, by what their indexes hold: the months of the period too.
 * Whichever version a row of errors is of, only that of the current one is the claim's.
 */
function codeCondition(code: string, filter: FigureFilter): Sql {
  if (code === without)
    return sql`not exists (select 1 from claim_error x where x.item_kind = c.item_kind and x.item_id = c.item_id)`;
  return sql`c.id in (select y.id from claim_error x join claim_current y
    on y.item_kind = x.item_kind and y.item_id = x.item_id where x.code = ${code}${withinMonths(filter)})`;
}

/** The same for lists, which are put in order by what the index of items has of the claims (0053). */
export function hasCode(code: string): Sql {
  return sql`exists (select 1 from claim_error x
    where x.item_kind = c.item_kind and x.item_id = c.item_id and x.code = ${code})`;
}

/** The months that the period touches. */
function withinMonths({ fiscalYear, from, to, undated }: FigureFilter): Sql {
  if (undated !== null) return sql``;
  const days = fiscalYear === null ? { from, to } : fiscalYearRange(fiscalYear);
  const first = days.from === null ? sql`` : sql` and y.service_month >= ${days.from.slice(0, 7)}`;
  return days.to === null ? first : sql`${first} and y.service_month <= ${days.to.slice(0, 7)}`;
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
