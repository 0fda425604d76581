import { join, raw, type Sql, sql } from '../db/sql.js';
import type { SummedFact } from '../domain/summed-facts.js';
import { type FactFilter, lateCondition, stayConditions } from './claim-facts.js';
import type { FigureBy } from './figure.js';
import type { FigureFilter } from './figure-filter.js';
import { anyItem } from './item-sheets.js';

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

/** The column of the sums that a split asks for. */
export const groupOf: Readonly<Record<FigureBy, Sql>> = {
  month: sql`c.service_month`,
  scheme: sql`lower(c.scheme)`,
  kind: sql`lower(c.kind)`,
  fund: sql`c.main_fund`,
  service_type: sql`c.service_type`,
  error_code: sql`c.code`,
  hospital: sql`c.hospital_code`,
  drg: sql`c.drg`,
  referrer: sql`c.href`,
  treating: sql`c.treating`,
};

/** What the sums tell apart beside month, hospital, scheme, kind and state; each has a table of its own. */
type Family = 'code' | 'drg' | 'fund' | 'referrer' | 'payment' | SummedFact;

/** The table of each; single facts share one. */
export const tables: Readonly<Record<Exclude<Family, SummedFact>, Sql>> = {
  code: sql`claim_error_sums`,
  drg: sql`claim_drg_sums`,
  fund: sql`claim_fund_sums`,
  referrer: sql`claim_referrer_sums`,
  payment: sql`claim_payment_sums`,
};

/** Which of these a question tells apart. */
export function familiesOf(filter: FigureFilter, by: FigureBy | null): Family[] {
  const asked: Readonly<Record<Family, boolean>> = {
    code: by === 'error_code' || filter.errorCode !== null,
    drg: by === 'drg' || filter.drg !== null,
    fund: by === 'fund' || by === 'service_type' || filter.fund !== null || filter.serviceType !== null,
    referrer: by === 'referrer' || filter.referrer !== null,
    payment: filter.paymentColumn !== null,
    ...{ day: false, late: filter.sentLate !== null, stay: filter.stay !== null },
    main_hospital: filter.mainHospital !== null,
    treating: by === 'treating' || filter.treating !== null,
  };
  const families = Object.keys(asked) as Family[]; // its keys are the families
  return families.filter((family) => asked[family]);
}

/** Months and all else that every table knows; null where the filter asks what no sums know. */
export function summedCondition(filter: FigureFilter): Sql | null {
  const months = monthCondition(filter);
  // Whether a claim states an AdjRW, waits for its statement or what it says, or has an item is no column of every table.
  const ofStatements = filter.waitingStm !== null || filter.states.length > 0;
  const ofItems = Object.keys(filter.items).length > 0;
  if (months === null || ofStatements || ofItems || filter.adjrw !== null || filter.weekday !== null)
    return null;
  return join([months, ...conditions(filter)], ' and ');
}

/**
 * Where the sums that imports keep (store/claim-rollups) answer this question exactly; null where only the claims can: a
 * period that cuts a month, two of fund (with service type), error code, DRG, referring hospital, payment column and the
 * single facts together, what statements say beside one of these, how long a claim waits for its statement, or the other codes of
 * claims that have one.
 */
export function summedSource(filter: FigureFilter, by: FigureBy | null): SummedSource | null {
  if (asksState(filter)) return stateSource(filter, by);
  const condition = summedCondition(filter);
  const [family, ...others] = familiesOf(filter, by);
  if (condition === null || others.length > 0) return null;
  if (by === 'error_code' && filter.errorCode !== null) return null;
  const group = by === null ? sql`''` : groupOf[by];
  if (by === 'error_code' || filter.errorCode === without)
    return { from: sql`(${byCode(condition, by)}) c`, group };
  if (family === undefined) return { from: sql`claim_sums c where ${condition}`, group };
  if (family === 'referrer' && (filter.referrer === null || filter.referrer === without))
    return { from: sql`(${byReferrer(condition, filter.referrer)}) c`, group, canBeEmpty: true };
  if (family === 'treating')
    return { from: sql`(${byTreating(condition, filter.treating)}) c`, group, canBeEmpty: true };
  if (!isFact(family)) return { from: sql`${tables[family]} c where ${condition}`, group };
  if (factAsked(filter, family) !== without)
    return { from: sql`claim_fact_sums c where ${ofFact(filter, family)} and ${condition}`, group };
  const stating = sql`claim_fact_sums c where c.fact = ${family} and ${condition}`;
  return { from: sql`(${leftOver(condition, stating)}) c`, group, canBeEmpty: true };
}

/** Whether claims are asked by what statements say of them. */
const asksState = ({ states, waitingStm }: FigureFilter) => states.length > 0 || waitingStm !== null;

/** Only the smallest sums tell states apart; how long a claim waits is in none. */
function stateSource(filter: FigureFilter, by: FigureBy | null): SummedSource | null {
  const { states, waitingStm } = filter;
  if (waitingStm !== null && waitingStm.age !== 'all') return null;
  const condition = summedCondition({ ...filter, states: [], waitingStm: null });
  if (condition === null || familiesOf(filter, by).length > 0) return null;
  const asked = [
    ...(states.length === 0 ? [] : [sql`c.recon_state in (${join([...states])})`]),
    ...(waitingStm === null ? [] : [sql`c.recon_state = 'waiting_stm'`]),
  ];
  const group = by === null ? sql`''` : groupOf[by];
  return { from: sql`claim_sums c where ${condition} and ${join(asked, ' and ')}`, group };
}

