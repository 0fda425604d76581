import { z } from 'zod';
import type { Db } from '../../db/db.js';
import { AppError, type Language } from '../../domain/errors.js';
import { attemptStates } from '../../domain/import-result.js';
import { bangkokInstant } from '../../domain/instant.js';
import { instantField } from '../../domain/json-fields.js';
import { filterMark, readCursor, writeCursor } from '../../domain/list-cursor.js';
import { type ImportAttemptRow, listImportAttempts } from '../../store/import-attempts.js';
import {
  countFileProblems,
  type FileProblemRow,
  listFileProblems,
} from '../../store/imported-file-details.js';
import { apiRoute } from '../api-route.js';
import { InvalidRequest } from '../errors.js';
import { readerOf } from '../reader.js';
import { browsePage, browseParameters } from './browse-page.js';
import { listAnswerOf, rowsOfPage } from './list-page.js';
import { wordOf } from './word-of.js';

const counts = z.object({
  rows_read: z.number().int(),
  inserted: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  waiting_rows: z.number().int(),
});

const importRow = counts.extend({
  id: z.number().int(),
  kind: z.enum(['rep', 'stm']),
  file_id: z.number().int().nullable(),
  file: z.string().nullable(),
  hospital_code: z.string().nullable(),
  status: z
    .string()
    .describe('completed, completed_with_problems, unchanged, quarantined, failed, or undone'),
  forced: z.boolean(),
  job_id: z.string().nullable(),
  started_at: instantField,
  duration_ms: z.number().int(),
});

const writtenCounts = z
  .object({
    rows_read: z.number().default(0),
    inserted: z.number().default(0),
    updated: z.number().default(0),
    unchanged: z.number().default(0),
    refused: z.number().default(0),
    waiting_rows: z.number().default(0),
  })
  .catch({ rows_read: 0, inserted: 0, updated: 0, unchanged: 0, refused: 0, waiting_rows: 0 });

function importJson(row: ImportAttemptRow) {
  const { id, kind, file_id, file, hospital_code, status, forced, duration_ms } = row;
  return {
    ...{ id, kind, file_id, file, hospital_code, status, forced, duration_ms },
    ...writtenCounts.parse(JSON.parse(row.counts)),
    job_id: row.job_key,
    started_at: bangkokInstant(row.started_at),
  };
}

export const importList = apiRoute({
  method: 'get',
  path: '/imports',
  scope: 'claims:read',
  summary: { en: 'Attempts to import a file, the newest first', th: 'การนำเข้าไฟล์แต่ละครั้ง ใหม่สุดก่อน' },
  query: z.object({
    ...browseParameters,
    status: wordOf(attemptStates, 30),
    file_id: z.coerce.number().int().positive().optional(),
  }),
  answer: listAnswerOf(importRow),
  answerWith: (parts, asked) =>
    browsePage(
      parts,
      asked,
      'imports',
      async (below, limit) => {
        const { status, file_id: fileId = null } = asked.query;
        const { hospital } = asked.caller;
        return listImportAttempts(parts.db, { hospital, status: status || null, fileId, below }, limit);
      },
      importJson,
    ),
});

const problem = z.object({
  severity: z.string(),
  sheet: z.string().nullable(),
  row: z.number().int().nullable(),
  column: z.string().nullable(),
  code: z.string(),
  message: z.string(),
  tran_id: z.string().nullable(),
});

function problemJson(row: FileProblemRow, language: Language): z.output<typeof problem> {
  return {
    severity: row.severity,
    sheet: row.sheet_name === '' ? null : row.sheet_name,
    row: row.row_no === 0 ? null : row.row_no,
    column: row.header_path,
    code: row.code,
    message: (language === 'th' ? row.message_th : row.message_en) ?? row.code,
    tran_id: row.tran_id,
  };
}

export const importOne = apiRoute({
  method: 'get',
  path: '/imports/:id',
  scope: 'claims:read',
  summary: {
    en: 'One attempt to import a file, with what its file has of problems now, in the order of its rows',
    th: 'การนำเข้าไฟล์หนึ่งครั้ง พร้อมปัญหาของไฟล์ตอนนี้ ตามลำดับแถว',
  },
  query: z.object({
    problems_limit: rowsOfPage(200),
    problems_cursor: z.string().optional(),
  }),
  answer: importRow.extend({
    problems: z.array(problem),
    problems_total: z.number().int().describe('All problems of the file, not of this answer alone'),
    problems_next_cursor: z
      .string()
      .nullable()
      .describe('For problems_cursor, to be told the next problems; null = these are the last'),
  }),
  async answerWith(parts, { query, param, caller, res }) {
    const id = Number(param('id'));
    if (!/^\d{1,15}$/.test(param('id'))) throw new AppError('not_found');
    const filter = { hospital: caller.hospital, status: null, fileId: null, below: null, id };
    const [row] = await listImportAttempts(parts.db, filter, 1);
    if (!row) throw new AppError('not_found');
    const { language } = readerOf(res);
    const { problems, ...rest } = await problemsOf(parts.db, row.file_id, query);
    return { ...importJson(row), problems: problems.map((one) => problemJson(one, language)), ...rest };
  },
});

/** A page of the problems of a file. Throws InvalidRequest where the cursor is of another file's. */
async function problemsOf(
  db: Db,
  fileId: number | null,
  {
    problems_limit: limit,
    problems_cursor: cursor,
  }: { problems_limit: number; problems_cursor?: string | undefined },
) {
  const mark = filterMark({ list: 'problems of a file', file: fileId });
  const after = cursor === undefined ? 0 : problemPlace(cursor, mark);
  if (fileId === null) return { problems: [], problems_total: 0, problems_next_cursor: null };
  return await db.snapshot(async (view) => {
    const found = await listFileProblems(view, fileId, { limit: limit + 1, after });
    const problems = found.slice(0, limit);
    const last = problems.at(-1);
    const { errors, warnings } = await countFileProblems(view, fileId);
    return {
      problems,
      problems_total: errors + warnings,
      problems_next_cursor:
        found.length > limit && last
          ? writeCursor({ mode: 'browse', id: last.id, covered: null }, mark)
          : null,
    };
  });
}

function problemPlace(cursor: string, mark: string): number {
  try {
    const read = readCursor(cursor, mark);
    if (read.mode === 'browse') return read.id;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid_cursor') throw error;
  }
  const detail = 'is none of this file; begin without it';
  throw new InvalidRequest('invalid_cursor', {}, [{ parameter: 'problems_cursor', detail }]);
}
