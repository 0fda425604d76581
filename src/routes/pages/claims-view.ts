import { bahtText } from '../../domain/baht-text.js';
import { errorCodesOf } from '../../domain/claim.js';
import { countText } from '../../domain/count-text.js';
import { claimSchemes } from '../../domain/scheme.js';
import { dayText } from '../../domain/thai-date.js';
import type { ClaimListRow, ClaimPage } from '../../figures/claim-list.js';
import { type ClaimListFilter, claimListQuery } from '../../figures/claim-list-filter.js';
import { type ClaimOrder, claimCursorText, claimOrderText } from '../../figures/claim-order.js';
import type { ClaimTotals } from '../../figures/claim-totals.js';
import type { Badge } from '../badges.js';
import { resultBadge } from '../claim-badges.js';
import { addressWith, type Option, type PageContext, type Twins } from '../page-context.js';
import { claimAddress } from './claim-view.js';

/** Claims on a page unless the address says otherwise. */
export const usualPageSize = 50;

export interface ClaimsFacts {
  readonly filter: ClaimListFilter;
  /** Name of the file of the filter; '' = none. */
  readonly filename: string;
  readonly order: ClaimOrder;
  readonly page: ClaimPage;
  readonly totals: ClaimTotals;
  readonly limit: number;
}

/** What a search for a number came to; the list is then its result alone. */
export interface SearchFacts {
  readonly q: string;
  readonly rows: readonly ClaimListRow[];
  /** There may be more than these. */
  readonly isCut: boolean;
}

interface ClaimLine {
  readonly tranId: string;
  readonly href: string;
  readonly kind: string;
  readonly day: string;
  readonly hn: string;
  readonly an: string;
  readonly repNo: string;
  readonly result: Badge;
  readonly codes: string;
  readonly claimed: string;
  readonly reimbursed: string;
  readonly versions: string;
}

export interface ClaimsView {
  /** null after a search, whose rows have no address of their own. */
  readonly twins: Twins | null;
  readonly search: {
    readonly action: string;
    readonly q: string;
    readonly hint: string;
    readonly note: string;
  };
  /** null after a search. */
  readonly filters: readonly {
    readonly name: string;
    readonly label: string;
    readonly options: readonly Option[];
  }[];
  /** Filters that come by links: told in words, each with the address without it. */
  readonly chips: readonly { readonly text: string; readonly href: string; readonly label: string }[];
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly clear: string | null;
  readonly rows: readonly ClaimLine[];
  readonly blank: {
    readonly icon: string;
    readonly title: string;
    readonly text: string;
    readonly actions: readonly { readonly href: string; readonly text: string; readonly main: boolean }[];
  } | null;
  readonly found: { readonly text: string; readonly back: string; readonly backText: string } | null;
  readonly pager: {
    readonly text: string;
    readonly previous: string | null;
    readonly next: string | null;
  } | null;
}

function claimLine(row: ClaimListRow, { t, language, baseUrl }: PageContext): ClaimLine {
  return {
    tranId: row.tran_id,
    href: claimAddress(baseUrl, row.tran_id, row.hospital_code),
    kind: `${row.scheme.toUpperCase()} ${row.kind}`,
    day: dayText(row.service_day, language, true),
    hn: row.hn ?? '–',
    an: row.an ?? '',
    repNo: row.rep_no === '' ? '–' : row.rep_no,
    result: resultBadge(row.is_denied, t),
    codes: errorCodesOf(row.error_code).join(' '),
    claimed: bahtText(row.claimed),
    reimbursed: bahtText(row.reimbursed),
    versions: countText(row.versions),
  };
}

