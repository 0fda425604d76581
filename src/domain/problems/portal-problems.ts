import type { ProblemGroup } from './problem.js';

/** NHSO e-Claim and SMT. */
export const portalProblems = {
  login_page: {
    th: [
      'สปสช. ส่งหน้าลงชื่อเข้าใช้มาแทนข้อมูล',
      'ไม่มีอะไรถูกบันทึกเป็นไฟล์',
      'ระบบลงชื่อใหม่หนึ่งครั้งแล้วทำต่อ ถ้ายังเป็นอีกให้ตรวจบัญชี สปสช. ในหน้าตั้งค่า',
    ],
    en: [
      'NHSO sent its sign-in page instead of data',
      'Nothing was stored as a file',
      'The program signs in once more and goes on; if it happens again check the NHSO account in the settings',
    ],
  },
} as const satisfies ProblemGroup;
