import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import {
  type ClaimListFilter,
  claimFilterNames,
  claimListQuery,
  readClaimListFilter,
} from '../../figures/claim-list-filter.js';
import { hasRepNo, hasTranId } from '../../figures/claim-numbers.js';
import {
  type ClaimCursor,
  type ClaimOrder,
  claimOrderText,
  readClaimCursor,
  readClaimOrder,
} from '../../figures/claim-order.js';
import { withFilesNamed } from '../../figures/claims-came.js';
import { withoutKey } from '../figure-address.js';
import { addressWith } from '../page-context.js';
import type { Parts } from '../parts.js';
import { type ClaimColumn, columnsText, readColumns } from './claims-columns.js';

/** Claims on a page unless the address says otherwise, and what the foot of the table offers. */
export const usualPageSize = 50;
export const pageSizes = [25, 50, 200] as const;

/** What an address asks of the list. */
export interface ClaimQuery {
  readonly filter: ClaimListFilter;
  readonly order: ClaimOrder;
  readonly cursor: ClaimCursor | null;
  readonly limit: number;
  readonly columns: readonly ClaimColumn[];
  readonly origin: FigureOrigin | null;
}

/** The number of a figure from which the list was opened; `key` null = the total, `field` null = the row as a whole. */
export interface FigureOrigin {
  readonly figure: string;
  readonly by: string | null;
  readonly key: string | null;
  readonly field: string | null;
}

const originNames = ['from_figure', 'figure_by', 'figure_key', 'figure_field'] as const;
const ofPage = ['sort', 'cursor', 'limit', 'columns', ...originNames, 'lang', 'theme'];
/** Names that are not here are refused: a filter that is not known must not answer with all claims. */
const known: ReadonlySet<string> = new Set([...claimFilterNames, ...ofPage]);
const limits = z.union([z.literal(''), z.coerce.number().int().min(1).max(500)]).optional();
const word = z
  .string()
  .max(255)
  .regex(/^(?!\d{13}$)/);
const origins = z.object({
  from_figure: word.optional(),
  figure_by: word.optional(),
  figure_key: word.optional(),
  figure_field: word.optional(),
});

const invalid = (name: string) =>
  new AppError('filter_invalid', { name, example: 'scheme=ucs&status=denied' });
/** As long as a citizen id: unless it is a claim's or a document's, it shall not be kept as what somebody asked for. */
const mayBePerson = /^\d{13}$/;

/** @throws AppError filter_invalid and others of the filter */
export async function readClaimsQuery(
  parts: Parts,
  query: Readonly<Record<string, unknown>>,
): Promise<ClaimQuery> {
  for (const name of Object.keys(query)) if (!known.has(name)) throw invalid(name);
  const limit = limits.safeParse(query.limit);
  if (!limit.success) throw invalid('limit');
  const filter = await withNumbers(parts, readClaimListFilter(query, parts.now()));
  const order = readClaimOrder(query.sort);
  return {
    filter,
    order,
    cursor: readClaimCursor(query.cursor, order),
    limit: limit.data || usualPageSize,
    columns: readColumns(query.columns),
    origin: readOrigin(query),
  };
}

function readOrigin(query: Readonly<Record<string, unknown>>): FigureOrigin | null {
  const read = origins.safeParse(query);
  if (!read.success) throw invalid(String(read.error.issues[0]?.path[0] ?? ''));
  const { from_figure, figure_by, figure_key, figure_field } = read.data;
  if (!from_figure) return null;
  return {
    figure: from_figure,
    by: figure_by || null,
    key: figure_key === withoutKey ? '' : (figure_key ?? null),
    field: figure_field || null,
  };
}

/** `q` is a TRAN_ID or a REP no.; whatever else could be the number of a person is refused. */
export async function withNumbers(parts: Parts, filter: ClaimListFilter): Promise<ClaimListFilter> {
  const { tranId: q, repNo } = filter;
  const isTran = q !== null && (await hasTranId(parts.db, q));
  const isRep = q !== null && !isTran && (await hasRepNo(parts.db, q));
  if (q !== null && mayBePerson.test(q) && !isTran && !isRep) throw invalid('q');
  if (repNo !== null && mayBePerson.test(repNo) && !(await hasRepNo(parts.db, repNo)))
    throw invalid('rep_no');
  const { fund, serviceType, hospital, errorCode, drg, referrer, items } = filter;
  const { mainHospital, treating } = filter;
  const codes = {
    ...{ fund, service_type: serviceType, hospital, error_code: errorCode, drg, referrer },
    ...{ main_hospital: mainHospital, treating },
  };
  const words = Object.entries({ ...codes, ...items });
  for (const [name, value] of words) if (value !== null && mayBePerson.test(value)) throw invalid(name);
  const found = isRep && repNo === null ? { ...filter, tranId: null, repNo: q } : filter;
  return await withFilesNamed(parts.db, found);
}

/** Addresses of the same list with other values; null drops one. The page is always the first of it unless `cursor` says so. */
export type ListAddress = (values: Readonly<Record<string, string | null>>) => string;

export function listAddress(
  path: string,
  { filter, order, limit, columns, origin }: ClaimQuery,
): ListAddress {
  const values: Readonly<Record<string, string | null>> = {
    ...claimListQuery(filter),
    sort: claimOrderText(order),
    columns: columnsText(columns),
    limit: limit === usualPageSize ? null : String(limit),
    from_figure: origin?.figure ?? null,
    figure_by: origin?.by ?? null,
    figure_key: origin?.key === '' ? withoutKey : (origin?.key ?? null),
    figure_field: origin?.field ?? null,
  };
  return (changes) => addressWith(path, { ...values, ...changes });
}

/** Leaves the figure behind: the list is no longer of its claims. */
export const withoutOrigin: Readonly<Record<string, null>> = Object.fromEntries(
  originNames.map((name) => [name, null]),
);
