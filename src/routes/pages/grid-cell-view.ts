import { countText } from '../../domain/count-text.js';
import { type GridUnit, gridUnitKey, gridUnitSlug } from '../../domain/grid-unit.js';
import { clockText, dayOf, monthText, wallClockOf } from '../../domain/thai-date.js';
import { canRetry, unitStanding } from '../../domain/unit-standing.js';
import type { CompletenessCell } from '../../figures/unit-completeness.js';
import { unitBadge } from '../badges.js';
import { jobStateBadge } from '../job-texts.js';
import type { OpenUnit } from '../open-units.js';
import type { PageContext } from '../page-context.js';

export interface GridCell {
  /** Id of the element, to lead back to it; null = the month is not reached. */
  readonly id: string | null;
  readonly tone: 'ok' | 'new' | 'gap' | 'bad' | 'wait' | 'none' | 'busy' | null;
  readonly icon: string;
  readonly files: string;
  readonly note: string;
  /** The whole cell as a sentence. */
  readonly label: string;
  /** The page of the unit; null where the whole cell is the button that starts it. */
  readonly href: string | null;
  /** Button that has NHSO asked: the cell itself, or a small one in it. */
  readonly ask: { readonly unit: string; readonly label: string } | null;
}

const tones: Readonly<Record<string, NonNullable<GridCell['tone']>>> = {
  complete: 'ok',
  new_since: 'new',
  incomplete: 'gap',
  failed: 'bad',
  waiting_person: 'wait',
  empty: 'none',
  never_asked: 'none',
};

export function laterCell({ t }: PageContext): GridCell {
  const label = t('unit_state.later');
  return { id: null, tone: null, icon: '', files: '–', note: '', label, href: null, ask: null };
}

export interface UnitOfGrid {
  readonly unit: Exclude<GridUnit, { kind: 'smt' }>;
  readonly cell: CompletenessCell | undefined;
  readonly open: OpenUnit | undefined;
}

/** A month of REP or STM of one scheme: a click starts, retries or shows what it has. */
export function unitCell({ unit, cell, open }: UnitOfGrid, context: PageContext): GridCell {
  const { t, language, baseUrl, can } = context;
  const standing = unitStanding(cell?.state ?? null, cell ?? noCounts);
  const badge = open ? jobStateBadge(open.job, context) : unitBadge(standing.state, t);
  const slug = gridUnitSlug(unit);
  const name = `${unit.kind.toUpperCase()} ${unit.scheme.toUpperCase()} ${monthText(unit.month, language)}`;
  const note = open ? badge.text : cellNote(cell, standing, context);
  const files = cell === undefined ? '' : countText(cell.stored);
  const said = {
    name,
    state: badge.text,
    stored: countText(cell?.stored ?? 0),
    listed: countText(cell?.listed ?? 0),
  };
  const state = t(cell === undefined ? 'downloads.cell_never' : 'downloads.cell', said);
  const starts = cell === undefined && !open;
  const mayAsk = can('fetch') && !open;
  return {
    id: `cell-${slug}`,
    tone: open ? (open.status === 'waiting_person' ? 'wait' : 'busy') : (tones[standing.state] ?? 'none'),
    icon: badge.icon,
    files,
    note,
    label: cell === undefined || note === badge.text ? state : `${state} ${note}`,
    href: starts && can('fetch') ? null : `${baseUrl}/downloads/units/${slug}`,
    ask:
      mayAsk && (starts || canRetry(standing))
        ? { unit: gridUnitKey(unit), label: t(starts ? 'downloads.ask' : 'downloads.retry_unit', { name }) }
        : null,
  };
}

const noCounts = { listed: 0, stored: 0, notImported: 0, disagreeing: 0 };

function cellNote(
  cell: CompletenessCell | undefined,
  { state, lack }: ReturnType<typeof unitStanding>,
  { t, language, now }: PageContext,
): string {
  if (cell === undefined) return t('unit_state.never_short');
  if (cell.nextTryAt !== null && Date.parse(cell.nextTryAt) > now.getTime())
    return t('downloads.again_at', { at: shortMoment(cell.nextTryAt, language, now) });
  if (lack === 'files') return t('downloads.missing_files', { count: countText(cell.listed - cell.stored) });
  if (lack === 'imports') return t('downloads.not_imported', { count: countText(cell.notImported) });
  if (lack === 'rows') return t('downloads.rows_differ', { count: countText(cell.disagreeing) });
  if (state === 'complete' || state === 'new_since')
    return t('downloads.rows', { count: countText(cell.rows) });
  return t(state === 'empty' ? 'unit_state.empty_short' : `unit_state.${state}`);
}

/** The clock of today; of another day its date. */
function shortMoment(instant: string, language: PageContext['language'], now: Date): string {
  const text = clockText(wallClockOf(instant), language, true);
  return dayOf(instant) === dayOf(now) ? text.slice(-5) : text;
}

/** A month of the transfers: all months of a fiscal year are fetched together. */
export function smtCell(
  facts: {
    readonly fiscalYear: number;
    readonly month: string;
    readonly transfers: number;
    readonly fetched: boolean;
  },
  open: OpenUnit | undefined,
  context: PageContext,
): GridCell {
  const { t, language, baseUrl, can } = context;
  const unit: GridUnit = { kind: 'smt', fiscalYear: facts.fiscalYear };
  const none = facts.transfers === 0;
  const starts = !facts.fetched && !open && can('fetch');
  const name = `SMT ${monthText(facts.month, language)}`;
  const state = open
    ? jobStateBadge(open.job, context)
    : facts.fetched
      ? { icon: none ? 'minus' : 'check', text: t('downloads.transfers') }
      : { ...unitBadge('never_asked', t), text: t('unit_state.never_short') };
  return {
    id: `cell-smt-${facts.month}`,
    tone: open ? 'busy' : none ? 'none' : 'ok',
    icon: state.icon,
    files: facts.fetched ? countText(facts.transfers) : '',
    note: state.text,
    label: `${name}: ${facts.fetched ? countText(facts.transfers) : ''} ${state.text}`,
    href: starts ? null : `${baseUrl}/downloads/units/${gridUnitSlug(unit)}`,
    ask: starts ? { unit: gridUnitKey(unit), label: t('downloads.ask', { name }) } : null,
  };
}
