import type { CasePriority, CaseStatus } from '../domain/case.js';
import type { Badge } from './badges.js';
import type { Translate } from './words/index.js';

type Look = Pick<Badge, 'tone' | 'icon'>;

const statusLooks: Readonly<Record<CaseStatus, Look>> = {
  open: { tone: 'info', icon: 'plus' },
  in_progress: { tone: 'info', icon: 'half' },
  escalated: { tone: 'warn', icon: 'up' },
  resolved: { tone: 'ok', icon: 'check' },
  closed: { tone: 'quiet', icon: 'minus' },
};

const priorityLooks: Readonly<Record<CasePriority, Look>> = {
  low: { tone: 'quiet', icon: 'dn' },
  medium: { tone: 'quiet', icon: 'minus' },
  high: { tone: 'warn', icon: 'up' },
  critical: { tone: 'bad', icon: 'warn' },
};

export function caseStatusBadge(status: CaseStatus, t: Translate): Badge {
  return { ...statusLooks[status], text: t(`cases.status_${status}`) };
}

export function casePriorityBadge(priority: CasePriority, t: Translate): Badge {
  return { ...priorityLooks[priority], text: t(`cases.priority_${priority}`) };
}

/** The usual words in the reader's language; any other word as it is. */
export function caseCategoryText(category: string, t: Translate): string {
  const known = ['denial', 'appeal', 'document', 'coding', 'payment', 'other'].includes(category);
  return known ? t(`cases.category_${category}`) : category;
}
