import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Tx } from '../../db/db.js';
import { AppError } from '../../domain/errors.js';
import type { Job } from '../../domain/job.js';
import { mostRecordingBytes, transcriptPurposes } from '../../domain/transcript.js';
import { audioServiceName, isAudioOn } from '../../services/audio-settings-of.js';
import { settleTranscripts } from '../../services/settle-transcripts.js';
import { dropRecording, recordingFolder, takeRecording } from '../../services/take-recording.js';
import { hasUsedService, listTranscripts } from '../../store/transcripts.js';
import { languageOptions, type TranscriptLine, transcriptLine } from '../audio-texts.js';
import { actorOf, type FieldMessage, formMessages } from '../form.js';
import { receiveFiles } from '../middleware/receive-files.js';
import { type Option, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import type { NoticeView } from './file-notice.js';

const path = '/audio';
const onPage = 50;

/**
 * views/pages/audio.ejs: the form (multipart, `_csrf` before the file; `purpose`, `tran_id`, `language`, `translation` and
 * `confirmed` = `yes` or absent, `file`) goes to /audio.
 */
export interface AudioView {
  readonly notices: readonly NoticeView[];
  /** Where recordings go; null = it is off, and there is no form. */
  readonly service: string | null;
  /** The warning must be confirmed: this person has not used this service yet. */
  readonly isFirst: boolean;
  readonly purposes: readonly Option[];
  readonly languages: readonly Option[];
  readonly values: { readonly tranId: string; readonly translation: boolean };
  readonly keptDays: number;
  readonly rows: readonly TranscriptLine[];
  readonly older: string | null;
  readonly errors: readonly FieldMessage[];
}

const query = z.object({ before: z.coerce.number().int().positive().optional().catch(undefined) });

export const audioPage: Route = {
  method: 'get',
  path,
  permission: 'ai_audio',
  handle: (parts) => async (req, res) => {
    const { t } = pageContext(parts, res);
    const deleted: NoticeView = {
      tone: 'ok',
      icon: 'check',
      title: t('audio.deleted'),
      text: '',
      action: null,
    };
    await show(req, res, parts, { notices: req.query.deleted === '1' ? [deleted] : [] });
  },
};

/** Takes a recording to disk as it comes, and orders its transcript. */
export const audioForm: Route = {
  method: 'post',
  path,
  permission: 'ai_audio',
  handle: (parts) => async (req, res) => {
    const key = `aud_${randomBytes(12).toString('base64url')}`;
    const { DOWNLOAD_DIR: downloadDir } = parts.config;
    let fields: ReadonlyMap<string, string> = new Map();
    try {
      if (!isAudioOn(await parts.settings.current())) throw new AppError('audio_off');
      const limits = { maxFileBytes: mostRecordingBytes, maxFiles: 1, maxTotalBytes: mostRecordingBytes };
      const received = await receiveFiles(req, res, { ...limits, folder: recordingFolder(downloadDir, key) });
      fields = received.fields;
      const [file] = received.files;
      if (file === undefined || file.size === 0) throw new AppError('audio_none');
      const given = { key, file: file.path, bytes: file.size, fields };
      const job = await takeRecording({ ...parts, order: orderBy(parts) }, given, actorOf(req, res));
      parts.runner.announce(job);
    } catch (error) {
      await dropRecording(downloadDir, key);
      return await show(req, res, parts, { errors: messages(res, error), fields });
    }
    res.redirect(303, `${req.baseUrl}${path}/${key}`);
  },
};

const orderBy =
  ({ runner }: Pick<Parts, 'runner'>) =>
  async (tx: Tx, key: string, userId: number): Promise<Job> =>
    (await runner.enqueue('transcribe_audio', { key }, { userId, within: tx, maxAttempts: 1 })).job;

const fieldsOf: Readonly<Record<string, string>> = {
  audio_warning_due: 'confirmed',
  audio_none: 'file',
  audio_kind_unknown: 'file',
  audio_too_large: 'file',
  claim_not_found: 'tran_id',
};

function messages(res: Response, error: unknown): FieldMessage[] {
  const isTooLarge = error instanceof AppError && error.code === 'request_too_large';
  const known = isTooLarge
    ? new AppError('audio_too_large', { megabytes: mostRecordingBytes / 1_048_576 })
    : error;
  const field = known instanceof AppError ? (fieldsOf[known.code] ?? '') : '';
  return formMessages(res, known).map(({ text }) => ({ field, text }));
}

interface Showing {
  readonly notices?: readonly NoticeView[];
  readonly errors?: readonly FieldMessage[];
  readonly fields?: ReadonlyMap<string, string>;
}

async function show(
  req: Request,
  res: Response,
  parts: Parts,
  { notices = [], errors = [], fields = new Map() }: Showing,
): Promise<void> {
  const context = pageContext(parts, res);
  const { t, language, baseUrl } = context;
  const config = await parts.settings.current();
  const service = audioServiceName(config);
  await settleTranscripts(parts);
  const { before = null } = query.parse(req.query);
  const found = await listTranscripts(parts.db, { before, limit: onPage + 1 });
  const rows = found.slice(0, onPage);
  const purpose = fields.get('purpose') ?? transcriptPurposes[0];
  const view: AudioView = {
    notices,
    service: isAudioOn(config) ? service : null,
    isFirst: !(await hasUsedService(parts.db, userOf(res).id ?? 0, service)),
    purposes: transcriptPurposes.map((value) => ({
      value,
      text: t(`audio.purpose_${value}`),
      selected: value === purpose,
    })),
    languages: languageOptions(fields.get('language') ?? config.AI_AUDIO_LANGUAGE, language),
    values: { tranId: fields.get('tran_id') ?? '', translation: fields.get('translation') === 'yes' },
    keptDays: config.AI_AUDIO_KEEP_DAYS,
    rows: rows.map((row) => transcriptLine(row, context)),
    older: found.length > onPage ? `${baseUrl}${path}?before=${rows.at(-1)?.id}` : null,
    errors,
  };
  await sendPage(res, 'audio', view);
}
