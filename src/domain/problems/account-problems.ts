import type { ProblemGroup } from './problem.js';

/** Sign-in to this program, users, roles. */
export const accountProblems = {
  not_allowed: {
    th: ['บทบาทของคุณเปิดหน้านี้ไม่ได้', 'ไม่มีอะไรเปลี่ยน', 'ขอสิทธิจากผู้ดูแลระบบ'],
    en: ['Your role does not allow this', 'Nothing was changed', 'Ask an administrator for the right'],
  },
  unauthenticated: {
    th: ['ยังไม่ได้ลงชื่อเข้าใช้', 'ไม่มีอะไรเปลี่ยน', 'ลงชื่อเข้าใช้แล้วลองใหม่'],
    en: ['Nobody is signed in', 'Nothing was changed', 'Sign in and try again'],
  },
  sign_in_refused: {
    th: ['ชื่อผู้ใช้หรือรหัสผ่านไม่ถูก', 'ยังไม่ได้ลงชื่อเข้าใช้', 'ลองใหม่ หรือขอรหัสผ่านใหม่จากผู้ดูแลระบบ'],
    en: [
      'User name or password is wrong',
      'Nobody was signed in',
      'Try again, or ask an administrator for a new password',
    ],
  },
  too_many_tries: {
    th: ['ลองผิดหลายครั้งเกินไป', 'บัญชียังใช้ได้ตามเดิม', 'รอ {minutes} นาทีแล้วลองใหม่'],
    en: ['Too many tries', 'The account itself is unchanged', 'Wait {minutes} minutes and try again'],
  },
  link_used: {
    th: ['ลิงก์นี้ใช้แล้วหรือหมดอายุ', 'ยังไม่ได้ลงชื่อเข้าใช้', 'ลงชื่อเข้าใช้ด้วยรหัสผ่าน หรือเริ่มคำสั่งใหม่เพื่อได้ลิงก์ใหม่'],
    en: [
      'This link was used already or is too old',
      'Nobody was signed in',
      'Sign in with a password, or start the command again for a new link',
    ],
  },
  set_up_code_wrong: {
    th: ['รหัสตั้งค่าครั้งแรกไม่ถูก', 'ยังไม่มีอะไรถูกบันทึก', 'ดูรหัสในหน้าจอหรือบันทึกตอนเริ่มโปรแกรม'],
    en: [
      'The set-up code is wrong',
      'Nothing was saved',
      'Look for the code where the program was started, or in its log',
    ],
  },
  username_taken: {
    th: ['มีผู้ใช้ชื่อ {username} แล้ว', 'ไม่มีอะไรเปลี่ยน', 'เลือกชื่ออื่น'],
    en: ['There is a user {username} already', 'Nothing was changed', 'Choose another name'],
  },
  user_not_found: {
    th: ['ไม่มีผู้ใช้ชื่อ {username}', 'ไม่มีอะไรเปลี่ยน', 'ดูรายชื่อด้วยคำสั่ง user list หรือหน้าผู้ใช้'],
    en: ['There is no user {username}', 'Nothing was changed', 'See `user list` or the users page'],
  },
  last_administrator: {
    th: ['นี่คือผู้ดูแลระบบคนสุดท้าย', 'ไม่มีอะไรเปลี่ยน', 'ให้สิทธิผู้ดูแลแก่คนอื่นก่อน'],
    en: ['This is the last administrator', 'Nothing was changed', 'Make somebody else administrator first'],
  },
  username_invalid: {
    th: ['ชื่อผู้ใช้ใช้ไม่ได้', 'ไม่มีอะไรเปลี่ยน', 'ใช้ตัวอักษรอังกฤษ ตัวเลข . _ @ - 2 ถึง 100 ตัว'],
    en: ['The user name is not valid', 'Nothing was changed', 'Use 2 to 100 letters, digits, . _ @ -'],
  },
  email_invalid: {
    th: ['ที่อยู่อีเมลใช้ไม่ได้', 'ไม่มีอะไรเปลี่ยน', 'พิมพ์แบบ name@hospital.example หรือเว้นว่าง'],
    en: [
      'The e-mail address is not valid',
      'Nothing was changed',
      'Type one like name@hospital.example, or none',
    ],
  },
  password_too_weak: {
    th: ['รหัสผ่านเดาง่ายเกินไป', 'ไม่มีอะไรเปลี่ยน', 'ใช้อย่างน้อย 10 ตัวอักษร ไม่ใช่ชื่อผู้ใช้ ไม่ใช่ตัวซ้ำ ๆ'],
    en: [
      'The password is too easy to guess',
      'Nothing was changed',
      'Use at least 10 characters, not the user name and not one character repeated',
    ],
  },
  password_repeat_differs: {
    th: ['รหัสผ่านสองช่องไม่เหมือนกัน', 'ไม่มีอะไรเปลี่ยน', 'พิมพ์รหัสผ่านเดียวกันทั้งสองช่อง'],
    en: ['The two passwords differ', 'Nothing was changed', 'Type the same password twice'],
  },
  hospital_code_due: {
    th: ['ยังไม่ได้ใส่รหัสโรงพยาบาล', 'ไม่มีอะไรเปลี่ยน', 'ใส่รหัส 5 หลัก (HCODE)'],
    en: ['The hospital code is missing', 'Nothing was changed', 'Type the 5 digits (HCODE)'],
  },
  password_change_due: {
    th: ['ต้องตั้งรหัสผ่านใหม่ก่อน', 'ไม่มีอะไรเปลี่ยน', 'เปิดหน้าบัญชีของฉันแล้วตั้งรหัสผ่าน'],
    en: ['A new password is due', 'Nothing was changed', 'Open your account page and choose one'],
  },
  set_up_due: {
    th: ['ยังไม่ได้ตั้งค่าครั้งแรก', 'ไม่มีอะไรเปลี่ยน', 'เปิดหน้า /setup เพื่อสร้างผู้ดูแลระบบ'],
    en: ['The program is not set up yet', 'Nothing was changed', 'Open /setup and make the administrator'],
  },
  password_wrong: {
    th: ['รหัสผ่านปัจจุบันไม่ถูก', 'ไม่มีอะไรเปลี่ยน', 'ใส่รหัสผ่านที่ใช้อยู่ตอนนี้'],
    en: ['The present password is wrong', 'Nothing was changed', 'Type the password that you use now'],
  },
  roles_missing: {
    th: ['ยังไม่ได้เลือกบทบาท', 'ไม่มีอะไรเปลี่ยน', 'เลือกอย่างน้อยหนึ่งบทบาท'],
    en: ['No role was chosen', 'Nothing was changed', 'Choose at least one role'],
  },
  roles_invalid: {
    th: ['ไม่รู้จักบทบาท {roles}', 'ไม่มีอะไรเปลี่ยน', 'ใช้ admin, claims, finance, viewer, auditor'],
    en: ['{roles} is not a role', 'Nothing was changed', 'Use admin, claims, finance, viewer, auditor'],
  },
} as const satisfies ProblemGroup;
