import { countText } from '../../domain/count-text.js';
import type { ClaimPage } from '../../figures/claim-list.js';
import { type ClaimCursor, claimCursorText } from '../../figures/claim-order.js';
import type { ClaimTotals } from '../../figures/claim-totals.js';
import type { PageContext } from '../page-context.js';
import { isWideOnly, lookOf, readColumns } from './claims-columns.js';
import { totalsView } from './claims-totals-view.js';
import { type ClaimsView, claimLine, type Heading, picksOf, type Searched, searchOf } from './claims-view.js';

/** What else has the number that was searched for. */
export interface FoundWay {
  readonly href: string;
  readonly text: string;
}

/** What a search for a number came to; the list is then its result alone. */
export interface SearchFacts extends Searched {
  /** null = nothing was searched for. */
  readonly page: ClaimPage | null;
  readonly totals: ClaimTotals | null;
  readonly ways: readonly FoundWay[];
}

function foundHeadings({ t }: PageContext): Heading[] {
  const columns = readColumns('');
  const plain = { href: null, sorted: null } as const;
  return [
    { text: t('claims.tran_id'), numeric: false, wideOnly: false, ...plain },
    ...columns.map((name) => ({
      text: t(`claims.${name}`),
      numeric: lookOf(name).numeric ?? false,
      wideOnly: isWideOnly(columns, name),
      ...plain,
    })),
  ];
}

function notFound({ baseUrl, t, can }: PageContext): ClaimsView['blank'] {
  const more = can('reveal_identity') ? 'claims.not_found_more_patient' : 'claims.not_found_more';
  const back = { href: `${baseUrl}/claims`, text: t('claims.found_back'), main: false };
  return { icon: 'search', title: t('claims.not_found'), text: t(more), actions: [back] };
}

/** Where the number is no patient's that is shown, but a claim's, a document's or both. */
function several(ways: readonly FoundWay[], { t }: PageContext): ClaimsView['blank'] {
  const actions = ways.map((way) => ({ ...way, main: false }));
  const title = t(ways.length === 1 ? 'claims.one_way' : 'claims.several');
  return { icon: 'search', title, text: '', actions };
}

function blankOf({ ways, errors }: SearchFacts, context: PageContext): ClaimsView['blank'] {
  if (ways.length > 0) return several(ways, context);
  if (errors.length === 0) return notFound(context);
  return { icon: 'search', title: context.t('claims.not_searched'), text: '', actions: [] };
}

/** The page after a search: its rows with what all of them come to, or that nothing has this number. */
export function claimsFoundView(facts: SearchFacts, context: PageContext): ClaimsView {
  const { t, baseUrl } = context;
  const { page, totals, ways } = facts;
  const rows = page?.rows ?? [];
  const columns = readColumns('');
  const place = (cursor: ClaimCursor | null) => (cursor === null ? null : claimCursorText(cursor));
  return {
    list: null,
    search: searchOf(facts, context),
    headings: foundHeadings(context),
    picks: picksOf(context, { columns: null, sort: null }),
    rows: rows.map((row) => claimLine(columns, row, context)),
    blank: rows.length > 0 ? null : blankOf(facts, context),
    found:
      page === null || totals === null || rows.length === 0
        ? null
        : {
            text: t('claims.found', { count: countText(totals.claims) }),
            ways: ways.length === 0 ? null : { text: t('claims.several'), links: ways },
            back: `${baseUrl}/claims`,
            backText: t('claims.found_back'),
            totals: totalsView(totals, '', context),
            previous: place(page.previous),
            next: place(page.next),
          },
    pager:
      page === null || totals === null || rows.length === 0
        ? null
        : {
            text: t('frame.rows_of', {
              from: countText(page.rank + 1),
              to: countText(page.rank + rows.length),
              total: countText(totals.claims),
            }),
            previous: null,
            next: null,
          },
  };
}
