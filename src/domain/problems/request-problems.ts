import type { ProblemGroup } from './problem.js';

/** Forms, addresses and API calls. */
export const requestProblems = {
  not_found: {
    th: ['ไม่พบหน้าหรือรายการนี้', 'ไม่มีอะไรเปลี่ยน', 'ตรวจที่อยู่ หรือกลับไปหน้าภาพรวม'],
    en: [
      'This page or record does not exist',
      'Nothing was changed',
      'Check the address or go back to the overview',
    ],
  },
} as const satisfies ProblemGroup;
