import type { WordGroup } from './word-group.js';

/** The error page. */
export const errorWords = {
  'error.title': { th: 'มีข้อผิดพลาด', en: 'Something went wrong' },
  'error.back': { th: 'กลับหน้าภาพรวม', en: 'Back to the overview' },
  'error.request': { th: 'รหัสคำขอ {id}', en: 'Request {id}' },
  'error.requestHint': {
    th: 'แจ้งรหัสนี้ให้ผู้ดูแลระบบ เพื่อค้นในบันทึก',
    en: 'Give this code to the administrator to find it in the log',
  },
} as const satisfies WordGroup;
