import type { WordGroup } from './word-group.js';

/** Matters that wait for a person: the bell, the overview. */
export const attentionWords = {
  'attention.set_up': {
    th: 'การตั้งค่าครั้งแรกยังไม่จบ: รหัสโรงพยาบาลและบัญชี สปสช.',
    en: 'The first set-up is not finished: hospital code and NHSO account',
  },
  'attention.quarantined': {
    th: '{count} ไฟล์ถูกกักไว้ ยังไม่มีแถวใดเข้าระบบ',
    en: 'Quarantined files, none of their rows stored: {count}',
  },
  'attention.failed_files': { th: '{count} ไฟล์นำเข้าไม่ได้', en: 'Files that could not be imported: {count}' },
  'attention.disagreeing': {
    th: 'ยอดควบคุมไม่ตรง {count} ไฟล์',
    en: 'Files whose control totals disagree: {count}',
  },
  'attention.disagreeing_seen': {
    th: 'ยอดควบคุมยังไม่ตรง {count} ไฟล์ มีคนดูแล้ว',
    en: 'Files whose control totals still disagree, seen to: {count}',
  },
  'attention.stm_disagreeing_seen': {
    th: 'ยอดควบคุมของใบแจ้งยอด (STM) ยังไม่ตรง {count} ไฟล์ มีคนดูแล้ว',
    en: 'Statements whose control totals still disagree, seen to: {count}',
  },
  'attention.failed_statements': {
    th: '{count} ใบแจ้งยอด (STM) นำเข้าไม่ได้',
    en: 'Statements that could not be imported: {count}',
  },
  'attention.stm_disagreeing': {
    th: 'ยอดควบคุมของใบแจ้งยอด (STM) ไม่ตรง {count} ไฟล์',
    en: 'Statements whose control totals disagree: {count}',
  },
  'attention.failed_jobs': {
    th: '{count} งานล้มเหลวหรือรอคน ใน 7 วัน',
    en: 'Jobs that failed or wait for a person, in 7 days: {count}',
  },
  'attention.open_units': {
    th: '{count} ชุด (เดือน × สิทธิ) ไม่ครบหรือล้มเหลว',
    en: 'Months × schemes incomplete or failed: {count}',
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