/** Where sums answer for the claims of each state, as `c.recon_state`; null where only the claims can. */
export function sourceOfStates(filter: FigureFilter): Sql | null {
  if (asksState(filter)) return stateSource(filter, null)?.from ?? null;
  const condition = summedCondition(filter);
  if (condition === null || familiesOf(filter, null).length > 0) return null;
  return sql`claim_sums c where ${condition}`;
}

/**
 * Sums of the claims that state a fact, for figures that tell its values apart: a row `c` has them as `fact_number` and
 * `fact_text`. null where only the claims can tell.
 */
export function factSums(filter: FigureFilter, fact: SummedFact): Sql | null {
  const condition = summedCondition(filter);
  const others = familiesOf(filter, null).filter((family) => family !== fact);
  if (condition === null || others.length > 0 || factAsked(filter, fact) === without) return null;
  return sql`claim_fact_sums c where ${ofFact(filter, fact)} and ${condition}`;
}

/** Sums of the payment columns of all claims of a filter that asks for none of these; null where nobody keeps them. */
export function paymentSums(filter: FigureFilter): Sql | null {
  const condition = summedCondition(filter);
  if (condition === null || familiesOf(filter, null).length > 0) return null;
  return sql`(select c.payment_column, c.is_first, c.claims, c.amount from claim_payment_sums c where ${condition}) p`;
}

function isFact(family: Family): family is SummedFact {
  return !(family in tables);
}

/** What a filter asks of a fact. */
function factAsked(
  { sentLate, stay, mainHospital, treating }: FigureFilter,
  fact: SummedFact,
): string | null {
  return { day: null, late: sentLate, stay, main_hospital: mainHospital, treating }[fact];
}

/** The rows of a fact, and of those the ones that are asked for. */
function ofFact(filter: FigureFilter, fact: SummedFact): Sql {
  const asked = factAsked(filter, fact);
  const number = sql`c.fact_number`;
  const values =
    asked === null
      ? []
      : fact === 'late'
        ? [lateCondition(number, asked)]
        : fact === 'stay'
          ? stayConditions(number, asked)
          : [sql`c.fact_text = ${asked}`];
  return join([sql`c.fact = ${fact}`, ...values], ' and ');
}

/** The parts of a filter that are answered here; one that is new does not compile before it is. */
type Asked = Record<
  keyof Omit<
    FigureFilter,
    | Exclude<keyof FactFilter, 'paymentColumn'>
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

/** What every table tells apart, of a row `c`. */
export const keys =
  'c.service_month, c.hospital_code, c.scheme, c.kind, c.is_denied, c.first_denied, c.has_appeal';
const measures = ['claims', 'claimed', 'reimbursed', 'first_reimbursed', 'adjrw', 'adjrw_claims'];

const part = (sign: '' | '-') =>
  raw(`${keys}, ${measures.map((name) => `${sign}c.${name} as ${name}`).join(', ')}`);

/** All claims without those that these sums are of. */
function leftOver(condition: Sql, taken: Sql): Sql {
  return sql`select ${part('')} from claim_sums c where ${condition} union all select ${part('-')} from ${taken}`;
}

/** Only claims that were referred have rows of their own; what they stand for is taken off all claims to know the others. */
function byReferrer(condition: Sql, asked: string | null): Sql {
  const referred = sql`claim_referrer_sums c where ${condition}`;
  const rest = sql`select x.*, '' as href from (${leftOver(condition, referred)}) x`;
  return asked === without ? rest : sql`${rest} union all select ${part('')}, c.href from ${referred}`;
}

/** Only claims of other units have rows of their own; all others were treated by the hospital that claims. */
function byTreating(condition: Sql, asked: string | null): Sql {
  const others = sql`claim_fact_sums c where c.fact = 'treating' and ${condition}`;
  const own = sql`select x.*, x.hospital_code as treating from (${leftOver(condition, others)}) x`;
  const units = sql`select ${part('')}, c.fact_text as treating from ${others}`;
  if (asked === null) return sql`${own} union all ${units}`;
  const some = sql`${units} and c.fact_text = ${written(asked)}`;
  return asked === without ? some : sql`${own} where x.hospital_code = ${asked} union all ${some}`;
}

function conditions(filter: FigureFilter): Sql[] {
  const { schemes, kinds, fund, serviceType, hospital, drg, status, firstPassed, appealed, errorCode } =
    filter;
  const { referrer, paymentColumn } = filter;
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
    // A claim stands under each of its columns, and once as the first of them.
    paymentColumn: paymentColumn === null ? null : ofColumn(paymentColumn),
    // Claims without one have rows of several tables, which know it by themselves.
    errorCode: errorCode === null || errorCode === without ? null : sql`c.code = ${errorCode}`,
  };
  return Object.values(all).filter((condition) => condition !== null);
}

const ofColumn = (asked: string) =>
  asked === anyItem ? sql`c.is_first = ${true}` : sql`c.payment_column = ${asked}`;

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
