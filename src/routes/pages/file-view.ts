import { z } from 'zod';
import { countText } from '../../domain/count-text.js';
import { dayText, durationText, instantText } from '../../domain/thai-date.js';
import type {
  FileAttemptRow,
  FileProblemRow,
  ImportedFileDetails,
} from '../../store/imported-file-details.js';
import { isStoredStatus } from '../../store/imported-files.js';
import type { StatementDetails } from '../../store/statement-details.js';
import { type Badge, fileBadge } from '../badges.js';
import { columnLetters } from '../column-letters.js';
import { jobNumber } from '../job-texts.js';
import { addressWith, type PageContext, type Twins } from '../page-context.js';
import { claimAddress } from './claim-view.js';
import { type ControlsView, controlsOf } from './file-controls.js';
import { fileNotice, type NoticeView } from './file-notice.js';
import { statementControlsOf, statementFacts } from './file-statement.js';
import { fileTypeText } from './file-type-text.js';

export interface ValuesView {
  readonly may: boolean;
  readonly needsReason: boolean;
  readonly shown: boolean;
}

export interface FileFacts {
  readonly file: ImportedFileDetails;
  readonly problems: readonly FileProblemRow[];
  readonly counts: { readonly errors: number; readonly warnings: number };
  readonly attempts: readonly FileAttemptRow[];
  readonly portal: { readonly rep_no: string; readonly first_seen_at: string } | null;
  /** null = a REP workbook. */
  readonly statement: StatementDetails | null;
  readonly values: ValuesView;
}

interface ProblemLine {
  readonly sheet: string;
  readonly row: string;
  readonly column: string;
  readonly code: string;
  readonly value: string | null;
  readonly message: string;
  readonly outcome: Badge;
  /** The claim that it is about, where the row says which; a refused row leads nowhere, since it is not stored. */
  readonly claim: { readonly href: string | null; readonly text: string } | null;
}

interface HistoryLine {
  readonly tone: string;
  readonly title: string;
  readonly at: string;
  readonly text: string;
  readonly job: { readonly href: string; readonly text: string } | null;
}

export interface FileView {
  readonly kind: 'REP' | 'STM';
  readonly title: string;
  readonly status: Badge;
  readonly sub: string;
  readonly notice: NoticeView | null;
  readonly original: string | null;
  /** Where the file can be taken out; null where it is not in, or the reader may not. */
  readonly undo: string | null;
  /** Button that has the kept bytes read; null where the reader may not. */
  readonly readAgain: { readonly action: string; readonly text: string } | null;
  readonly twins: Twins;
  readonly controls: ControlsView;
  readonly facts: readonly { readonly label: string; readonly text: string; readonly mono: boolean }[];
  readonly equation: {
    readonly label: string;
    readonly parts: readonly { text: string; count: string; bad: boolean }[];
  } | null;
  /** The claims whose current version stands in this REP; null where there is none. */
  readonly claims: string | null;
  readonly problems: readonly ProblemLine[];
  /** Said where none is listed. */
  readonly noProblems: string;
  readonly moreProblems: string | null;
  readonly values: ValuesView;
  readonly action: string;
  readonly sheets: readonly {
    name: string;
    layout: string;
    read: string;
    stored: string;
    refused: string;
    bad: boolean;
  }[];
  /** Said where no sheet is listed. */
  readonly noSheets: string;
  readonly history: readonly HistoryLine[];
}

