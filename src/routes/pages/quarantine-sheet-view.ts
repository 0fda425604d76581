import { countText } from '../../domain/count-text.js';
import { isProblemCode, problemText } from '../../domain/problems/index.js';
import { instantText } from '../../domain/thai-date.js';
import { type ComparedSheet, comparedSheet } from '../../services/compare-headings.js';
import type { LayoutTrial } from '../../services/try-layout.js';
import type { LayoutMappingRow } from '../../store/layout-mappings.js';
import type { QuarantineRow } from '../../store/quarantine.js';
import type { Badge } from '../badges.js';
import { columnLetters } from '../column-letters.js';
import type { FieldMessage } from '../form.js';
import type { Option, PageContext, Twins } from '../page-context.js';
import type { NoticeView } from './file-notice.js';
import { quarantineBadge } from './quarantine.js';
import { decisionOf, type SheetDecisionView } from './quarantine-decision-view.js';
import { type TrialView, trialView } from './quarantine-trial-view.js';

export type QuarantineSheet = QuarantineRow & { readonly difference: string | null };

/** What the form said, or nothing at first. */
export interface GivenAnswers {
  /** By name of the select, e.g. `c12`. */
  readonly choices: ReadonlyMap<string, string>;
  readonly note: string;
  readonly errors: readonly FieldMessage[];
  readonly trial: LayoutTrial | null;
}

interface MissingColumn {
  readonly field: string;
  readonly letter: string;
  readonly heading: string;
  readonly required: boolean;
  readonly probably: { readonly letter: string; readonly heading: string } | null;
  readonly why: Badge;
  readonly label: string;
  readonly options: readonly Option[];
  readonly wrong: boolean;
}

interface Headings {
  readonly title: string;
  readonly missing: readonly MissingColumn[];
  readonly extraTitle: string;
  readonly extra: readonly { readonly letter: string; readonly heading: string }[];
  readonly sameTitle: string;
  readonly movedText: string | null;
  readonly same: readonly {
    readonly heading: string;
    readonly letter: string;
    readonly found: string;
    readonly foundLetter: string;
    readonly state: Badge;
  }[];
}

/** views/pages/quarantine-sheet.ejs: one form with `_csrf`, a select for each missing column, `note`, `decision`. */
export interface QuarantineSheetView {
  readonly title: string;
  readonly status: Badge;
  readonly sub: string;
  readonly twins: Twins;
  readonly filePage: string;
  readonly notice: NoticeView | null;
  /** null while nothing is approved. */
  readonly decision: SheetDecisionView | null;
  readonly headings: Headings | null;
  readonly action: string;
  /** null = the reader may not decide, or nothing is to be decided. */
  readonly decide: {
    readonly approve: boolean;
    /** The file can be read by the answers before they are approved. */
    readonly trial: boolean;
    readonly noteHint: string;
    readonly noteRequired: boolean;
    readonly note: string;
  } | null;
  readonly importAgain: string | null;
  readonly trial: TrialView | null;
  readonly errors: readonly FieldMessage[];
}

export const fieldOf = (index: number) => `c${index}`;

type Unknown = ComparedSheet['unknown'][number];

function whyOf(suggestion: Unknown['suggestion'], { t }: PageContext): Badge {
  if (suggestion === null) return { tone: 'quiet', icon: 'minus', text: t('quarantine-sheet.unlike') };
  const { likeness, sure } = suggestion;
  if (likeness < 0.5) return { tone: 'info', icon: 'half', text: t('quarantine-sheet.same_place') };
  const percent = Math.round(likeness * 100);
  return { tone: sure ? 'ok' : 'warn', icon: 'half', text: t('quarantine-sheet.alike', { percent }) };
}

function missingColumn(
  { index, heading, required }: ComparedSheet['columns'][number],
  unknown: readonly Unknown[],
  given: GivenAnswers,
  context: PageContext,
): MissingColumn {
  const { t } = context;
  const field = fieldOf(index);
  const likely = unknown.find(({ suggestion }) => suggestion?.index === index);
  const chosen = given.choices.get(field) ?? (likely?.suggestion?.sure ? String(likely.position) : '');
  const option = (value: string, text: string) => ({ value, text, selected: value === chosen });
  return {
    field,
    letter: columnLetters(index),
    heading,
    required,
    probably: likely ? { letter: columnLetters(likely.position), heading: likely.heading } : null,
    why: whyOf(likely?.suggestion ?? null, context),
    label: t('quarantine-sheet.choice_of', { heading }),
    options: [
      option('', t('quarantine-sheet.choose')),
      ...unknown.map((one) =>
        option(String(one.position), `${columnLetters(one.position)} · ${one.heading}`),
      ),
      ...(required ? [] : [option('gone', t('quarantine-sheet.gone'))]),
    ],
    wrong: given.errors.some((error) => error.field === field),
  };
}

