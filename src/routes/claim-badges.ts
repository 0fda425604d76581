import type { StatementStanding } from '../domain/statement-standing.js';
import type { Badge } from './badges.js';
import type { Translate } from './words/index.js';

/** Passed or denied, with the codes as written where they are few. */
export function resultBadge(isDenied: boolean, t: Translate): Badge {
  return isDenied
    ? { tone: 'bad', icon: 'deny', text: t('claims.denied') }
    : { tone: 'ok', icon: 'check', text: t('claims.passed') };
}

const looks: Readonly<Record<StatementStanding, Pick<Badge, 'tone' | 'icon'>>> = {
  denied: { tone: 'bad', icon: 'deny' },
  waiting_stm: { tone: 'warn', icon: 'wait' },
  matched: { tone: 'ok', icon: 'check' },
  part_paid: { tone: 'warn', icon: 'half' },
  over: { tone: 'info', icon: 'over' },
  reversed: { tone: 'bad', icon: 'undo' },
  not_covered: { tone: 'quiet', icon: 'minus' },
  needs_person: { tone: 'review', icon: 'person' },
};

export function statementBadge(standing: StatementStanding, t: Translate): Badge {
  return { ...looks[standing], text: t(`claim.stm_${standing}`) };
}
