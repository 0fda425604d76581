import type { WordGroup } from './word-group.js';

/** Sign-in and the first run. */
export const signInWords = {
  'login.refused': { th: 'ยังเข้าใช้ไม่ได้', en: 'Not signed in' },
  'form.errors': { th: 'ยังบันทึกไม่ได้ มี {count} เรื่องต้องแก้', en: 'Not saved: {count} to correct' },
  'login.title': { th: 'ลงชื่อเข้าใช้', en: 'Sign in' },
  'login.username': { th: 'ชื่อผู้ใช้', en: 'User name' },
  'login.password': { th: 'รหัสผ่าน', en: 'Password' },
  'login.submit': { th: 'ลงชื่อเข้าใช้', en: 'Sign in' },
  'login.forgotten': {
    th: 'ลืมรหัสผ่าน ติดต่อผู้ดูแลระบบ',
    en: 'Forgotten the password? Ask your administrator',
  },
  'login.audited': {
    th: 'การเปิดดูข้อมูลผู้ป่วยถูกบันทึกทุกครั้ง',
    en: 'Every look at patients’ data is recorded',
  },
  'setup.title': { th: 'เริ่มใช้งาน E-Claim REP', en: 'Set up E-Claim REP' },
  'setup.sub': { th: 'ราว 5 นาที ออกแล้วกลับมาทำต่อได้', en: 'About 5 minutes; you may leave and come back' },
  'setup.steps': { th: 'ขั้นตอน', en: 'Steps' },
  'setup.administrator': { th: 'ผู้ดูแลคนแรก', en: 'First administrator' },
  'setup.administrator_more': { th: 'ชื่อผู้ใช้และรหัสผ่าน', en: 'User name and password' },
  'setup.administrator_intro': {
    th: 'ผู้ดูแลคนแรกมีทุกบทบาท เพิ่มคนอื่นได้ภายหลังในหน้าตั้งค่า',
    en: 'The first administrator holds every role; add other people later in the settings',
  },
  'setup.hospital': { th: 'โรงพยาบาล', en: 'Hospital' },
  'setup.hospital_more': { th: 'รหัสและจำนวนเตียง', en: 'Code and beds' },
  'setup.account': { th: 'บัญชี สปสช.', en: 'NHSO account' },
  'setup.account_more': { th: 'ทดลองเข้าใช้จริง หรือข้าม', en: 'Tried for real, or skipped' },
  'setup.account_intro': {
    th: 'ใช้บัญชี e-Claim ของเจ้าหน้าที่เอง ระบบเข้าใช้ครั้งละหนึ่งช่อง พักระหว่างไฟล์ และไม่ปลอมตัวเป็นโปรแกรมอื่น',
    en: 'Use the officer’s own e-Claim account. The program opens one session, pauses between files, and says who it is',
  },
  'setup.done': { th: 'เสร็จ', en: 'Done' },
  'setup.done_more': { th: 'ดาวน์โหลดหรืออัปโหลดไฟล์แรก', en: 'Download or upload the first file' },
  'setup.code': { th: 'รหัสตั้งค่าครั้งแรก', en: 'Set-up code' },
  'setup.code_hint': {
    th: 'โปรแกรมแสดงรหัสนี้ในหน้าจอหรือบันทึกตอนเริ่มทำงาน',
    en: 'The program showed it where it was started, and in its log',
  },
  'setup.password_hint': { th: 'อย่างน้อย 10 ตัวอักษร', en: 'At least 10 characters' },
  'setup.repeat': { th: 'รหัสผ่านอีกครั้ง', en: 'The password again' },
  'setup.hospital_code': { th: 'รหัสโรงพยาบาล (HCODE)', en: 'Hospital code (HCODE)' },
  'setup.hospital_code_hint': { th: 'ตัวเลข 5 หลัก', en: '5 digits' },
  'setup.hospital_beds': { th: 'จำนวนเตียง', en: 'Beds' },
  'setup.hospital_beds_hint': {
    th: 'ใช้คำนวณยอดต่อเตียง เว้นว่างได้',
    en: 'For figures per bed; may stay empty',
  },
  'setup.next_hospital': { th: 'ต่อไป: โรงพยาบาล', en: 'Next: hospital' },
  'setup.next_account': { th: 'ต่อไป: บัญชี สปสช.', en: 'Next: NHSO account' },
  'setup.skip': { th: 'ข้าม จะอัปโหลดไฟล์เอง', en: 'Skip, I upload files myself' },
} as const satisfies WordGroup;
