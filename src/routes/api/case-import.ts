import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Caller } from '../../domain/caller.js';
import {
  type CaseImportOptions,
  type CaseImportReport,
  caseImportReport,
  importModes,
  mostBytesAtOnce,
} from '../../domain/case-import.js';
import { AppError } from '../../domain/errors.js';
import { jobJson } from '../../domain/job.js';
import { caseImportErrors, takeCaseFile } from '../../services/take-case-file.js';
import { beginCaseImport, findCaseImport, nameImportJob } from '../../store/case-imports.js';
import { bothMounts, mounts } from '../api-call.js';
import { apiRoute } from '../api-route.js';
import { withErrorsAt } from '../case-report.js';
import { InvalidRequest } from '../errors.js';
import { actorOf } from '../form.js';
import { type KeepAnswer, onceOnly } from '../middleware/idempotency.js';
import type { Parts } from '../parts.js';
import { pointerOf } from '../problem-places.js';
import { readerOf } from '../reader.js';
import { type CaseFile, dropCaseFile, receiveCaseFile } from '../receive-case-file.js';
import { jobAnswer } from './jobs.js';

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

const importQuery = z.object({
  mode: z.enum(importModes).default('best_effort'),
  dry_run: flag,
  on_existing: z.enum(['update', 'skip']).default('update'),
  columns: z.enum(['header', 'position']).default('header'),
});

export const caseImport = apiRoute({
  method: 'post',
  path: '/cases/import',
  mounts: bothMounts,
  scope: 'imports:write',
  summary: {
    en: 'Import cases from CSV; a large file, or Prefer: respond-async, is done as a job',
    th: 'นำเข้าเรื่องติดตามจาก CSV ไฟล์ใหญ่หรือใส่ Prefer: respond-async จะทำเป็นงาน',
  },
  query: importQuery,
  upload: ['text/csv', 'multipart/form-data'],
  headers: ['Idempotency-Key', 'Prefer'],
  sends: ['Location'],
  answer: caseImportReport,
  others: { 202: jobAnswer },
  async answerWith(parts, { query, caller, req, res }) {
    const file = await receiveCaseFile(parts, req, res);
    const options: CaseImportOptions = {
      mode: query.mode,
      dryRun: query.dry_run,
      onExisting: query.on_existing,
      byPosition: query.columns === 'position',
    };
    const path = `${req.baseUrl}${req.path}`;
    try {
      refuseOtherParts(file);
      return await onceOnly(parts, { req, res, caller, content: file.hash }, async (keep) => {
        const isLong = file.bytes > mostBytesAtOnce || /\brespond-async\b/.test(req.get('prefer') ?? '');
        if (!isLong) return await importNow(parts, { file, options, caller, req, res }, path, keep);
        return await importLater(parts, { file, options, caller, req, res }, keep);
      });
    } finally {
      // An answer that was kept, or a failure: nobody reads the upload any more.
      if ((await findCaseImport(parts.db, file.key)) === null) await dropCaseFile(parts, file.key);
    }
  },
});

/** A form brings the file alone: its other parts would be passed over, and a dry run be a real one. Throws InvalidRequest. */
function refuseOtherParts({ part, fields }: CaseFile): void {
  const others = [
    ...[...fields.keys()].map((name) => ({
      name,
      detail: 'is not a field: options stand in the address, e.g. ?dry_run=true',
    })),
    ...(part === null || part === 'file' ? [] : [{ name: part, detail: 'is not the part file' }]),
  ];
  if (others.length === 0) return;
  const errors = others.map(({ name, detail }) => ({ pointer: pointerOf([name]), detail }));
  throw new InvalidRequest('validation', { count: errors.length }, errors);
}

interface Order {
  readonly file: CaseFile;
  readonly options: CaseImportOptions;
  readonly caller: Pick<Caller, 'id' | 'hospital'>;
  readonly req: Request;
  readonly res: Response;
}

async function takenOf(parts: Parts, { file, options, caller, req, res }: Order) {
  const { HOSPITAL_CODE: ownHospital } = await parts.settings.current();
  const reach = { hospital: caller.hospital, ownHospital };
  return { key: file.key, options, reach, by: actorOf(req, res) };
}

/** Reads the file while the caller waits. `path` is the address of imports. */
export async function importNow(
  parts: Parts,
  order: Order,
  path: string,
  keep: KeepAnswer,
): Promise<CaseImportReport> {
  const { key } = order.file;
  const downloadDir = parts.config.DOWNLOAD_DIR;
  await beginCaseImport(parts.db, { key, caller: order.caller.id, options: order.options });
  const taken = { ...(await takenOf(parts, order)), downloadDir };
  try {
    const report = await takeCaseFile(parts, taken, {}, async (tx, told, batch) =>
      keep(tx, { status: 200, body: withErrorsAt(told, path, key), ...(batch && { batch }) }),
    );
    return withErrorsAt(report, path, key);
  } catch (error) {
    await dropCaseFile(parts, key);
    throw error;
  }
}

/** Jobs are on our own mount alone. */
const jobPath = (jobKey: string): string => `${mounts.native}/jobs/${jobKey}`;

/** Leaves the file to a job; answers it. */
export async function importLater(parts: Parts, order: Order, keep: KeepAnswer): Promise<object> {
  const { key } = order.file;
  const { req, res } = order;
  await beginCaseImport(parts.db, { key, caller: order.caller.id, options: order.options });
  const { by, ...taken } = await takenOf(parts, order);
  const { actorKind, actorId, actorName } = by;
  const userId = actorKind === 'user' ? actorId : null;
  const params = { ...taken, by: { actorKind, actorId, actorName } };
  const job = await parts.db.transaction(async (tx) => {
    const ordered = await parts.runner.enqueue('import_cases', params, { userId, within: tx });
    await nameImportJob(tx, key, ordered.job.id);
    const location = jobPath(ordered.job.jobKey);
    await keep(tx, { status: 202, location, body: jobJson(ordered.job, readerOf(res).language) });
    return ordered.job;
  });
  parts.runner.announce(job);
  res.status(202).location(`${req.baseUrl}${jobPath(job.jobKey)}`);
  return jobJson(job, readerOf(res).language);
}

export const caseImportErrorList = apiRoute({
  method: 'get',
  path: '/cases/import/:key/errors',
  mounts: bothMounts,
  scope: 'imports:write',
  summary: {
    en: 'Every refused row of an import, as CSV; kept for a week',
    th: 'ทุกแถวที่ไม่รับจากการนำเข้า เป็น CSV เก็บไว้หนึ่งสัปดาห์',
  },
  sends: ['Content-Disposition'],
  answer: z.string(),
  content: 'text/csv',
  async answerWith(parts, { param, caller, res }) {
    const key = param('key');
    const known = await findCaseImport(parts.db, key);
    if (known === null || known.caller !== caller.id) throw new AppError('not_found');
    await sendErrorList(parts, res, key);
    return null;
  },
});

/** Throws AppError not_found where none was refused, or the list is gone by now. */
export async function sendErrorList(parts: Parts, res: Response, key: string): Promise<void> {
  const place = caseImportErrors(parts.config.DOWNLOAD_DIR, key);
  await access(place).catch((cause: unknown) => {
    throw new AppError('not_found', {}, { cause });
  });
  res.type('text/csv; charset=utf-8');
  res.setHeader('content-disposition', `attachment; filename="case_import_errors.csv"`);
  await pipeline(createReadStream(place), res);
}
