import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Db, Tx } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { Job } from '../domain/job.js';
import {
  type AudioKind,
  audioKindOf,
  audioKinds,
  mostRecordingBytes,
  transcriptPurposes,
} from '../domain/transcript.js';
import { writeAudit } from '../store/audit-log.js';
import { findCaseClaim } from '../store/case-claims.js';
import { hasUsedService, insertTranscript } from '../store/transcripts.js';
import type { Actor } from './actor.js';
import { audioServiceName, isAudioOn } from './audio-settings-of.js';
import type { LiveSettings } from './live-settings.js';

/** Folder in which the recording of one transcript waits until it is sent; then it is taken away. */
export const recordingFolder = (downloadDir: string, key: string): string =>
  path.join(downloadDir, '.uploads', key);

export const recordingPath = (downloadDir: string, key: string): string =>
  path.join(recordingFolder(downloadDir, key), 'recording');

export async function dropRecording(downloadDir: string, key: string): Promise<void> {
  await rm(recordingFolder(downloadDir, key), { recursive: true, force: true });
}

/** An upload as the form sent it. */
export interface GivenRecording {
  /** Public id, and name of its folder. */
  readonly key: string;
  /** Where the upload lies, in that folder. */
  readonly file: string;
  readonly bytes: number;
  readonly fields: ReadonlyMap<string, string>;
}

interface TakeParts {
  readonly db: Db;
  readonly settings: Pick<LiveSettings, 'current'>;
  readonly now: () => Date;
  /** Stores the job that does it, in this transaction. */
  readonly order: (tx: Tx, key: string, userId: number) => Promise<Job>;
}

const wanted = z.object({
  purpose: z.enum(transcriptPurposes),
  language: z.string().regex(/^[a-z]{2,3}$/),
  tran_id: z.string().trim().max(64).catch(''),
});

/**
 * Takes a recording in: it waits in its folder for the job that sends it. Throws AppError audio_…, claim_not_found; the
 * caller then takes the folder away.
 */
export async function takeRecording(parts: TakeParts, given: GivenRecording, by: Actor): Promise<Job> {
  const { db, now } = parts;
  const config = await parts.settings.current();
  if (!isAudioOn(config) || by.actorId === null) throw new AppError('audio_off');
  const { key, bytes, fields } = given;
  const userId = by.actorId;
  const service = audioServiceName(config);
  const read = wanted.safeParse(Object.fromEntries(fields));
  if (!read.success) throw new AppError('audio_field_invalid');
  if (fields.get('confirmed') !== 'yes' && !(await hasUsedService(db, userId, service)))
    throw new AppError('audio_warning_due');
  const audioKind = await kindOf(given);
  const { purpose, language, tran_id: tranId } = read.data;
  if (
    tranId !== '' &&
    (await findCaseClaim(db, tranId, { hospital: null, own: config.HOSPITAL_CODE })) === null
  )
    throw new AppError('claim_not_found');
  await rename(given.file, recordingPath(config.DOWNLOAD_DIR, key));
  return await db.transaction(async (tx) => {
    const job = await parts.order(tx, key, userId);
    const withTranslation = fields.get('translation') === 'yes';
    const made = { key, jobId: job.id, userId, askedBy: by.actorName, purpose, tranId: tranId || null };
    const way = config.AI_AUDIO_WAY;
    const sound = { language, withTranslation, service, way, audioKind, sizeBytes: bytes };
    await insertTranscript(tx, { ...made, ...sound }, now());
    await writeAudit(tx, {
      ...by,
      at: now(),
      action: 'export',
      subject: `recording ${key}`,
      outcome: 'begun',
      details: { purpose, language, withTranslation, service, audioKind, bytes },
    });
    return job;
  });
}

async function kindOf({ file, bytes }: GivenRecording): Promise<AudioKind> {
  if (bytes === 0) throw new AppError('audio_none');
  if (bytes > mostRecordingBytes)
    throw new AppError('audio_too_large', { megabytes: mostRecordingBytes / 1_048_576 });
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    const kind = audioKindOf(buffer.subarray(0, bytesRead));
    if (kind === null) throw new AppError('audio_kind_unknown', { kinds: audioKinds.join(' ') });
    return kind;
  } finally {
    await handle.close();
  }
}
