import type { ProblemGroup } from './problem.js';

/** The session at NHSO e-Claim: who may use it, how often the program signs in by itself. */
export const sessionProblems = {
  account_set_aside: {
    th: [
      'สปสช. เคยไม่รับบัญชีนี้ ระบบจึงพักไว้และไม่ลองซ้ำเอง',
      'ไฟล์ที่เคยได้ยังอยู่ครบ',
      'แก้ชื่อผู้ใช้หรือรหัสผ่านในหน้าตั้งค่า หรือกดลองอีกครั้งที่นั่น',
    ],
    en: [
      'NHSO refused this account before, so it is set aside and not tried again by itself',
      'Files that came earlier are kept',
      'Correct its user name or password in the settings, or press try again there',
    ],
  },
  sign_ins_spent: {
    th: [
      'ระบบลงชื่อเข้า สปสช. เองครบ {count} ครั้งในหนึ่งชั่วโมงแล้ว',
      'ไฟล์ที่ได้มาแล้วยังอยู่ครบ ไม่ลองเพิ่มเพื่อไม่ให้บัญชีถูกล็อก',
      'งานทำต่อเองเวลา {time} น.',
    ],
    en: [
      'The program has signed in to NHSO by itself {count} times within an hour',
      'Files that came are kept; it does not try more often, so that the account is not locked',
      'The job goes on by itself at {time}',
    ],
  },
  portal_busy: {
    th: ['อีกงานหนึ่งกำลังใช้บัญชี สปสช. นี้', 'งานนั้นทำต่อตามปกติ', 'รอให้งานนั้นเสร็จแล้วลองใหม่'],
    en: [
      'Another job uses this NHSO account now',
      'That job goes on as it was',
      'Wait until it has finished, then try again',
    ],
  },
  portal_taken_over: {
    th: [
      'อีกโปรแกรมหนึ่งรับบัญชี สปสช. นี้ไปใช้ เพราะงานนี้เงียบไปนาน',
      'ไฟล์ที่ได้มาแล้วยังอยู่ครบ',
      'เริ่มงานเดิมอีกครั้ง ระบบจะทำเฉพาะส่วนที่เหลือ',
    ],
    en: [
      'Another program took this NHSO account over, because this job was silent for long',
      'Files that came are kept',
      'Start the same job again: it does only what is left',
    ],
  },
} as const satisfies ProblemGroup;
