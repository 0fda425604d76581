import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { join, raw, type Sql, sql } from '../db/sql.js';
import { AppError } from '../domain/errors.js';
import { fiscalYearRange } from '../domain/fiscal-year.js';
import { isClock } from '../domain/thai-date.js';
import { claimConditions } from './claim-conditions.js';
import { noFacts } from './claim-facts.js';
import { type FigureFilter, filterNames, filterQuery, readFigureFilter } from './figure-filter.js';
import { ofFilesSince } from './files-since.js';
import { anyItem } from './item-sheets.js';
import type { Trait } from './posted-claims.js';

/**
 * Which claims a list shows: the filter of figures, and what only a list has. Without a date these are all claims, where
 * a figure has those of today's fiscal year; with one the two have the same claims.
 */
export interface ClaimListFilter extends FigureFilter {
  /** Claims of which any version stands under this REP no. */
  readonly repNo: string | null;
  readonly tranId: string | null;
  /** Claims whose current version stands in this file. */
  readonly fileId: number | null;
  /**
   * Claims whose current version came by a file imported since this Gregorian day, or moment of it (`2026-11-27T08:00`),
   * in Thailand.
   */
  readonly importedSince: string | null;
  /** The files imported since then, where somebody looked which these are and they are few. */
  readonly cameBy: readonly number[] | null;
  /** These alone, as somebody picked them in a list; none = all. They stand in no address. */
  readonly picked: readonly ClaimNumber[];
}

/** A claim by the two numbers that no other has together. */
export interface ClaimNumber {
  readonly hospital: string;
  readonly tranId: string;
}

/** Parts of a filter that say of which days the claims are. */
export const periodParts = ['fiscalYear', 'from', 'to', 'undated', 'noDate'] as const;

/** All claims. */
export const everyClaim: ClaimListFilter = {
  ...{ fiscalYear: null, from: null, to: null, undated: null, schemes: [], kinds: [], fund: null },
  ...{
    serviceType: null,
    hospital: null,
    errorCode: null,
    status: null,
    drg: null,
    referrer: null,
    items: {},
  },
  ...noFacts,
  ...{ firstPassed: null, appealed: null, adjrw: null, waitingStm: null, states: [], noDate: true },
  ...{ repNo: null, tranId: null, fileId: null, importedSince: null, cameBy: null, picked: [] },
};

/** The names of the filter in an address: those of figures, and the list's own. */
export const claimFilterNames = [...filterNames, 'rep_no', 'q', 'file_id', 'imported_since'] as const;

export type ClaimFilterName = (typeof claimFilterNames)[number];

const number = z.string().trim().max(64).optional();
const ofList = z.object({
  rep_no: number,
  /** A TRAN_ID; numbers of a patient never stand in an address. */
  q: number,
  file_id: z.union([z.literal(''), z.coerce.number().int().positive()]).optional(),
  imported_since: z.union([z.literal(''), z.string().refine(isClock)]).optional(),
});
const examples: Readonly<Record<string, string>> = { imported_since: '2026-11-27' };

/**
 * Reads the filter of a list from an address or from arguments; empty values count as not given. `q` is taken as a TRAN_ID.
 * @throws AppError filter_invalid, filter_gregorian_year or filter_two_periods
 */
export function readClaimListFilter(query: Readonly<Record<string, unknown>>, now: Date): ClaimListFilter {
  const own = ofList.safeParse(query);
  if (!own.success) {
    const name = String(own.error.issues[0]?.path[0] ?? '');
    throw new AppError('filter_invalid', { name, example: examples[name] ?? '12' });
  }
  const figure = readFigureFilter(query, now);
  return {
    ...figure,
    ...(figure.noDate && { fiscalYear: null, undated: null }),
    repNo: own.data.rep_no || null,
    tranId: own.data.q || null,
    fileId: own.data.file_id || null,
    importedSince: own.data.imported_since || null,
    cameBy: null,
    picked: [],
  };
}

/** The filter as an address has it; what is not asked is missing. */
export function claimListQuery(filter: ClaimListFilter): Partial<Record<ClaimFilterName, string>> {
  return {
    ...filterQuery(filter),
    ...(filter.repNo !== null && { rep_no: filter.repNo }),
    ...(filter.tranId !== null && { q: filter.tranId }),
    ...(filter.fileId !== null && { file_id: String(filter.fileId) }),
    ...(filter.importedSince !== null && { imported_since: filter.importedSince }),
  };
}

