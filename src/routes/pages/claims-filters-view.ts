import { statementStandings } from '../../domain/statement-standing.js';
import { dayText, sinceText } from '../../domain/thai-date.js';
import { factNames, knownWords, lateWords, stayRanges } from '../../figures/claim-facts.js';
import {
  type ClaimFilterName,
  type ClaimListFilter,
  claimListQuery,
} from '../../figures/claim-list-filter.js';
import { type ClaimOrder, claimOrderText, claimSorts } from '../../figures/claim-order.js';
import { type Several, severalSchemes } from '../figure-filter-bar.js';
import { factFilterText, itemFilterText } from '../figure-filter-chips.js';
import { addressWith, type Option, type PageContext } from '../page-context.js';
import { type PeriodChoice, periodChoice } from './claims-period.js';
import type { ListAddress } from './claims-query.js';
import { withoutOrigin } from './claims-query.js';

export interface Select {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
}

export interface FiltersView {
  readonly period: PeriodChoice;
  readonly schemes: Several;
  readonly selects: readonly Select[];
  readonly sort: Select;
  /** Behind "more filters". */
  readonly more: {
    readonly open: boolean;
    readonly days: readonly { readonly name: string; readonly label: string; readonly value: string }[];
    readonly texts: readonly { readonly name: string; readonly label: string; readonly value: string }[];
    readonly selects: readonly Select[];
    /** Which values claims have: a page, and the same for fields that suggest them. */
    readonly values: { readonly page: string; readonly json: string };
  };
  /** What stays beside the fields of the form. */
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
}

type Choice = readonly [value: string, text: string];

function selectOf(
  name: string,
  label: string,
  chosen: string | null | undefined,
  options: readonly Choice[],
): Select {
  return {
    name,
    label,
    options: options.map(([value, text]) => ({ value, text, selected: value === (chosen ?? '') })),
  };
}

/** The options, and what was asked where it is none of them, such as two kinds from a link. */
const withAsked = (
  options: readonly Choice[],
  asked: string | undefined,
  words = (asked ?? '').toUpperCase().replaceAll(',', ' + '),
): readonly Choice[] =>
  asked === undefined || options.some(([value]) => value === asked) ? options : [...options, [asked, words]];

const statesText = ({ states }: ClaimListFilter, { t }: Pick<PageContext, 't'>) =>
  states.map((state) => t(`claim.stm_${state}`)).join(' + ');

const yesNoNames = ['first_passed', 'appealed', 'adjrw'] as const;
const moreNames = [
  ...(['fund', 'service_type', 'hospital', 'treating', 'error_code', 'drg', 'referrer'] as const),
  'main_hospital',
] as const;

export function filtersView(
  filter: ClaimListFilter,
  order: ClaimOrder,
  kept: Readonly<Record<string, string | null>>,
  years: readonly number[],
  context: PageContext,
): FiltersView {
  const { t } = context;
  const asked = claimListQuery(filter);
  const period = periodChoice(filter, years, context);
  const statuses = (['passed', 'denied'] as const).map((one): Choice => [one, t(`claims.${one}`)]);
  const kinds = ['op', 'ip', 'orf'].map((one): Choice => [one, t(`claims.kind_${one}`)]);
  const states = statementStandings.map((one): Choice => [one, t(`claim.stm_${one}`)]);
  const yesNo: readonly Choice[] = [
    ['', t('claims.either')],
    ['yes', t('claims.yes')],
    ['no', t('claims.no')],
  ];
  const ofDays = period.value === 'days';
  // A payment column has no field here: it comes by a link and stands among what is filtered by.
  const facts = factNames.filter((name) => name !== 'payment_column');
  const names: readonly ClaimFilterName[] = [...moreNames, ...yesNoNames, ...facts];
  return {
    period,
    schemes: severalSchemes(filter.schemes, t('claims.scheme'), context),
    selects: [
      selectOf('status', t('claims.status'), asked.status, [['', t('claims.all')], ...statuses]),
      selectOf('kind', t('claims.kind'), asked.kind, [
        ['', t('claims.all_kinds')],
        ...withAsked(kinds, asked.kind),
      ]),
      selectOf('state', t('claims.state'), asked.state, [
        ['', t('claims.all')],
        ...withAsked(states, asked.state, statesText(filter, context)),
      ]),
    ],
    sort: sortSelect(order, context),
    more: {
      open: ofDays || names.some((name) => asked[name] !== undefined),
      days: (['from', 'to'] as const).map((name) => ({
        name,
        label: t(`claims.by_${name}`),
        value: (ofDays && asked[name]) || '',
      })),
      texts: moreNames.map((name) => ({ name, label: t(`claims.by_${name}`), value: asked[name] ?? '' })),
      selects: [
        ...yesNoNames.map((name) => selectOf(name, t(`claims.by_${name}`), asked[name], yesNo)),
        ...factSelects(asked, context),
      ],
      values: {
        page: addressWith(`${context.baseUrl}/claims/values`, asked),
        json: `${context.baseUrl}/claims/values.json`,
      },
    },
    hidden: Object.entries({
      period_was: period.value,
      undated: asked.undated === 'with' ? 'with' : null,
      waiting_stm: asked.waiting_stm,
      ...filter.items,
      payment_column: asked.payment_column,
      rep_no: asked.rep_no,
      q: asked.q,
      file_id: asked.file_id,
      imported_since: asked.imported_since,
      ...kept,
    }).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
  };
}

