import type { Request } from 'express';
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { bangkokInstant } from '../../domain/instant.js';
import { isClock } from '../../domain/thai-date.js';
import {
  countFilesByKind,
  countFilesByStatus,
  eachImportedFile,
  type ImportedFileFilter,
  type ImportedFileRow,
  listImportedFiles,
  monthsOfFiles,
  previousFilePage,
} from '../../store/imported-file-list.js';
import { pageContext, twinsOf } from '../page-context.js';
import { recordAccess } from '../record-access.js';
import type { Route } from '../route.js';
import { type CsvValue, sendCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';
import { filesView } from './files-view.js';

const pageSize = 50;
const word = z.string().trim().max(255).optional();
const queries = z.object({
  kind: z.enum(['', 'rep', 'stm']).optional(),
  status: word,
  scheme: word,
  month: z.union([z.literal(''), z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)]).optional(),
  controls: z.enum(['', 'disagree']).optional(),
  imported_since: z.union([z.literal(''), z.string().refine(isClock)]).optional(),
  q: word,
  cursor: z.union([z.literal(''), z.coerce.number().int().positive()]).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
});

interface FileQuery {
  readonly filter: ImportedFileFilter;
  readonly cursor: number | null;
  readonly limit: number;
}

const examples: Readonly<Record<string, string>> = { month: '2026-06', imported_since: '2026-11-27' };

function readQuery(req: Request): FileQuery {
  const read = queries.safeParse(req.query);
  if (!read.success) {
    const name = String(read.error.issues[0]?.path[0] ?? '');
    throw new AppError('filter_invalid', {
      name,
      example: examples[name] ?? 'month=2026-06&controls=disagree',
    });
  }
  const { kind, status, scheme, month, controls, imported_since: since, q, cursor, limit } = read.data;
  return {
    filter: {
      kind: kind || 'rep',
      status: status || null,
      scheme: scheme?.toLowerCase() || null,
      month: month || null,
      q: q || null,
      disagree: controls === 'disagree',
      importedSince: since || null,
    },
    cursor: cursor || null,
    limit: limit ?? pageSize,
  };
}

/** Is each row of each file in, and if not, why? */
export const filesPage: Route = {
  method: 'get',
  path: '/files',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const { filter, cursor, limit } = readQuery(req);
    const page = await listImportedFiles(parts.db, filter, { limit, olderThan: cursor });
    const previous =
      cursor === null ? null : await previousFilePage(parts.db, filter, { limit, olderThan: cursor });
    const counts = await countFilesByStatus(parts.db, filter);
    const months = await monthsOfFiles(parts.db, filter.kind);
    const twins = twinsOf(`${context.baseUrl}/files`, req.query, context.can('export'));
    const ofKind = await countFilesByKind(parts.db, filter.importedSince ?? null);
    const facts = { filter, page, cursor, previous, counts, months, limit, ofKind };
    await sendPage(res, 'files', filesView(facts, context, twins));
  },
};

/** A file as twins of the list and the API tell it. */
export const rowJson = (row: ImportedFileRow) => ({
  file_id: row.id,
  file: row.filename,
  file_type: row.file_type,
  scheme: row.scheme,
  file_date: row.file_date,
  status: row.status,
  source: row.source,
  imported_at: row.import_completed_at === null ? null : bangkokInstant(row.import_completed_at),
  rows_read: row.rows_read,
  inserted: row.rows_inserted,
  updated: row.rows_updated,
  unchanged: row.rows_unchanged,
  refused: row.rows_refused,
  portal_total: row.portal_total,
  summary_total: row.summary_total,
  stored_total: row.stored_total,
  controls_agree: row.controls_agree,
  size_bytes: row.size_bytes,
  sha256: row.sha256,
});

export const filesJson: Route = {
  method: 'get',
  path: '/files.json',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const { filter, cursor, limit } = readQuery(req);
    const { rows, total } = await listImportedFiles(parts.db, filter, { limit, olderThan: cursor });
    res.json({
      rows: rows.map(rowJson),
      total,
      as_of: parts.now().toISOString(),
      next_cursor: rows.length === limit ? String(rows.at(-1)?.id ?? '') : null,
    });
  },
};

export const filesCsv: Route = {
  method: 'get',
  path: '/files.csv',
  permission: 'export',
  handle: (parts) => async (req, res) => {
    const { filter } = readQuery(req);
    const names = Object.keys(rowJson(emptyRow));
    const columns = names.map((name) => ({
      name,
      value: (row: ImportedFileRow): CsvValue => new Map(Object.entries(rowJson(row))).get(name) ?? null,
    }));
    const rows = await sendCsv(res, 'files.csv', columns, eachImportedFile(parts.db, filter));
    await recordAccess(parts, res, 'export', { subject: 'files', filter: req.query, rows });
  },
};

/** Only for the names of its columns. */
const emptyRow: ImportedFileRow = {
  id: 0,
  filename: '',
  file_type: '',
  scheme: '',
  file_date: null,
  status: '',
  source: '',
  import_started_at: null,
  import_completed_at: null,
  rows_read: 0,
  rows_inserted: 0,
  rows_updated: 0,
  rows_unchanged: 0,
  rows_refused: 0,
  controls_agree: null,
  portal_total: null,
  summary_total: null,
  stored_total: null,
  size_bytes: 0,
  sha256: '',
};
