import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Request, Response } from 'express';
import { archiveLimits, isArchiveName } from '../../domain/archive.js';
import { countText } from '../../domain/count-text.js';
import { AppError } from '../../domain/errors.js';
import { readRepFileName } from '../../domain/rep-file-name.js';
import { readStatementFileName } from '../../domain/statement-file-name.js';
import { dayOf } from '../../domain/thai-date.js';
import { receiveFiles } from '../middleware/receive-files.js';
import { type Option, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import type { Translate } from '../words/index.js';

const mostFiles = 200;
const fileTypes = [
  'OP',
  'IP',
  'ORF',
  'OP_APPEAL',
  'IP_APPEAL',
  'IP_APPEAL_NHSO',
  'ORF_APPEAL',
  'OPLGO',
  'IPLGO',
  'OPLGO_APPEAL',
  'OPCS',
  'IPCS',
  'OPSSS',
  'IPSSS',
  'OPNHS',
  'IPNHS',
  'OPBKK',
  'IPBKK',
  'OPBMT',
  'IPBMT',
  'SRT',
  'PVT',
];

interface WaitingFile {
  /** `FOLDER/N.upload` below the folder of uploads. */
  readonly place: string;
  readonly name: string;
  /** What a person has typed so far; null at first. */
  readonly typed: { readonly hospital: string; readonly type: string; readonly day: string } | null;
  readonly wrong: boolean;
}

export interface UploadView {
  readonly limits: string;
  readonly fault: string | null;
  /** Where the fault is put right: each link's text and target. */
  readonly faultLinks: readonly { readonly href: string; readonly text: string }[];
  readonly waiting: readonly {
    readonly place: string;
    readonly name: string;
    readonly hospital: string;
    readonly day: string;
    readonly types: readonly Option[];
    readonly wrong: boolean;
  }[];
  readonly waitingTitle: string;
  readonly job: { readonly href: string; readonly text: string } | null;
}

interface Shown {
  readonly fault?: string;
  readonly waiting?: readonly WaitingFile[];
  readonly jobKey?: string;
  readonly started?: number;
}

const uploadsFolder = (parts: Parts) => path.join(parts.config.DOWNLOAD_DIR, '.uploads');
/** The members of an archive have their own names; the job names those that cannot be read. */
const isReadable = (name: string) =>
  isArchiveName(name) || readRepFileName(name) !== null || readStatementFileName(name) !== null;

/** Bytes of all files of one upload together. */
const mostBytesOf = (maxFileBytes: number) => 10 * maxFileBytes;

function limitsText({ config }: Parts, t: Translate): string {
  const mb = config.UPLOAD_MAX_MB;
  const { maxMembers, maxTotalBytes } = archiveLimits(mb);
  return t('upload.limits', {
    mb: countText(mb),
    total: countText(mostBytesOf(mb)),
    files: countText(mostFiles),
    members: countText(maxMembers),
    unpacked: countText(maxTotalBytes),
  });
}

async function uploadView(parts: Parts, res: Response, shown: Shown): Promise<UploadView> {
  const { t, now, baseUrl } = pageContext(parts, res);
  const settings = await parts.settings.current();
  const waiting = shown.waiting ?? [];
  return {
    limits: limitsText(parts, t),
    fault: shown.fault === undefined ? null : t(shown.fault),
    faultLinks:
      waiting.length === 0
        ? [{ href: '#files', text: t('upload.choose') }]
        : waiting.flatMap(({ name, wrong }, index) =>
            wrong ? [{ href: `#hospital-${index}`, text: t('upload.naming_of', { name }) }] : [],
          ),
    waiting: waiting.map(({ place, name, typed, wrong }) => ({
      place,
      name,
      hospital: typed?.hospital ?? settings.HOSPITAL_CODE,
      day: typed?.day ?? dayOf(now),
      types: fileTypes.map((type) => ({
        value: type,
        text: type,
        selected: type === (typed?.type ?? fileTypes[0]),
      })),
      wrong,
    })),
    waitingTitle: t('upload.names_title', { count: countText(waiting.length) }),
    job:
      shown.jobKey === undefined
        ? null
        : {
            href: `${baseUrl}/jobs/${encodeURIComponent(shown.jobKey)}`,
            text: t('upload.started', { count: countText(shown.started ?? 0) }),
          },
  };
}

async function startImport(
  parts: Parts,
  res: Response,
  files: readonly { readonly path: string; readonly name: string }[],
): Promise<string> {
  const params = { files, source: 'upload', userId: userOf(res).id, removeAfter: true };
  const { job } = await parts.runner.enqueue('import_files', params, { userId: userOf(res).id });
  return job.jobKey;
}

export const uploadPage: Route = {
  method: 'get',
  path: '/upload',
  permission: 'fetch',
  handle: (parts) => async (_req, res) => {
    await sendPage(res, 'upload', await uploadView(parts, res, {}));
  },
};

/** Takes the files to disk as they come; names that can be read are imported, for the others the page asks. */
export const uploadFiles: Route = {
  method: 'post',
  path: '/upload',
  permission: 'fetch',
  handle: (parts) => async (req, res) => {
    const folderName = randomUUID();
    const folder = path.join(uploadsFolder(parts), folderName);
    const maxFileBytes = parts.config.UPLOAD_MAX_MB * 1_000_000;
    const received = await receiveFiles(req, res, {
      folder,
      maxFileBytes,
      maxFiles: mostFiles,
      maxTotalBytes: mostBytesOf(maxFileBytes),
    });
    const files = received.files.filter(({ filename }) => filename !== '');
    if (files.length === 0) {
      await rm(folder, { recursive: true, force: true });
      res.status(422);
      return await sendPage(res, 'upload', await uploadView(parts, res, { fault: 'upload.no_files' }));
    }
    const readable = files.filter(({ filename }) => isReadable(filename));
    const waiting = files
      .filter(({ filename }) => !isReadable(filename))
      .map((file) => ({
        place: `${folderName}/${path.basename(file.path)}`,
        name: file.filename,
        typed: null,
        wrong: false,
      }));
    const named = readable.map((file) => ({ path: file.path, name: file.filename }));
    const jobKey = named.length === 0 ? null : await startImport(parts, res, named);
    await answerUpload(parts, res, { waiting, ...(jobKey !== null && { jobKey, started: named.length }) });
  },
};

async function answerUpload(parts: Parts, res: Response, shown: Shown): Promise<void> {
  if (shown.jobKey !== undefined && (shown.waiting?.length ?? 0) === 0)
    return res.redirect(303, `${res.req.baseUrl}/jobs/${encodeURIComponent(shown.jobKey)}`);
  await sendPage(res, 'upload', await uploadView(parts, res, shown));
}

/** Imports uploaded files whose names a person has filled in. */
export const nameUploads: Route = {
  method: 'post',
  path: '/upload/names',
  permission: 'fetch',
  handle: (parts) => async (req, res) => {
    const { waiting, named } = await readNames(parts, req);
    if (named === null) {
      res.status(422);
      return await sendPage(
        res,
        'upload',
        await uploadView(parts, res, { waiting, fault: 'upload.naming_wrong' }),
      );
    }
    await answerUpload(parts, res, { jobKey: await startImport(parts, res, named), started: named.length });
  },
};

const textsOf = (value: unknown): string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string');

async function readNames(parts: Parts, req: Request) {
  const body: Readonly<Record<string, unknown>> = { ...req.body };
  const [places, names, hospitals, types, days] = ['place', 'name', 'hospital', 'type', 'day'].map((field) =>
    textsOf(body[field]),
  );
  const filled = (places ?? []).map((place, index) => {
    const typed = {
      hospital: hospitals?.[index] ?? '',
      type: types?.[index] ?? '',
      day: days?.[index] ?? '',
    };
    return { place, name: names?.[index] ?? '', typed, given: nameOf(typed, place) };
  });
  const waiting = filled.map(({ given, ...file }) => ({ ...file, wrong: given === null }));
  const named = await Promise.all(
    filled.map(async ({ place, given }) =>
      given === null ? null : { path: await uploadedPath(parts, place), name: given },
    ),
  );
  const complete = named.filter((file) => file !== null);
  return { waiting, named: complete.length === waiting.length && complete.length > 0 ? complete : null };
}

/** A name as NHSO would have given it; its number is made from the upload, so that two uploads do not share it. */
function nameOf({ hospital, type, day }: NonNullable<WaitingFile['typed']>, place: string): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match || !fileTypes.includes(type)) return null;
  const [, year = '', month = '', date = ''] = match;
  const beYear = Number(year) >= 2400 ? Number(year) : Number(year) + 543;
  const number = createHash('sha256').update(place).digest().readUInt32BE(0) % 1_000_000_000;
  const name = `eclaim_${hospital.trim()}_${type}_${beYear}${month}${date}_${String(number).padStart(9, '0')}.xls`;
  return readRepFileName(name) === null ? null : name;
}

/** The uploaded file itself; nothing outside the folder of uploads. */
async function uploadedPath(parts: Parts, place: string): Promise<string> {
  const [folder = '', file = ''] = place.split('/');
  const known =
    /^[0-9a-f-]{36}$/.test(folder) && /^\d+\.upload$/.test(file)
      ? await readdir(path.join(uploadsFolder(parts), folder)).catch(() => [])
      : [];
  if (!known.includes(file)) throw new AppError('not_found');
  return path.join(uploadsFolder(parts), folder, file);
}
