import { countText } from '../../domain/count-text.js';
import { isProblemCode, problemText } from '../../domain/problems/index.js';
import { instantText } from '../../domain/thai-date.js';
import type { FileType, LayoutDifference } from '../../filetypes/file-type.js';
import { requiredColumns } from '../../filetypes/layout-mapping.js';
import { keptDifferenceOf } from '../../services/decide-layout.js';
import type { QuarantineRow } from '../../store/quarantine.js';
import type { Badge } from '../badges.js';
import { columnLetters } from '../column-letters.js';
import type { FieldMessage } from '../form.js';
import type { Option, PageContext, Twins } from '../page-context.js';
import type { NoticeView } from './file-notice.js';
import { quarantineBadge } from './quarantine.js';

export type QuarantineSheet = QuarantineRow & { readonly difference: string | null };

/** What the form said, or nothing at first. */
export interface GivenAnswers {
  /** By name of the select, e.g. `c12`. */
  readonly choices: ReadonlyMap<string, string>;
  readonly note: string;
  readonly errors: readonly FieldMessage[];
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
  readonly headings: Headings | null;
  readonly action: string;
  /** null = the reader may not decide, or nothing is to be decided. */
  readonly decide: {
    readonly approve: boolean;
    readonly noteHint: string;
    readonly noteRequired: boolean;
    readonly note: string;
  } | null;
  readonly importAgain: string | null;
  readonly errors: readonly FieldMessage[];
}

export const fieldOf = (index: number) => `c${index}`;

function missingColumn(
  index: number,
  fileType: FileType,
  { headings, unknown }: LayoutDifference,
  given: GivenAnswers,
  { t }: PageContext,
): MissingColumn {
  const heading = fileType.columns[index]?.[1] ?? '';
  const field = fieldOf(index);
  const likely = unknown.find(({ suggestion }) => suggestion?.index === index);
  const suggestion = likely?.suggestion ?? null;
  const required = requiredColumns(fileType).has(index);
  const chosen = given.choices.get(field) ?? (suggestion?.sure && likely ? String(likely.position) : '');
  const option = (value: string, text: string) => ({ value, text, selected: value === chosen });
  const percent = Math.round((suggestion?.likeness ?? 0) * 100);
  const why: Badge =
    suggestion === null
      ? { tone: 'quiet', icon: 'minus', text: t('quarantine-sheet.unlike') }
      : suggestion.likeness >= 0.5
        ? {
            tone: suggestion.sure ? 'ok' : 'warn',
            icon: 'half',
            text: t('quarantine-sheet.alike', { percent }),
          }
        : { tone: 'info', icon: 'half', text: t('quarantine-sheet.same_place') };
  return {
    field,
    letter: columnLetters(index),
    heading,
    required,
    probably: likely
      ? { letter: columnLetters(likely.position), heading: headings[likely.position] ?? '' }
      : null,
    why,
    label: t('quarantine-sheet.choice_of', { heading }),
    options: [
      option('', t('quarantine-sheet.choose')),
      ...unknown.map(({ position }) =>
        option(String(position), `${columnLetters(position)} · ${headings[position] ?? ''}`),
      ),
      ...(required ? [] : [option('gone', t('quarantine-sheet.gone'))]),
    ],
    wrong: given.errors.some((error) => error.field === field),
  };
}

function headingsOf(
  fileType: FileType,
  difference: LayoutDifference,
  given: GivenAnswers,
  context: PageContext,
): Headings {
  const { t } = context;
  const { positions, headings, unknown } = difference;
  const missing = positions.flatMap((position, index) => (position === null ? [index] : []));
  const same = positions.flatMap((position, index) => {
    if (position === null) return [];
    const moved = position !== index;
    const state: Badge = moved
      ? { tone: 'info', icon: 'right', text: t('quarantine-sheet.found_moved') }
      : { tone: 'ok', icon: 'check', text: t('quarantine-sheet.found_same') };
    return [
      {
        heading: fileType.columns[index]?.[1] ?? '',
        letter: columnLetters(index),
        found: headings[position] ?? '',
        foundLetter: columnLetters(position),
        moved,
        state,
      },
    ];
  });
  const moved = same.filter((one) => one.moved).length;
  return {
    title:
      missing.length === 0
        ? t('quarantine-sheet.none_missing')
        : t('quarantine-sheet.missing', { count: countText(missing.length) }),
    missing: missing.map((index) => missingColumn(index, fileType, difference, given, context)),
    extraTitle: t('quarantine-sheet.new', { count: countText(unknown.length) }),
    extra: unknown.map(({ position }) => ({
      letter: columnLetters(position),
      heading: headings[position] ?? '',
    })),
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
  sheet: QuarantineSheet,
  given: GivenAnswers,
  grant: { readonly mayDecide: boolean; readonly noteDue: boolean },
  context: PageContext,
): QuarantineSheetView {
  const { t, baseUrl, can } = context;
  const here = `${baseUrl}/quarantine/${sheet.id}`;
  const kept = keptDifferenceOf(sheet.difference);
  const headings = kept && headingsOf(kept.fileType, kept.difference, given, context);
  const waits = sheet.file_status === 'quarantined';
  const sheetName = sheet.sheet_name === '' ? t('quarantine.whole') : sheet.sheet_name;
  const rows = countText(sheet.waiting_rows);
  return {
    title: sheet.filename ?? String(sheet.file_id),
    status: quarantineBadge(sheet.state, t),
    sub: kept
      ? t('quarantine-sheet.sub', {
          sheet: sheetName,
          layout: kept.fileType.id,
          same: countText(headings?.same.length ?? 0),
          of: countText(kept.fileType.columns.length),
          rows,
        })
      : t('quarantine-sheet.sub_foreign', { sheet: sheetName, rows }),
    twins: { csv: can('export') ? `${here}.csv` : null, json: `${here}.json` },
    filePage: `${baseUrl}/files/${sheet.file_id}`,
    notice: noticeOf(sheet, kept !== null, grant.mayDecide, context),
    headings,
    action: here,
    decide:
      grant.mayDecide && (sheet.state === 'open' || (sheet.state === 'rejected' && waits))
        ? {
            approve: kept !== null,
            noteHint: t(grant.noteDue ? 'quarantine-sheet.note_due' : 'quarantine-sheet.note_hint'),
            noteRequired: grant.noteDue,
            note: given.note,
          }
        : null,
    importAgain: grant.mayDecide && waits && sheet.state === 'approved' ? `${here}/import` : null,
    errors: given.errors,
  };
}
