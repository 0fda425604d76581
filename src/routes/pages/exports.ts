import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { removeExport } from '../../services/remove-exports.js';
import { exportFolder } from '../../services/write-export.js';
import { writeAudit } from '../../store/audit-log.js';
import { findExport, listExports, type StoredExport } from '../../store/exports.js';
import { findJobByKey, listJobs } from '../../store/jobs.js';
import { findUsernames } from '../../store/usernames.js';
import { actorOf } from '../form.js';
import { pageContext, twinsOf } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import { recordAccess } from '../record-access.js';
import type { Route } from '../route.js';
import { type CsvValue, sendCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';
import { exportsView, mayHave, mayRemove } from './exports-view.js';

const pageSize = 50;
const failedShown = 3;
const failedForMs = 24 * 3_600_000;
const queries = z.object({
  cursor: z.union([z.literal(''), z.coerce.number().int().positive()]).optional(),
  done: z.enum(['ordered', 'deleted']).optional().catch(undefined),
});

function readQuery({ query }: Request): {
  readonly before: number | null;
  readonly done: 'ordered' | 'deleted' | null;
} {
  const read = queries.safeParse(query);
  if (!read.success) throw new AppError('filter_invalid', { name: 'cursor', example: '120' });
  return { before: read.data.cursor || null, done: read.data.done ?? null };
}

async function pageOf(parts: Parts, req: Request) {
  const { before, done } = readQuery(req);
  const exports = await listExports(parts.db, { limit: pageSize, before });
  const last = exports.length === pageSize ? exports.at(-1) : undefined;
  return { exports, people: await findUsernames(parts.db, exports), next: last?.id ?? null, done };
}

/** Files that exports were written to, and those that are being written. */
export const exportsPage: Route = {
  method: 'get',
  path: '/exports',
  permission: 'export',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const types = ['export_claims'] as const;
    const active = ['queued', 'running', 'waiting_person'] as const;
    const from = new Date(parts.now().getTime() - failedForMs);
    const { id: userId } = userOf(res);
    const facts = {
      ...(await pageOf(parts, req)),
      jobs: await listJobs(parts.db, { types, statuses: active, limit: 20 }),
      failed: await listJobs(parts.db, {
        types,
        statuses: ['failed'],
        by: userId ?? 'program',
        from,
        limit: failedShown,
      }),
      keepDays: parts.config.KEEP_EXPORTS_DAYS,
      userId,
    };
    const { done: _done, ...query } = req.query;
    const twins = twinsOf(`${context.baseUrl}/exports`, query, true);
    await sendPage(res, 'exports', exportsView(facts, context, twins));
  },
};

const rowJson = (stored: StoredExport, people: ReadonlyMap<number, string>) => ({
  export: stored.key,
  file: stored.filename,
  subject: stored.subject,
  format: stored.format,
  filter: new URLSearchParams(stored.filter).toString(),
  with_identity: stored.withIdentity,
  rows: stored.rows,
  bytes: stored.bytes,
  by: stored.userId === null ? null : (people.get(stored.userId) ?? null),
  finished_at: stored.finishedAt,
});

export const exportsJson: Route = {
  method: 'get',
  path: '/exports.json',
  permission: 'export',
  handle: (parts) => async (req, res) => {
    const { exports, people, next } = await pageOf(parts, req);
    res.json({
      rows: exports.map((stored) => rowJson(stored, people)),
      as_of: parts.now().toISOString(),
      next_cursor: next === null ? null : String(next),
    });
  },
};

async function* everyExport(parts: Parts): AsyncGenerator<ReturnType<typeof rowJson>> {
  for (let before: number | null = null; ; ) {
    const rows: StoredExport[] = await listExports(parts.db, { limit: 500, before });
    const people = await findUsernames(parts.db, rows);
    for (const stored of rows) yield rowJson(stored, people);
    before = rows.at(-1)?.id ?? null;
    if (before === null) return;
  }
}

const csvColumns = [
  ...['export', 'file', 'subject', 'format', 'filter', 'with_identity', 'rows', 'bytes', 'by', 'finished_at'],
];

export const exportsCsv: Route = {
  method: 'get',
  path: '/exports.csv',
  permission: 'export',
  handle: (parts) => async (_req, res) => {
    const columns = csvColumns.map((name) => ({
      name,
      value: (row: object): CsvValue => new Map(Object.entries(row)).get(name) ?? null,
    }));
    const rows = await sendCsv(res, 'exports.csv', columns, everyExport(parts));
    await recordAccess(parts, res, 'export', { subject: 'exports', rows });
  },
};

async function exportOf(parts: Parts, req: Request): Promise<StoredExport> {
  const { key } = req.params;
  const stored = typeof key === 'string' ? await findExport(parts.db, key) : null;
  if (stored === null) throw new AppError('not_found');
  return stored;
}

/** A finished file; one with names for whoever asked for it alone. */
export const exportFile: Route = {
  method: 'get',
  path: '/exports/:key/file',
  permission: 'export',
  handle: (parts) => async (req, res) => {
    const stored = await exportOf(parts, req);
    if (!mayHave(stored, userOf(res).id, pageContext(parts, res).can)) throw new AppError('not_allowed');
    if (stored.filename === null) throw new AppError('not_found');
    const place = path.resolve(exportFolder(parts.config.EXPORT_DIR, stored), stored.filename);
    await access(place).catch((cause: unknown) => {
      throw new AppError('not_found', {}, { cause });
    });
    await recordAccess(parts, res, 'download_file', {
      subject: `export ${stored.key}`,
      filter: { format: stored.format, with_identity: stored.withIdentity },
      ...(stored.rows !== null && { rows: stored.rows }),
      ...(stored.reason && { reason: stored.reason }),
    });
    res.setHeader('cache-control', 'no-store');
    res.download(place, stored.filename, { dotfiles: 'allow', cacheControl: false });
  },
};

async function recordChange(parts: Parts, req: Request, res: Response, subject: string, what: string) {
  const entry = { ...actorOf(req, res), at: parts.now(), action: 'change', subject } as const;
  await writeAudit(parts.db, { ...entry, outcome: 'done', details: { what } });
}

export const deleteExportForm: Route = {
  method: 'post',
  path: '/exports/:key/delete',
  permission: 'export',
  handle: (parts) => async (req, res) => {
    const stored = await exportOf(parts, req);
    if (!mayRemove(stored, userOf(res).id, pageContext(parts, res).can)) throw new AppError('not_allowed');
    // A file that is being written goes with its job.
    if (stored.filename === null) throw new AppError('not_found');
    await removeExport(parts.db, parts.config.EXPORT_DIR, stored);
    await recordChange(parts, req, res, `export ${stored.key}`, 'deleted');
    res.redirect(303, `${req.baseUrl}/exports?done=deleted`);
  },
};

/** Stops an export that waits or is written: its owner may, and whoever looks after jobs. */
export const cancelExport: Route = {
  method: 'post',
  path: '/exports/jobs/:job/cancel',
  permission: 'export',
  handle: (parts) => async (req, res) => {
    const { job: jobKey } = req.params;
    const job = typeof jobKey === 'string' ? await findJobByKey(parts.db, jobKey) : null;
    if (job === null || job.type !== 'export_claims') throw new AppError('not_found');
    if (job.userId !== userOf(res).id && !pageContext(parts, res).can('fetch'))
      throw new AppError('not_allowed');
    await parts.runner.cancel(job.jobKey);
    res.redirect(303, `${req.baseUrl}/exports`);
  },
};
