import type { WordGroup } from './word-group.js';

/** Roles as people know them. */
export const permissionWords = {
  'role.admin': { th: 'ผู้ดูแลระบบ', en: 'Administrator' },
  'role.claims': { th: 'เจ้าหน้าที่เรียกเก็บ', en: 'Claims officer' },
  'role.finance': { th: 'เจ้าหน้าที่การเงิน', en: 'Finance officer' },
  'role.viewer': { th: 'ผู้ดูรายงาน', en: 'Viewer' },
  'role.auditor': { th: 'ผู้ตรวจสอบ', en: 'Auditor' },
  'granted.ai_audio': {
    th: 'ถอดเสียงการโทร (คู่กับบทบาทเรียกเก็บ)',
    en: 'Transcribe calls (with the role of claims)',
  },
} as const satisfies WordGroup;
