import { countText } from '../../domain/count-text.js';
import { fiscalYearOf, fiscalYearRange } from '../../domain/fiscal-year.js';
import { dayOf, dayText, instantText, sinceText } from '../../domain/thai-date.js';
import { filterQuery } from '../../figures/figure-filter.js';
import { type AttentionLine, attentionLines } from '../attention-lines.js';
import { type Badge, fileBadge } from '../badges.js';
import { type CompletenessMark, completenessMark } from '../completeness-mark.js';
import { type FilterBar, figureFilterBar } from '../figure-filter-bar.js';
import type { NextRunsView } from '../next-runs.js';
import { addressWith, type PageContext, type Twins } from '../page-context.js';
import { type CardView, dashboardCards } from './dashboard-cards.js';
import type { DashboardFacts } from './dashboard-facts.js';
import { dashboardLead } from './dashboard-lead.js';
import type { DashboardList } from './dashboard-list.js';
import { codeList, drgList, fundList, kindList, schemeList } from './dashboard-lists.js';
import { type DashboardMonths, dashboardMonths } from './dashboard-months.js';
import { type MorningFact, morningFacts } from './dashboard-morning.js';
import { pendingList } from './dashboard-pending.js';
import { type SmallFigure, smallFigures } from './dashboard-small.js';
import { fileTypeText } from './file-type-text.js';

export interface DashboardView {
  readonly sub: string;
  readonly lead: string | null;
  readonly asOf: { readonly iso: string; readonly text: string; readonly short: string } | null;
  readonly nextRuns: NextRunsView;
  readonly completeness: CompletenessMark | null;
  readonly twins: Twins;
  readonly empty: boolean;
  readonly steps: readonly { icon: string; title: string; text: string; href: string }[];
  readonly since: string;
  readonly morning: readonly MorningFact[];
  readonly bar: FilterBar;
  readonly cards: readonly CardView[];
  readonly small: readonly SmallFigure[];
  /** Claims without a service date that the page does not count, with the address that counts them. */
  readonly undated: { readonly text: string; readonly href: string } | null;
  readonly months: DashboardMonths;
  readonly lists: readonly DashboardList[];
  readonly sideLists: readonly DashboardList[];
  readonly attention: readonly AttentionLine[];
  readonly files: readonly {
    name: string;
    href: string;
    scheme: string;
    at: string;
    rows: string;
    status: Badge;
  }[];
  readonly maySeeFiles: boolean;
}

export function dashboardView(
  facts: DashboardFacts,
  context: PageContext,
  twins: Twins,
  nextRuns: NextRunsView,
): DashboardView {
  const { t, language, baseUrl } = context;
  const { filter, choices, period, asOf } = facts;
  const action = `${baseUrl}/dashboard`;
  return {
    sub: subOf(facts, context),
    lead: dashboardLead(facts, context),
    asOf:
      asOf === null
        ? null
        : { iso: asOf, text: instantText(asOf, language), short: instantText(asOf, language, true) },
    completeness: completenessMark(facts.completeness, context),
    nextRuns,
    twins,
    empty: !facts.hasClaims,
    steps: stepsOf(context),
    since: t('dashboard.today', { since: sinceText(facts.newsSince, language) }),
    morning: morningFacts(facts, context),
    bar: figureFilterBar(action, { filter, choices, undated: period.undated?.claims ?? 0 }, context),
    cards: dashboardCards(facts, context),
    small: smallFigures(facts, context),
    undated: undatedOf(facts, action, context),
    months: dashboardMonths(facts, context),
    lists: [schemeList, kindList, fundList, pendingList].map((list) => list(facts, context)),
    sideLists: [codeList, drgList].map((list) => list(facts, context)),
    attention: attentionLines(facts.attention, { t, language, baseUrl, can: context.can }),
    files: facts.files.map((file) => ({
      name: file.filename,
      href: `${baseUrl}/files/${file.id}`,
      scheme: `${fileTypeText(file)} ${file.scheme.toUpperCase()}`,
      at: instantText(file.import_completed_at ?? file.import_started_at, language, true),
      rows: countText(file.rows_read),
      status: fileBadge(file.status, t),
    })),
    maySeeFiles: context.can('claims'),
  };
}

/** A year without its claims that have no date says how many there are. */
function undatedOf(
  { filter, undated }: DashboardFacts,
  action: string,
  { t }: PageContext,
): DashboardView['undated'] {
  if (undated === 0 || filter.undated !== null) return null;
  const href = addressWith(action, { ...filterQuery(filter), undated: 'with' });
  return { text: t('dashboard.undated', { count: countText(undated) }), href };
}

function subOf({ filter }: DashboardFacts, { t, language, now }: PageContext): string {
  const schemes =
    filter.schemes.length === 0 ? t('filter.all_schemes') : filter.schemes.join(' ').toUpperCase();
  const kinds = filter.kinds.length === 0 ? 'OP IP ORF' : filter.kinds.join(' ').toUpperCase();
  if (filter.undated === 'only') return `${t('filter.only_undated')} · ${schemes} · ${kinds}`;
  const today = dayOf(now);
  const year = filter.fiscalYear ?? fiscalYearOf(today);
  const range = filter.fiscalYear === null ? filter : fiscalYearRange(filter.fiscalYear);
  const from = range.from === null ? t('dashboard.first_day') : dayText(range.from, language);
  const values = { from, to: dayText(lastDay(range, today), language), scheme: schemes, kind: kinds };
  if (filter.fiscalYear === null) return t('dashboard.sub_days', values);
  return t('dashboard.sub', { ...values, year: language === 'th' ? year : `${year} (${year - 543})` });
}

/** The last day that can have claims: no later than today in a period that has begun. */
function lastDay({ from, to }: { from: string | null; to: string | null }, today: string): string {
  if (to === null) return today;
  const last = new Date(Date.parse(`${to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return last > today && today >= (from ?? '') ? today : last;
}

function stepsOf({ t, baseUrl, can }: PageContext): DashboardView['steps'] {
  const step = (icon: string, name: string, href: string) => ({
    icon,
    title: t(`dashboard.step_${name}`),
    text: t(`dashboard.step_${name}_more`),
    href: `${baseUrl}${href}`,
  });
  const practice = step('play', 'practice', '/help#practice');
  return can('fetch')
    ? [step('down', 'download', '/downloads#new'), step('upload', 'upload', '/upload'), practice]
    : [practice];
}
