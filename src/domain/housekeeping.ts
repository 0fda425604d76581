import type { Alert } from './alert.js';
import type { Language } from './errors.js';

/** What is taken away when its time is over, by the name that stands in the log and in the alert's key. */
export const housekeepingSteps = {
  sessions: { th: 'การเข้าระบบที่จบแล้ว', en: 'ended sessions' },
  otp_codes: { th: 'รหัสใช้ครั้งเดียวที่หมดอายุ', en: 'one-time codes that are over' },
  counted_tries: { th: 'จำนวนครั้งที่นับไว้สองวันก่อน', en: 'tries counted two days ago' },
  case_imports: { th: 'รายงานการนำเข้าเรื่องติดตาม', en: 'reports of imported cases' },
  idempotency_keys: { th: 'คำตอบที่เก็บตาม Idempotency-Key', en: 'answers kept for Idempotency-Keys' },
  messages: { th: 'ข้อความแจ้งเตือนเก่า', en: 'old messages about alerts' },
  tombstones: { th: 'ร่องรอยของแถวที่ลบ', en: 'traces of deleted rows' },
  events: { th: 'เหตุการณ์ของ webhook', en: 'events of webhooks' },
  changes: { th: 'ลำดับการเปลี่ยนที่ว่าง', en: 'changes of which nothing is left' },
  jobs: { th: 'งานเก่า', en: 'old jobs' },
  case_exports: { th: 'ไฟล์ส่งออกเรื่องติดตาม', en: 'files of exported cases' },
  exports: { th: 'ไฟล์ส่งออก', en: 'files of exports' },
  leftovers: { th: 'ไฟล์ค้างในโฟลเดอร์ดาวน์โหลด', en: 'what is left over in the downloads folder' },
  stopped_transcripts: { th: 'บทถอดเสียงที่หยุดกลางทาง', en: 'transcripts that were stopped' },
  recordings: { th: 'ไฟล์เสียงที่ค้าง', en: 'recordings that nothing sends any more' },
  transcripts: { th: 'บทถอดเสียงที่ครบกำหนดลบ', en: 'transcripts whose time is over' },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;
export type HousekeepingStep = keyof typeof housekeepingSteps;

export const housekeepingPrefix = 'housekeeping/';
export const housekeepingKey = (step: HousekeepingStep) => `${housekeepingPrefix}${step}`;

/** Something could not be taken away; closed as soon as it can. `code`: e.g. EACCES, '' where there is none. */
export function housekeepingAlert(step: HousekeepingStep, code: string): Alert {
  const { th, en } = housekeepingSteps[step];
  const why = code === '' ? '' : ` (${code})`;
  return {
    key: housekeepingKey(step),
    severity: 'warning',
    title: {
      th: `ลบ${th}ตามกำหนดไม่ได้${why} ระบบลองใหม่ทุกชั่วโมง ดูสาเหตุในบันทึก`,
      en: `Could not take away ${en}${why}; it is tried every hour, the log says why`,
    },
    details: { step, ...(code !== '' && { code }) },
  };
}
