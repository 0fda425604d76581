import { z } from 'zod';
import { fileStates } from '../../domain/import-result.js';
import { dayField, instantField } from '../../domain/json-fields.js';
import { claimSchemes } from '../../domain/scheme.js';
import { isClock } from '../../domain/thai-date.js';
import { listImportedFiles } from '../../store/imported-file-list.js';
import { apiRoute } from '../api-route.js';
import { rowJson } from '../pages/files.js';
import { browsePage, browseParameters } from './browse-page.js';
import { buddhistYear, isGregorian } from './gregorian.js';
import { listAnswerOf } from './list-page.js';
import { wordOf } from './word-of.js';

const fileRow = z.object({
  file_id: z.number().int(),
  file: z.string(),
  file_type: z.string(),
  scheme: z.string(),
  file_date: dayField.nullable(),
  status: z.string(),
  source: z.string(),
  imported_at: instantField.nullable(),
  rows_read: z.number().int(),
  inserted: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  portal_total: z.number().int().nullable(),
  summary_total: z.number().int().nullable(),
  stored_total: z.number().int().nullable(),
  controls_agree: z.boolean().nullable(),
  size_bytes: z.number().int(),
  sha256: z.string(),
});

export const fileList = apiRoute({
  method: 'get',
  path: '/files',
  scope: 'claims:read',
  summary: {
    en: 'Stored workbooks, the newest first: REP, or with kind=stm statements',
    th: 'ไฟล์ที่เก็บไว้ ใหม่สุดก่อน: REP หรือใบแจ้งยอดเมื่อใส่ kind=stm',
  },
  query: z.object({
    ...browseParameters,
    kind: z.enum(['rep', 'stm']).optional(),
    status: wordOf(fileStates, 30),
    scheme: wordOf(claimSchemes, 10),
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-01')
      .refine(isGregorian, buddhistYear)
      .optional(),
    controls: z.enum(['disagree']).optional(),
    imported_since: z
      .string()
      .refine(isGregorian, { message: buddhistYear, abort: true })
      .refine((text) => text === '' || isClock(text), 'is no day or moment such as 2026-11-27T08:00')
      .optional(),
    q: z.string().max(255).optional(),
  }),
  answer: listAnswerOf(fileRow),
  answerWith: (parts, asked) =>
    browsePage(
      parts,
      asked,
      'files',
      async (olderThan, limit) => {
        const { kind = 'rep', status, scheme, month, controls, imported_since: since, q } = asked.query;
        const { hospital } = asked.caller;
        const filter = {
          kind,
          status: status || null,
          scheme: scheme || null,
          month: month ?? null,
          q: q || null,
          disagree: controls === 'disagree',
          importedSince: since || null,
          ...(hospital !== null && { hospital }),
        };
        return (await listImportedFiles(parts.db, filter, { limit, olderThan })).rows;
      },
      rowJson,
    ),
});
