import { satangOf } from '../../domain/satang.js';
import { schemes } from '../../domain/scheme.js';
import { partsOfWeight } from '../../figures/add-claim-sums.js';
import { withoutOne } from '../../figures/answer-by.js';
import { caseMix, caseMixFields } from '../../figures/case-mix.js';
import type { ClaimMeasures } from '../../figures/claim-measures.js';
import { claimsSummary } from '../../figures/claims-summary.js';
import { denialRate } from '../../figures/denial-rate.js';
import { reimbursementRate } from '../../figures/reimbursement-rate.js';
import { topErrorCodes } from '../../figures/top-error-codes.js';
import { errorCodeView } from '../error-code-view.js';
import type { ChoiceSums } from '../figure-filter-bar.js';
import type { ColumnSpec } from '../figure-table.js';
import type { PageContext } from '../page-context.js';
import type { Sums } from '../period-sums.js';
import type { DashboardFacts } from './dashboard-facts.js';
import {
  type DashboardList,
  type Head,
  type ListSpec,
  listOf,
  moneyValues,
  sumValues,
} from './dashboard-list.js';
import { mostFirst } from './dashboard-ranks.js';

type Weighed = Pick<ClaimMeasures, 'adjrw' | 'adjrwClaims'>;

export function schemeList(facts: DashboardFacts, context: PageContext): DashboardList {
  return moneyList('scheme', facts.schemes, facts, context, (key) => ({
    code: key.toUpperCase(),
    text: '',
    note: schemeName(key, context),
  }));
}

export function kindList(facts: DashboardFacts, context: PageContext): DashboardList {
  return moneyList('kind', facts.kinds, facts, context, (key) =>
    key === ''
      ? { code: null, text: withoutOne('kind', context.language) }
      : { code: key.toUpperCase(), text: '', note: context.t(`dashboard.kind_${key}`) },
  );
}

/** Where money is lost by fund: the largest loss first. */
export function fundList(facts: DashboardFacts, context: PageContext): DashboardList {
  const { t } = context;
  const { fund } = facts.filter;
  const key = fund === 'none' ? '' : fund;
  const funds = [...facts.choices.funds].filter(([code]) => key === null || code === key);
  return lossList('fund', funds, facts, context, (code) => ({
    code: null,
    text: code === '' ? t('filter.no_fund') : code,
  }));
}

/** Which DRGs weigh most: all AdjRW of theirs, and of one admission. */
export function drgList(facts: DashboardFacts, context: PageContext): DashboardList {
  const { t } = context;
  const columns: ColumnSpec[] = [
    { name: 'claims', kind: 'count', text: t('dashboard.claims_column') },
    { name: 'adjrw', kind: 'weight', text: t('figure.adjrw'), bar: 'soft' },
    { name: 'cmi', kind: 'ratio', text: t('figure.cmi') },
  ];
  const weighed = [...facts.drgs].filter(([code, sums]) => code !== '' && sums.adjrwClaims > 0);
  const rows = mostFirst(weighed, ({ adjrw }) => partsOfWeight(adjrw));
  const how: ListSpec<Weighed> = { by: 'drg', columns, figures: [caseMix], values: caseMixFields };
  return listOf('drg', rows, facts, context, how, (code) => ({ code, text: '' }));
}

/** The codes that cost most, each with what it means; what to do stands where the code is worked on. */
export function codeList(facts: DashboardFacts, context: PageContext): DashboardList {
  const { t } = context;
  const rows = mostFirst(
    [...facts.codes].filter(([code]) => code !== ''),
    ({ claimed }) => satangOf(claimed),
  );
  const columns: ColumnSpec[] = [
    { name: 'claims', kind: 'count', text: t('dashboard.claims_column') },
    { name: 'claimed', kind: 'baht', text: t('dashboard.claimed'), bar: 'denied' },
  ];
  const list = listOf(
    'codes',
    rows,
    facts,
    context,
    {
      by: 'error_code',
      columns,
      figures: [topErrorCodes],
      values: ({ claims, claimed }) => ({ claims, claimed }),
    },
    (code) => ({
      code,
      text: codeText(code, facts, t),
    }),
  );
  const empty = t(facts.hasClaims ? 'dashboard.no_codes' : 'dashboard.no_data');
  return { ...list, empty, foot: [t('dashboard.codes_twice'), list.foot].filter(Boolean).join(' · ') };
}

function codeText(code: string, { codeTexts }: DashboardFacts, t: PageContext['t']): string {
  const { text, type } = errorCodeView(code, codeTexts.get(code), t);
  return type === '' ? text : `${text} (${type})`;
}

function schemeName(key: string, { language }: PageContext): string {
  const scheme = schemes.find(({ code }) => code === key);
  return (language === 'th' ? scheme?.shortName : scheme?.nameEn) ?? '';
}

const claimsAndClaimed = ({ t }: PageContext): ColumnSpec[] => [
  { name: 'claims', kind: 'count', text: t('dashboard.claims_column'), wide: true },
  { name: 'claimed', kind: 'baht', text: t('dashboard.claimed'), wide: true },
];

/** All rows, with what was claimed and what became of it. */
function moneyList(
  by: 'scheme' | 'kind',
  groups: ReadonlyMap<string, Sums>,
  facts: DashboardFacts,
  context: PageContext,
  head: Head,
): DashboardList {
  const { t } = context;
  const columns: ColumnSpec[] = [
    ...claimsAndClaimed(context),
    { name: 'reimbursed', kind: 'baht', text: t('dashboard.reimbursed_column') },
    { name: 'rate', kind: 'rate', text: t('dashboard.rate_column'), bar: 'soft' },
    { name: 'denied_rate', kind: 'rate', text: t('dashboard.denied_column') },
  ];
  const rows = mostFirst(groups, ({ claimed }) => satangOf(claimed));
  const figures = [claimsSummary, reimbursementRate, denialRate] as const;
  return listOf(by, rows, facts, context, { by, columns, figures, all: true, values: sumValues }, head);
}

function lossList(
  by: 'fund',
  groups: readonly (readonly [string, ChoiceSums])[],
  facts: DashboardFacts,
  context: PageContext,
  head: Head,
): DashboardList {
  const { t } = context;
  const columns: ColumnSpec[] = [
    ...claimsAndClaimed(context),
    { name: 'rate', kind: 'rate', text: t('dashboard.rate_column') },
    { name: 'loss', kind: 'baht', text: t('dashboard.loss'), bar: 'denied' },
  ];
  const rows = mostFirst(groups, ({ loss }) => satangOf(loss));
  const figures = [claimsSummary, reimbursementRate] as const;
  return listOf(by, rows, facts, context, { by, columns, figures, values: moneyValues }, head);
}
