import type { ProblemGroup } from './problem.js';

/** Settings and command line arguments. */
export const settingProblems = {
  setting_invalid: {
    th: ['ค่า {name} ใช้ไม่ได้: {reason}', 'ยังไม่มีอะไรเริ่มทำงาน', 'ตัวอย่างที่ถูก {name}={example}'],
    en: [
      'The value of {name} is not valid: {reason}',
      'Nothing was started',
      'An example that works: {name}={example}',
    ],
  },
} as const satisfies ProblemGroup;
