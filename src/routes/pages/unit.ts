import type { Request } from 'express';
import { AppError } from '../../domain/errors.js';
import {
  askedMonth,
  fiscalYearOfUnit,
  type GridUnit,
  gridUnitKey,
  gridUnitSlug,
  readGridUnit,
} from '../../domain/grid-unit.js';
import { dayOf } from '../../domain/thai-date.js';
import { unitStanding } from '../../domain/unit-standing.js';
import { findListedDocuments } from '../../figures/listed-documents.js';
import { jobOfUnit } from '../../jobs/unit-jobs.js';
import { findDownloadUnit } from '../../store/download-units.js';
import { findUnitFiles, sumTransfersByMonth } from '../../store/unit-files.js';
import { formFields } from '../form.js';
import { openUnits } from '../open-units.js';
import { pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';
import { countsOf, sumOf, type UnitFacts } from './unit-counts.js';
import { unitView } from './unit-view.js';

async function factsOf(parts: Parts, unit: GridUnit): Promise<UnitFacts> {
  const { db } = parts;
  const open = (await openUnits(db)).get(gridUnitKey(unit));
  const base = {
    unit,
    open,
    files: [],
    documents: [],
    transfers: [],
    importsClaims: parts.config.DB_TYPE !== 'none',
  };
  if (unit.kind === 'smt') {
    const year = { upstream: 'smt', type: 'smt', scheme: '', month: 0, yearBe: unit.fiscalYear } as const;
    const transfers = await sumTransfersByMonth(db, unit.fiscalYear);
    return { ...base, known: await findDownloadUnit(db, year), transfers };
  }
  const { month, year: yearBe } = askedMonth(unit.month);
  const asked = { type: unit.kind, scheme: unit.scheme, month, yearBe };
  return {
    ...base,
    known: await findDownloadUnit(db, { ...asked, upstream: 'eclaim' }),
    files: await findUnitFiles(db, asked),
    documents: unit.kind === 'rep' ? await findListedDocuments(db, asked) : [],
  };
}

function unitOf(parts: Parts, req: Request): GridUnit {
  const unit = readGridUnit(String(req.params.unit));
  if (unit === null || isLater(unit, parts)) throw new AppError('not_found');
  return unit;
}

/** A month that has not come has nothing to ask for. */
function isLater(unit: GridUnit, { now }: Pick<Parts, 'now'>): boolean {
  return unit.kind !== 'smt' && unit.month > dayOf(now()).slice(0, 7);
}

/** What NHSO lists for a month and scheme, what of it is stored, what is missing and why. */
export const unitPage: Route = {
  method: 'get',
  path: '/downloads/units/:unit',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    const facts = await factsOf(parts, unitOf(parts, req));
    await sendPage(res, 'unit', unitView(facts, pageContext(parts, res)));
  },
};

function fileRows({ files, documents }: UnitFacts) {
  return files.map((file) => {
    const own = documents.filter(({ downloadId }) => downloadId === file.downloadId);
    const listed = (name: 'total' | 'passed' | 'failed') => (own.length === 0 ? null : sumOf(own, name));
    return {
      file: file.filename,
      rep_no: own.map(({ repNo }) => repNo).join(' '),
      state: file.status,
      problem: file.problem,
      tries: file.tries,
      next_try_at: file.nextTryAt,
      fetched_at: file.fetchedAt,
      file_id: file.fileId,
      import_status: file.importStatus,
      listed_total: listed('total'),
      listed_passed: listed('passed'),
      listed_failed: listed('failed'),
      stored_total: file.storedTotal,
      stored_passed: file.storedPassed,
    };
  });
}

/** The rows of the page: files of e-Claim, months of SMT. Names of files are for those who may see the list of files. */
export const unitJson: Route = {
  method: 'get',
  path: '/downloads/units/:unit.json',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    const facts = await factsOf(parts, unitOf(parts, req));
    const { unit, known } = facts;
    const counts = countsOf(facts);
    const rows = pageContext(parts, res).can('claims') ? fileRows(facts) : [];
    res.json({
      unit: gridUnitKey(unit),
      state: unitStanding(known?.state ?? null, counts).state,
      problem: known?.problem ?? null,
      tries: known?.tries ?? 0,
      next_try_at: known?.nextTryAt ?? null,
      listed: counts.listed,
      stored: counts.stored,
      not_imported: counts.notImported,
      disagreeing: counts.disagreeing,
      rows: unit.kind === 'smt' ? facts.transfers : rows,
      total: unit.kind === 'smt' ? facts.transfers.length : rows.length,
      as_of: known?.checkedAt ?? null,
      next_cursor: null,
    });
  },
};

export const unitCsv: Route = {
  method: 'get',
  path: '/downloads/units/:unit.csv',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const unit = unitOf(parts, req);
    const facts = await factsOf(parts, unit);
    const name = `${gridUnitSlug(unit)}.csv`;
    if (unit.kind === 'smt') {
      const columns = (['month', 'transfers', 'amount', 'total'] as const).map((column) => ({
        name: column,
        value: (row: UnitFacts['transfers'][number]) => row[column],
      }));
      await sendCsv(res, name, columns, facts.transfers);
      return;
    }
    const rows = fileRows(facts);
    type Row = (typeof rows)[number];
    const names: readonly (keyof Row)[] = [
      ...(['file', 'rep_no', 'state', 'problem', 'tries', 'next_try_at', 'fetched_at', 'file_id'] as const),
      ...(['import_status', 'listed_total', 'listed_passed', 'listed_failed'] as const),
      ...(['stored_total', 'stored_passed'] as const),
    ];
    await sendCsv(
      res,
      name,
      names.map((column) => ({ name: column, value: (row: Row) => row[column] })),
      rows,
    );
  },
};

/** A click in the grid, the list of gaps or on the unit's page: has NHSO asked for the unit now. */
export const startUnit: Route = {
  method: 'post',
  path: '/downloads/units',
  permission: 'fetch',
  handle: (parts) => async (req, res) => {
    const { unit: key, back } = formFields(req, ['unit', 'back']);
    const unit = readGridUnit(key);
    if (unit === null || isLater(unit, parts)) throw new AppError('not_found');
    const { type, params } = jobOfUnit(unit);
    await parts.runner.enqueue(type, params, { userId: userOf(res).id });
    const slug = gridUnitSlug(unit);
    if (back === 'unit') return res.redirect(303, `${req.baseUrl}/downloads/units/${slug}`);
    const place = back === 'gaps' ? 'gaps' : unit.kind === 'smt' ? 'grid' : `cell-${slug}`;
    res.redirect(303, `${req.baseUrl}/downloads?fiscal_year=${fiscalYearOfUnit(unit)}#${place}`);
  },
};
