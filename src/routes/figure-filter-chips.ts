import { countText } from '../domain/count-text.js';
import { paymentColumnOf } from '../domain/payment-columns.js';
import { dayText } from '../domain/thai-date.js';
import { factsQuery } from '../figures/claim-facts.js';
import { type FigureFilter, filterQuery } from '../figures/figure-filter.js';
import { anyItem } from '../figures/item-sheets.js';
import { addressWith, type PageContext } from './page-context.js';

/** One filter in words, with the address without it. */
export interface FilterChip {
  readonly text: string;
  readonly href: string;
  readonly label: string;
}

/** One chip for each filter but the fiscal year, of which there is always one. */
export function filterChips(
  action: string,
  filter: FigureFilter,
  undated: number,
  context: PageContext,
): FilterChip[] {
  const { t } = context;
  const values = filterQuery(filter);
  const chip = (text: string, dropped: Readonly<Record<string, null>>): FilterChip => ({
    text,
    href: addressWith(action, { ...values, ...dropped }),
    label: t('filter.drop', { what: text }),
  });
  const named = namesOf(filter, context).map(([name, text]) => chip(text, { [name]: null }));
  const days = daysOf(filter, context);
  return [
    ...(days === null ? [] : [chip(days, { from: null, to: null })]),
    ...(filter.undated === 'only' ? [chip(t('filter.only_undated'), { undated: null })] : []),
    ...(filter.undated === 'with' && undated > 0
      ? [chip(t('filter.with_undated', { count: countText(undated) }), { undated: null })]
      : []),
    ...named,
  ];
}

/** The last day is said, not the one after it. */
function daysOf({ from, to }: FigureFilter, { t, language }: PageContext): string | null {
  if (from === null && to === null) return null;
  const last =
    to === null ? null : new Date(Date.parse(`${to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  if (from === null) return t('filter.until', { to: dayText(last, language) });
  if (last === null) return t('filter.since', { from: dayText(from, language) });
  return `${dayText(from, language)} – ${dayText(last, language)}`;
}

/** A filter of claims by an item of theirs, in words. */
export function itemFilterText(name: string, value: string, t: PageContext['t']): string {
  if (value === anyItem) return t(`filter.any_${name}`);
  return value === 'none' ? t(`filter.no_${name}`) : `${t(`filter.${name}`)} ${value}`;
}

/** A filter of claims by a single fact of theirs, in words. */
export function factFilterText(name: string, value: string, t: PageContext['t']): string {
  if (name === 'weekday') return t(`filter.weekday_${value}`);
  if (name === 'main_hospital' || name === 'treating')
    return value === 'none' ? t(`filter.no_${name}`) : `${t(`filter.${name}`)} ${value}`;
  if (name === 'payment_column')
    return value === 'any'
      ? t('filter.any_payment_column')
      : t('filter.payment_column', { column: paymentColumnOf(value)?.heading ?? value });
  const isWord = /^[a-z]+$/.test(value);
  if (name === 'sent_late') return isWord ? t(`filter.late_${value}`) : t('filter.late', { percent: value });
  return isWord ? t(`filter.stay_${value}`) : t('filter.stay', { days: value.replace('-', '–') });
}

function namesOf(filter: FigureFilter, { t }: PageContext): (readonly [name: string, text: string])[] {
  const code = (name: string, value: string | null) =>
    value === null
      ? []
      : [[name, value === 'none' ? t(`filter.no_${name}`) : `${t(`filter.${name}`)} ${value}`] as const];
  const items = Object.entries(filter.items).map(
    ([name, value]) => [name, itemFilterText(name, value, t)] as const,
  );
  const facts = Object.entries(factsQuery(filter)).flatMap(([name, value]) =>
    value === null ? [] : [[name, factFilterText(name, String(value), t)] as const],
  );
  const yesNo = (name: string, value: boolean | null) =>
    value === null ? [] : [[name, t(`filter.${name}_${value ? 'yes' : 'no'}`)] as const];
  const listed = (name: string, values: readonly string[]) =>
    values.length === 0 ? [] : [[name, `${t(`filter.${name}`)} ${values.join(' ').toUpperCase()}`] as const];
  return [
    ...listed('scheme', filter.schemes),
    ...listed('kind', filter.kinds),
    ...code('fund', filter.fund),
    ...code('service_type', filter.serviceType),
    ...code('hospital', filter.hospital),
    ...code('error_code', filter.errorCode),
    ...code('drg', filter.drg),
    ...code('referrer', filter.referrer),
    ...items,
    ...facts,
    ...(filter.status === null ? [] : [['status', t(`filter.${filter.status}`)] as const]),
    ...yesNo('first_passed', filter.firstPassed),
    ...yesNo('appealed', filter.appealed),
    ...yesNo('adjrw', filter.adjrw),
    ...(filter.waitingStm === null
      ? []
      : [['waiting_stm', t(`filter.waiting_stm_${filter.waitingStm.age}`)] as const]),
    ...(filter.states.length === 0
      ? []
      : [['state', filter.states.map((state) => t(`claim.stm_${state}`)).join(' + ')] as const]),
  ];
}
