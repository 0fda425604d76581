import { createHash } from 'node:crypto';
import type { Alert } from './alert.js';
import type { AlertChannel } from './alert-message.js';
import type { JobProblem, JobType } from './job.js';
import { dayOf, dayText, monthText } from './thai-date.js';

/** Alerts about the program's surroundings and its work. Those about one workbook: alert.ts. */

/** Beginnings of keys, by which a look settles what it finds no longer. */
export const standingPrefixes = { noRep: 'rep/', job: 'job/', disk: 'disk/', clock: 'clock/' } as const;

/** No REP came for `days` days; `since` = when the last one came (instant, ISO 8601). */
export function noRepAlert({ since, days }: { readonly since: string; readonly days: number }): Alert {
  return {
    key: `${standingPrefixes.noRep}none`,
    severity: 'warning',
    title: {
      th: `ไม่มี REP ใหม่ตั้งแต่ ${dayText(dayOf(since), 'th')} (${days} วัน) ตรวจหน้าดาวน์โหลด แล้วตรวจในเว็บ e-Claim`,
      en: `No new REP since ${dayText(dayOf(since), 'en')} (${days} days): look at the downloads page, then at the e-Claim site`,
    },
    // One stretch without REP is one matter, however long it gets.
    details: { since, days, occurrence: since },
  };
}

const jobNames: Readonly<Record<JobType, { readonly th: string; readonly en: string }>> = {
  download_rep: { th: 'ดาวน์โหลด REP', en: 'Download of REP' },
  download_stm: { th: 'ดาวน์โหลด STM', en: 'Download of STM' },
  sync_smt: { th: 'ดึงการโอน SMT', en: 'Fetching SMT transfers' },
  import_files: { th: 'นำเข้าไฟล์', en: 'Import of files' },
  export_claims: { th: 'ส่งออกเคลม', en: 'Export of claims' },
  import_cases: { th: 'นำเข้าเรื่องติดตาม', en: 'Import of cases' },
  export_cases: { th: 'ส่งออกเรื่องติดตาม', en: 'Export of cases' },
  transcribe_audio: { th: 'ถอดเสียงการโทร', en: 'Transcription of a call' },
  reread_files: { th: 'อ่านไฟล์ซ้ำหลังปรับรุ่น', en: 'Reading files again after an upgrade' },
};

/** Jobs of one type that were asked for the same are one matter. */
export const jobAlertKey = (type: JobType, params: unknown) =>
  `${standingPrefixes.job}${type}/${markOf(params)}`;

export interface FailedJob {
  readonly jobKey: string;
  readonly type: JobType;
  /** As asked: jobs of one type that were asked for the same are one matter. */
  readonly params: unknown;
  /** e.g. `rep/ucs/2569-01`; none where the job failed before its first unit. */
  readonly units: readonly string[];
  readonly problem: JobProblem | null;
}

/** A job that failed, until a later one of its type did the same work well. */
export function jobFailedAlert({ jobKey, type, params, units, problem }: FailedJob): Alert {
  const name = jobNames[type];
  const named = units.slice(0, 3).join(', ') + (units.length > 3 ? ` +${units.length - 3}` : '');
  const about = named === '' ? '' : ` ${named}`;
  const reason = (language: 'th' | 'en') => problem?.message[language].split(' · ')[0] ?? '';
  const why = { th: reason('th'), en: reason('en') };
  return {
    key: jobAlertKey(type, params),
    severity: 'error',
    title: {
      th: `งาน "${name.th}${about}" ไม่สำเร็จ${why.th === '' ? '' : `: ${why.th}`}`,
      en: `${name.en}${about} failed${why.en === '' ? '' : `: ${why.en}`}`,
    },
    details: { job: jobKey, type, ...(problem && { code: problem.code }), occurrence: jobKey },
  };
}

