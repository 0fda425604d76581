import { fiscalYearOf } from '../domain/fiscal-year.js';
import { isFinished, type Job } from '../domain/job.js';
import { monthsOf, rangeOfParams } from '../domain/month-range.js';
import { dayOf } from '../domain/thai-date.js';
import type { Parts } from '../routes/parts.js';
import { listJobs } from '../store/jobs.js';
import type { Terminal } from './command.js';

interface Month {
  readonly year: number;
  readonly month: number;
}

/** From this month back to the first of the last fiscal year; `today` is Gregorian, the years are Buddhist Era. */
export function monthsToShow(today: string): Month[] {
  // The last fiscal year began in October of this calendar year.
  const first = fiscalYearOf(today) - 2;
  const months: Month[] = [];
  let year = Number(today.slice(0, 4)) + 543;
  let month = Number(today.slice(5, 7));
  while (year > first || month >= 10) {
    months.push({ year, month });
    month = month === 1 ? 12 : month - 1;
    if (month === 12) year--;
  }
  return months;
}

/** The months that a job was for. */
function monthsOfJob(job: Job): string[] {
  const range = rangeOfParams(job.params);
  if (range === null) return [];
  return monthsOf(range).map(({ yearBe, month }) => keyOf(job.type, { year: yearBe, month }));
}

const keyOf = (type: string, { year, month }: Month) => `${type}/${year}-${month}`;

/** Starts what is missing of the practice data, through the same jobs as the pages; answers their ids. */
async function startJobs({ db, runner, now }: Parts): Promise<ReadonlySet<number>> {
  const today = dayOf(now());
  const done = await listJobs(db, {
    types: ['download_rep', 'download_stm'],
    statuses: ['completed', 'completed_with_problems'],
    limit: 200,
  });
  const known = new Set(done.flatMap(monthsOfJob));
  const ids = new Set<number>();
  const [newest, ...older] = monthsToShow(today);
  const start = async (type: 'download_rep' | 'download_stm' | 'sync_smt', params: object) => {
    const { job } = await runner.enqueue(type, params, { userId: null });
    ids.add(job.id);
  };
  const rep = (month: Month) => start('download_rep', { ...month, schemes: ['ucs'], import: true });
  if (newest) await rep(newest);
  for (const fiscalYear of [fiscalYearOf(today), fiscalYearOf(today) - 1])
    await start('sync_smt', { fiscalYear });
  for (const month of older) {
    if (!known.has(keyOf('download_rep', month))) await rep(month);
    // A statement is matched with the claims of its month: those come first.
    if (!known.has(keyOf('download_stm', month))) await start('download_stm', { ...month, import: true });
  }
  return ids;
}

/** Fills the dashboard in the background and says when it is full. */
export async function fillDemo(parts: Parts, terminal: Terminal): Promise<void> {
  const begun = Date.now();
  const open = new Set(await startJobs(parts));
  const all = open.size;
  let flawed = 0;
  const stop = parts.bus.subscribe('job.changed', ({ jobId, status }) => {
    if (!isFinished(status) || !open.delete(jobId)) return;
    if (status === 'failed' || status === 'cancelled') flawed++;
    terminal.note(`${all - open.size}/${all}`);
    if (open.size > 0) return;
    stop();
    const seconds = Math.round((Date.now() - begun) / 1000);
    if (flawed > 0)
      terminal.say({
        th: `งาน ${flawed} งานไม่สำเร็จ ดูที่หน้า /jobs`,
        en: `${flawed} jobs failed; see the page /jobs.`,
      });
    else
      terminal.say({
        th: `ข้อมูลฝึกครบแล้ว ใช้เวลา ${seconds} วินาที · หยุดด้วย Ctrl-C`,
        en: `The practice data is complete after ${seconds} seconds. Ctrl-C stops the demo.`,
      });
  });
}
