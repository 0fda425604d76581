import { countText } from '../domain/count-text.js';
import type { Language } from '../domain/errors.js';
import type { Permission } from '../domain/permission.js';
import type { Attention } from '../store/attention.js';
import { alertAddress, alertLook } from './alert-address.js';
import type { Translate } from './words/index.js';

/** One matter that waits for a person, with the way to it. */
export interface AttentionLine {
  readonly tone: 'bad' | 'warn' | 'review' | 'quiet';
  readonly icon: string;
  readonly text: string;
  readonly href: string;
  /** Each of its files has an alert of its own, which the bell names. */
  readonly hasAlerts: boolean;
}

/** The matters that this reader may open, the most urgent first. */
export function attentionLines(
  attention: Attention,
  {
    t,
    language,
    baseUrl,
    can,
  }: {
    readonly t: Translate;
    readonly language: Language;
    readonly baseUrl: string;
    readonly can: (permission: Permission) => boolean;
  },
): AttentionLine[] {
  const lines: AttentionLine[] = [];
  const add = (
    count: number,
    line: Pick<AttentionLine, 'tone' | 'icon'> & { readonly hasAlerts?: boolean },
    key: string,
    path: string,
  ) => {
    if (count === 0) return;
    const text = t(key, { count: countText(count) });
    lines.push({ hasAlerts: false, ...line, text, href: `${baseUrl}${path}` });
  };
  if (can('administer'))
    add(attention.setUpOpen ? 1 : 0, { tone: 'warn', icon: 'gear' }, 'attention.set_up', '/setup');
  const state = attention.session?.state;
  if (can('fetch')) {
    const account = can('administer') ? '/settings/nhso' : '/session';
    const refused = { tone: 'bad', icon: 'key', hasAlerts: true } as const;
    add(state === 'refused' ? 1 : 0, refused, 'attention.refused', account);
    const person = state === 'needs_otp' || state === 'needs_scan' ? 1 : 0;
    add(person, { tone: 'warn', icon: 'key', hasAlerts: true }, 'attention.person', '/session');
  }
  if (can('claims'))
    for (const alert of attention.surroundings)
      lines.push({
        tone: alert.severity === 'error' ? 'bad' : 'warn',
        icon: alertLook(alert.severity).icon,
        text: language === 'th' ? alert.title_th : alert.title_en,
        href: alertAddress(alert.alert_key, { baseUrl, can }) ?? `${baseUrl}/alerts`,
        hasAlerts: true,
      });
  if (can('claims')) {
    const warn = { tone: 'warn', icon: 'warn', hasAlerts: true } as const;
    const bad = { tone: 'bad', icon: 'close', hasAlerts: true } as const;
    const held = { tone: 'review', icon: 'quar', hasAlerts: true } as const;
    const stm = '/files?kind=stm&';
    add(attention.disagreeing, warn, 'attention.disagreeing', '/files?controls=disagree');
    add(attention.disagreeingStatements, warn, 'attention.stm_disagreeing', `${stm}controls=disagree`);
    add(attention.quarantined, held, 'attention.quarantined', '/quarantine');
    add(attention.failedFiles, bad, 'attention.failed_files', '/files?status=failed');
    add(attention.failedStatements, bad, 'attention.failed_statements', `${stm}status=failed`);
  }
  if (can('fetch')) {
    add(
      attention.failedJobs,
      { tone: 'bad', icon: 'job', hasAlerts: true },
      'attention.failed_jobs',
      '/jobs?state=failed',
    );
    add(attention.openUnits, { tone: 'warn', icon: 'wait' }, 'attention.open_units', '/downloads#grid');
  }
  if (can('claims')) {
    // Totals that disagree stay on the dashboard until they agree, whoever has seen to them.
    const seen = { tone: 'quiet', icon: 'eye', hasAlerts: true } as const;
    const { disagreeingSeen, disagreeingStatementsSeen } = attention;
    add(disagreeingSeen, seen, 'attention.disagreeing_seen', '/files?controls=disagree');
    add(
      disagreeingStatementsSeen,
      seen,
      'attention.stm_disagreeing_seen',
      '/files?kind=stm&controls=disagree',
    );
  }
  return lines;
}
