import type { Db } from '../db/db.js';
import type { Alert } from '../domain/alert.js';
import {
  clockAlert,
  diskAlert,
  jobAlertKey,
  jobFailedAlert,
  markOf,
  noRepAlert,
  standingPrefixes,
} from '../domain/standing-alert.js';
import type { Bus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import { jobsFailedSince, lastRepAt, type WorkDone, workDoneAfter } from '../store/alert-facts.js';
import { standingKeys } from '../store/alerts.js';
import { listJobs } from '../store/jobs.js';
import type { FindSpace } from './free-space.js';
import type { LiveSettings } from './live-settings.js';
import { settleAlerts, standAlert } from './raise-alert.js';
import type { SiteClock } from './site-clock.js';

export interface LookParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly log: Log;
  readonly settings: Pick<LiveSettings, 'current'>;
  readonly now: () => Date;
  readonly freeSpace: FindSpace;
  readonly siteClock: Pick<SiteClock, 'latest'>;
}

const day = 86_400_000;
const gigabyte = 1024 ** 3;

/** Older failures are history, as on the dashboard. */
const jobDays = 7;
/** About two months of a large hospital: 400 workbooks a month of some megabytes each, and as much in the database. */
const lowBytes = 5 * gigabyte;
/** What `doctor` calls bad: one large import with its database log no longer fits for certain. */
const fullBytes = gigabyte;
/** So much more than the limit must be free again, or an alert would come and go with every file. */
const easeFactor = 1.1;
/** Sign-in tokens and one-time passwords (30 seconds a code) bear less than this. */
const clockMs = 2 * 60_000;
/** What an answer said longer ago tells nothing about the clock of now. */
const clockHeardMs = 60 * 60_000;

/**
 * Looks at what no event tells: days without REP, failed jobs whose work was not done since, the room on the disks, our
 * clock. Raises what stands and closes what is gone. As often as one likes, in as many processes as there are.
 */
export async function lookAround(parts: LookParts): Promise<void> {
  const config = await parts.settings.current();
  await settleAgainst(parts, standingPrefixes.noRep, () => noRepNow(parts, config.NO_REP_ALERT_DAYS));
  await settleAgainst(
    parts,
    standingPrefixes.job,
    () => failedJobsNow(parts),
    () => openJobKeys(parts.db),
  );
  const open = new Set(await standingKeys(parts.db, standingPrefixes.disk));
  await settleAgainst(parts, standingPrefixes.disk, () =>
    fullDisksNow(parts, { DATA_DIR: config.DATA_DIR, DOWNLOAD_DIR: config.DOWNLOAD_DIR }, open),
  );
  await settleAgainst(parts, standingPrefixes.clock, async () => clockNow(parts));
}

/** `find` null = nothing is known, so that nothing is raised and nothing closed; `undecided`: keys that stay as they are. */
async function settleAgainst(
  parts: LookParts,
  prefix: string,
  find: () => Promise<readonly Alert[] | null>,
  undecided: () => Promise<readonly string[]> = async () => [],
): Promise<void> {
  const found = await find();
  if (found === null) return;
  for (const alert of found) await standAlert(parts, alert);
  const keys = new Set([...found.map(({ key }) => key), ...(await undecided())]);
  const gone = (await standingKeys(parts.db, prefix)).filter((key) => !keys.has(key));
  await settleAlerts(parts, gone);
}

async function noRepNow({ db, now }: LookParts, limit: number): Promise<Alert[]> {
  const since = limit === 0 ? null : await lastRepAt(db);
  if (since === null) return [];
  const days = Math.floor((now().getTime() - Date.parse(since)) / day);
  return days >= limit ? [noRepAlert({ since, days })] : [];
}

async function failedJobsNow({ db, now }: LookParts): Promise<Alert[]> {
  const failed = await jobsFailedSince(db, new Date(now().getTime() - jobDays * day));
  const oldest = failed.at(-1)?.job.id;
  if (oldest === undefined) return [];
  const done = await workDoneAfter(db, oldest);
  const alerts = new Map<string, Alert>();
  for (const { job, failedUnits } of failed) {
    // Each workbook that could not be imported has an alert of its own.
    if (job.type === 'import_files' && failedUnits.length > 0) continue;
    // Whoever sent the recording sees it on its page, and nobody else can do anything about it.
    if (job.type === 'transcribe_audio') continue;
    if (wasMadeUp({ id: job.id, type: job.type, params: job.params, units: failedUnits }, done)) continue;
    const { jobKey, type, params, problem } = job;
    const alert = jobFailedAlert({ jobKey, type, params, units: failedUnits, problem });
    if (!alerts.has(alert.key)) alerts.set(alert.key, alert);
  }
  return [...alerts.values()];
}

/** Whether later jobs of its type did the same again, or each of its failed units, and well. */
function wasMadeUp(
  job: Pick<WorkDone, 'id' | 'type' | 'params'> & { readonly units: readonly string[] },
  done: readonly WorkDone[],
): boolean {
  const later = done.filter(({ id, type }) => id > job.id && type === job.type);
  if (later.some(({ params }) => markOf(params) === markOf(job.params))) return true;
  return job.units.length > 0 && job.units.every((unit) => later.some(({ units }) => units.has(unit)));
}

/** A job that was begun again, or its like, is under way: whether its alert is settled shows at its end. */
async function openJobKeys(db: Db): Promise<string[]> {
  const jobs = await listJobs(db, { statuses: ['queued', 'running', 'waiting_person'], limit: 500 });
  return jobs.map(({ type, params }) => jobAlertKey(type, params));
}

async function fullDisksNow(
  parts: LookParts,
  folders: Readonly<Record<string, string>>,
  open: ReadonlySet<string>,
): Promise<Alert[]> {
  const alerts: Alert[] = [];
  const seen = new Set<number>();
  for (const [name, folder] of Object.entries(folders)) {
    const space = await parts.freeSpace(folder).catch((error: unknown) => {
      parts.log.debug({ source: 'alert', name, err: error }, 'room on the disk is not known');
      return null;
    });
    if (space === null || seen.has(space.device)) continue;
    seen.add(space.device);
    const ease = open.has(`${standingPrefixes.disk}${name}`) ? easeFactor : 1;
    if (space.free >= lowBytes * ease) continue;
    alerts.push(
      diskAlert({ name, folder, free: space.free, level: space.free < fullBytes ? 'full' : 'low' }),
    );
  }
  return alerts;
}

function clockNow({ siteClock, now }: LookParts): Alert[] | null {
  const heard = siteClock.latest();
  if (heard === null || now().getTime() - heard.at.getTime() > clockHeardMs) return null;
  return Math.abs(heard.aheadMs) > clockMs ? [clockAlert(heard)] : [];
}
