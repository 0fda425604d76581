import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Request, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { type MasterList, type MasterRow, masterListByName } from '../../domain/master-list.js';
import { compareUploadedList, noteErrorCode, replaceMasterList } from '../../services/replace-master-list.js';
import { masterListStates, masterRows, searchErrorCodes } from '../../store/master-data.js';
import { findUsernames } from '../../store/usernames.js';
import { actorOf, formFields, formMessages } from '../form.js';
import { receiveFiles } from '../middleware/receive-files.js';
import { addressWith, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import { recordAccess } from '../record-access.js';
import type { Route } from '../route.js';
import { sendCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';
import { codesPerPage, type MasterDataFacts, masterDataView } from './master-data-view.js';

/** Eight times the error codes of 2026. */
const mostBytes = 5_000_000;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Throws AppError not_found. */
function listOf(name: string): MasterList {
  const list = masterListByName(name);
  if (list === null) throw new AppError('not_found');
  return list;
}

async function show(parts: Parts, res: Response, shown: Partial<MasterDataFacts>): Promise<void> {
  const context = pageContext(parts, res);
  const { query } = res.req;
  const q = textOf(query.q).trim().slice(0, 100);
  const after = textOf(query.after).slice(0, 20) || null;
  const states = await masterListStates(parts.db);
  const saved = masterListByName(textOf(query.taken));
  const facts: MasterDataFacts = {
    states,
    names: await findUsernames(
      parts.db,
      states.map(({ changedBy }) => ({ userId: changedBy })),
    ),
    codes: await searchErrorCodes(parts.db, { words: q, after, limit: codesPerPage + 1 }),
    q,
    after,
    chosen: 'nhso_error_codes',
    compared: null,
    saved: saved && context.t('master-data.taken', { name: context.t(`master-data.${saved.name}`) }),
    errors: [],
    ...shown,
  };
  await sendPage(res, 'settings-master-data', masterDataView(facts, context));
}

/** Error codes, funds, types of service and schemes: where each list comes from, and a newer one by upload. */
export const masterDataPage: Route = {
  method: 'get',
  path: '/settings/master-data',
  permission: 'administer',
  handle: (parts) => async (_req, res) => {
    await show(parts, res, {});
  },
};

const cellOf = (row: MasterRow, name: string) => {
  const value = row[name] ?? null;
  return typeof value === 'boolean' ? Number(value) : value;
};

/** A list as it can be uploaded again. */
export const masterDataCsv: Route = {
  method: 'get',
  path: '/settings/master-data/:list.csv',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const list = listOf(textOf(req.params.list));
    const rows = await masterRows(parts.db, list);
    await recordAccess(parts, res, 'export', { subject: `reference list ${list.name}`, rows: rows.length });
    const columns = list.columns.map(({ name }) => ({ name, value: (row: MasterRow) => cellOf(row, name) }));
    await sendCsv(res, `${list.name}.csv`, columns, rows);
  },
};

/** Where the file that an administrator compared waits to be taken over; the next one takes its place. */
const waitingFolder = (parts: Parts, res: Response) =>
  path.join(parts.config.DOWNLOAD_DIR, '.uploads', `master-data-${userOf(res).id ?? 0}`);

/** Keeps the file beside the database, so that taking it over needs no second upload. */
async function receive(parts: Parts, req: Request, res: Response) {
  const folder = waitingFolder(parts, res);
  await rm(folder, { recursive: true, force: true });
  const limits = { folder, maxFiles: 1, maxFileBytes: mostBytes, maxTotalBytes: mostBytes };
  const { fields, files } = await receiveFiles(req, res, limits);
  const [file] = files;
  return {
    list: listOf(fields.get('list') ?? ''),
    bytes: file ? await readFile(file.path) : Buffer.alloc(0),
  };
}

/** Shows what an uploaded list would change; stores nothing. */
export const compareMasterDataForm: Route = {
  method: 'post',
  path: '/settings/master-data/compare',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    let list: MasterList | null = null;
    try {
      const received = await receive(parts, req, res);
      list = received.list;
      const comparison = await compareUploadedList(parts.db, list, received.bytes);
      await show(parts, res, { chosen: list.name, compared: { list, comparison } });
    } catch (error) {
      await rm(waitingFolder(parts, res), { recursive: true, force: true });
      await show(parts, res, { errors: formMessages(res, error), ...(list && { chosen: list.name }) });
    }
  },
};

/** Takes over the file that was compared, where it and the stored list are still what was shown. */
export const takeMasterDataForm: Route = {
  method: 'post',
  path: '/settings/master-data/take',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const fields = formFields(req, ['list', 'digest']);
    const list = listOf(fields.list);
    const folder = waitingFolder(parts, res);
    try {
      const bytes = await readFile(path.join(folder, '0.upload')).catch((cause: unknown) => {
        throw new AppError('master_file_changed', {}, { cause });
      });
      await replaceMasterList(parts, { list, bytes, digest: fields.digest }, actorOf(req, res));
    } catch (error) {
      return await show(parts, res, { chosen: list.name, errors: formMessages(res, error) });
    }
    await rm(folder, { recursive: true, force: true });
    res.redirect(303, addressWith(`${req.baseUrl}/settings/master-data`, { taken: list.name }));
  },
};

export const errorCodeNoteForm: Route = {
  method: 'post',
  path: '/settings/master-data/note',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const { code, note, q, after } = formFields(req, ['code', 'note', 'q', 'after']);
    await noteErrorCode(parts, { code, note }, actorOf(req, res));
    const here = addressWith(`${req.baseUrl}/settings/master-data`, { q, after });
    res.redirect(303, `${here}#code-${encodeURIComponent(code)}`);
  },
};