/** A fiscal year as the days that it has, which an index has in order. */
export function byDays(filter: ClaimListFilter): ClaimListFilter {
  if (filter.fiscalYear === null) return filter;
  return { ...filter, fiscalYear: null, ...fiscalYearRange(filter.fiscalYear) };
}

/** Whether nothing is asked but these parts. */
export function asksOnly(filter: ClaimListFilter, parts: readonly (keyof ClaimListFilter)[]): boolean {
  const names = Object.keys(everyClaim) as (keyof ClaimListFilter)[]; // it has the parts of its type alone
  return names.every((name) => parts.includes(name) || isDeepStrictEqual(filter[name], everyClaim[name]));
}

/** An error code or payment column of the filter of whose claims postings know all else that is asked. */
export interface PostedTrait {
  readonly trait: Trait;
  readonly value: string;
  /** What else is asked. */
  readonly rest: ClaimListFilter;
}

/** What else postings know of a claim. */
const postedParts = [
  ...periodParts,
  ...(['schemes', 'kinds', 'hospital', 'fund', 'serviceType', 'drg', 'referrer'] as const),
  ...(['status', 'firstPassed', 'appealed', 'adjrw', 'weekday', 'mainHospital', 'treating'] as const),
  ...(['sentLate', 'stay', 'waitingStm', 'states', 'errorCode', 'paymentColumn'] as const),
] as const;

/** The code or the column by whose postings the list is found; null where there is none, or more is asked than these know. */
export function postedTrait(filter: ClaimListFilter): PostedTrait | null {
  const { errorCode, paymentColumn } = filter;
  if (errorCode === 'none' || paymentColumn === anyItem || !asksOnly(filter, postedParts)) return null;
  if (errorCode !== null) return { trait: 'code', value: errorCode, rest: { ...filter, errorCode: null } };
  if (paymentColumn === null) return null;
  return { trait: 'payment', value: paymentColumn, rest: { ...filter, paymentColumn: null } };
}

/** Whether the filter asks for nothing that figures do not know. */
export function isFigureFilter({ repNo, tranId, fileId, ...own }: ClaimListFilter): boolean {
  const ofList = [repNo, tranId, fileId, own.importedSince];
  return ofList.every((asked) => asked === null) && own.picked.length === 0;
}

/** Whether only a list can be asked for these, and they may be most of all claims. */
export function mayBeMany({ repNo, tranId, fileId, ...own }: ClaimListFilter): boolean {
  const one = [repNo, tranId, fileId].some((asked) => asked !== null) || own.picked.length > 0;
  return own.importedSince !== null && own.cameBy === null && !one;
}

/** The condition on `postedClaims` that the rest of the filter means. */
export const besidePostings = ({ rest }: PostedTrait): Sql => claimListConditions(byDays(rest), true);

/** The condition on `claim_current c` that the filter means; `beside` as in `claimConditions`. */
export function claimListConditions(filter: ClaimListFilter, beside = false): Sql {
  const parts: Sql[] = [claimConditions(filter, beside)];
  if (filter.repNo !== null) parts.push(underRepNo(filter.repNo));
  if (filter.tranId !== null) parts.push(sql`c.tran_id = ${filter.tranId}`);
  if (filter.fileId !== null) parts.push(sql`c.file_id = ${filter.fileId}`);
  if (filter.importedSince !== null) parts.push(ofFilesSince(filter.importedSince, filter.cameBy));
  if (filter.picked.length > 0) parts.push(oneOf(filter.picked));
  return join(parts, ' and ');
}

function oneOf(picked: readonly ClaimNumber[]): Sql {
  const hospitals = [...new Set(picked.map(({ hospital }) => hospital))];
  const each = hospitals.map((code) => {
    const ids = picked.flatMap(({ hospital, tranId }) => (hospital === code ? [tranId] : []));
    return sql`(c.hospital_code = ${code} and c.tran_id in (${join(ids)}))`;
  });
  return sql`(${join(each, ' or ')})`;
}

/** The tables of Detail rows: every version of every claim. */
export const versionTables = ['claim_rep_opip_nhso_item', 'claim_rep_orf_nhso_item'].map((name) => raw(name));

/** Claims with a row under this REP no., whether it is the current version or an earlier one. */
function underRepNo(repNo: string): Sql {
  const ids = versionTables.map(
    (table) => sql`select x.id from ${table} r
      join claim_current x on x.hospital_code = r.hospital_code and x.tran_id = r.tran_id where r.rep_no = ${repNo}`,
  );
  return sql`c.id in (select of_rep.id from (${join(ids, ' union ')}) of_rep)`;
}
