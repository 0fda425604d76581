import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { caseExportFormats } from '../../domain/case-export.js';
import { caseAnswer } from '../../domain/case-json.js';
import { AppError } from '../../domain/errors.js';
import { exportCases } from '../../services/export-cases.js';
import { orderCaseExport } from '../../services/write-case-export.js';
import { findCaseExport, type StoredCaseExport } from '../../store/case-exports.js';
import type { CaseFilter } from '../../store/case-list.js';
import { findJob } from '../../store/jobs.js';
import { bothMounts } from '../api-call.js';
import { apiRoute } from '../api-route.js';
import { InvalidRequest } from '../errors.js';
import { actorOf } from '../form.js';
import { onceOnly } from '../middleware/idempotency.js';
import type { Parts } from '../parts.js';
import { pointerOf, saidOf } from '../problem-places.js';
import { sendRows } from '../send-export.js';
import { caseFilterOf, caseFilterParameters } from './cases.js';

const perMinute = { name: 'exports', calls: 6 };
const common = { mounts: bothMounts, scope: 'exports:create', permission: 'denials_export' } as const;

/** Streams cases at once. */
export const caseExportNow = apiRoute({
  ...common,
  method: 'get',
  path: '/cases/export',
  perMinute,
  summary: {
    en: 'Cases as one file, streamed: pretty-printed JSON, JSON lines, or CSV',
    th: 'เรื่องติดตามทั้งหมดเป็นไฟล์เดียว ส่งต่อเนื่อง: JSON, JSON lines หรือ CSV',
  },
  query: z.object({ format: z.enum(caseExportFormats).default('json'), ...caseFilterParameters }),
  sends: ['Content-Disposition'],
  answer: z.array(caseAnswer),
  otherContent: ['text/csv', 'application/x-ndjson'],
  async answerWith(parts, { query, mount, caller, req, res }) {
    const { format, ...asked } = query;
    const filter = caseFilterOf(parts, asked, { mount, hospital: caller.hospital });
    const recorded = { subject: 'cases', filter: { ...asked, format } };
    await sendRows(parts, req, res, recorded, (target) => exportCases(parts, { filter, format }, target));
    return null;
  },
});

const orderBody = z.strictObject({
  kind: z.literal('cases'),
  format: z.enum(caseExportFormats).default('json'),
  filters: z
    .strictObject(caseFilterParameters)
    .default({})
    .describe('The filters of the list of cases, as texts: several words have commas between'),
  reason: z.string().trim().min(1).max(500).optional().describe('Due on our own mount'),
});

const exportAnswer = z.object({
  id: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  filename: z.string(),
  rows: z.int().nullable(),
  bytes: z.int().nullable(),
  sha256: z.string().nullable(),
});

const exportJson = (stored: Omit<StoredCaseExport, 'id' | 'jobId' | 'caller'>, state: string) => ({
  id: stored.key,
  state,
  filename: stored.filename,
  rows: stored.rows,
  bytes: stored.bytes,
  sha256: stored.sha256,
});

/** The same where the filters stand in the body: what is wrong is a field of it, and no parameter. */
function bodyFilterOf(...asked: Parameters<typeof caseFilterOf>): CaseFilter {
  try {
    return caseFilterOf(...asked);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid_timestamp') throw error;
    const { code, details } = error;
    const pointer = pointerOf(['filters', String(details.name)]);
    throw new InvalidRequest(code, details, [{ pointer, detail: saidOf(error) }]);
  }
}

export const exportOrder = apiRoute({
  ...common,
  method: 'post',
  path: '/exports',
  perMinute,
  summary: { en: 'Have a file written; it lies there for a week', th: 'สั่งเขียนไฟล์ เก็บไว้ให้หนึ่งสัปดาห์' },
  headers: ['Idempotency-Key'],
  sends: ['Location'],
  body: orderBody,
  answer: exportAnswer,
  status: 202,
  async answerWith(parts, { body, mount, caller, req, res }) {
    const { format, filters, reason = null } = body;
    if (mount === 'native' && reason === null)
      throw new InvalidRequest('validation', { count: 1 }, [{ pointer: '/reason', detail: 'is required' }]);
    const filter = bodyFilterOf(parts, filters, { mount, hospital: caller.hospital });
    return await onceOnly(parts, { req, res, caller, content: req.body }, async (keep) => {
      const { actorKind, actorId, actorName } = actorOf(req, res);
      const order = { format, filter, reason, by: { actorKind, actorId, actorName } };
      const userId = caller.userId;
      const place = { ...parts, exportDir: parts.config.EXPORT_DIR };
      const { job, answer } = await orderCaseExport(
        place,
        { format, caller: caller.id },
        async (tx, named) => {
          const ordered = await parts.runner.enqueue(
            'export_cases',
            { ...order, ...named },
            { userId, within: tx },
          );
          const begun = exportJson({ ...named, rows: null, bytes: null, sha256: null }, 'running');
          await keep(tx, { status: 202, location: `/exports/${named.key}`, body: begun });
          return { job: ordered.job, jobId: ordered.job.id, answer: begun };
        },
      );
      parts.runner.announce(job);
      res.location(`${req.baseUrl}${req.path}/${answer.id}`);
      return answer;
    });
  },
});

/** A file of somebody else is none. */
async function exportOf(
  { db }: Parts,
  key: string,
  caller: { readonly id: string },
): Promise<StoredCaseExport> {
  const stored = await findCaseExport(db, key);
  if (stored === null || stored.caller !== caller.id) throw new AppError('not_found');
  return stored;
}

export const exportState = apiRoute({
  ...common,
  method: 'get',
  path: '/exports/:id',
  summary: {
    en: 'How far a file is; with its rows, size and hash when it is written',
    th: 'ไฟล์เขียนถึงไหนแล้ว เมื่อเสร็จบอกจำนวนแถว ขนาด และ hash',
  },
  answer: exportAnswer,
  async answerWith(parts, { param, caller }) {
    const stored = await exportOf(parts, param('id'), caller);
    if (stored.sha256 !== null) return exportJson(stored, 'done');
    const job = await findJob(parts.db, stored.jobId);
    const isOver = job === null || job.status === 'failed' || job.status === 'cancelled';
    return exportJson(stored, isOver ? 'failed' : 'running');
  },
});

export const exportedFile = apiRoute({
  ...common,
  method: 'get',
  path: '/exports/:id/file',
  summary: { en: 'The file itself', th: 'ตัวไฟล์' },
  sends: ['Content-Disposition'],
  answer: z.array(caseAnswer),
  otherContent: ['text/csv', 'application/x-ndjson'],
  async answerWith(parts, { param, caller, res }) {
    const { filename, sha256, bytes } = await exportOf(parts, param('id'), caller);
    if (sha256 === null || bytes === null) throw new AppError('not_found');
    const file = createReadStream(path.join(parts.config.EXPORT_DIR, filename));
    await new Promise<void>((resolve, reject) => {
      file.once('open', () => resolve());
      file.once('error', (cause) => reject(new AppError('not_found', {}, { cause })));
    });
    res.type(
      filename.endsWith('.csv')
        ? 'text/csv; charset=utf-8'
        : filename.endsWith('.ndjson')
          ? 'application/x-ndjson'
          : 'application/json',
    );
    res.setHeader('content-disposition', `attachment; filename="${filename}"`);
    res.setHeader('content-length', bytes);
    await pipeline(file, res);
    return null;
  },
});
