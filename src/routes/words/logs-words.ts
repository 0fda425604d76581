import type { WordGroup } from './word-group.js';

export const logsWords = {
  'logs.title': { th: 'บันทึกสด', en: 'Live log' },
  'logs.sub': {
    th: 'ไม่มีชื่อผู้ป่วย เลขประจำตัว หรือรหัสผ่านในบันทึก · ไฟล์บันทึกเก็บไว้ {days} วันในโฟลเดอร์ {folder}',
    en: 'No names, citizen ids or passwords are ever logged · log files are kept for {days} days in {folder}',
  },
  'logs.lines': { th: 'บรรทัดบันทึก', en: 'Lines of the log' },
  'logs.filter': { th: 'ตัวกรองบันทึก', en: 'Filter of the log' },
  'logs.last': { th: 'ล่าสุด {count} บรรทัด', en: 'Last {count} lines' },
  'logs.live': { th: 'สด', en: 'Live' },
  'logs.paused': { th: 'หยุดเลื่อน · มาใหม่ {count}', en: 'Paused · {count} new' },
  'logs.away': { th: 'หลุดการเชื่อมต่อ กำลังต่อใหม่', en: 'Connection lost; trying again' },
  'logs.gap': { th: 'บรรทัดเก่ากว่านี้อยู่ในไฟล์บันทึก', en: 'Older lines are in the log files' },
  'logs.pause': { th: 'หยุดเลื่อน', en: 'Pause' },
  'logs.level': { th: 'ระดับตั้งแต่', en: 'Level from' },
  'logs.source': { th: 'แหล่ง', en: 'Source' },
  'logs.all_sources': { th: 'ทุกแหล่ง', en: 'All sources' },
  'logs.job': { th: 'เฉพาะงาน {job}', en: 'Only job {job}' },
  'logs.all_jobs': { th: 'ดูทุกงาน', en: 'Show all jobs' },
  'logs.none': { th: 'ยังไม่มีบรรทัดตามตัวกรองนี้', en: 'No lines match yet' },
  'logs.refresh': { th: 'ดูล่าสุด', en: 'Refresh' },
} as const satisfies WordGroup;
