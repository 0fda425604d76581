import type { WordGroup } from './word-group.js';

export const masterWords = {
  'error_code.unknown': { th: 'ไม่มีในรายการรหัสของ สปสช.', en: "Not in NHSO's list of codes" },
  'error_code.type_corrective': { th: 'แก้แล้วส่งใหม่', en: 'Correct it and send it again' },
  'error_code.type_deny': { th: 'ปฏิเสธการจ่าย', en: 'Payment is denied' },
  'error_code.type_verify': { th: 'รอตรวจสอบ', en: 'To be verified' },
  'error_code.guide': { th: 'แนวทางของ สปสช.:', en: 'What to do, by NHSO:' },
  'error_code.note': { th: 'แนวทางของโรงพยาบาล:', en: 'What to do, by the hospital:' },
} as const satisfies WordGroup;
