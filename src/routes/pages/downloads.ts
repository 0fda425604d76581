import type { Response } from 'express';
import { z } from 'zod';
import type { Queryable } from '../../db/db.js';
import { countText } from '../../domain/count-text.js';
import { AppError } from '../../domain/errors.js';
import type { FileKind } from '../../domain/file-kind.js';
import { fiscalYearOf, fiscalYearRange } from '../../domain/fiscal-year.js';
import { gridUnitKey } from '../../domain/grid-unit.js';
import { dayOf, instantText, yearText } from '../../domain/thai-date.js';
import { unitStanding } from '../../domain/unit-standing.js';
import {
  type CompletenessCell,
  countTransfersByMonth,
  findLastTransferFetch,
  findRepCompleteness,
  findStatementCompleteness,
} from '../../figures/unit-completeness.js';
import { fiscalYearsWithClaims, openUnitYears } from '../../store/attention.js';
import { findDownloadUnit } from '../../store/download-units.js';
import { findUpstreamSessions } from '../../store/upstream-session-list.js';
import { type NextRunsView, nextRuns } from '../next-runs.js';
import { type OpenJobsView, openJobs } from '../open-jobs.js';
import { openUnits } from '../open-units.js';
import { type Option, type PageContext, pageContext, type Twins, twinsOf } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';
import { startMonths } from '../start-months.js';
import { type DownloadForm, downloadForm, type FieldFault, readDownloadRequest } from './downloads-form.js';
import { type GapLine, gapLines } from './downloads-gaps.js';
import { type GridView, gridView } from './downloads-grid.js';
import { type SessionPanel, sessionPanel } from './session-panel.js';

export interface DownloadsView {
  readonly asOf: { readonly iso: string; readonly text: string } | null;
  readonly session: SessionPanel;
  readonly open: OpenJobsView;
  readonly nextRuns: NextRunsView;
  readonly fiscalYear: number;
  readonly years: { readonly name: string; readonly label: string; readonly options: readonly Option[] };
  readonly grid: GridView;
  readonly gridLabel: string;
  readonly gaps: readonly GapLine[];
  readonly smt: { readonly unit: string; readonly button: string; readonly last: string };
  readonly form: DownloadForm;
  readonly mayFetch: boolean;
  readonly twins: Twins;
}

function readFiscalYear(query: Readonly<Record<string, unknown>>, now: Date): number {
  const given = query.fiscal_year;
  if (given === undefined || given === '') return fiscalYearOf(dayOf(now));
  const year = z.coerce.number().int().min(2500).max(2700).safeParse(given);
  if (!year.success) throw new AppError('filter_invalid', { name: 'fiscal_year', example: '2569' });
  return year.data;
}

async function downloadsView(
  parts: Parts,
  context: PageContext,
  asked: { readonly fiscalYear: number; readonly body: Readonly<Record<string, unknown>> | null },
  faults: readonly FieldFault[],
  twins: Twins,
): Promise<DownloadsView> {
  const { db } = parts;
  const { t, language } = context;
  const { fiscalYear } = asked;
  const { cells, statements } = await yearCells(parts, fiscalYear);
  const transfers = await countTransfersByMonth(db, fiscalYearRange(fiscalYear));
  const lastFetch = await findLastTransferFetch(db, fiscalYear);
  const open = await openUnits(db);
  const transfersFetched = lastFetch !== null || (await wasYearAsked(db, fiscalYear));
  const checked = newestCheck([...cells, ...statements]);
  const shownYear = yearText(fiscalYear - 543, language);
  return {
    asOf: checked === null ? null : { iso: checked, text: instantText(checked, language) },
    session: sessionPanel(await findUpstreamSessions(db), await parts.settings.current(), context),
    open: await openJobs(db, context),
    nextRuns: await nextRuns(db, context),
    fiscalYear,
    years: await yearChoice(parts, fiscalYear, context),
    grid: gridView(fiscalYear, { cells, statements, transfers, transfersFetched, open }, context),
    gridLabel: t('downloads.months_of', { year: shownYear }),
    gaps: gapLines({ cells, statements, open }, context),
    smt: {
      unit: gridUnitKey({ kind: 'smt', fiscalYear }),
      button: t('downloads.smt_fetch', { year: shownYear }),
      last:
        lastFetch === null
          ? t('downloads.smt_never')
          : t('downloads.smt_last', { at: instantText(lastFetch, language) }),
    },
    form: downloadForm(asked.body, faults, context),
    mayFetch: context.can('fetch'),
    twins,
  };
}

/** The units of a year that were ever asked for, by kind. */
async function yearCells(parts: Pick<Parts, 'db' | 'config'>, fiscalYear: number) {
  // Where nothing is imported at all, no file waits for it.
  const counted = (cells: readonly CompletenessCell[]) =>
    parts.config.DB_TYPE === 'none' ? cells.map((cell) => ({ ...cell, notImported: 0 })) : cells;
  return {
    cells: counted(await findRepCompleteness(parts.db, fiscalYear)),
    statements: counted(await findStatementCompleteness(parts.db, fiscalYear)),
  };
}

