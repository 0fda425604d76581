import type { Language } from '../domain/errors.js';
import {
  isFinished,
  type Job,
  type JobProgress,
  type JobType,
  type JobUnitResult,
  jobJson,
  jobPriorities,
  jobUnitJson,
  type Words,
} from '../domain/job.js';
import { waitsForRetry } from '../domain/job-retry.js';
import { hourText } from '../domain/thai-date.js';
import type { JobListener } from '../jobs/job-record.js';
import { usualSendLimits } from '../services/alert-channels.js';
import { pingGoodRun } from '../services/ping-good-run.js';
import type { ExitCode, Terminal } from './command.js';
import type { Program } from './open-program.js';

export interface JobCall {
  readonly type: JobType;
  readonly params: unknown;
  readonly json: boolean;
  readonly language: Language;
}

/** `3/12 eclaim_….xls 310 kB/s ~20 s`: the same in both languages. */
export function progressLine(progress: JobProgress): string {
  const parts = [`${progress.done}/${progress.of || '?'}`];
  if (progress.current !== null) parts.push(progress.current);
  if (progress.bytesPerSecond) parts.push(`${Math.round(progress.bytesPerSecond / 1000)} kB/s`);
  if (progress.secondsLeft) parts.push(`~${progress.secondsLeft} s`);
  return parts.join('  ');
}

function unitLine(unit: JobUnitResult): string {
  const { listed, downloaded, already, failed, imported } = unit;
  return `${unit.unit}  ${unit.state}  listed ${listed}, downloaded ${downloaded}, already ${already}, failed ${failed}, imported ${imported}`;
}

/** So often a plain line tells how far the work is. */
const plainEveryMs = 2000;

function plainProgress(terminal: Terminal): (progress: JobProgress) => void {
  let shownAt = 0;
  let shown = '';
  return (progress) => {
    const line = progressLine(progress);
    const last = progress.of > 0 && progress.done === progress.of;
    if (line === shown || (!last && Date.now() - shownAt < plainEveryMs)) return;
    shown = line;
    shownAt = Date.now();
    terminal.note(line);
  };
}

function listenerOf(call: JobCall, terminal: Terminal): JobListener {
  return {
    progress: terminal.bar?.show ?? plainProgress(terminal),
    unit(unit) {
      if (call.json) terminal.json(jobUnitJson(unit, call.language));
      else terminal.print(unitLine(unit));
      for (const { file, message } of unit.problems)
        terminal.note(`${file ?? unit.unit}: ${message[call.language]}`);
    },
  };
}

const endWords: Readonly<Record<string, Words>> = {
  completed: { th: 'เสร็จ', en: 'Done' },
  completed_with_problems: {
    th: 'เสร็จ มีบางส่วนที่ต้องดู · ที่สำเร็จเก็บไว้แล้ว · อ่านเหตุด้านบน แล้วสั่งซ้ำเพื่อทำส่วนที่เหลือ',
    en: 'Done, with parts to look at. What succeeded is kept. Read the reasons above; the same command does what is left.',
  },
};

function sayEnd(job: Job, terminal: Terminal): void {
  const words = endWords[job.status];
  if (job.problem) terminal.say(job.problem.message);
  else if (words) terminal.say(words);
}

/** The ping after a good run may take so long. */
const pingPatienceMs = 20_000;

/**
 * Runs a job in this process, through the same rows as the server's, or follows it where it runs already. After a good
 * run the ping address is called, as the server does: who fetches by cron has a watcher too.
 */
export async function runJobHere(program: Program, call: JobCall, terminal: Terminal): Promise<ExitCode> {
  const { runner } = program;
  await runner.putBackDead();
  const { job, created } = await runner.enqueue(call.type, call.params, {
    userId: null,
    priority: jobPriorities.person,
    maxAttempts: 1,
  });
  if (!created) {
    // It may wait for its next try: whoever types the command wants it now.
    await runner.tryNow(job.jobKey);
    terminal.say({
      th: `งานเดียวกันนี้มีอยู่แล้ว (${job.jobKey}) · คำสั่งนี้รอดูจนจบ`,
      en: `The same job exists already (${job.jobKey}). This command follows it to its end.`,
    });
  }
  const stop = () => void runner.stop();
  terminal.signal.addEventListener('abort', stop, { once: true });
  if (terminal.signal.aborted) stop();
  let heard = false;
  const listener = listenerOf(call, terminal);
  const end = await runner
    .runNow(job, {
      ...listener,
      unit(unit) {
        heard = true;
        listener.unit?.(unit);
      },
    })
    .finally(() => terminal.bar?.end());
  terminal.signal.removeEventListener('abort', stop);
  // Another process had the job: its units are told now.
  if (!heard) for (const unit of end.result?.units ?? []) listener.unit?.(unit);
  if (call.json) terminal.json(jobJson(end, call.language));
  sayEnd(end, terminal);
  if (waitsForRetry(end, new Date()))
    terminal.say({
      th: `โปรแกรมที่เปิดอยู่จะลองใหม่เวลา ${hourText(end.runAt)} น. (งาน ${end.jobKey})`,
      en: `The program that serves tries again at ${hourText(end.runAt)} (job ${end.jobKey}).`,
    });
  else if (!isFinished(end.status))
    terminal.say({
      th: `เลิกดูแล้ว งาน ${end.jobKey} ยังทำต่อในอีกโปรแกรม`,
      en: `No longer followed; the job ${end.jobKey} goes on in the other program.`,
    });
  if (created) await ping(program, end);
  return end.status === 'completed' || end.status === 'completed_with_problems' ? 0 : 1;
}

async function ping({ db, log, settings }: Program, { id }: Job): Promise<void> {
  const parts = { db, log, settings, now: () => new Date(), limits: usualSendLimits };
  try {
    await pingGoodRun(parts, id, AbortSignal.timeout(pingPatienceMs));
  } catch (error) {
    log.warn({ err: error }, 'the ping address could not be called');
  }
}
