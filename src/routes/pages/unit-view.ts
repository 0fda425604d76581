import { bahtText } from '../../domain/baht-text.js';
import { countText } from '../../domain/count-text.js';
import { fiscalYearOfUnit, type GridUnit, gridUnitKey, gridUnitSlug } from '../../domain/grid-unit.js';
import { monthText, yearText } from '../../domain/thai-date.js';
import { type UnitCounts, unitStanding } from '../../domain/unit-standing.js';
import type { UnitFile } from '../../store/unit-files.js';
import { type Badge, unitBadge } from '../badges.js';
import { type CauseView, causeOf } from '../cause-text.js';
import { jobNumber, jobStateBadge } from '../job-texts.js';
import type { OpenUnit } from '../open-units.js';
import { addressWith, type PageContext, type Twins } from '../page-context.js';
import { lackText, triesText } from './downloads-gaps.js';
import { countsOf, isIn, sumOf, type UnitFacts } from './unit-counts.js';
import { type UnitFileLine, unitFileLines } from './unit-file-lines.js';

interface ControlLine {
  readonly label: string;
  readonly numbers: readonly string[];
  readonly apart: boolean;
}

export interface UnitView {
  readonly title: string;
  readonly state: Badge;
  readonly grid: string;
  readonly tried: string;
  readonly lacks: string;
  readonly cause: CauseView | null;
  readonly job: { readonly text: string; readonly href: string } | null;
  readonly ask: { readonly unit: string; readonly text: string } | null;
  readonly files: string | null;
  readonly counts: readonly { readonly text: string; readonly count: string; readonly bad: boolean }[];
  readonly countsLabel: string;
  readonly isSmt: boolean;
  /** Claims by the list against those stored; REP alone has such a list. */
  readonly controls: readonly ControlLine[];
  readonly rows: readonly UnitFileLine[];
  readonly hasDocuments: boolean;
  readonly mayList: boolean;
  readonly transfers: readonly { readonly month: string; readonly numbers: readonly string[] }[];
  readonly twins: Twins;
}

export function unitView(facts: UnitFacts, context: PageContext): UnitView {
  const { t, language, baseUrl, can } = context;
  const { unit, known, open } = facts;
  const counts = countsOf(facts);
  const standing = unitStanding(known?.state ?? null, counts);
  const href = `${baseUrl}/downloads/units/${gridUnitSlug(unit)}`;
  const cell = { ...counts, state: known?.state ?? null };
  return {
    title: unitTitle(unit, context),
    state: open ? jobStateBadge(open.job, context) : unitBadge(standing.state, t),
    grid: `${baseUrl}/downloads?fiscal_year=${fiscalYearOfUnit(unit)}#grid`,
    tried: known === null ? t('unit.never') : triesText(known, context),
    lacks: lackText(cell, context),
    cause: causeOf(known?.problem ?? null, language, baseUrl),
    job: openJob(open, context),
    ask: can('fetch') && !open ? { unit: gridUnitKey(unit), text: t(askWords(standing.state)) } : null,
    files: can('claims') ? filesAddress(unit, facts.files, baseUrl) : null,
    counts: known === null ? [] : countParts(unit, counts, context),
    countsLabel: t('unit.counts'),
    isSmt: unit.kind === 'smt',
    controls: unit.kind === 'rep' ? controlLines(facts, context) : [],
    rows: can('claims') ? unitFileLines(facts, context) : [],
    hasDocuments: unit.kind === 'rep',
    mayList: can('claims'),
    transfers: facts.transfers.map(({ month, transfers, amount, total }) => ({
      month: month === '' ? t('unit.no_day') : monthText(month, language),
      numbers: [countText(transfers), bahtText(amount), bahtText(total)],
    })),
    twins: { csv: can('claims') ? `${href}.csv` : null, json: `${href}.json` },
  };
}

function unitTitle(unit: GridUnit, { language, t }: PageContext): string {
  if (unit.kind === 'smt')
    return `SMT ${t('downloads.fiscal_year')} ${yearText(unit.fiscalYear - 543, language)}`;
  return `${unit.kind.toUpperCase()} ${unit.scheme.toUpperCase()} ${monthText(unit.month, language, true)}`;
}

function askWords(state: string): string {
  if (state === 'never_asked') return 'unit.start';
  return state === 'complete' || state === 'empty' ? 'downloads.ask_again' : 'downloads.retry';
}

function openJob(open: OpenUnit | undefined, { t, baseUrl, can }: PageContext): UnitView['job'] {
  if (!open || !can('fetch')) return null;
  const { jobKey } = open.job;
  return {
    text: t('unit.in_job', { number: jobNumber(jobKey) }),
    href: `${baseUrl}/jobs/${encodeURIComponent(jobKey)}`,
  };
}

/** The list of files, as near to the unit as its filters come; null where nothing of it is imported. */
function filesAddress(unit: GridUnit, files: readonly UnitFile[], baseUrl: string): string | null {
  if (unit.kind === 'smt' || !files.some(({ fileId }) => fileId !== null)) return null;
  const { scheme, month } = unit;
  if (unit.kind === 'rep') return addressWith(`${baseUrl}/files`, { month, scheme });
  // A statement is issued in a later month than that of service, which its name tells: `256811`.
  const service = `${Number(month.slice(0, 4)) + 543}${month.slice(5, 7)}`;
  return addressWith(`${baseUrl}/files`, { kind: 'stm', scheme, q: service });
}

/** listed = imported + stored only + missing; of SMT records. */
function countParts(unit: GridUnit, counts: UnitCounts, { t }: PageContext): UnitView['counts'] {
  const missing = Math.max(0, counts.listed - counts.stored);
  const part = (name: string, count: number, bad = false) => ({
    text: t(`unit.${name}`),
    count: countText(count),
    bad: bad && count > 0,
  });
  if (unit.kind === 'smt')
    return [
      part('records', counts.listed),
      part('records_stored', counts.stored),
      part('records_refused', missing, true),
    ];
  return [part('listed', counts.listed), part('stored', counts.stored), part('missing', missing, true)];
}

function controlLines({ files, documents }: UnitFacts, { t }: PageContext): ControlLine[] {
  if (documents.length === 0) return [];
  const listed = (['total', 'passed', 'failed'] as const).map((name) => sumOf(documents, name));
  const stored = files.filter(isIn);
  const total = stored.reduce((sum, file) => sum + (file.storedTotal ?? 0), 0);
  const passed = stored.reduce((sum, file) => sum + (file.storedPassed ?? 0), 0);
  const here = [total, passed, total - passed];
  const apart = here.map((count, index) => count - (listed[index] ?? 0));
  return [
    { label: t('file.portal'), numbers: listed.map(countText), apart: false },
    { label: t('file.stored'), numbers: here.map(countText), apart: false },
    {
      label: t('unit.difference'),
      numbers: apart.map(countText),
      apart: apart.some((count) => count !== 0),
    },
  ];
}
