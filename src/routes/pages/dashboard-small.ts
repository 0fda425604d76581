import { bahtText, shortBahtText } from '../../domain/baht-text.js';
import { countText, percentText, unknownText } from '../../domain/count-text.js';
import { bahtOf, satangOf } from '../../domain/satang.js';
import { partsOfWeight, type AddableSums as Sums } from '../../figures/add-claim-sums.js';
import { appealRecovery } from '../../figures/appeal-recovery.js';
import { caseMix as caseMixFigure } from '../../figures/case-mix.js';
import { noClaims } from '../../figures/claim-sums.js';
import { denialRate } from '../../figures/denial-rate.js';
import type { Figure } from '../../figures/figure.js';
import { firstPass as firstPassFigure } from '../../figures/first-pass.js';
import { perBed as perBedFigure } from '../../figures/per-bed.js';
import { rate } from '../../figures/rate.js';
import { reimbursementRate } from '../../figures/reimbursement-rate.js';
import { numberAddress } from '../figure-address.js';
import type { PageContext } from '../page-context.js';
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
  /** The number of a figure whose claims are counted; null = no claims stand behind it. */
  readonly claims: { readonly figure: Figure; readonly field?: string } | null;
}

/** How well the hospital claims: rates, what mending brought back, and what a bed and an admission come to. */
export function smallFigures(facts: DashboardFacts, context: PageContext): SmallFigure[] {
  const figures = {
    reimbursement: rateFigure(facts, context, reimbursement, {
      figure: reimbursementRate,
      field: 'reimbursed',
    }),
    first_pass: rateFigure(facts, context, firstPass, { figure: firstPassFigure, field: 'first_passed' }),
    by_amount: rateFigure(facts, context, byAmount, { figure: denialRate, field: 'denied_claimed' }),
    recovery: recovery(facts, context),
    per_bed: perBed(facts, context),
    cmi: caseMix(facts, context),
  };
  return Object.entries(figures).map(([name, figure]) => smallFigure(name, figure, facts, context));
}

const reimbursement = (sums: Sums) => rate(satangOf(sums.reimbursed), satangOf(sums.claimed));
const firstPass = (sums: Sums) => rate(BigInt(sums.firstPassed), BigInt(sums.claims));
const byAmount = (sums: Sums) => rate(satangOf(sums.deniedClaimed), satangOf(sums.claimed));

function smallFigure(
  name: string,
  { value, note, claims }: Small,
  { filter, hasClaims, period }: DashboardFacts,
  context: PageContext,
): SmallFigure {
  const { t } = context;
  const title = t(`dashboard.small_${name}`);
  return {
    title,
    definition: {
      of: title,
      paragraphs: [t(`dashboard.small_${name}_is`), comparedText(period.compared, context)],
    },
    value: hasClaims ? value : unknownText,
    note: hasClaims ? note : t('dashboard.no_data'),
    href:
      hasClaims && claims !== null
        ? numberAddress(claims.figure, { ...context, filter, by: 'month' }, null, claims.field, context)
        : null,
  };
}

function rateFigure(
  { period: { total, compared } }: DashboardFacts,
  { t }: PageContext,
  rateOf: (sums: Sums) => string | null,
  claims: Small['claims'],
): Small {
  const note =
    compared === null
      ? t('dashboard.no_last_year')
      : t('dashboard.before', {
          now: percentText(rateOf(compared.now)),
          before: percentText(rateOf(compared.before)),
        });
  return { value: percentText(rateOf(total)), note, claims };
}

function recovery({ period: { total } }: DashboardFacts, { t }: PageContext): Small {
  const recovered = bahtOf(satangOf(total.appealedReimbursed) - satangOf(total.appealedFirstReimbursed));
  const { text, unit } = shortBahtText(total.appealed === 0 ? null : recovered);
  return {
    value: total.appealed === 0 ? text : `${text} ${t(`dashboard.${unit}`)}`,
    note: t('dashboard.claims', { count: countText(total.appealed) }),
    claims: { figure: appealRecovery, field: 'claims' },
  };
}

/** Over finished months alone: a running one would make the month of a bed look poor. */
function perBed({ period: { finished }, beds }: DashboardFacts, { t }: PageContext): Small {
  if (beds === null) return { value: unknownText, note: t('dashboard.no_beds'), claims: null };
  const amount =
    finished.months === 0
      ? null
      : bahtOf(dividedHalfUp(satangOf(finished.sums.reimbursed), BigInt(beds * finished.months)));
  const values = { beds: countText(beds), months: countText(finished.months) };
  return { value: bahtText(amount), note: t('dashboard.beds', values), claims: { figure: perBedFigure } };
}

/** Of inpatients alone, as the figure has it. */
function caseMix({ kinds }: DashboardFacts, { t }: PageContext): Small {
  const total = kinds.get('ip') ?? noClaims;
  const cmi = rate(partsOfWeight(total.adjrw), BigInt(total.adjrwClaims) * 10_000n);
  return {
    value: cmi === null ? unknownText : Number(cmi).toFixed(4),
    note: t('dashboard.weighed', { count: countText(total.adjrwClaims) }),
    claims: { figure: caseMixFigure, field: 'claims' },
  };
}

function dividedHalfUp(part: bigint, whole: bigint): bigint {
  const size = part < 0n ? -part : part;
  const rounded = (size * 2n + whole) / (whole * 2n);
  return part < 0n ? -rounded : rounded;
}
