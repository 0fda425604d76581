import { bahtText, shortBahtText } from '../../domain/baht-text.js';
import { countText, percentText, unknownText } from '../../domain/count-text.js';
import { appealFields, appealRecovery } from '../../figures/appeal-recovery.js';
import { caseMix, caseMixFields } from '../../figures/case-mix.js';
import { denialFields, denialRate } from '../../figures/denial-rate.js';
import type { Figure } from '../../figures/figure.js';
import { partsOfMonth } from '../../figures/figure-months.js';
import { firstPass, firstPassFields } from '../../figures/first-pass.js';
import { partsOfMonths, perBed, perBedFields } from '../../figures/per-bed.js';
import { quotient } from '../../figures/rate.js';
import { reimbursementFields, reimbursementRate } from '../../figures/reimbursement-rate.js';
import { numberAddress } from '../figure-address.js';
import { definitionOf } from '../figure-definition.js';
import { valueText } from '../figure-table.js';
import type { PageContext } from '../page-context.js';
import type { SpanSums, Sums } from '../period-sums.js';
import { comparedText } from './dashboard-cards.js';
import type { DashboardFacts } from './dashboard-facts.js';

/** One figure of the strip under the cards. */
export interface SmallFigure {
  readonly title: string;
  readonly definition: { readonly of: string; readonly paragraphs: readonly string[] };
  readonly value: string;
  readonly note: string;
  readonly href: string | null;
}

interface Small {
  readonly value: string;
  readonly note: string;
  /** What it is, as it defines itself, and whose claims are counted. */
  readonly figure: Figure;
  /** The number of it whose claims are counted; null = no claims stand behind it. */
  readonly field: string | undefined | null;
}

/** How well the hospital claims: rates, what mending brought back, and what a bed and an admission come to. */
export function smallFigures(facts: DashboardFacts, context: PageContext): SmallFigure[] {
  const rate = (figure: Figure, field: string, of: (sums: Sums) => string | null): Small => ({
    ...{ figure, field },
    value: percentText(of(facts.period.total)),
    note: besides([], facts, ({ sums }) => percentText(of(sums)), context),
  });
  const figures = {
    reimbursement: rate(reimbursementRate, 'reimbursed', (sums) => reimbursementFields(sums).rate),
    first_pass: rate(firstPass, 'first_passed', (sums) => firstPassFields(sums).rate),
    by_amount: rate(denialRate, 'denied_claimed', (sums) => denialFields(sums).amount_rate),
    recovery: recovery(facts, context),
    per_bed: bedFigure(facts, context),
    cmi: mixFigure(facts, context),
  };
  return Object.entries(figures).map(([name, figure]) => smallFigure(name, figure, facts, context));
}

function smallFigure(
  name: string,
  { value, note, figure, field }: Small,
  { filter, hasClaims, period }: DashboardFacts,
  context: PageContext,
): SmallFigure {
  const { t } = context;
  const { of, paragraphs } = definitionOf(t(`dashboard.small_${name}`), [figure], context);
  return {
    title: of,
    definition: { of, paragraphs: [...paragraphs, comparedText(period.compared, context)] },
    value: hasClaims ? value : unknownText,
    note: hasClaims ? note : t('dashboard.no_data'),
    href:
      hasClaims && field !== null
        ? numberAddress(figure, { ...context, filter, by: 'month' }, null, field, context)
        : null,
  };
}

/** What stands beside a number: of what it is, and the same number of the finished months that both years have. */
function besides(
  notes: readonly string[],
  { period: { compared } }: DashboardFacts,
  textOf: (span: SpanSums) => string,
  { t }: PageContext,
): string {
  if (compared === null) return [...notes, t('dashboard.no_last_year')].join(' · ');
  const [now, before] = [textOf(compared.now), textOf(compared.before)];
  if (notes.length > 0 && now === unknownText && before === unknownText) return notes.join(' · ');
  return [...notes, t('dashboard.before', { now, before })].join(' · ');
}

function recovery(facts: DashboardFacts, context: PageContext): Small {
  const { t } = context;
  const textOf = (sums: Sums) => {
    const { claims, recovered } = appealFields(sums);
    const { text, unit } = shortBahtText(claims === 0 ? null : recovered);
    return claims === 0 ? text : `${text} ${t(`dashboard.${unit}`)}`;
  };
  const { total } = facts.period;
  const claims = t('dashboard.claims', { count: countText(total.appealed) });
  return {
    value: textOf(total),
    note: besides([claims], facts, ({ sums }) => textOf(sums), context),
    ...{ figure: appealRecovery, field: 'claims' },
  };
}

/** Over finished months alone: a running one would make the month of a bed look poor. */
function bedFigure(facts: DashboardFacts, context: PageContext): Small {
  const { t } = context;
  const { period, beds } = facts;
  const unknown = (why: string) => ({ value: unknownText, note: t(why), figure: perBed, field: null });
  if (beds.set === null) return unknown('dashboard.no_beds');
  if (beds.now === null) return unknown('dashboard.other_beds');
  const textOf = (span: SpanSums) => {
    const ofSpan = span === period.compared?.before ? beds.before : beds.now;
    return bahtText(perBedFields(span.sums, { ...span, beds: ofSpan }).reimbursed_per_bed);
  };
  const months = quotient(partsOfMonths(period.finished), partsOfMonth, 2)?.replace(/\.?0+$/, '') ?? '';
  return {
    value: textOf(period.finished),
    note: besides([t('dashboard.beds', { beds: countText(beds.now), months })], facts, textOf, context),
    ...{ figure: perBed, field: undefined },
  };
}

/** Of inpatients alone, as the figure has it. */
function mixFigure(facts: DashboardFacts, context: PageContext): Small {
  const { t } = context;
  const textOf = (sums: Sums) => valueText('ratio', caseMixFields(sums).cmi);
  const { inpatients } = facts.period;
  const weighed = t('dashboard.weighed', { count: countText(caseMixFields(inpatients).claims) });
  return {
    value: textOf(inpatients),
    note: besides([weighed], facts, (span) => textOf(span.inpatients), context),
    ...{ figure: caseMix, field: 'claims' },
  };
}
