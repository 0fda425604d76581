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
  account_known: {
    th: ['มีบัญชีนี้อยู่แล้ว', 'ไม่มีอะไรเปลี่ยน', 'แก้รหัสผ่านของบัญชีเดิม หรือใส่ชื่อผู้ใช้อื่น'],
    en: [
      'This account is there already',
      'Nothing was changed',
      'Change its password, or enter another user name',
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
  person_needed: {
    th: [
      'สปสช. ให้คนลงชื่อเข้าด้วยรหัส OTP หรือ ThaiD',
      'ไฟล์ที่ได้มาแล้วยังอยู่ครบ งานหยุดรอ',
      'เปิดหน้า "ลงชื่อเข้า สปสช." (/session) แล้วใส่รหัสหรือสแกน งานจะทำต่อเองทันที',
    ],
    en: [
      'NHSO asks a person to sign in with a one-time password or ThaiD',
      'Files that came are kept, the job waits',
      'Open the page "Sign-in to NHSO" (/session) and type the code or scan; the job goes on at once by itself',
    ],
  },
  otp_set_up_needed: {
    th: [
      'สปสช. ให้ตั้งค่าแอปรหัส OTP (Authenticator) ของบัญชีนี้ก่อน',
      'ไฟล์ที่ได้มาแล้วยังอยู่ครบ งานหยุดรอ โปรแกรมไม่ตั้งค่าแทนเจ้าของบัญชี',
      'เปิดเว็บ e-Claim ในเบราว์เซอร์ ลงชื่อเข้าและตั้งค่าแอปหนึ่งครั้ง แล้วกลับมาที่หน้า "ลงชื่อเข้า สปสช." (/session)',
    ],
    en: [
      'NHSO wants an authenticator app to be set up for this account first',
      'Files that came are kept, the job waits; the program does not set it up in place of its owner',
      'Open e-Claim in a browser, sign in and set the app up once, then come back to the page "Sign-in to NHSO" (/session)',
    ],
  },
  otp_wrong: {
    th: ['สปสช. ไม่รับรหัส OTP นี้: {said}', 'ยังไม่ได้ลงชื่อเข้า', 'ดูรหัสใหม่ในแอปแล้วพิมพ์อีกครั้ง (ลองได้อีก {left} ครั้ง)'],
    en: [
      'NHSO did not take this code: {said}',
      'Nobody is signed in',
      'Look for the new code in the app and type it again ({left} more tries)',
    ],
  },
  otp_tries_spent: {
    th: [
      'ใส่รหัส OTP ผิดหลายครั้งแล้ว',
      'หยุดไว้เพื่อไม่ให้ สปสช. ล็อกบัญชี',
      'รอ {minutes} นาทีแล้วเริ่มลงชื่อเข้าใหม่ หรือใช้ ThaiD',
    ],
    en: [
      'Wrong codes were typed too often',
      'It stopped here, so that NHSO does not lock the account',
      'Wait {minutes} minutes and begin the sign-in anew, or use ThaiD',
    ],
  },
  otp_shape: {
    th: ['รหัส OTP ต้องเป็นตัวเลข 6 หลัก', 'ยังไม่ได้ส่งให้ สปสช.', 'พิมพ์ 6 หลักที่แอปแสดงอยู่ตอนนี้'],
    en: [
      'A one-time password has 6 digits',
      'It was not sent to NHSO',
      'Type the 6 digits that the app shows now',
    ],
  },
  challenge_over: {
    th: ['การลงชื่อเข้าครั้งนี้หมดเวลา', 'ยังไม่ได้ลงชื่อเข้า', 'กดเริ่มลงชื่อเข้าใหม่'],
    en: ['This sign-in waited too long', 'Nobody is signed in', 'Press begin once more'],
  },
  thaid_missing: {
    th: ['หน้าลงชื่อเข้าของ สปสช. ไม่มีปุ่ม ThaiD', 'ยังไม่ได้ลงชื่อเข้า', 'ใช้รหัสผ่านกับรหัส OTP แทน'],
    en: [
      "NHSO's sign-in page offers no ThaiD",
      'Nobody is signed in',
      'Use the password and a one-time password instead',
    ],
  },
} as const satisfies ProblemGroup;
