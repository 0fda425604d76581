import { countText } from '../../domain/count-text.js';
import type { FileKind } from '../../domain/file-kind.js';
import { gridUnitKey, gridUnitSlug } from '../../domain/grid-unit.js';
import { isSchemeCode } from '../../domain/scheme.js';
import { instantText, monthText } from '../../domain/thai-date.js';
import { canRetry, unitStanding } from '../../domain/unit-standing.js';
import type { CompletenessCell } from '../../figures/unit-completeness.js';
import { type Badge, unitBadge } from '../badges.js';
import { type CauseView, causeOf } from '../cause-text.js';
import { jobStateBadge } from '../job-texts.js';
import type { OpenUnit } from '../open-units.js';
import type { PageContext } from '../page-context.js';

/** A unit that is not complete: what it lacks, why, and when it is tried again. */
export interface GapLine {
  readonly name: string;
  readonly href: string;
  readonly state: Badge;
  readonly lacks: string;
  readonly cause: CauseView | null;
  readonly tries: string;
  readonly ask: string | null;
}

interface Facts {
  readonly cells: readonly CompletenessCell[];
  readonly statements: readonly CompletenessCell[];
  readonly open: ReadonlyMap<string, OpenUnit>;
}

/** What of the grid is missing and why, the newest month first. */
export function gapLines({ cells, statements, open }: Facts, context: PageContext): GapLine[] {
  const all = [
    ...cells.map((cell) => ({ kind: 'rep' as const, cell })),
    ...statements.map((cell) => ({ kind: 'stm' as const, cell })),
  ];
  return all
    .sort((a, b) => (a.cell.month < b.cell.month ? 1 : a.cell.month > b.cell.month ? -1 : 0))
    .flatMap(({ kind, cell }) => gapLine(kind, cell, open, context) ?? []);
}

function gapLine(
  kind: FileKind,
  cell: CompletenessCell,
  open: ReadonlyMap<string, OpenUnit>,
  context: PageContext,
): GapLine | null {
  const { t, language, baseUrl, can } = context;
  const standing = unitStanding(cell.state, cell);
  if (!['incomplete', 'failed', 'waiting_person', 'new_since'].includes(standing.state)) return null;
  if (!isSchemeCode(cell.scheme)) return null;
  const unit = { kind, month: cell.month, scheme: cell.scheme };
  const key = gridUnitKey(unit);
  const work = open.get(key);
  return {
    name: `${kind.toUpperCase()} ${cell.scheme.toUpperCase()} ${monthText(cell.month, language)}`,
    href: `${baseUrl}/downloads/units/${gridUnitSlug(unit)}`,
    state: work ? jobStateBadge(work.job, context) : unitBadge(standing.state, t),
    lacks: lackText(cell, context),
    cause: causeOf(cell.problem, language, baseUrl),
    tries: triesText(cell, context),
    ask: can('fetch') && !work && canRetry(standing) ? key : null,
  };
}

type Counted = Pick<CompletenessCell, 'state' | 'listed' | 'stored' | 'notImported' | 'disagreeing'>;

/** What a unit lacks, with its numbers. */
export function lackText(cell: Counted, { t }: Pick<PageContext, 't'>): string {
  const { lack, state } = unitStanding(cell.state, cell);
  const values = { listed: countText(cell.listed), stored: countText(cell.stored) };
  if (lack === 'files')
    return t('downloads.lacks_files', { ...values, missing: countText(cell.listed - cell.stored) });
  if (lack === 'imports') return t('downloads.lacks_imports', { count: countText(cell.notImported) });
  if (lack === 'rows') return t('downloads.lacks_rows', { count: countText(cell.disagreeing) });
  return state === 'failed' || state === 'waiting_person' ? t('downloads.lacks_list') : '';
}

/** How often it was tried, when last, and when next. */
export function triesText(
  unit: Pick<CompletenessCell, 'tries' | 'checkedAt' | 'nextTryAt'>,
  { t, language }: Pick<PageContext, 't' | 'language'>,
): string {
  const parts = [
    ...(unit.tries > 0 ? [t('downloads.tries', { count: countText(unit.tries) })] : []),
    ...(unit.checkedAt ? [t('downloads.tried_at', { at: instantText(unit.checkedAt, language, true) })] : []),
    ...(unit.nextTryAt ? [t('downloads.next_try', { at: instantText(unit.nextTryAt, language, true) })] : []),
  ];
  return parts.join(' · ');
}
