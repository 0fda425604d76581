import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { bangkokInstant } from '../../domain/instant.js';
import { type ImportAttemptRow, listImportAttempts } from '../../store/import-attempts.js';
import { listFileProblems } from '../../store/imported-file-details.js';
import { apiRoute } from '../api-route.js';
import { readerOf } from '../reader.js';
import { browsePage, browseParameters } from './browse-page.js';
import { listAnswerOf } from './list-page.js';

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
  started_at: z.string(),
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
  summary: 'Attempts to import a file, the newest first',
  query: z.object({
    ...browseParameters,
    status: z.string().max(30).optional(),
    file_id: z.coerce.number().int().positive().optional(),
  }),
  answer: listAnswerOf(importRow),
  answerWith: (parts, asked) =>
    browsePage(
      parts,
      asked,
      'imports',
      async (below, limit) => {
        const { status = null, file_id: fileId = null } = asked.query;
        const { hospital } = asked.caller;
        return listImportAttempts(parts.db, { hospital, status, fileId, below }, limit);
      },
      importJson,
    ),
});

/** Problems that one answer tells; all of them are on the file's page. */
const mostProblems = 200;

export const importOne = apiRoute({
  method: 'get',
  path: '/imports/:id',
  scope: 'claims:read',
  summary: 'One attempt to import a file, with what its file has of problems now',
  answer: importRow.extend({
    problems: z.array(
      z.object({
        severity: z.string(),
        sheet: z.string().nullable(),
        row: z.number().int().nullable(),
        column: z.string().nullable(),
        code: z.string(),
        message: z.string(),
        tran_id: z.string().nullable(),
      }),
    ),
  }),
  async answerWith(parts, { param, caller, res }) {
    const id = Number(param('id'));
    if (!/^\d{1,15}$/.test(param('id'))) throw new AppError('not_found');
    const filter = { hospital: caller.hospital, status: null, fileId: null, below: null, id };
    const [row] = await listImportAttempts(parts.db, filter, 1);
    if (!row) throw new AppError('not_found');
    const { language } = readerOf(res);
    const problems =
      row.file_id === null
        ? []
        : await listFileProblems(parts.db, row.file_id, { limit: mostProblems, after: 0 });
    return {
      ...importJson(row),
      problems: problems.map((problem) => ({
        severity: problem.severity,
        sheet: problem.sheet_name === '' ? null : problem.sheet_name,
        row: problem.row_no === 0 ? null : problem.row_no,
        column: problem.header_path,
        code: problem.code,
        message: (language === 'th' ? problem.message_th : problem.message_en) ?? problem.code,
        tran_id: problem.tran_id,
      })),
    };
  },
});
