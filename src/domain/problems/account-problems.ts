import type { ProblemGroup } from './problem.js';

/** Sign-in to this program, users, roles. */
export const accountProblems = {
  not_allowed: {
    th: ['บทบาทของคุณเปิดหน้านี้ไม่ได้', 'ไม่มีอะไรเปลี่ยน', 'ขอสิทธิจากผู้ดูแลระบบ'],
    en: ['Your role does not allow this', 'Nothing was changed', 'Ask an administrator for the right'],
  },
} as const satisfies ProblemGroup;
