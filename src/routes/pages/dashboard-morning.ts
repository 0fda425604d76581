import { bahtText } from '../../domain/baht-text.js';
import { countText } from '../../domain/count-text.js';
import type { ClaimsQuery } from '../../figures/figure-filter.js';
import { claimsAddress } from '../figure-address.js';
import type { PageContext } from '../page-context.js';
import type { DashboardFacts } from './dashboard-facts.js';

/** One of the five facts since yesterday 08:00; nothing new is said, not hidden. */
export interface MorningFact {
  readonly tone: 'ok' | 'warn' | 'bad' | 'info';
  readonly icon: string;
  readonly title: string;
  readonly text: string;
  readonly href: string;
}

export function morningFacts(facts: DashboardFacts, context: PageContext): MorningFact[] {
  const { t, baseUrl } = context;
  const { news, attention } = facts;
  // The list has those that came last on top.
  const claims = (query: ClaimsQuery) => claimsAddress(query, context) ?? `${baseUrl}/downloads`;
  return [
    sessionFact(facts, context),
    filesFact(facts, context),
    {
      tone: news.denied > 0 ? 'bad' : 'ok',
      icon: 'deny',
      title:
        news.denied > 0
          ? t('dashboard.new_denied', { count: countText(news.denied) })
          : t('dashboard.no_new_denied'),
      text: t('dashboard.claimed_baht', { amount: bahtText(news.deniedClaimed) }),
      href: claims({ status: 'denied' }),
    },
    {
      tone: news.recovered > 0 ? 'ok' : 'info',
      icon: 'check',
      title:
        news.recovered > 0
          ? t('dashboard.recovered', { count: countText(news.recovered) })
          : t('dashboard.no_recovered'),
      text: t('dashboard.recovered_baht', { amount: bahtText(news.recoveredReimbursed) }),
      href: claims({ status: 'passed', first_passed: 'no' }),
    },
    {
      tone: attention.openUnits > 0 ? 'warn' : 'ok',
      icon: 'wait',
      title:
        attention.openUnits > 0
          ? t('dashboard.gaps', { count: countText(attention.openUnits) })
          : t('dashboard.no_gaps'),
      text: t(attention.openUnits > 0 ? 'dashboard.gaps_more' : 'dashboard.no_gaps_more'),
      href: `${baseUrl}/downloads#grid`,
    },
  ];
}

function filesFact({ news }: DashboardFacts, { t, baseUrl, can }: PageContext): MorningFact {
  const { files, statements } = news;
  const values = { count: countText(files), statements: countText(statements) };
  const name =
    files > 0 && statements > 0
      ? 'new_of_both'
      : statements > 0
        ? 'new_statements'
        : files > 0
          ? 'new_files'
          : 'no_new_files';
  const list = files === 0 && statements > 0 ? '/files?kind=stm' : '/files';
  return {
    tone: files + statements > 0 ? 'ok' : 'info',
    icon: 'file',
    title: t(`dashboard.${name}`, values),
    text: t('dashboard.new_rows', { count: countText(news.rows) }),
    href: can('claims') ? `${baseUrl}${list}` : '#files',
  };
}

function sessionFact({ attention }: DashboardFacts, { t, baseUrl, can }: PageContext): MorningFact {
  const href = can('administer') ? `${baseUrl}/settings/nhso` : `${baseUrl}/downloads`;
  const state = attention.session?.state;
  if (state === undefined)
    return {
      tone: 'info',
      icon: 'key',
      title: t('dashboard.session_none'),
      text: t('dashboard.session_none_more'),
      href,
    };
  const title = t('dashboard.session', { state: t(`session.${state}`) });
  if (state === 'refused')
    return { tone: 'bad', icon: 'key', title, text: t('dashboard.session_person'), href };
  if (state === 'needs_otp' || state === 'needs_scan')
    return { tone: 'warn', icon: 'key', title, text: t('dashboard.session_person'), href };
  if (state === 'signed_in')
    return { tone: 'ok', icon: 'key', title, text: t('dashboard.session_ready'), href };
  return { tone: 'info', icon: 'key', title, text: t('dashboard.session_idle'), href };
}