function sameColumns({ columns }: ComparedSheet, { t }: PageContext) {
  return columns.flatMap(({ index, heading, position, found }) => {
    if (position === null) return [];
    const moved = position !== index;
    const state: Badge = moved
      ? { tone: 'info', icon: 'right', text: t('quarantine-sheet.found_moved') }
      : { tone: 'ok', icon: 'check', text: t('quarantine-sheet.found_same') };
    const foundLetter = columnLetters(position);
    return [{ heading, letter: columnLetters(index), found: found ?? '', foundLetter, moved, state }];
  });
}

function headingsOf(compared: ComparedSheet, given: GivenAnswers, context: PageContext): Headings {
  const { t } = context;
  const { columns, unknown } = compared;
  const missing = columns.filter(({ position }) => position === null);
  const same = sameColumns(compared, context);
  const moved = same.filter((one) => one.moved).length;
  return {
    title:
      missing.length === 0
        ? t('quarantine-sheet.none_missing')
        : t('quarantine-sheet.missing', { count: countText(missing.length) }),
    missing: missing.map((column) => missingColumn(column, unknown, given, context)),
    extraTitle: t('quarantine-sheet.new', { count: countText(unknown.length) }),
    extra: unknown.map(({ position, heading }) => ({ letter: columnLetters(position), heading })),
    sameTitle: t('quarantine-sheet.same', { count: countText(same.length) }),
    movedText: moved === 0 ? null : t('quarantine-sheet.moved_count', { count: countText(moved) }),
    same,
  };
}

/** What was decided, or why the sheet waits. */
function noticeOf(
  sheet: QuarantineSheet,
  mappable: boolean,
  mayDecide: boolean,
  { t, language }: PageContext,
): NoticeView | null {
  const name = sheet.decided_by ?? t('quarantine-sheet.somebody');
  const at = sheet.decided_at === null ? '' : instantText(sheet.decided_at, language);
  const text = sheet.note ?? '';
  const decided = (tone: 'ok' | 'warn', icon: string) => ({
    tone,
    icon,
    title: t(`quarantine-sheet.is_${sheet.state}`, { name, at }),
    text,
    action: null,
  });
  if (sheet.state === 'approved') return decided('ok', 'check');
  if (sheet.state === 'rejected') return decided('warn', 'deny');
  if (sheet.state === 'settled') return { ...decided('ok', 'check'), text: '' };
  const details = { sheet: sheet.sheet_name, rows: sheet.waiting_rows };
  const { problem_code: code } = sheet;
  if (!mappable && isProblemCode(code)) {
    const [title = '', ...rest] = problemText(code, language, details).split(' · ');
    return { tone: 'warn', icon: 'quar', title, text: rest.join(' · '), action: null };
  }
  if (mayDecide) return null;
  return { tone: 'warn', icon: 'quar', title: t('quarantine-sheet.not_allowed'), text: '', action: null };
}

export function quarantineSheetView(
  { sheet, mapping }: { readonly sheet: QuarantineSheet; readonly mapping: LayoutMappingRow | null },
  given: GivenAnswers,
  grant: { readonly mayDecide: boolean; readonly noteDue: boolean },
  context: PageContext,
): QuarantineSheetView {
  const { t, baseUrl, can } = context;
  const here = `${baseUrl}/quarantine/${sheet.id}`;
  const compared = comparedSheet(sheet.difference);
  const waits = sheet.file_status === 'quarantined';
  const decision = decisionOf(sheet, mapping, context);
  // What was decided stands in the place of what was guessed.
  const all = compared && headingsOf(compared, given, context);
  const headings = all && decision ? { ...all, missing: [], extra: [], title: '' } : all;
  const sheetName = sheet.sheet_name === '' ? t('quarantine.whole') : sheet.sheet_name;
  const rows = waits
    ? t('quarantine-sheet.rows_waiting', { rows: countText(sheet.waiting_rows) })
    : t('quarantine-sheet.rows_none');
  return {
    title: sheet.filename ?? String(sheet.file_id),
    status: quarantineBadge(sheet.state, t),
    sub: compared
      ? t('quarantine-sheet.sub', {
          sheet: sheetName,
          layout: compared.layout,
          same: countText(headings?.same.length ?? 0),
          of: countText(compared.columns.length),
          rows,
        })
      : t('quarantine-sheet.sub_foreign', { sheet: sheetName, rows }),
    twins: { csv: can('export') ? `${here}.csv` : null, json: `${here}.json` },
    filePage: `${baseUrl}/files/${sheet.file_id}`,
    notice: noticeOf(sheet, compared !== null, grant.mayDecide, context),
    decision,
    headings,
    action: here,
    decide:
      grant.mayDecide &&
      (sheet.state === 'open' || (sheet.state === 'rejected' && waits && compared !== null))
        ? {
            approve: compared !== null,
            trial: compared !== null && sheet.kind === 'rep',
            noteHint: t(grant.noteDue ? 'quarantine-sheet.note_due' : 'quarantine-sheet.note_hint'),
            noteRequired: grant.noteDue,
            note: given.note,
          }
        : null,
    importAgain: grant.mayDecide && waits && sheet.state === 'approved' ? `${here}/import` : null,
    trial: given.trial && trialView(given.trial, context),
    errors: given.errors,
  };
}