/** Equal for documents that say the same: databases give names back in an order of their own. */
export function markOf(params: unknown): string {
  const ordered = JSON.stringify(params, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
  return createHash('sha256').update(ordered).digest('hex').slice(0, 16);
}

/** A folder whose disk fills up; bytes. Whose setting it is stands in the key. */
export function diskAlert(disk: {
  readonly name: string;
  readonly folder: string;
  readonly free: number;
  readonly level: 'low' | 'full';
}): Alert {
  const { name, folder, free, level } = disk;
  const left = `${(free / 1024 ** 3).toFixed(1)} GB`;
  return {
    key: `${standingPrefixes.disk}${name}`,
    severity: level === 'full' ? 'error' : 'warning',
    title:
      level === 'full'
        ? {
            th: `ดิสก์ของ ${name} (${folder}) เหลือเพียง ${left} งานดาวน์โหลดและนำเข้าอาจล้มเหลว ล้างพื้นที่เดี๋ยวนี้`,
            en: `The disk of ${name} (${folder}) has only ${left} left: downloads and imports may fail, make room now`,
          }
        : {
            th: `ดิสก์ของ ${name} (${folder}) เหลือ ${left} ควรเพิ่มพื้นที่`,
            en: `The disk of ${name} (${folder}) has ${left} left: make room soon`,
          },
    details: { name, folder, free_bytes: free },
  };
}

/** Our clock against the clock of NHSO's site; `aheadMs` is positive where ours is ahead. */
export function clockAlert({ aheadMs, host }: { readonly aheadMs: number; readonly host: string }): Alert {
  const minutes = Math.max(1, Math.round(Math.abs(aheadMs) / 60_000));
  const [way, wayTh] = aheadMs > 0 ? ['ahead of', 'เร็วกว่า'] : ['behind', 'ช้ากว่า'];
  return {
    key: `${standingPrefixes.clock}${host}`,
    severity: 'warning',
    title: {
      th: `นาฬิกาของเครื่องนี้${wayTh} ${host} ${minutes} นาที ตั้งเวลาเครื่องให้ตรง (NTP) มิฉะนั้นการเข้าระบบและ OTP อาจไม่ผ่าน`,
      en: `The clock of this machine is ${minutes} minutes ${way} ${host}: set it (NTP), else sign-in and one-time passwords may fail`,
    },
    details: { ahead_seconds: Math.round(aheadMs / 1000), host },
  };
}

const channelNames: Readonly<Record<AlertChannel, { readonly th: string; readonly en: string }>> = {
  email: { th: 'อีเมล', en: 'mail' },
  webhook: { th: 'webhook', en: 'webhook' },
  line: { th: 'LINE', en: 'LINE' },
};

/** Key of the alert that says that the monthly report could not be sent. */
export const reportMailKey = 'channel/report';

/** The report of a month could not be sent; closed by the next one that goes through. */
export function reportMailAlert(month: string, code: string, problem: JobProblem['message']): Alert {
  return {
    key: reportMailKey,
    severity: 'warning',
    title: {
      th: `ส่งรายงานเดือน ${monthText(month, 'th')} ทางอีเมลไม่ได้: ${problem.th.split(' · ')[0]}`,
      en: `The report of ${monthText(month, 'en')} could not be sent by mail: ${problem.en.split(' · ')[0]}`,
    },
    details: { month, code, occurrence: month },
  };
}

/** Key of the alert that says that a way out does not work. */
export const channelKey = (channel: AlertChannel) => `channel/${channel}`;

/** Alerts could not be sent this way; closed by the next message that goes through. */
export function channelFailedAlert(
  channel: AlertChannel,
  code: string,
  problem: JobProblem['message'],
): Alert {
  const { th, en } = channelNames[channel];
  return {
    key: channelKey(channel),
    severity: 'warning',
    title: {
      th: `ส่งการแจ้งเตือนทาง ${th} ไม่ได้: ${problem.th.split(' · ')[0]}`,
      en: `Alerts could not be sent by ${en}: ${problem.en.split(' · ')[0]}`,
    },
    details: { channel, code },
  };
}
