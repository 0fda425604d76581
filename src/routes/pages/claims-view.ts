import { countText } from '../../domain/count-text.js';
import type { Grant } from '../../domain/permission.js';
import type { ClaimListRow, ClaimPage } from '../../figures/claim-list.js';
import { claimListQuery } from '../../figures/claim-list-filter.js';
import { claimCursorText, claimOrderText } from '../../figures/claim-order.js';
import type { FieldMessage } from '../form.js';
import { addressWith, exportsOf, type PageContext, type Twins } from '../page-context.js';
import { claimAddress } from './claim-view.js';
import {
  type ClaimCell,
  type ClaimColumn,
  claimCells,
  claimColumns,
  columnsText,
  isWideOnly,
  lookOf,
} from './claims-columns.js';
import { exportQuery } from './claims-export-view.js';
import { type Chip, chipsOf, type FiltersView, filtersView } from './claims-filters-view.js';
import type { OriginView } from './claims-origin.js';
import { pickOf } from './claims-picked.js';
import { type ClaimQuery, type ListAddress, listAddress, pageSizes } from './claims-query.js';
import type { TotalsView } from './claims-totals-view.js';
import type { SavedViewsView } from './saved-views-view.js';

export interface ClaimsFacts {
  readonly query: ClaimQuery;
  /** Name of the file of the filter; '' = none. */
  readonly filename: string;
  readonly years: readonly number[];
  readonly page: ClaimPage;
  /** How many claims the whole list has; null where that is not known yet. */
  readonly claims: number | null;
  readonly totals: TotalsView;
  readonly saved: SavedViewsView;
  readonly origin: OriginView | null;
  readonly grant: Grant | null;
}

interface ClaimLine {
  readonly tranId: string;
  readonly href: string;
  /** What its checkbox sends, and the amounts that picked rows come to. */
  readonly pick: string;
  readonly claimed: string;
  readonly reimbursed: string;
  readonly cells: readonly ClaimCell[];
}

export interface Heading {
  readonly text: string;
  readonly numeric: boolean;
  /** Address of the other order; null = nothing orders by it. */
  readonly href: string | null;
  readonly sorted: 'ascending' | 'descending' | null;
  readonly wideOnly: boolean;
}

export interface ClaimsView {
  /** null after a search, whose rows have no address of their own. */
  readonly list: {
    readonly twins: Twins;
    readonly filters: FiltersView;
    readonly columns: {
      readonly hidden: readonly { readonly name: string; readonly value: string }[];
      readonly choices: readonly {
        readonly value: string;
        readonly text: string;
        readonly checked: boolean;
      }[];
      readonly usual: string;
    };
    readonly chips: readonly Chip[];
    readonly clear: string | null;
    readonly totals: TotalsView;
    readonly saved: SavedViewsView;
    readonly origin: OriginView | null;
    readonly sizes: readonly { readonly text: string; readonly href: string | null }[];
  } | null;
  readonly search: {
    readonly action: string;
    readonly q: string;
    readonly hint: string;
    readonly note: string;
    /** null where no reason is asked for. */
    readonly reason: string | null;
    readonly errors: readonly FieldMessage[];
  };
  readonly headings: readonly Heading[];
  /** Where picked rows go; `files` is null where the reader may not export. */
  readonly picks: {
    readonly numbers: string;
    readonly files: string | null;
    /** Where cases are opened for them. */
    readonly cases: string | null;
    /** Order and columns of the list, which their files have too. */
    readonly hidden: readonly { readonly name: string; readonly value: string }[];
  };
  readonly rows: readonly ClaimLine[];
  readonly blank: {
    readonly icon: string;
    readonly title: string;
    readonly text: string;
    readonly actions: readonly { readonly href: string; readonly text: string; readonly main: boolean }[];
  } | null;
  readonly found: {
    readonly text: string;
    readonly back: string;
    readonly backText: string;
    /** What else has the number; null = nothing. */
    readonly ways: {
      readonly text: string;
      readonly links: readonly { readonly href: string; readonly text: string }[];
    } | null;
    readonly totals: TotalsView;
    /** Cursors of the pages beside this one: they are posted, with what was searched for. */
    readonly previous: string | null;
    readonly next: string | null;
  } | null;
  readonly pager: {
    readonly text: string;
    readonly previous: string | null;
    readonly next: string | null;
  } | null;
}

export function claimLine(
  columns: readonly ClaimColumn[],
  row: ClaimListRow,
  context: PageContext,
): ClaimLine {
  return {
    tranId: row.tran_id,
    href: claimAddress(context.baseUrl, row.tran_id, row.hospital_code),
    pick: pickOf({ hospital: row.hospital_code, tranId: row.tran_id }),
    claimed: row.claimed ?? '0.00',
    reimbursed: row.reimbursed ?? '0.00',
    cells: claimCells(columns, row, context),
  };
}

function headingsOf({ columns, order }: ClaimQuery, address: ListAddress, { t }: PageContext): Heading[] {
  const heading = (name: 'tran_id' | ClaimColumn): Heading => {
    const { sort, numeric = false } = name === 'tran_id' ? { sort: 'tran_id' as const } : lookOf(name);
    const isSorted = sort !== undefined && order.sort === sort;
    // The first click shows the greatest amount or the newest day.
    const falling = isSorted ? !order.falling : sort !== 'tran_id';
    return {
      text: t(`claims.${name}`),
      numeric,
      href: sort === undefined ? null : address({ sort: claimOrderText({ sort, falling }) }),
      sorted: isSorted ? (order.falling ? 'descending' : 'ascending') : null,
      wideOnly: name !== 'tran_id' && isWideOnly(columns, name),
    };
  };
  return [heading('tran_id'), ...columns.map(heading)];
}

