import { access } from 'node:fs/promises';
import type { Request, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { fileKindOf } from '../../domain/file-kind.js';
import { grantOf } from '../../domain/permission.js';
import { keptWorkbookPath } from '../../services/keep-workbook.js';
import {
  countFileProblems,
  eachFileProblem,
  type FileProblemRow,
  findFileDetails,
  findPortalRow,
  type ImportedFileDetails,
  listFileAttempts,
  listFileProblems,
} from '../../store/imported-file-details.js';
import { findStatementDetails } from '../../store/statement-details.js';
import { pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import { recordAccess } from '../record-access.js';
import type { Route } from '../route.js';
import { sendCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';
import { fileView, type ValuesView } from './file-view.js';

const mostProblems = 200;

/** The file of this address; throws AppError not_found. */
export async function fileOf(parts: Parts, req: Request): Promise<ImportedFileDetails> {
  const { id } = req.params;
  const file =
    typeof id === 'string' && /^\d{1,15}$/.test(id) ? await findFileDetails(parts.db, Number(id)) : null;
  if (file === null) throw new AppError('not_found');
  return file;
}

/** Whether the reader asked for the values of problems, and may: then it is recorded. */
async function valuesFor(
  parts: Parts,
  req: Request,
  res: Response,
  file: ImportedFileDetails,
  rows: number,
): Promise<ValuesView> {
  const grant = grantOf(userOf(res).roles, 'reveal_identity');
  const needsReason = grant === 'with_reason';
  const may = grant === 'yes' || needsReason;
  const body: Readonly<Record<string, unknown>> = { ...req.body };
  const reason = typeof body.reason === 'string' ? body.reason.trim().slice(0, 500) : '';
  const shown = req.method === 'POST' && may && (!needsReason || reason !== '');
  if (shown) await recordAccess(parts, res, 'reveal', { subject: `file ${file.id}`, rows, reason });
  return { may, needsReason, shown };
}

async function showFile(parts: Parts, req: Request, res: Response): Promise<void> {
  const context = pageContext(parts, res);
  const file = await fileOf(parts, req);
  const problems = await listFileProblems(parts.db, file.id, { limit: mostProblems, after: 0 });
  const facts = {
    file,
    problems,
    counts: await countFileProblems(parts.db, file.id),
    attempts: await listFileAttempts(parts.db, file.id),
    portal: await findPortalRow(parts.db, file.filename),
    statement: fileKindOf(file.id) === 'stm' ? await findStatementDetails(parts.db, file.id) : null,
    values: await valuesFor(parts, req, res, file, problems.length),
  };
  await sendPage(res, 'file', fileView(facts, context));
}

/** Is each row of this file in, and if not, why? */
export const filePage: Route = {
  method: 'get',
  path: '/files/:id',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    await showFile(parts, req, res);
  },
};

/** The same page with the values of its problems; a POST, so that no address shows them by itself. */
export const fileWithValues: Route = {
  method: 'post',
  path: '/files/:id',
  permission: 'reveal_identity',
  handle: (parts) => async (req, res) => {
    await showFile(parts, req, res);
  },
};

/** The workbook as it came. It holds names and citizen ids, so only who may export them gets it. */
export const fileOriginal: Route = {
  method: 'get',
  path: '/files/:id/original',
  permission: 'reveal_identity',
  handle: (parts) => async (req, res) => {
    const file = await fileOf(parts, req);
    if (file.stored_path === null) throw new AppError('not_found');
    const place = keptWorkbookPath(parts.config.DOWNLOAD_DIR, file.stored_path);
    await access(place).catch((cause: unknown) => {
      throw new AppError('not_found', {}, { cause });
    });
    await recordAccess(parts, res, 'download_file', { subject: `file ${file.id}` });
    res.setHeader('content-type', 'application/vnd.ms-excel');
    res.download(place, file.filename);
  },
};

const problemJson = (row: FileProblemRow) => ({
  severity: row.severity,
  sheet: row.sheet_name,
  row: row.row_no,
  column: row.header_path,
  code: row.code,
  message: row.message_th,
  message_en: row.message_en,
});

/** Problems by row, without values. */
export const fileJson: Route = {
  method: 'get',
  path: '/files/:id.json',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const file = await fileOf(parts, req);
    const after = Number(req.query.cursor ?? 0) || 0;
    const rows = await listFileProblems(parts.db, file.id, { limit: 500, after });
    const { errors, warnings } = await countFileProblems(parts.db, file.id);
    res.json({
      file_id: file.id,
      rows: rows.map(problemJson),
      total: errors + warnings,
      as_of: file.import_completed_at,
      next_cursor: rows.length === 500 ? String(rows.at(-1)?.id ?? '') : null,
    });
  },
};

export const fileCsv: Route = {
  method: 'get',
  path: '/files/:id.csv',
  permission: 'export',
  handle: (parts) => async (req, res) => {
    const file = await fileOf(parts, req);
    const names = ['severity', 'sheet', 'row', 'column', 'code', 'message', 'message_en'] as const;
    const columns = names.map((name) => ({ name, value: (row: FileProblemRow) => problemJson(row)[name] }));
    const rows = await sendCsv(
      res,
      `file-${file.id}-problems.csv`,
      columns,
      eachFileProblem(parts.db, file.id),
    );
    await recordAccess(parts, res, 'export', { subject: `file ${file.id} problems`, rows });
  },
};
