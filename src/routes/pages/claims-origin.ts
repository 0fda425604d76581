import { isDeepStrictEqual } from 'node:util';
import type { Queryable } from '../../db/db.js';
import { bahtText } from '../../domain/baht-text.js';
import { countText } from '../../domain/count-text.js';
import { AppError } from '../../domain/errors.js';
import { claimListQuery, isFigureFilter } from '../../figures/claim-list-filter.js';
import { type ClaimSums, claimSumsOf } from '../../figures/claim-sums.js';
import { claimsBehind } from '../../figures/claims-behind.js';
import type { Agreement, Figure, FigureAnswer, FigureValue } from '../../figures/figure.js';
import { readFigureFilter } from '../../figures/figure-filter.js';
import { figureByName } from '../../figures/index.js';
import type { PageContext } from '../page-context.js';
import type { ClaimQuery, FigureOrigin } from './claims-query.js';

/** What the list says back to the number of a figure from which it was opened. */
export interface OriginView {
  readonly text: string;
  readonly verdict: string;
  readonly agrees: boolean;
}

/** So many claims are added up one by one; of more the sums that are kept are taken, which `verify` holds against them. */
const addedUp = 20_000;

/**
 * Asks the figure again for the filter of the list and compares its row with the claims. null where the list was not opened
 * from a figure, or is of other claims by now. `view` is of one moment: an import between both would be told as a difference.
 */
export async function originView(
  view: Queryable,
  query: ClaimQuery,
  atMost: number | null,
  context: PageContext,
): Promise<OriginView | null> {
  const { origin, filter } = query;
  const figure = origin === null ? null : figureByName(origin.figure);
  if (origin === null || figure === null || !isFigureFilter(filter)) return null;
  const fromClaims = atMost !== null && atMost <= addedUp;
  const answer = await askAgain(view, figure, query, context);
  if (answer === null) return null;
  const sums = await claimSumsOf(view, filter, { fromClaims });
  const row = origin.key === null ? answer.total : answer.rows.find(({ key }) => key === origin.key);
  return sayBack(figure, origin, row, sums, query, context);
}

async function askAgain(
  db: Queryable,
  figure: Figure,
  { origin, filter }: ClaimQuery,
  { language, now }: PageContext,
): Promise<FigureAnswer | null> {
  const by = figure.by.find((one) => one === origin?.by) ?? figure.by[0];
  const narrowedBy = figure.agrees.find(({ field }) => field === origin?.field)?.with ?? {};
  const listed = claimListQuery(filter);
  const known: readonly string[] = [...figure.filters, 'undated'];
  // Some names are no filter of the figure: they say which of its rows this is.
  const asked = Object.entries(listed).filter(([name]) => known.includes(name) && !(name in narrowedBy));
  try {
    const question = {
      filter: readFigureFilter(Object.fromEntries(asked), now),
      ...{ by, language, now, fields: figure.agrees.map(({ field }) => field) },
    };
    const behind = claimsBehind(figure, question, origin?.key ?? null, origin?.field ?? undefined);
    const isOther = Object.keys(listed).some((name) => !known.includes(name) && !(name in narrowedBy));
    if (isOther && !isDeepStrictEqual({ ...behind }, { ...listed })) return null;
    return await figure.answer(db, question);
  } catch (error) {
    // A figure that cannot be asked with this filter did not lead here.
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** What the figure promises of the claims that this list has: all of the row, or one field of it. */
function promisesOf(figure: Figure, { field }: FigureOrigin, { filter }: ClaimQuery): readonly Agreement[] {
  if (field !== null) return figure.agrees.filter((one) => one.field === field);
  const asked = Object.entries(claimListQuery(filter));
  return figure.agrees.filter(({ with: narrowed = {} }) =>
    Object.entries(narrowed).every(([name, value]) =>
      asked.some(([known, given]) => known === name && given === value),
    ),
  );
}

/** Money of which no part is promised is told of, so that nobody holds it against that of the list. */
function agreeing(figure: Figure, { field }: FigureOrigin, promises: readonly Agreement[]): string {
  const ofMoney = figure.fields.some(({ kind }) => kind === 'baht');
  if (field !== null || !ofMoney || promises.some(({ measure }) => measure !== 'claims'))
    return 'claims.origin_agrees';
  return figure.fields.some(({ name }) => name === 'items') ? 'claims.origin_items' : 'claims.origin_counts';
}

function sayBack(
  figure: Figure,
  origin: FigureOrigin,
  row: Readonly<Record<string, FigureValue>> | undefined,
  sums: ClaimSums,
  query: ClaimQuery,
  { t, language }: PageContext,
): OriginView {
  const label = typeof row?.label === 'string' ? row.label : t('claims.origin_total');
  const text = t('claims.origin', {
    figure: figure.title[language],
    row: label,
    claims: countText(sums.claims),
    claimed: bahtText(sums.claimed),
    reimbursed: bahtText(sums.reimbursed),
  });
  const promises = row === undefined ? [] : promisesOf(figure, origin, query);
  const broken = promises.filter(({ field, measure }) => row?.[field] !== sums[measure]);
  const [first] = broken;
  if (promises.length === 0) return { text, verdict: t('claims.origin_unknown'), agrees: false };
  if (first === undefined) return { text, verdict: t(agreeing(figure, origin, promises)), agrees: true };
  const said = { figure: String(row?.[first.field] ?? '–'), list: String(sums[first.measure]) };
  return { text, verdict: t('claims.origin_differs', said), agrees: false };
}
