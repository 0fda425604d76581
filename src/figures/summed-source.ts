import { join, raw, type Sql, sql } from '../db/sql.js';
import { asksFacts, type FactFilter } from './claim-facts.js';
import type { FigureBy } from './figure.js';
import type { FigureFilter } from './figure-filter.js';

/** Kept sums that answer a question: `from` has a row `c` with the measures, `group` is its column that is asked for. */
export interface SummedSource {
  readonly from: Sql;
  readonly group: Sql;
  /** Some groups may be left without a claim. */
  readonly canBeEmpty?: boolean;
}

/** The word of a filter for "has none". */
const without = 'none';
const written = (asked: string) => (asked === without ? '' : asked);

const groupOf: Readonly<Record<FigureBy, Sql>> = {
  month: sql`c.service_month`,
  scheme: sql`lower(c.scheme)`,
  kind: sql`lower(c.kind)`,
  fund: sql`c.main_fund`,
  service_type: sql`c.service_type`,
  error_code: sql`c.code`,
  hospital: sql`c.hospital_code`,
  drg: sql`c.drg`,
  referrer: sql`c.href`,
};

/**
 * Where the sums that imports keep (store/claim-rollups) answer this question exactly; null where only the claims can: a
 * period that cuts a month, two of fund (with service type), error code, DRG and referring hospital together, or the other
 * codes of claims that have one.
 */
export function summedSource(filter: FigureFilter, by: FigureBy | null): SummedSource | null {
  const months = monthCondition(filter);
  // Whether a claim states an AdjRW, waits for its statement or what it says, has an item or a fact is no column of the sums.
  const ofStatements = filter.waitingStm !== null || filter.states.length > 0;
  const others =
    filter.adjrw !== null || ofStatements || asksFacts(filter) || Object.keys(filter.items).length > 0;
  if (months === null || others) return null;
  const ofCode = by === 'error_code' || filter.errorCode !== null;
  const ofDrg = by === 'drg' || filter.drg !== null;
  const ofReferrer = by === 'referrer' || filter.referrer !== null;
  const ofFund =
    by === 'fund' || by === 'service_type' || filter.fund !== null || filter.serviceType !== null;
  if ([ofCode, ofDrg, ofFund, ofReferrer].filter(Boolean).length > 1) return null;
  if (by === 'error_code' && filter.errorCode !== null) return null;
  const group = by === null ? sql`''` : groupOf[by];
  const condition = join([months, ...conditions(filter)], ' and ');
  if (by === 'error_code' || filter.errorCode === without)
    return { from: sql`(${byCode(condition, by)}) c`, group };
  const isNamed = filter.referrer !== null && filter.referrer !== without;
  if (ofReferrer && !isNamed)
    return { from: sql`(${byReferrer(condition, filter.referrer)}) c`, group, canBeEmpty: true };
  const table = raw(
    ofCode
      ? 'claim_error_sums'
      : ofDrg
        ? 'claim_drg_sums'
        : ofFund
          ? 'claim_fund_sums'
          : ofReferrer
            ? 'claim_referrer_sums'
            : 'claim_sums',
  );
  return { from: sql`${table} c where ${condition}`, group };
}

/** The parts of a filter that are answered here; one that is new does not compile before it is. */
type Asked = Record<
  keyof Omit<
    FigureFilter,
    | keyof FactFilter
    | ('fiscalYear' | 'from' | 'to' | 'undated' | 'noDate' | 'adjrw' | 'waitingStm' | 'states' | 'items')
  >,
  Sql | null
>;

/** Denied claims stand under their codes (one whose cell held no code under ''), those that passed under ''. */
function byCode(condition: Sql, by: FigureBy | null): Sql {
  const columns = raw(`c.service_month, c.hospital_code, c.scheme, c.kind, c.is_denied, c.first_denied,
    c.has_appeal, c.claims, c.claimed, c.reimbursed, c.first_reimbursed, c.adjrw, c.adjrw_claims`);
  const noCode = by === 'error_code' ? sql`` : sql` and c.code = ''`;
  return sql`select ${columns}, '' as code from claim_sums c where ${condition} and c.is_denied = ${false}
    union all select ${columns}, c.code from claim_error_sums c where ${condition}${noCode}`;
}

const keys = 'c.service_month, c.hospital_code, c.scheme, c.kind, c.is_denied, c.first_denied, c.has_appeal';
const measures = ['claims', 'claimed', 'reimbursed', 'first_reimbursed', 'adjrw', 'adjrw_claims'];

/** Only claims that were referred have rows of their own; what they stand for is taken off all claims to know the others. */
function byReferrer(condition: Sql, asked: string | null): Sql {
  const part = (sign: '' | '-') =>
    raw(`${keys}, ${measures.map((name) => `${sign}c.${name} as ${name}`).join(', ')}`);
  const rest = sql`select ${part('')}, '' as href from claim_sums c where ${condition}
    union all select ${part('-')}, '' as href from claim_referrer_sums c where ${condition}`;
  if (asked === without) return rest;
  return sql`${rest} union all select ${part('')}, c.href from claim_referrer_sums c where ${condition}`;
}

function conditions(filter: FigureFilter): Sql[] {
  const { schemes, kinds, fund, serviceType, hospital, drg, status, firstPassed, appealed, errorCode } =
    filter;
  const { referrer } = filter;
  const upper = (words: readonly string[]) => join(words.map((word) => word.toUpperCase()));
  const all: Asked = {
    schemes: schemes.length > 0 ? sql`c.scheme in (${upper(schemes)})` : null,
    kinds: kinds.length > 0 ? sql`c.kind in (${upper(kinds)})` : null,
    fund: fund === null ? null : sql`c.main_fund = ${written(fund)}`,
    serviceType: serviceType === null ? null : sql`c.service_type = ${written(serviceType)}`,
    hospital: hospital === null ? null : sql`c.hospital_code = ${hospital}`,
    drg: drg === null ? null : sql`c.drg = ${written(drg)}`,
    // Those without one are what all others leave over.
    referrer: referrer === null || referrer === without ? null : sql`c.href = ${referrer}`,
    status: status === null ? null : sql`c.is_denied = ${status === 'denied'}`,
    firstPassed: firstPassed === null ? null : sql`c.first_denied = ${!firstPassed}`,
    appealed: appealed === null ? null : sql`c.has_appeal = ${appealed}`,
    // Claims without one have rows of several tables, which know it by themselves.
    errorCode: errorCode === null || errorCode === without ? null : sql`c.code = ${errorCode}`,
  };
  return Object.values(all).filter((condition) => condition !== null);
}

/** The months of the period, where it has whole ones; '' is the month of claims without a service date. */
function monthCondition({ fiscalYear, from, to, undated }: FigureFilter): Sql | null {
  if (undated === 'only') return sql`c.service_month = ''`;
  const first = fiscalYear === null ? monthBegun(from) : `${fiscalYear - 544}-10`;
  const end = fiscalYear === null ? monthBegun(to) : `${fiscalYear - 543}-10`;
  if (first === undefined || end === undefined) return null;
  if (first === null && end === null) return sql`1 = 1`;
  const within = [
    first === null ? sql`c.service_month > ''` : sql`c.service_month >= ${first}`,
    ...(end === null ? [] : [sql`c.service_month < ${end}`]),
  ];
  const period = join(within, ' and ');
  return undated === 'with' ? sql`(${period} or c.service_month = '')` : period;
}

/** The month that begins on this day; undefined where none does. */
function monthBegun(day: string | null): string | null | undefined {
  if (day === null) return null;
  return day.endsWith('-01') ? day.slice(0, 7) : undefined;
}
