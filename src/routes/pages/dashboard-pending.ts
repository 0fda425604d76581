import { pending as pendingFigure } from '../../figures/pending.js';
import { askedQuery } from '../figure-address.js';
import { definitionOf } from '../figure-definition.js';
import { addressWith, type PageContext } from '../page-context.js';
import { sectionView } from './analytics-section.js';
import type { DashboardFacts } from './dashboard-facts.js';
import type { DashboardList } from './dashboard-list.js';

/** What NHSO has not answered or not stated yet, by age. */
export function pendingList(
  facts: Pick<DashboardFacts, 'pending' | 'filter' | 'hasClaims'>,
  context: PageContext,
): DashboardList {
  const { t, baseUrl, language } = context;
  const { pending } = facts;
  const view = pending === null ? null : sectionView(pending, context);
  const refused = pending?.refused?.text(language);
  const filter = pending?.question.filter ?? facts.filter;
  return {
    id: 'by-age',
    title: t('dashboard.pending_list'),
    note: t('dashboard.pending_note'),
    definition: definitionOf(t('dashboard.pending_list'), [pendingFigure], context),
    table: facts.hasClaims ? (view?.table ?? null) : null,
    empty: refused ?? t(facts.hasClaims ? 'dashboard.pending_many' : 'dashboard.no_data'),
    foot: '',
    fragment:
      facts.hasClaims && pending === null
        ? addressWith(`${baseUrl}/dashboard/waiting`, askedQuery(filter))
        : null,
    all: addressWith(`${baseUrl}/analytics/waiting`, askedQuery(filter)),
  };
}
