import { percentText, pointsText, unknownText } from '../../domain/count-text.js';
import { satangOf } from '../../domain/satang.js';
import { rate } from '../../figures/rate.js';
import type { Translate } from '../words/index.js';

/** How a number moved against another period. */
export interface Change {
  readonly way: 'up' | 'down' | 'same';
  /** `3.1%` or `0.4 จุด`, without a sign. */
  readonly size: string;
}

/** Growth of a sum in percent; null where there is nothing to divide by. */
export function growthOf(now: string, before: string): Change | null {
  const [present, past] = [satangOf(now), satangOf(before)];
  const change = present - past;
  const size = percentText(rate(change < 0n ? -change : change, past < 0n ? -past : past));
  if (size === unknownText) return null;
  return { way: size === '0.0%' ? 'same' : change > 0n ? 'up' : 'down', size };
}

/** Difference of two rates in percentage points; null where one is not known. */
export function pointsOf(now: string | null, before: string | null, t: Translate): Change | null {
  const points = pointsText(now, before);
  if (points === null) return null;
  const way = points === '0.0' ? 'same' : Number(now) > Number(before) ? 'up' : 'down';
  return { way, size: t('report.points', { points }) };
}

/** A change as a page shows it: arrow, colour where better and worse are certain, and words for what has no arrow. */
export interface ChangeView {
  readonly icon: 'up' | 'dn' | null;
  readonly tone: string;
  readonly text: string;
}

export function changeView(
  change: Change | null,
  better: 'up' | 'down' | null,
  against: string,
  t: Translate,
): ChangeView {
  if (change === null) return { icon: null, tone: '', text: t('report.not_compared', { against }) };
  if (change.way === 'same') return { icon: null, tone: '', text: t('report.same_as', { against }) };
  const tone = better === null ? '' : change.way === better ? 'trend--good' : 'trend--poor';
  const icon = change.way === 'up' ? 'up' : 'dn';
  return { icon, tone, text: t('report.changed', { size: change.size, against }) };
}
