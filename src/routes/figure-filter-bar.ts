import type { Queryable } from '../db/db.js';
import { countText } from '../domain/count-text.js';
import { fiscalYearOf, fiscalYearRange } from '../domain/fiscal-year.js';
import { schemeChoices } from '../domain/scheme.js';
import { dayOf } from '../domain/thai-date.js';
import type { ClaimMeasures } from '../figures/claim-measures.js';
import { measuresBy, measuresByEach } from '../figures/claim-sums.js';
import { type FigureFilter, filterQuery } from '../figures/figure-filter.js';
import { summedSource } from '../figures/summed-source.js';
import { fiscalYearsWithClaims } from '../store/attention.js';
import { type FilterChip, filterChips } from './figure-filter-chips.js';
import { addressWith, type Option, type PageContext } from './page-context.js';

const measuresOfChoice = ['claims', 'claimed', 'reimbursed', 'loss'] as const;
/** What is told of a choice, and where an overview lists it. */
export type ChoiceSums = Pick<ClaimMeasures, (typeof measuresOfChoice)[number]>;
type Groups = ReadonlyMap<string, ChoiceSums>;

/** What there is to choose from within the other filters, with the sums of each choice. */
export interface FilterChoices {
  readonly fiscalYears: readonly number[];
  readonly funds: Groups;
  readonly serviceTypes: Groups;
  readonly hospitals: Groups;
  /** Treating units; none where only the claims one by one could tell. */
  readonly treating: Groups;
}

export interface Choice {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
}

/** Any number of options; without one all are meant, which `all` says. */
export interface Several extends Choice {
  readonly all: string;
}

/** For views/partials/figure-filters.ejs. */
export interface FilterBar {
  readonly action: string;
  /** null where days are chosen. */
  readonly years: Choice | null;
  /** null where a fiscal year is chosen. */
  readonly days: { readonly from: string; readonly to: string } | null;
  /** From the fiscal year to days of one's own and back. */
  readonly swap: { readonly href: string; readonly text: string };
  readonly schemes: Several;
  readonly kinds: Choice;
  readonly selects: readonly Choice[];
  /** Filters that the bar has no field for, so that they stay. */
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly chips: readonly FilterChip[];
  readonly clear: string | null;
}

/** One question for all, and one more for each that is chosen already: its list has what else could be. */
export async function readFilterChoices(db: Queryable, filter: FigureFilter): Promise<FilterChoices> {
  const { fund, serviceType, hospital } = filter;
  const anyUnit = { ...filter, treating: null };
  const alone = (wider: FigureFilter, by: 'fund' | 'service_type' | 'hospital' | 'treating') =>
    measuresBy(db, wider, by, measuresOfChoice);
  const [all, fiscalYears, funds, serviceTypes, hospitals, treating] = await Promise.all([
    measuresByEach(db, filter, ['fund', 'service_type', 'hospital'], measuresOfChoice),
    fiscalYearsWithClaims(db),
    fund === null ? null : alone({ ...filter, fund: null }, 'fund'),
    serviceType === null ? null : alone({ ...filter, serviceType: null }, 'service_type'),
    hospital === null ? null : alone({ ...filter, hospital: null }, 'hospital'),
    summedSource(anyUnit, 'treating') === null ? null : alone(anyUnit, 'treating'),
  ]);
  return {
    fiscalYears,
    funds: funds ?? all.fund,
    serviceTypes: serviceTypes ?? all.service_type,
    hospitals: hospitals ?? all.hospital,
    treating: treating ?? new Map<string, ChoiceSums>(),
  };
}

