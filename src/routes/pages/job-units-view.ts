import path from 'node:path';
import { countText } from '../../domain/count-text.js';
import { type Job, jobJson } from '../../domain/job.js';
import { readStatementFileName } from '../../domain/statement-file-name.js';
import { type Badge, importBadge, unitBadge } from '../badges.js';
import { addressWith, type PageContext } from '../page-context.js';

export interface JobCountView {
  readonly text: string;
  readonly count: string;
  readonly bad: boolean;
}

/** What the job repeats by itself: months and schemes of a download, files of an import. */
export interface JobUnitsView {
  readonly title: string;
  readonly note: string;
  readonly none: string;
  readonly unit: string;
  /** Heads of the number columns; an import of files has none, its state says all. */
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    readonly href: string | null;
    readonly state: Badge;
    readonly cells: readonly string[];
  }[];
}

type Counter = (name: string, count: number, bad?: boolean) => JobCountView;

/** The job in numbers, that nothing of it is counted twice: held files are no failed ones. */
export function jobCounts(job: Job, { t, language }: PageContext): readonly JobCountView[] {
  const result = jobJson(job, language).result;
  if (result === null || result.units.length === 0) return [];
  const part: Counter = (name, count, bad = false) => ({
    text: t(`job.${name}`),
    count: countText(count),
    bad: bad && count > 0,
  });
  const inState = (state: string) => result.units.filter((unit) => unit.state.startsWith(state)).length;
  const { listed, downloaded, already, imported, failed } = result;
  if (job.type === 'import_files') {
    const held = inState('quarantined');
    const noted = inState('completed_with_problems');
    const skipped = inState('skipped_');
    return [
      part('files', listed),
      part('imported', imported - noted),
      ...(noted > 0 ? [part('with_problems', noted)] : []),
      part('unchanged', already),
      ...(held > 0 ? [part('quarantined', held)] : []),
      part('failed', failed - held, true),
      ...(skipped > 0 ? [part('skipped', skipped)] : []),
    ];
  }
  if (job.type === 'export_claims' || job.type === 'export_cases') return [part('rows', listed)];
  if (job.type === 'transcribe_audio') return [];
  if (job.type === 'import_cases')
    return [
      part('rows', listed),
      part('imported', imported),
      part('unchanged', already),
      part('failed', failed, true),
    ];
  if (job.type === 'reread_files')
    return [part('files', listed), part('imported', imported), part('failed', failed, true)];
  return [
    part('listed', listed),
    part('came', downloaded),
    part('already', already),
    part('imported', imported),
    part('failed', failed, true),
  ];
}

/** `import/3.2/batch.zip/a.xls` is `batch.zip/a.xls` for people. */
const fileOfUnit = (unit: string) => unit.replace(/^import\/[\d.]+\//u, '');

/** The list of files with this one name; null for what has no page. */
function listOf(file: string, state: string, { baseUrl, can }: PageContext): string | null {
  const hasPage = ['completed', 'completed_with_problems', 'unchanged', 'quarantined'].includes(state);
  if (!hasPage || !can('claims')) return null;
  const name = path.posix.basename(file);
  return addressWith(`${baseUrl}/files`, { kind: readStatementFileName(name) ? 'stm' : null, q: name });
}

export function jobUnitsView(job: Job, context: PageContext): JobUnitsView {
  const { t, baseUrl, can } = context;
  const units = job.result?.units ?? [];
  if (job.type === 'import_files')
    return {
      title: t('job.file_units'),
      note: t('job.file_units_note'),
      none: t('job.no_files'),
      unit: t('job.file'),
      columns: [],
      rows: units.map(({ unit, state }) => {
        const name = fileOfUnit(unit);
        return { name, href: listOf(name, state, context), state: importBadge(state, t), cells: [] };
      }),
    };
  if (job.type === 'import_cases')
    return {
      title: t('job.units'),
      note: t('job.cases_note'),
      none: t('job.no_units'),
      unit: t('job.unit'),
      columns: [t('job.rows')],
      rows: units.map(({ unit, state, listed }) => ({
        name: unit.replace(/^cases\//, ''),
        href: can('denials_work') ? `${baseUrl}/cases/import/${unit.replace(/^cases\//, '')}` : null,
        state: unitBadge(state, t),
        cells: [countText(listed)],
      })),
    };
  if (job.type === 'transcribe_audio')
    return {
      title: t('job.units'),
      note: t('job.audio_note'),
      none: t('job.no_units'),
      unit: t('job.unit'),
      columns: [],
      rows: units.map(({ unit, state }) => ({
        name: unit.replace(/^audio\//, ''),
        href: can('ai_audio') ? `${baseUrl}/${unit}` : null,
        state: unitBadge(state, t),
        cells: [],
      })),
    };
  if (job.type === 'export_claims')
    return {
      title: t('job.units'),
      note: t('job.export_note'),
      none: t('job.no_units'),
      unit: t('job.unit'),
      columns: [t('job.rows')],
      rows: units.map(({ unit, state, listed }) => ({
        ...{ name: unit, href: can('export') ? `${baseUrl}/exports` : null, state: unitBadge(state, t) },
        cells: [countText(listed)],
      })),
    };
  const columns = ['listed', 'downloaded', 'already', 'imported', 'failed'] as const;
  return {
    title: t('job.units'),
    note: t('job.units_note'),
    none: t('job.no_units'),
    unit: t('job.unit'),
    columns: columns.map((name) => t(`job.${name === 'downloaded' ? 'came' : name}`)),
    rows: units.map((unit) => ({
      name: unit.unit,
      href: null,
      state: unitBadge(unit.state, t),
      cells: columns.map((name) => countText(unit[name])),
    })),
  };
}