function blankOf(filtered: boolean, { t, baseUrl, can }: PageContext): ClaimsView['blank'] {
  if (filtered) {
    const actions = [{ href: `${baseUrl}/claims`, text: t('frame.clear'), main: false }];
    return { icon: 'filter', title: t('claims.none_found'), text: t('claims.none_found_more'), actions };
  }
  const actions = can('fetch')
    ? [
        { href: `${baseUrl}/downloads#new`, text: t('files.download'), main: true },
        { href: `${baseUrl}/upload`, text: t('files.upload'), main: false },
      ]
    : [];
  return { icon: 'list', title: t('claims.none'), text: t('claims.none_more'), actions };
}

/** What was typed, why, and what was wrong with it. */
export interface Searched {
  readonly q: string;
  readonly reason: string;
  readonly errors: readonly FieldMessage[];
  /** How far the reader may see names and citizen ids. */
  readonly grant: Grant | null;
}

export function searchOf(
  { q, reason, errors, grant }: Searched,
  { t, baseUrl }: PageContext,
): ClaimsView['search'] {
  return {
    action: `${baseUrl}/claims`,
    q,
    hint: t(grant === null ? 'claims.search_hint' : 'claims.search_hint_patient'),
    note: t(grant === null ? 'claims.search_note' : 'claims.search_note_patient'),
    reason: grant === 'with_reason' ? reason : null,
    errors,
  };
}

/** `list` is what an address asks of the rows beside which claims they are. */
export function picksOf(
  { baseUrl, can }: PageContext,
  list: Readonly<Record<'columns' | 'sort', string | null>>,
): ClaimsView['picks'] {
  const numbers = `${baseUrl}/claims/picked`;
  return {
    numbers,
    files: can('export') ? `${numbers}/export` : null,
    cases: can('denials_work') ? `${numbers}/cases` : null,
    hidden: Object.entries(list).flatMap(([name, value]) => (value === null ? [] : [{ name, value }])),
  };
}

function pagerOf(
  { page, claims }: ClaimsFacts,
  { t }: PageContext,
  address: ListAddress,
): ClaimsView['pager'] {
  const { rows, rank, previous, next } = page;
  const values = { from: countText(rank + 1), to: countText(rank + rows.length) };
  const text =
    claims === null ? t('claims.rows', values) : t('frame.rows_of', { ...values, total: countText(claims) });
  return {
    text,
    previous: previous === null ? null : address({ cursor: rank === 0 ? null : claimCursorText(previous) }),
    next: next === null ? null : address({ cursor: claimCursorText(next) }),
  };
}

function columnsOf(
  query: ClaimQuery,
  address: ListAddress,
  { t }: PageContext,
): NonNullable<ClaimsView['list']>['columns'] {
  const { searchParams } = new URL(address({ columns: null }), 'http://list');
  return {
    hidden: [...searchParams].map(([name, value]) => ({ name, value })),
    choices: claimColumns.map((name) => ({
      value: name,
      text: t(`claims.${name}`),
      checked: query.columns.includes(name),
    })),
    usual: address({ columns: null }),
  };
}

/** The twins of the same rows; a page of the list is no filter. */
function twinsOf(query: ClaimQuery, { baseUrl, can }: PageContext): Twins {
  const values = exportQuery(query);
  const address = `${baseUrl}/claims`;
  const csv = can('export') ? addressWith(`${address}.csv`, values) : null;
  return exportsOf({ csv, json: addressWith(`${address}.json`, values) }, address);
}

export function claimsView(facts: ClaimsFacts, context: PageContext): ClaimsView {
  const { query, page, years, filename, totals, saved } = facts;
  const { filter, order, columns, limit } = query;
  const address = listAddress(`${context.baseUrl}/claims`, query);
  const asked = claimListQuery(filter);
  const filtered = Object.keys(asked).length > 0;
  const kept = { columns: columnsText(columns), limit: limit === pageSizes[1] ? null : String(limit) };
  const filters = filtersView(filter, order, kept, years, context);
  return {
    list: {
      twins: twinsOf(query, context),
      filters,
      columns: columnsOf(query, address, context),
      chips: chipsOf(filter, filename, filters.period, address, context),
      clear: filtered ? addressWith(`${context.baseUrl}/claims`, { columns: kept.columns }) : null,
      totals,
      saved,
      origin: facts.origin,
      sizes: pageSizes.map((size) => ({
        text: String(size),
        href: size === limit ? null : address({ limit: size === pageSizes[1] ? null : String(size) }),
      })),
    },
    search: searchOf({ q: '', reason: '', errors: [], grant: facts.grant }, context),
    headings: headingsOf(query, address, context),
    picks: picksOf(context, { columns: kept.columns, sort: claimOrderText(order) }),
    rows: page.rows.map((row) => claimLine(columns, row, context)),
    blank: page.rows.length > 0 ? null : blankOf(filtered, context),
    found: null,
    pager: page.rows.length === 0 ? null : pagerOf(facts, context, address),
  };
}
