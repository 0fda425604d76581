import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Request, Response } from 'express';
import { countText } from '../../domain/count-text.js';
import { AppError } from '../../domain/errors.js';
import { grantOf } from '../../domain/permission.js';
import { instantText } from '../../domain/thai-date.js';
import { revokeMapping } from '../../services/decide-layout.js';
import { sharedMappingsOf, takeMappings } from '../../services/share-mappings.js';
import { listMappings } from '../../store/layout-mappings.js';
import type { Badge } from '../badges.js';
import { actorOf, type FieldMessage, formFields, formMessages } from '../form.js';
import { receiveFiles } from '../middleware/receive-files.js';
import { pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import { recordAccess } from '../record-access.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { mappingChanges, mappingState } from './mapping-lines.js';
import { importWaiting } from './quarantine-sheet.js';

/** Five hundred mappings of the widest form. */
const mostBytes = 20_000_000;

/** views/pages/layout-mappings.ejs; forms with `_csrf`: /quarantine/mappings/:id/revoke (`note`), /quarantine/mappings (upload of one file). */
export interface LayoutMappingsView {
  readonly download: string;
  readonly rows: readonly {
    readonly layout: string;
    readonly fingerprint: string;
    readonly changes: readonly string[];
    readonly who: string;
    readonly at: string;
    readonly note: string;
    readonly state: Badge;
    readonly revoke: { readonly action: string; readonly label: string } | null;
  }[];
  readonly blank: { icon: string; title: string; text: string; actions: [] } | null;
  readonly noteRequired: boolean;
  readonly mayTake: boolean;
  readonly saved: string | null;
  readonly errors: readonly FieldMessage[];
}

async function show(parts: Parts, res: Response, errors: readonly FieldMessage[]): Promise<void> {
  const context = pageContext(parts, res);
  const { t, baseUrl, language, can } = context;
  const here = `${baseUrl}/quarantine/mappings`;
  const rows = await listMappings(parts.db);
  const { taken } = res.req.query;
  const view: LayoutMappingsView = {
    download: `${here}.json`,
    rows: rows.map((row) => ({
      layout: row.layout_id,
      fingerprint: row.fingerprint.slice(0, 12),
      changes: mappingChanges(row, context),
      who: row.approved_name,
      at: instantText(row.approved_at, language, true),
      note: row.note ?? '',
      state: mappingState(row, context),
      revoke:
        can('undo') && row.revoked_at === null
          ? {
              action: `${here}/${row.id}/revoke`,
              label: t('layout-mappings.revoke_of', { layout: row.layout_id }),
            }
          : null,
    })),
    blank:
      rows.length > 0
        ? null
        : {
            icon: 'link',
            title: t('layout-mappings.none'),
            text: t('layout-mappings.none_more'),
            actions: [],
          },
    noteRequired: grantOf(userOf(res).roles, 'undo') === 'with_reason',
    mayTake: can('administer'),
    saved:
      typeof taken === 'string' && /^\d{1,3}$/.test(taken)
        ? t('layout-mappings.taken', { count: countText(Number(taken)) })
        : null,
    errors,
  };
  await sendPage(res, 'layout-mappings', view);
}

export const layoutMappingsPage: Route = {
  method: 'get',
  path: '/quarantine/mappings',
  permission: 'claims',
  handle: (parts) => async (_req, res) => {
    await show(parts, res, []);
  },
};

/** The mappings in use, in the shape that another hospital can take; see /help. */
export const layoutMappingsJson: Route = {
  method: 'get',
  path: '/quarantine/mappings.json',
  permission: 'claims',
  handle: (parts) => async (_req, res) => {
    const shared = await sharedMappingsOf(parts.db);
    await recordAccess(parts, res, 'export', { subject: 'layout mappings', rows: shared.mappings.length });
    res.setHeader('content-disposition', 'attachment; filename="layout-mappings.json"');
    res.json(shared);
  },
};

/** Text of the one file that was uploaded; '' where none came. */
async function receivedText(parts: Parts, req: Request, res: Response): Promise<string> {
  const folder = path.join(parts.config.DOWNLOAD_DIR, '.uploads', randomUUID());
  const limits = { folder, maxFiles: 1, maxFileBytes: mostBytes, maxTotalBytes: mostBytes };
  const { files } = await receiveFiles(req, res, limits);
  try {
    const [file] = files;
    return file && file.filename !== '' ? await readFile(file.path, 'utf8') : '';
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const takeMappingsForm: Route = {
  method: 'post',
  path: '/quarantine/mappings',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    let taken: readonly string[];
    try {
      const json = await receivedText(parts, req, res);
      taken = await takeMappings(parts, { json, by: actorOf(req, res), at: parts.now() });
    } catch (error) {
      return await show(parts, res, formMessages(res, error));
    }
    for (const fingerprint of taken) await importWaiting(parts, res, fingerprint);
    res.redirect(303, `${req.baseUrl}/quarantine/mappings?taken=${taken.length}`);
  },
};

function mappingId(req: Request): number {
  const id = String(req.params.id);
  if (!/^\d{1,15}$/.test(id)) throw new AppError('not_found');
  return Number(id);
}

export const revokeMappingForm: Route = {
  method: 'post',
  path: '/quarantine/mappings/:id/revoke',
  permission: 'undo',
  handle: (parts) => async (req, res) => {
    const note = formFields(req, ['note']).note.trim().slice(0, 500);
    try {
      if (note === '' && grantOf(userOf(res).roles, 'undo') === 'with_reason')
        throw new AppError('decision_note_due');
      await revokeMapping(parts, { mappingId: mappingId(req), by: actorOf(req, res), note, at: parts.now() });
    } catch (error) {
      return await show(parts, res, formMessages(res, error));
    }
    res.redirect(303, `${req.baseUrl}/quarantine/mappings`);
  },
};
