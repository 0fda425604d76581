import { bahtText } from '../../domain/baht-text.js';
import { countText } from '../../domain/count-text.js';
import { deniedQuery, recoveredQuery } from '../../figures/claims-came.js';
import type { ClaimsQuery } from '../../figures/figure-filter.js';
import { claimsAddress } from '../figure-address.js';
import { addressWith, type PageContext } from '../page-context.js';
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
  const { came, attention } = facts;
  const since = { imported_since: facts.newsSince };
  const claims = (query: ClaimsQuery) =>
    claimsAddress({ ...query, ...since }, context) ?? `${baseUrl}/downloads`;
  return [
    sessionFact(facts, context),
    filesFact(facts, context),
    {
      tone: came.denied > 0 ? 'bad' : 'ok',
      icon: 'deny',
      title:
        came.denied > 0
          ? t('dashboard.new_denied', { count: countText(came.denied) })
          : t('dashboard.no_new_denied'),
      text: t('dashboard.claimed_baht', { amount: bahtText(came.deniedClaimed) }),
      href: claims(deniedQuery),
    },
    {
      tone: came.recovered > 0 ? 'ok' : 'info',
      icon: 'check',
      title:
        came.recovered > 0
          ? t('dashboard.recovered', { count: countText(came.recovered) })
          : t('dashboard.no_recovered'),
      text: t('dashboard.recovered_baht', { amount: bahtText(came.recoveredReimbursed) }),
      href: claims(recoveredQuery),
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

function filesFact({ news, newsSince }: DashboardFacts, { t, baseUrl, can }: PageContext): MorningFact {
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
  const kind = files === 0 && statements > 0 ? 'stm' : null;
  const list = addressWith(`${baseUrl}/files`, { kind, imported_since: newsSince });
  return {
    tone: files + statements > 0 ? 'ok' : 'info',
    icon: 'file',
    title: t(`dashboard.${name}`, values),
    text: t('dashboard.new_rows', { count: countText(news.rows) }),
    href: can('claims') ? list : '#files',
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