/** Facts of which there are few; whoever comes with another one from a link finds it here too. */
function factSelects(asked: ReturnType<typeof claimListQuery>, { t }: PageContext): Select[] {
  const words: Readonly<Record<'weekday' | 'sent_late' | 'stay', readonly string[]>> = {
    weekday: ['1', '2', '3', '4', '5', '6', '7'],
    sent_late: lateWords,
    stay: [...stayRanges, ...knownWords],
  };
  return (['weekday', 'sent_late', 'stay'] as const).map((name) => {
    const text = (value: string) => factFilterText(name, value, t);
    const choices = words[name].map((value): Choice => [value, text(value)]);
    const own = asked[name];
    return selectOf(name, t(`claims.by_${name}`), own, [
      ['', t('claims.either')],
      ...withAsked(choices, own, own === undefined ? '' : text(own)),
    ]);
  });
}

function sortSelect(order: ClaimOrder, { t }: PageContext): Select {
  const choices = claimSorts.flatMap((sort): Choice[] => {
    const [up, down] = [t(`claims.sort_${sort}_up`), t(`claims.sort_${sort}_down`)];
    const rising: Choice = [sort, up];
    const falling: Choice = [claimOrderText({ sort, falling: true }) ?? '', down];
    return [falling, rising];
  });
  return selectOf('sort', t('claims.sort'), claimOrderText(order), choices);
}

export interface Chip {
  readonly text: string;
  readonly href: string;
  readonly label: string;
}

/** What one filter says in words; null where another one says it. */
function chipText(
  name: ClaimFilterName,
  value: string,
  filter: ClaimListFilter,
  { t, language }: PageContext,
): string | null {
  const labelled = (text: string) => `${t(`claims.by_${name}`)} ${text}`;
  switch (name) {
    case 'fiscal_year':
      return labelled(language === 'th' ? value : `${value} (${Number(value) - 543})`);
    case 'from':
    case 'to':
      return labelled(dayText(value, language));
    case 'undated':
      return value === 'only'
        ? t('claims.by_undated')
        : filter.fiscalYear || filter.from || filter.to
          ? t('claims.undated_too')
          : null;
    case 'scheme':
      return value.toUpperCase().replaceAll(',', ' + ');
    case 'kind':
      return value.toUpperCase().replaceAll(',', ' + ');
    case 'status':
      return t(`claims.${value}`);
    case 'first_passed':
    case 'appealed':
    case 'adjrw':
      return labelled(t(`claims.${value}`));
    case 'waiting_stm':
      return t(`filter.waiting_stm_${value}`);
    case 'state':
      return statesText(filter, { t });
    case 'drug':
    case 'instrument':
    case 'deny_code':
    case 'zero_reason':
      return itemFilterText(name, value, t);
    case 'weekday':
    case 'main_hospital':
    case 'treating':
    case 'sent_late':
    case 'stay':
    case 'payment_column':
      return factFilterText(name, value, t);
    case 'rep_no':
      return t('claims.only_rep', { rep: value });
    case 'q':
      return `TRAN_ID ${value}`;
    case 'imported_since':
      return t('claims.imported_since', { since: sinceText(value, language) });
    case 'file_id':
      return null;
    default:
      return value === 'none' ? t(`claims.none_of_${name}`) : labelled(value);
  }
}

/** One chip for each filter, which takes it away; a month is one, though its address has two days. */
export function chipsOf(
  filter: ClaimListFilter,
  filename: string,
  years: PeriodChoice,
  address: ListAddress,
  context: PageContext,
): Chip[] {
  const { t } = context;
  const chip = (text: string, dropped: Readonly<Record<string, null>>): Chip => ({
    text,
    href: address({ ...withoutOrigin, ...dropped }),
    label: t('claims.drop_filter', { what: text }),
  });
  const month = years.groups
    .flatMap(({ options }) => options)
    .find((one) => one.selected && one.value.includes('-'));
  const chips: Chip[] = month === undefined ? [] : [chip(month.text, { from: null, to: null })];
  for (const [name, value] of Object.entries(claimListQuery(filter)) as [ClaimFilterName, string][]) {
    if (month !== undefined && (name === 'from' || name === 'to')) continue;
    const text =
      name === 'file_id' ? t('claims.only_file', { file: filename }) : chipText(name, value, filter, context);
    if (text === null) continue;
    chips.push(chip(text, { [name]: null }));
  }
  return chips;
}