export function fileView(facts: FileFacts, context: PageContext): FileView {
  const { t, baseUrl, language, can } = context;
  const { file, counts, problems } = facts;
  const total = counts.errors + counts.warnings;
  const here = `${baseUrl}/files/${file.id}`;
  const isStored = isStoredStatus(file.status);
  const took = file.status === 'undone' ? null : (facts.attempts[0]?.duration_ms ?? null);
  return {
    title: file.filename,
    status: fileBadge(file.status, t),
    sub: [
      `${fileTypeText(file)} ${file.scheme.toUpperCase()}`,
      fileMoment(file, context),
      ...(took === null ? [] : [t('file.took', { time: durationText(took, language) })]),
    ].join(' · '),
    notice: fileNotice(file, counts, facts.attempts[0] ?? null, context),
    original: can('reveal_identity') && file.stored_path !== null ? `${here}/original` : null,
    undo: can('undo') && isStored ? `${here}/undo` : null,
    readAgain:
      can('fetch') && file.stored_path !== null
        ? { action: `${here}/read-again`, text: t(isStored ? 'file.read_again' : 'file.import_again') }
        : null,
    twins: { csv: can('export') ? `${here}.csv` : null, json: `${here}.json` },
    kind: facts.statement ? 'STM' : 'REP',
    controls: facts.statement
      ? statementControlsOf(file, facts.statement, context)
      : controlsOf(file, context),
    facts: factsOf(facts, context),
    claims:
      isStored && !facts.statement ? addressWith(`${baseUrl}/claims`, { file_id: String(file.id) }) : null,
    equation: isStoredStatus(file.status) ? equationOf(file, context) : null,
    problems: problems.map((row) => problemLine(row, facts.values.shown, context)),
    noProblems: t(isStored ? 'file.no_problems_more' : 'file.no_problems_out'),
    moreProblems:
      total > problems.length
        ? t('file.more_problems', { shown: countText(problems.length), total: countText(total) })
        : null,
    values: facts.values,
    action: here,
    sheets: sheetsOf(file, context),
    noSheets: t(file.status === 'quarantined' ? 'file.no_sheets_quarantined' : 'file.no_sheets'),
    history: historyOf(facts, context),
  };
}

/** When it came in; of a file of which nothing is stored, when it was held, refused or taken out. */
function fileMoment(file: ImportedFileDetails, { t, language }: PageContext): string {
  const at = (file.status === 'undone' ? file.undone_at : file.import_completed_at) ?? file.import_started_at;
  const key = isStoredStatus(file.status) ? 'imported' : `moment_${file.status}`;
  return t(`file.${key}`, { at: instantText(at, language) });
}

function factsOf({ file, portal, statement }: FileFacts, context: PageContext): FileView['facts'] {
  const { t, language } = context;
  const fact = (label: string, text: string, mono = false) => ({ label: t(`file.${label}`), text, mono });
  const days =
    file.min_service_day === null
      ? '–'
      : `${dayText(file.min_service_day, language, true)} – ${dayText(file.max_service_day, language, true)}`;
  return [
    ...(portal === null || portal.rep_no === '' ? [] : [fact('rep_no', portal.rep_no, true)]),
    ...(statement ? statementFacts(statement, context) : []),
    fact('hospital', [file.hospital_code, statement?.hospital_name].filter(Boolean).join(' '), true),
    fact('type', `${file.file_type} · ${file.scheme.toUpperCase()}`),
    fact('came_by', t(`file.by_${file.source}`)),
    fact('date', dayText(file.file_date, language)),
    ...(statement ? [] : [fact('service_days', days)]),
    fact('size', t('file.bytes', { count: countText(file.size_bytes) })),
    { label: 'SHA-256', text: file.sha256, mono: true },
  ];
}

function equationOf(file: ImportedFileDetails, { t }: PageContext): FileView['equation'] {
  const counts = {
    read: countText(file.rows_read),
    inserted: countText(file.rows_inserted),
    updated: countText(file.rows_updated),
    unchanged: countText(file.rows_unchanged),
    refused: countText(file.rows_refused),
  };
  const part = (name: keyof typeof counts) => ({
    text: t(`file.rows_${name}`),
    count: counts[name],
    bad: name === 'refused' && file.rows_refused > 0,
  });
  return {
    label: t('file.equation', counts),
    parts: [part('read'), part('inserted'), part('updated'), part('unchanged'), part('refused')],
  };
}

