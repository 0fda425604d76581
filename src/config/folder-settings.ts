import { folder, oneOf, onOff, optionalNumber, wholeNumber } from './kinds.js';
import type { SettingGroup } from './setting.js';

/** Folders, the log, how long things are kept, practice. */
export const folderSettings = {
  DOWNLOAD_DIR: folder('downloads', { th: 'โฟลเดอร์ไฟล์จาก สปสช.', en: 'Folder of the workbooks from NHSO' }),
  EXPORT_DIR: folder('exports', { th: 'โฟลเดอร์ไฟล์ส่งออก', en: 'Folder of exports' }),
  LOG_DIR: folder('logs', { th: 'โฟลเดอร์บันทึกการทำงาน', en: 'Folder of the log' }),
  WATCH_DIR: folder('', {
    th: 'โฟลเดอร์ที่เฝ้าดู ไฟล์ที่วางไว้จะถูกนำเข้าเอง',
    en: 'Watched folder: workbooks put there are imported',
  }),
  LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error'] as const, 'info', {
    th: 'ระดับบันทึกที่เก็บ',
    en: 'Lowest level that is logged',
  }),
  LOG_KEEP_DAYS: wholeNumber(30, 1, 3650, {
    th: 'เก็บบันทึกกี่วัน',
    en: 'Days to keep log files',
  }),
  KEEP_JOBS_DAYS: wholeNumber(365, 1, 3650, { th: 'เก็บประวัติงานกี่วัน', en: 'Days to keep jobs' }),
  KEEP_EXPORTS_DAYS: wholeNumber(30, 1, 3650, { th: 'เก็บไฟล์ส่งออกกี่วัน', en: 'Days to keep files of exports' }),
  KEEP_DOWNLOADS: optionalNumber(30, 36_500, {
    th: 'เก็บไฟล์ที่ดาวน์โหลดกี่วัน ถ้าไม่ตั้งเก็บตลอดไป',
    en: 'Days to keep downloaded workbooks; for ever if absent',
    example: '3650',
    later: true,
  }),
  PRACTICE: onOff(false, {
    th: 'ข้อมูลฝึก: แสดงแถบบนทุกหน้า (คำสั่ง demo ตั้งให้)',
    en: 'Practice data: a bar on every page (set by the command demo)',
  }),
  PRACTICE_PORT: wholeNumber(5002, 0, 65535, {
    th: 'พอร์ตของ สปสช. จำลอง',
    en: 'Port of the practice NHSO',
  }),
} as const satisfies SettingGroup;