function filtersOf({ schemes, kinds, status }: ClaimListFilter, { t }: PageContext): ClaimsView['filters'] {
  const choice = (
    name: string,
    all: string,
    chosen: string | null,
    options: readonly (readonly [value: string, text: string])[],
  ) => ({
    name,
    label: t(`claims.${name}`),
    options: [['', t(all)] as const, ...options].map(([value, text]) => ({
      value,
      text,
      selected: value === (chosen ?? ''),
    })),
  });
  return [
    choice(
      'status',
      'claims.all',
      status,
      (['passed', 'denied'] as const).map((one) => [one, t(`claims.${one}`)]),
    ),
    choice(
      'scheme',
      'claims.all_schemes',
      schemes.join(','),
      claimSchemes.map((code) => [code, code.toUpperCase()]),
    ),
    choice(
      'kind',
      'claims.all_kinds',
      kinds.join(','),
      ['op', 'ip', 'orf'].map((one) => [one, t(`claims.kind_${one}`)]),
    ),
  ];
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

function searchOf(q: string, { t, baseUrl, can }: PageContext): ClaimsView['search'] {
  const patient = can('reveal_identity');
  return {
    action: `${baseUrl}/claims`,
    q,
    hint: t(patient ? 'claims.search_hint_patient' : 'claims.search_hint'),
    note: patient ? t('claims.search_note') : '',
  };
}

type Address = (values: Readonly<Record<string, string | null>>) => string;

function chipsOf(
  { filter, filename }: ClaimsFacts,
  { t }: PageContext,
  address: Address,
): ClaimsView['chips'] {
  const chip = (text: string, name: string) => ({
    text,
    href: address({ [name]: null }),
    label: t('claims.drop_filter', { what: text }),
  });
  const { repNo, tranId, fileId } = filter;
  const {
    status: _status,
    scheme: _scheme,
    kind: _kind,
    rep_no: _rep,
    q: _q,
    file_id: _file,
    ...rest
  } = claimListQuery(filter);
  const others = Object.entries(rest).flatMap(([name, value]) =>
    value === null ? [] : [chip(`${t(`claims.by_${name}`)} ${value}`, name)],
  );
  return [
    ...others,
    ...(repNo === null ? [] : [chip(t('claims.only_rep', { rep: repNo }), 'rep_no')]),
    ...(tranId === null ? [] : [chip(`TRAN_ID ${tranId}`, 'q')]),
    ...(fileId === null ? [] : [chip(t('claims.only_file', { file: filename }), 'file_id')]),
  ];
}

function pagerOf({ page, totals }: ClaimsFacts, { t }: PageContext, address: Address): ClaimsView['pager'] {
  const { rows, rank, previous, next } = page;
  const values = {
    from: countText(rank + 1),
    to: countText(rank + rows.length),
    total: countText(totals.claims),
  };
  return {
    text: rows.length === 0 ? t('frame.no_rows') : t('frame.rows_of', values),
    previous: previous === null ? null : address({ cursor: rank === 0 ? null : claimCursorText(previous) }),
    next: next === null ? null : address({ cursor: claimCursorText(next) }),
  };
}

export function claimsView(facts: ClaimsFacts, context: PageContext, twins: Twins): ClaimsView {
  const { filter, order, page, limit } = facts;
  const { baseUrl } = context;
  const address: Address = (values) =>
    addressWith(`${baseUrl}/claims`, {
      ...claimListQuery(filter),
      sort: claimOrderText(order),
      limit: limit === usualPageSize ? null : String(limit),
      ...values,
    });
  const filtered = Object.values(claimListQuery(filter)).some((value) => value !== null);
  const { status: _status, scheme: _scheme, kind: _kind, ...hidden } = claimListQuery(filter);
  return {
    twins,
    search: searchOf('', context),
    filters: filtersOf(filter, context),
    chips: chipsOf(facts, context, address),
    hidden: Object.entries({ ...hidden, sort: claimOrderText(order) }).flatMap(([name, value]) =>
      value === null ? [] : [{ name, value }],
    ),
    clear: filtered ? `${baseUrl}/claims` : null,
    rows: page.rows.map((row) => claimLine(row, context)),
    blank: page.rows.length > 0 ? null : blankOf(filtered, context),
    found: null,
    pager: page.rows.length === 0 ? null : pagerOf(facts, context, address),
  };
}

/** The page after a search: its rows, or that nothing has this number. */
export function claimsFoundView({ q, rows, isCut }: SearchFacts, context: PageContext): ClaimsView {
  const { t, baseUrl, can } = context;
  const count = countText(rows.length);
  const more = can('reveal_identity') ? 'claims.not_found_more_patient' : 'claims.not_found_more';
  const back = { href: `${baseUrl}/claims`, text: t('claims.found_back'), main: false };
  return {
    twins: null,
    search: searchOf(q, context),
    filters: [],
    chips: [],
    hidden: [],
    clear: null,
    rows: rows.map((row) => claimLine(row, context)),
    blank:
      rows.length > 0
        ? null
        : { icon: 'search', title: t('claims.not_found'), text: t(more), actions: [back] },
    found:
      rows.length === 0
        ? null
        : {
            text: t(isCut ? 'claims.found_most' : 'claims.found', { count }),
            back: back.href,
            backText: back.text,
          },
    pager: null,
  };
}