function problemLine(
  row: FileProblemRow,
  shown: boolean,
  { t, language, baseUrl }: PageContext,
): ProblemLine {
  const cell =
    row.column_no === null || row.row_no === 0 ? '' : `${columnLetters(row.column_no)}${row.row_no}`;
  return {
    sheet: row.sheet_name === '' ? '–' : row.sheet_name,
    row: row.row_no === 0 ? '–' : countText(row.row_no),
    column: [cell, row.header_path ?? ''].filter((part) => part !== '').join(' '),
    code: row.code,
    value: shown ? (row.value ?? '–') : null,
    message: (language === 'th' ? row.message_th : row.message_en) ?? '–',
    outcome:
      row.severity === 'error'
        ? { tone: 'bad', icon: 'close', text: t('severity.error') }
        : { tone: 'warn', icon: 'warn', text: t('severity.warning') },
    claim:
      row.tran_id === null
        ? null
        : {
            href: row.severity === 'error' ? null : claimAddress(baseUrl, row.tran_id),
            text: row.tran_id,
          },
  };
}

const storedSheets = z.array(
  z.object({
    name: z.string(),
    layout: z.string().nullish(),
    rowsRead: z.number().optional(),
    rows_read: z.number().optional(),
    stored: z.number().optional(),
    refused: z.number().optional(),
  }),
);

function sheetsOf(file: ImportedFileDetails, { t }: PageContext): FileView['sheets'] {
  const sheets = storedSheets.safeParse(JSON.parse(file.sheets));
  if (!sheets.success) return [];
  return sheets.data.map((sheet) => ({
    name: sheet.name,
    layout: sheet.layout ?? t('file.no_layout'),
    read: countText(sheet.rows_read ?? sheet.rowsRead ?? null),
    stored: countText(file.status === 'undone' ? 0 : (sheet.stored ?? null)),
    refused: countText(sheet.refused ?? null),
    bad: (sheet.refused ?? 0) > 0,
  }));
}

const attemptTones: Readonly<Record<string, string>> = {
  completed: 'ok',
  completed_with_problems: 'warn',
  failed: 'bad',
  quarantined: 'warn',
};

function historyOf(
  { file, attempts, portal }: FileFacts,
  { t, language, baseUrl, can }: PageContext,
): HistoryLine[] {
  const imports = attempts.filter((attempt) => attempt.status !== 'undone');
  const lines = attempts.map(
    (attempt): HistoryLine => ({
      tone: attemptTones[attempt.status] ?? '',
      title:
        attempt.status === 'undone'
          ? t('file.undone')
          : t(
              isStoredStatus(attempt.status) || attempt.status === 'unchanged'
                ? 'file.attempt'
                : 'file.attempt_kept',
              { number: countText(imports.length - imports.indexOf(attempt)) },
            ),
      at: instantText(attempt.started_at, language, true),
      text: [
        ...(attempt.status === 'undone' ? [] : [t(`file_status.${attempt.status}`)]),
        durationText(attempt.duration_ms, language),
        ...(attempt.forced ? [t('file.attempt_forced')] : []),
        ...(attempt.username === null ? [] : [t('file.by_user', { name: attempt.username })]),
        ...(attempt.status === 'undone' && attempt.message ? [attempt.message] : []),
      ].join(' · '),
      job:
        attempt.job_key === null || !can('fetch')
          ? null
          : {
              href: `${baseUrl}/jobs/${encodeURIComponent(attempt.job_key)}`,
              text: jobNumber(attempt.job_key),
            },
    }),
  );
  const plain = (title: string, at: string, text: string): HistoryLine => ({
    tone: '',
    title,
    at,
    text,
    job: null,
  });
  if (file.replaces_file_id !== null) lines.push(plain(t('file.replaces'), '', ''));
  if (portal !== null) {
    const counts = [file.portal_total, file.portal_passed, file.portal_failed].map(countText);
    const text = `${t('file.total')} ${counts[0]} · ${t('file.passed')} ${counts[1]} · ${t('file.failed')} ${counts[2]}`;
    lines.push(plain(t('file.seen'), instantText(portal.first_seen_at, language, true), text));
  }
  return lines;
}
