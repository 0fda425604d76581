import { mostMonthsBack, mostTimes } from '../../domain/schedule.js';
import type { WordGroup } from './word-group.js';

/** Downloads that start by themselves. */
export const scheduleWords = {
  'schedule.next_runs': { th: 'รอบถัดไป {runs}', en: 'Next by itself: {runs}' },
  'schedule.none_on': { th: 'ยังไม่ได้ตั้งเวลาดาวน์โหลด', en: 'No download starts by itself' },
  'settings-schedule.title': { th: 'ตั้งเวลาดาวน์โหลด', en: 'Schedules' },
  'settings-schedule.sub': {
    th: 'ดาวน์โหลดและนำเข้าเองทุกวันตามเวลาไทย เฉพาะไฟล์ใหม่หรือที่เปลี่ยน · แต่ละรอบถามซ้ำเดือนก่อนหน้าด้วย เพราะ REP และ STM มาช้าได้',
    en: 'Downloads and imports by itself every day, by the clock in Thailand, only what is new or changed. Each run asks for earlier months again, since REP and STM may come late',
  },
  'settings-schedule.rep': { th: 'REP', en: 'REP' },
  'settings-schedule.stm': { th: 'STM ใบแจ้งยอด (UCS)', en: 'STM statements (UCS)' },
  'settings-schedule.smt': { th: 'SMT รายการโอนเงิน', en: 'SMT transfers' },
  'settings-schedule.on': { th: 'เปิด', en: 'On' },
  'settings-schedule.off': { th: 'ปิด', en: 'Off' },
  'settings-schedule.enabled': { th: 'ดาวน์โหลดเองทุกวัน', en: 'Download every day' },
  'settings-schedule.times': { th: 'เวลา', en: 'Times' },
  'settings-schedule.times_hint': {
    th: `เวลาไทย เช่น 05:30 หลายรอบคั่นด้วยจุลภาค ไม่เกิน ${mostTimes} รอบ`,
    en: `Clock in Thailand, e.g. 05:30; several with commas between, at most ${mostTimes}`,
  },
  'settings-schedule.schemes': { th: 'สิทธิ', en: 'Schemes' },
  'settings-schedule.months_back': { th: 'ถามเดือนก่อนหน้าอีก (เดือน)', en: 'Months before this one' },
  'settings-schedule.months_back_hint': {
    th: `เดือนนี้ และย้อนอีกกี่เดือน 0 ถึง ${mostMonthsBack}`,
    en: `The running month and so many before it, 0 to ${mostMonthsBack}`,
  },
  'settings-schedule.years_hint': {
    th: 'ดึงทุกปีงบประมาณที่เดือนเหล่านี้อยู่',
    en: 'Every fiscal year that these months lie in is fetched',
  },
  'settings-schedule.catch_up': {
    th: 'รอบที่พลาดเพราะเครื่องปิด ทำให้หนึ่งครั้งเมื่อเปิดเครื่อง',
    en: 'Make up a run that was missed while the machine was off, once',
  },
  'settings-schedule.next': { th: 'รอบถัดไป', en: 'Next run' },
  'settings-schedule.last': { th: 'รอบล่าสุด', en: 'Last run' },
  'settings-schedule.never': { th: 'ยังไม่เคย', en: 'Never' },
  'settings-schedule.save': { th: 'บันทึก {name}', en: 'Save {name}' },
  'settings-schedule.run': { th: 'ดาวน์โหลดตอนนี้', en: 'Download now' },
  'settings-schedule.run_label': { th: 'ดาวน์โหลดตอนนี้: {name}', en: 'Download now: {name}' },
  'settings-schedule.saved': { th: 'บันทึกแล้ว', en: 'Saved' },
  'settings-schedule.switched_on': { th: 'เปิดตั้งเวลาแล้ว', en: 'The schedules are on' },
  'settings-schedule.offer': { th: 'บัญชีเข้าใช้ได้แล้ว', en: 'The account works' },
  'settings-schedule.offer_more': {
    th: 'ให้ระบบดาวน์โหลดเองทุกเช้าได้เลย: {times}',
    en: 'The program can download every morning by itself: {times}',
  },
  'settings-schedule.switch_on': { th: 'เปิดทั้งหมด', en: 'Switch all on' },
  'settings-schedule.hindered': { th: 'ยังเปิดไม่ได้', en: 'Cannot be on yet' },
  'settings-schedule.schedule_account_untried': {
    th: 'บัญชี สปสช. ยังไม่เคยเข้าใช้สำเร็จ จึงปิด REP และ STM ไว้ เพื่อไม่ให้บัญชีถูกล็อก · ทดลองเข้าใช้ก่อน',
    en: 'The NHSO account has never signed in, so REP and STM stay off and the account is not locked. Try the sign-in first',
  },
  'settings-schedule.schedule_hospital_due': {
    th: 'ยังไม่ได้ตั้งรหัสโรงพยาบาล SMT จึงปิดไว้',
    en: 'The hospital code is not set, so SMT stays off',
  },
  'settings-schedule.error_times': {
    th: '{name}: อ่านเวลา {given} ไม่ได้ ตัวอย่าง 05:30, 18:00',
    en: '{name}: {given} is no time of day; an example: 05:30, 18:00',
  },
  'settings-schedule.error_no_times': {
    th: '{name}: ใส่อย่างน้อยหนึ่งเวลา',
    en: '{name}: enter at least one time',
  },
  'settings-schedule.error_many_times': {
    th: `{name}: ใส่ได้ไม่เกิน ${mostTimes} เวลา`,
    en: `{name}: at most ${mostTimes} times`,
  },
  'settings-schedule.error_schemes': {
    th: '{name}: เลือกอย่างน้อยหนึ่งสิทธิ',
    en: '{name}: choose at least one scheme',
  },
  'settings-schedule.error_months': {
    th: `{name}: จำนวนเดือนต้องเป็น 0 ถึง ${mostMonthsBack}`,
    en: `{name}: months must be 0 to ${mostMonthsBack}`,
  },
} as const satisfies WordGroup;
