import { fiscalYearOf } from '../../domain/fiscal-year.js';
import { schemeChoices } from '../../domain/scheme.js';
import { dayOf } from '../../domain/thai-date.js';
import type { PageContext } from '../page-context.js';
import type { DashboardFacts } from './dashboard-facts.js';

/** The selects of the overview: fiscal year, scheme, kind. */
export function choicesOf(facts: DashboardFacts, { t, language, now }: PageContext) {
  const { filter } = facts;
  const thisYear = fiscalYearOf(dayOf(now));
  const years = [...new Set([thisYear, ...facts.fiscalYears, filter.fiscalYear ?? thisYear])].sort(
    (a, b) => b - a,
  );
  const kind = filter.kinds.length === 1 ? filter.kinds[0] : '';
  const scheme = filter.schemes.length === 1 ? filter.schemes[0] : '';
  return {
    years: {
      name: 'fiscal_year',
      label: t('dashboard.fiscal_year'),
      options: years.map((year) => ({
        value: String(year),
        text: language === 'th' ? String(year) : `${year} (${year - 543})`,
        selected: year === filter.fiscalYear,
      })),
    },
    schemeChoice: {
      name: 'scheme',
      label: t('dashboard.scheme'),
      options: [
        { value: '', text: t('dashboard.all_schemes'), selected: scheme === '' },
        ...schemeChoices.map(({ code, shortName }) => ({
          value: code,
          text: `${code.toUpperCase()} ${language === 'th' ? shortName : ''}`.trim(),
          selected: code === scheme,
        })),
      ],
    },
    kinds: {
      name: 'kind',
      label: t('dashboard.kind'),
      options: ['', 'op', 'ip', 'orf'].map((value) => ({
        value,
        text: value === '' ? t('dashboard.kind_all') : value.toUpperCase(),
        selected: value === kind,
      })),
    },
  };
}
