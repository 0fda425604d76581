import { countText } from '../domain/count-text.js';
import type { Permission } from '../domain/permission.js';
import type { Attention } from '../store/attention.js';
import type { Translate } from './words/index.js';

/** One matter that waits for a person, with the way to it. */
export interface AttentionLine {
  readonly tone: 'bad' | 'warn' | 'review';
  readonly icon: string;
  readonly text: string;
  readonly href: string;
}

/** The matters that this reader may open, the most urgent first. */
export function attentionLines(
  attention: Attention,
  {
    t,
    baseUrl,
    can,
  }: { readonly t: Translate; readonly baseUrl: string; readonly can: (permission: Permission) => boolean },
): AttentionLine[] {
  const lines: AttentionLine[] = [];
  const add = (count: number, line: Omit<AttentionLine, 'text' | 'href'>, key: string, path: string) => {
    if (count > 0)
      lines.push({ ...line, text: t(key, { count: countText(count) }), href: `${baseUrl}${path}` });
  };
  if (can('administer'))
    add(attention.setUpOpen ? 1 : 0, { tone: 'warn', icon: 'gear' }, 'attention.set_up', '/setup');
  const state = attention.session?.state;
  if (can('fetch')) {
    const account = can('administer') ? '/settings/nhso' : '/downloads';
    add(state === 'refused' ? 1 : 0, { tone: 'bad', icon: 'key' }, 'attention.refused', account);
    const person = state === 'needs_otp' || state === 'needs_scan' ? 1 : 0;
    add(person, { tone: 'warn', icon: 'key' }, 'attention.person', '/downloads');
  }
  if (can('claims')) {
    const { quarantined, failedFiles, disagreeing, failedStatements, disagreeingStatements } = attention;
    const statements = '/files?kind=stm&';
    add(disagreeing, { tone: 'warn', icon: 'warn' }, 'attention.disagreeing', '/files?controls=disagree');
    add(
      disagreeingStatements,
      { tone: 'warn', icon: 'warn' },
      'attention.stm_disagreeing',
      `${statements}controls=disagree`,
    );
    add(quarantined, { tone: 'review', icon: 'quar' }, 'attention.quarantined', '/quarantine');
    add(failedFiles, { tone: 'bad', icon: 'close' }, 'attention.failed_files', '/files?status=failed');
    add(
      failedStatements,
      { tone: 'bad', icon: 'close' },
      'attention.failed_statements',
      `${statements}status=failed`,
    );
  }
  if (can('fetch')) {
    add(attention.failedJobs, { tone: 'bad', icon: 'job' }, 'attention.failed_jobs', '/jobs?state=failed');
    add(attention.openUnits, { tone: 'warn', icon: 'wait' }, 'attention.open_units', '/downloads#grid');
  }
  return lines;
}