/** `undated` is how many claims without a service date the page counts. */
export function figureFilterBar(
  action: string,
  about: { readonly filter: FigureFilter; readonly choices: FilterChoices; readonly undated: number },
  context: PageContext,
): FilterBar {
  const { filter, choices, undated } = about;
  const { t } = context;
  const values = filterQuery(filter);
  const byDays = filter.fiscalYear === null;
  const selects = [
    codeChoice('fund', filter.fund, choices.funds, context),
    codeChoice('service_type', filter.serviceType, choices.serviceTypes, context),
    ...(choices.hospitals.size > 1 || filter.hospital !== null
      ? [codeChoice('hospital', filter.hospital, choices.hospitals, context)]
      : []),
    // Where hospitals treat for themselves the units say what the hospitals do.
    ...(hasOtherUnits(choices, filter.hospital) || filter.treating !== null
      ? [codeChoice('treating', filter.treating, choices.treating, context)]
      : []),
  ];
  const fields = ['fiscal_year', 'from', 'to', 'scheme', 'kind', ...selects.map(({ name }) => name)];
  const chips = filterChips(action, filter, undated, context);
  return {
    action,
    years: byDays ? null : yearChoice(filter, choices.fiscalYears, context),
    days: byDays && filter.undated !== 'only' ? { from: filter.from ?? '', to: filter.to ?? '' } : null,
    swap: swapOf(action, filter, t),
    schemes: severalSchemes(filter.schemes, t('filter.scheme'), context),
    kinds: kindChoice(filter, t),
    selects,
    hidden: Object.entries(values).flatMap(([name, value]) =>
      fields.includes(name) || (name === 'undated' && byDays) ? [] : [{ name, value }],
    ),
    chips,
    clear: chips.length > 1 ? action : null,
  };
}

const hasOtherUnits = ({ treating, hospitals }: FilterChoices, hospital: string | null) =>
  [...treating].some(([unit, { claims }]) =>
    unit === '' ? false : hospital === null ? claims !== hospitals.get(unit)?.claims : unit !== hospital,
  );

function swapOf(action: string, filter: FigureFilter, t: PageContext['t']): FilterBar['swap'] {
  const values = { ...filterQuery(filter), fiscal_year: null, from: null, to: null, undated: null };
  if (filter.fiscalYear === null) return { href: addressWith(action, values), text: t('filter.use_year') };
  const { from, to } = fiscalYearRange(filter.fiscalYear);
  return { href: addressWith(action, { ...values, from, to }), text: t('filter.use_days') };
}

function yearChoice(
  { fiscalYear }: FigureFilter,
  withClaims: readonly number[],
  { t, language, now }: PageContext,
): Choice {
  const thisYear = fiscalYearOf(dayOf(now));
  const years = [...new Set([thisYear, ...withClaims, fiscalYear ?? thisYear])].sort((a, b) => b - a);
  return {
    name: 'fiscal_year',
    label: t('filter.fiscal_year'),
    options: years.map((year) => ({
      value: String(year),
      text: language === 'th' ? String(year) : `${year} (${year - 543})`,
      selected: year === fiscalYear,
    })),
  };
}

/** Whoever counts state officers and local government together chooses both. */
export function severalSchemes(
  chosen: readonly string[],
  label: string,
  { t, language }: Pick<PageContext, 't' | 'language'>,
): Several {
  return {
    name: 'scheme',
    label,
    all: t('filter.every_scheme'),
    options: schemeChoices.map(({ code, shortName }) => ({
      value: code,
      text: `${code.toUpperCase()} ${language === 'th' ? shortName : ''}`.trim(),
      selected: chosen.includes(code),
    })),
  };
}

function kindChoice({ kinds }: FigureFilter, t: PageContext['t']): Choice {
  const chosen = kinds.join(',');
  return {
    name: 'kind',
    label: t('filter.kind'),
    options: ['', 'op', 'ip', 'orf', ...(kinds.length > 1 ? [chosen] : [])].map((value) => ({
      value,
      text: value === '' ? t('filter.all_kinds') : value.toUpperCase().replaceAll(',', ' '),
      selected: value === chosen,
    })),
  };
}

/** Codes as claims have them, those with the most claims first. */
function codeChoice(
  name: 'fund' | 'service_type' | 'hospital' | 'treating',
  chosen: string | null,
  groups: Groups,
  { t }: PageContext,
): Choice {
  const codes = [...groups].sort(([, a], [, b]) => b.claims - a.claims).map(([code]) => code || 'none');
  const listed = chosen === null || codes.includes(chosen) ? codes : [chosen, ...codes];
  return {
    name,
    label: t(`filter.${name}`),
    options: [
      { value: '', text: t('filter.all'), selected: chosen === null },
      ...listed.map((code) => ({ value: code, text: textOf(code, groups), selected: code === chosen })),
    ],
  };

  function textOf(code: string, sums: Groups): string {
    const claims = countText(sums.get(code === 'none' ? '' : code)?.claims ?? 0);
    return `${code === 'none' ? t(`filter.no_${name}`) : code} (${claims})`;
  }
}
