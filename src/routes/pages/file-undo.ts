import type { Request, Response } from 'express';
import { programVersion } from '../../config.js';
import { countText } from '../../domain/count-text.js';
import { AppError } from '../../domain/errors.js';
import { fileKindOf } from '../../domain/file-kind.js';
import { grantOf } from '../../domain/permission.js';
import { keptWorkbookPath } from '../../services/keep-workbook.js';
import { undoFile } from '../../services/undo-file.js';
import { writeAudit } from '../../store/audit-log.js';
import type { ImportedFileDetails } from '../../store/imported-file-details.js';
import { isStoredStatus } from '../../store/imported-files.js';
import { undoEffect } from '../../store/undo-effect.js';
import { type Badge, fileBadge } from '../badges.js';
import { actorOf, type FieldMessage, formFields, formMessages } from '../form.js';
import { pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { fileOf } from './file.js';

export interface FileUndoView {
  readonly title: string;
  readonly filename: string;
  readonly status: Badge;
  /** What would change, in numbers; empty where nothing of the file is stored. */
  readonly effects: readonly { readonly label: string; readonly count: string }[];
  /** Why there is nothing to take out; null where there is. */
  readonly nothing: string | null;
  readonly needsReason: boolean;
  readonly reason: string;
  readonly action: string;
  readonly back: string;
  readonly errors: readonly FieldMessage[];
}

async function undoView(
  parts: Parts,
  res: Response,
  file: ImportedFileDetails,
  shown: { readonly reason: string; readonly errors: readonly FieldMessage[] },
): Promise<FileUndoView> {
  const { t, baseUrl, language } = pageContext(parts, res);
  const { id, filename, status } = file;
  const back = `${baseUrl}/files/${id}`;
  const problem = status === 'undone' ? 'already_undone' : 'nothing_to_undo';
  const isStored = isStoredStatus(status);
  const effect = isStored
    ? await undoEffect(parts.db, { id, filename, hospitalCode: file.hospital_code })
    : null;
  const line = (name: string, count: number) => ({ label: t(`file-undo.${name}`), count: countText(count) });
  return {
    title: t('file-undo.title'),
    filename,
    status: fileBadge(status, t),
    effects:
      effect === null
        ? []
        : [
            line('rows', effect.rows),
            ...(fileKindOf(id) === 'stm'
              ? []
              : [line('restored', effect.current - effect.removed), line('removed', effect.removed)]),
          ],
    nothing: isStored ? null : new AppError(problem, { file: filename, status }).text(language),
    needsReason: grantOf(userOf(res).roles, 'undo') === 'with_reason',
    action: `${back}/undo`,
    back,
    ...shown,
  };
}

/** What would taking this file out change? Asked before it is done. */
export const fileUndoPage: Route = {
  method: 'get',
  path: '/files/:id/undo',
  permission: 'undo',
  handle: (parts) => async (req, res) => {
    const file = await fileOf(parts, req);
    await sendPage(res, 'file-undo', await undoView(parts, res, file, { reason: '', errors: [] }));
  },
};

async function takeOut(parts: Parts, req: Request, res: Response, file: ImportedFileDetails, reason: string) {
  if (reason === '' && grantOf(userOf(res).roles, 'undo') === 'with_reason')
    throw new AppError('undo_reason_due');
  const { db, log, bus } = parts;
  await undoFile(
    { db, log, bus, programVersion },
    { fileId: file.id, by: actorOf(req, res), reason: reason === '' ? null : reason },
  );
}

export const fileUndoForm: Route = {
  method: 'post',
  path: '/files/:id/undo',
  permission: 'undo',
  handle: (parts) => async (req, res) => {
    const file = await fileOf(parts, req);
    const reason = formFields(req, ['reason']).reason.trim().slice(0, 500);
    try {
      await takeOut(parts, req, res, file, reason);
    } catch (error) {
      const errors = formMessages(res, error);
      // The state may have changed since the file was read.
      const view = await undoView(parts, res, await fileOf(parts, req), { reason, errors });
      return await sendPage(res, 'file-undo', view);
    }
    res.redirect(303, `${req.baseUrl}/files/${file.id}?done=undone`);
  },
};

/** Has the kept bytes read with today's layouts, whether the rows of the file are stored or were taken out. */
export const fileReadAgain: Route = {
  method: 'post',
  path: '/files/:id/read-again',
  permission: 'fetch',
  handle: (parts) => async (req, res) => {
    const file = await fileOf(parts, req);
    if (file.stored_path === null) throw new AppError('not_found');
    const userId = userOf(res).id;
    const { job } = await parts.runner.enqueue(
      'import_files',
      {
        files: [{ path: keptWorkbookPath(parts.config.DOWNLOAD_DIR, file.stored_path), name: file.filename }],
        source: file.source,
        userId,
        force: true,
      },
      { userId },
    );
    await writeAudit(parts.db, {
      ...actorOf(req, res),
      at: parts.now(),
      action: 'change',
      subject: `file ${file.id}`,
      outcome: 'done',
      details: { what: 'read again', job: job.jobKey },
    });
    res.redirect(303, `${req.baseUrl}/jobs/${encodeURIComponent(job.jobKey)}`);
  },
};
