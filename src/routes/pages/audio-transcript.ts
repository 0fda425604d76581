import type { Request, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { isFinished, type Job } from '../../domain/job.js';
import { instantText } from '../../domain/thai-date.js';
import { isOpenTranscript } from '../../domain/transcript.js';
import { settleTranscripts } from '../../services/settle-transcripts.js';
import { writeAudit } from '../../store/audit-log.js';
import { findJob } from '../../store/jobs.js';
import {
  deleteTranscript,
  findTranscript,
  findTranscriptTexts,
  type Transcript,
  type TranscriptTexts,
} from '../../store/transcripts.js';
import { riskText, type TranscriptLine, transcriptLine, transcriptProblem } from '../audio-texts.js';
import { actorOf } from '../form.js';
import { type JobProgressView, jobProgress } from '../job-texts.js';
import { type PageContext, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { recordAccess } from '../record-access.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';

/** views/pages/audio-transcript.ejs: POST /audio/KEY/cancel while it is open, /audio/KEY/delete after that. */
export interface AudioTranscriptView {
  readonly line: TranscriptLine;
  readonly facts: readonly { readonly label: string; readonly text: string; readonly href?: string }[];
  readonly isOpen: boolean;
  /** null = its job has ended. */
  readonly progress: JobProgressView | null;
  readonly texts: TranscriptTexts | null;
  readonly problem: string;
}

export const audioTranscriptPage: Route = {
  method: 'get',
  path: '/audio/:key',
  permission: 'ai_audio',
  handle: (parts) => async (req, res) => {
    await settleTranscripts(parts);
    const row = await transcriptOf(parts, req);
    const texts = row.state === 'completed' ? await findTranscriptTexts(parts.db, row.key) : null;
    if (texts !== null) await recordAccess(parts, res, 'view', { subject: `transcript ${row.key}`, rows: 1 });
    const view = await viewOf(parts, row, texts, pageContext(parts, res));
    await sendPage(res, 'audio-transcript', view);
  },
};

export const audioCancelForm: Route = {
  method: 'post',
  path: '/audio/:key/cancel',
  permission: 'ai_audio',
  handle: (parts) => async (req, res) => {
    const row = await transcriptOf(parts, req);
    const job = await findJob(parts.db, row.jobId);
    if (job !== null) await parts.runner.cancel(job.jobKey);
    await settleTranscripts(parts);
    await note(parts, req, res, { subject: `transcript ${row.key}`, what: 'cancelled' });
    res.redirect(303, `${req.baseUrl}/audio/${row.key}`);
  },
};

export const audioDeleteForm: Route = {
  method: 'post',
  path: '/audio/:key/delete',
  permission: 'ai_audio',
  handle: (parts) => async (req, res) => {
    const row = await transcriptOf(parts, req);
    // What is still worked on is stopped first, so that nothing comes back for a row that is gone.
    if (isOpenTranscript(row.state)) throw new AppError('audio_still_open');
    await deleteTranscript(parts.db, row.key);
    await note(parts, req, res, { subject: `transcript ${row.key}`, what: 'deleted' });
    res.redirect(303, `${req.baseUrl}/audio?deleted=1`);
  },
};

async function transcriptOf(parts: Parts, req: Request): Promise<Transcript> {
  const row = await findTranscript(parts.db, String(req.params.key));
  if (row === null) throw new AppError('not_found');
  return row;
}

async function note(
  parts: Parts,
  req: Request,
  res: Response,
  { subject, what }: { readonly subject: string; readonly what: string },
): Promise<void> {
  await writeAudit(parts.db, {
    ...actorOf(req, res),
    at: parts.now(),
    action: 'change',
    subject,
    outcome: 'done',
    details: { what },
  });
}

async function viewOf(
  parts: Parts,
  row: Transcript,
  texts: TranscriptTexts | null,
  context: PageContext,
): Promise<AudioTranscriptView> {
  const { t, language } = context;
  const line = transcriptLine(row, context);
  const job = await findJob(parts.db, row.jobId);
  const isOpen = isOpenTranscript(row.state);
  const fact = (name: string, text: string) => ({ label: t(name), text });
  return {
    line,
    facts: [
      fact('audio.by', line.by),
      fact('audio.at', line.at),
      fact('audio.purpose', line.purpose),
      ...(line.claim ? [{ label: t('audio.claim'), ...line.claim }] : []),
      fact('audio.sound', line.sound),
      fact('audio.service', row.service),
      fact('audio.finished', instantText(row.finishedAt, language)),
    ],
    isOpen,
    progress: job === null || isFinished(job.status) || !isOpen ? null : progressOf(job, line, context),
    texts: texts && { ...texts, risk: texts.risk === null ? null : riskText(texts.risk, t) },
    problem: transcriptProblem(row, language),
  };
}

/** The bar of its job, which leads back here and is stopped from here. */
function progressOf(job: Job, { href }: TranscriptLine, context: PageContext): JobProgressView {
  const cancel = job.cancelAsked ? null : { action: `${href}/cancel` };
  return { ...jobProgress(job, context), href, cancel };
}
