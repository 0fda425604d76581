import type { WordGroup } from './word-group.js';

/** Matters that wait for a person: the bell, the overview. */
export const attentionWords = {
  'attention.quarantined': {
    th: '{count} ไฟล์ถูกกักไว้ ยังไม่มีแถวใดเข้าระบบ',
    en: '{count} files are quarantined; none of their rows is stored',
  },
  'attention.failed_files': { th: '{count} ไฟล์นำเข้าไม่ได้', en: '{count} files could not be imported' },
  'attention.disagreeing': {
    th: 'ยอดควบคุมไม่ตรง {count} ไฟล์',
    en: 'Control totals of {count} files disagree',
  },
  'attention.failed_jobs': {
    th: '{count} งานล้มเหลวหรือรอคน ใน 7 วัน',
    en: '{count} jobs failed or wait for a person, in 7 days',
  },
  'attention.open_units': {
    th: '{count} ชุด (เดือน × สิทธิ) ไม่ครบหรือล้มเหลว',
    en: '{count} months × schemes are incomplete or failed',
  },
  'attention.refused': {
    th: 'สปสช. ไม่รับบัญชีที่ตั้งไว้ ดาวน์โหลดหยุดรอ',
    en: 'NHSO refuses the account; downloads wait',
  },
  'attention.person': {
    th: 'สปสช. ขอให้คนยืนยันตัว ดาวน์โหลดหยุดรอ',
    en: 'NHSO asks a person to confirm; downloads wait',
  },
} as const satisfies WordGroup;