/** A year without a transfer leaves no row but that of its unit. */
async function wasYearAsked(db: Queryable, fiscalYear: number): Promise<boolean> {
  const year = { upstream: 'smt', type: 'smt', scheme: '', month: 0, yearBe: fiscalYear } as const;
  const unit = await findDownloadUnit(db, year);
  return unit !== null && unit.state !== 'failed' && unit.state !== 'waiting_person';
}

function newestCheck(cells: readonly CompletenessCell[]): string | null {
  return cells.reduce<string | null>(
    (newest, { checkedAt }) =>
      checkedAt !== null && (newest === null || checkedAt > newest) ? checkedAt : newest,
    null,
  );
}

async function yearChoice(parts: Parts, fiscalYear: number, { t, language, now }: PageContext) {
  const thisYear = fiscalYearOf(dayOf(now));
  const open = await openUnitYears(parts.db);
  const known = await fiscalYearsWithClaims(parts.db);
  const years = new Set([thisYear, thisYear - 1, fiscalYear, ...known, ...open.keys()]);
  const textOf = (year: number) => {
    const name = language === 'th' ? String(year) : `${year} (${year - 543})`;
    const units = open.get(year);
    // The overview counts those of all years, this page shows one.
    return units === undefined ? name : t('downloads.year_open', { year: name, count: countText(units) });
  };
  return {
    name: 'fiscal_year',
    label: t('downloads.fiscal_year'),
    options: [...years]
      .sort((a, b) => b - a)
      .map((year) => ({
        value: String(year),
        text: textOf(year),
        selected: year === fiscalYear,
      })),
  };
}

/** Did everything come, what is missing, what does NHSO want from me now? */
export const downloadsPage: Route = {
  method: 'get',
  path: '/downloads',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const asked = { fiscalYear: readFiscalYear(req.query, context.now), body: null };
    const twins = twinsOf(`${context.baseUrl}/downloads`, req.query, true);
    await sendPage(res, 'downloads', await downloadsView(parts, context, asked, [], twins));
  },
};

/** Starts the download of some months (REP for some schemes, or STM), and leads to its job. */
export const startDownload: Route = {
  method: 'post',
  path: '/downloads',
  permission: 'fetch',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const body: Readonly<Record<string, unknown>> = { ...req.body };
    const request = readDownloadRequest(body, context);
    if (!('from' in request)) {
      const asked = { fiscalYear: fiscalYearOf(dayOf(context.now)), body };
      const twins = twinsOf(`${context.baseUrl}/downloads`, {}, true);
      res.status(422);
      return await sendPage(res, 'downloads', await downloadsView(parts, context, asked, request, twins));
    }
    const job = await startMonths(parts, request, userOf(res).id);
    goToJob(res, job.jobKey);
  },
};

function goToJob(res: Response, jobKey: string): void {
  res.redirect(303, `${res.req.baseUrl}/jobs/${encodeURIComponent(jobKey)}`);
}

const cellJson = (kind: FileKind, cell: CompletenessCell) => ({
  key: `${kind === 'stm' ? 'stm/' : ''}${cell.month}/${cell.scheme}`,
  kind,
  month: cell.month,
  scheme: cell.scheme,
  state: unitStanding(cell.state, cell).state,
  problem: cell.problem,
  tries: cell.tries,
  next_try_at: cell.nextTryAt,
  listed: cell.listed,
  stored: cell.stored,
  rows_expected: cell.expectedRows,
  rows_stored: cell.rows,
  not_imported: cell.notImported,
  disagreeing: cell.disagreeing,
  checked_at: cell.checkedAt,
});

/** The rows of the grid that come from e-Claim, as the twins of the page give them. */
async function twinRows(parts: Parts, query: Readonly<Record<string, unknown>>) {
  const { cells, statements } = await yearCells(parts, readFiscalYear(query, parts.now()));
  return {
    rows: [...cells.map((cell) => cellJson('rep', cell)), ...statements.map((cell) => cellJson('stm', cell))],
    checked: newestCheck([...cells, ...statements]),
  };
}

export const downloadsJson: Route = {
  method: 'get',
  path: '/downloads.json',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    const { rows, checked } = await twinRows(parts, req.query);
    res.json({ rows, total: rows.length, as_of: checked, next_cursor: null });
  },
};

export const downloadsCsv: Route = {
  method: 'get',
  path: '/downloads.csv',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    const { rows } = await twinRows(parts, req.query);
    const names = [
      'month',
      'scheme',
      'state',
      'listed',
      'stored',
      'rows_expected',
      'rows_stored',
      'checked_at',
      'kind',
      'problem',
      'tries',
      'next_try_at',
      'not_imported',
      'disagreeing',
    ] as const;
    const columns = names.map((name) => ({ name, value: (row: ReturnType<typeof cellJson>) => row[name] }));
    await sendCsv(res, 'downloads.csv', columns, rows);
  },
};
