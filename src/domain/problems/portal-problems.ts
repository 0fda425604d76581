import type { ProblemGroup } from './problem.js';

/** NHSO e-Claim. */
export const portalProblems = {
  account_missing: {
    th: ['ยังไม่ได้ตั้งบัญชี สปสช.', 'ยังไม่ได้ติดต่อ สปสช.', 'กรอกชื่อผู้ใช้และรหัสผ่าน e-Claim ในหน้าตั้งค่า'],
    en: [
      'No NHSO account is set',
      'NHSO was not contacted',
      'Enter the e-Claim user name and password in the settings',
    ],
  },
  refused: {
    th: [
      'สปสช. ไม่รับชื่อผู้ใช้หรือรหัสผ่านนี้',
      'ลองเพียงครั้งเดียวเพื่อไม่ให้บัญชีถูกล็อก ไฟล์ที่เคยได้ยังอยู่ครบ',
      'แก้รหัสผ่านในหน้าตั้งค่าแล้วกดทดสอบ',
    ],
    en: [
      'NHSO refused this user name or password',
      'It was tried once only, so that the account is not locked; files that came earlier are kept',
      'Correct the password in the settings and press test',
    ],
  },
  locked: {
    th: ['สปสช. แจ้งว่าบัญชีนี้ถูกล็อกหรือระงับ', 'ไฟล์ที่เคยได้ยังอยู่ครบ', 'ติดต่อ สปสช. เพื่อปลดล็อก แล้วทดสอบบัญชีในหน้าตั้งค่า'],
    en: [
      'NHSO says that this account is locked or suspended',
      'Files that came earlier are kept',
      'Ask NHSO to unlock it, then test the account in the settings',
    ],
  },
  sso_notice: {
    th: [
      'สปสช. ปิดหน้าลงชื่อเดิมและให้ใช้ระบบ SSO (OTP หรือ ThaiD)',
      'ไฟล์ที่เคยได้ยังอยู่ครบ',
      'ต้องมีคนลงชื่อเข้าใช้เอง ระหว่างนี้ดาวน์โหลดไฟล์จากเว็บ สปสช. แล้วอัปโหลดที่หน้าอัปโหลดได้',
    ],
    en: [
      'NHSO has replaced the old sign-in by SSO (OTP or ThaiD)',
      'Files that came earlier are kept',
      'A person must sign in; meanwhile download the files in the browser and upload them on the upload page',
    ],
  },
  no_right: {
    th: [
      'บัญชีนี้ไม่มีสิทธิดูข้อมูล {right} ที่ สปสช.',
      'ไฟล์ที่เคยได้ยังอยู่ครบ',
      'ขอสิทธิจากผู้ดูแลบัญชีของโรงพยาบาลที่ สปสช. หรือเลือกกองทุนอื่น',
    ],
    en: [
      'This account has no right to {right} at NHSO',
      'Files that came earlier are kept',
      "Ask the hospital's account manager at NHSO for the right, or choose other schemes",
    ],
  },
  other_hospital_account: {
    th: [
      'บัญชีนี้เป็นของโรงพยาบาล {found} ไม่ใช่ {expected}',
      'ยังไม่ได้ดาวน์โหลดไฟล์ใด',
      'ใช้บัญชีของโรงพยาบาลนี้ หรือแก้รหัสโรงพยาบาลในหน้าตั้งค่า',
    ],
    en: [
      'This account belongs to hospital {found}, not {expected}',
      'No file was downloaded',
      "Use this hospital's account, or correct the hospital code in the settings",
    ],
  },
  portal_error: {
    th: ['เว็บ e-Claim ของ สปสช. ขัดข้อง (HTTP {status})', 'ไฟล์ที่เคยได้ยังอยู่ครบ', 'รอสักครู่แล้วลองใหม่'],
    en: [
      'The e-Claim site of NHSO has a fault (HTTP {status})',
      'Files that came earlier are kept',
      'Wait a while and try again',
    ],
  },
  unknown_page: {
    th: [
      'สปสช. ส่งหน้าที่ระบบไม่รู้จัก (HTTP {status})',
      'ไม่มีอะไรถูกบันทึกเป็นไฟล์',
      'เปิดเว็บ e-Claim ในเบราว์เซอร์ดูว่ามีประกาศหรือไม่ แล้วลองใหม่',
    ],
    en: [
      'NHSO sent a page that the program does not know (HTTP {status})',
      'Nothing was stored as a file',
      'Open e-Claim in a browser, look for a notice, and try again',
    ],
  },
  login_page: {
    th: [
      'สปสช. (หรือไฟร์วอลล์) ส่งหน้าเว็บ เช่นหน้าลงชื่อเข้าใช้ มาแทนข้อมูล',
      'ไม่มีอะไรถูกบันทึกเป็นไฟล์',
      'ตรวจบัญชี สปสช. ในหน้าตั้งค่า และเปิดเว็บ สปสช. ในเบราว์เซอร์ดูว่ามีประกาศหรือไม่ แล้วเริ่มอีกครั้ง',
    ],
    en: [
      'NHSO (or a firewall) sent a page such as the sign-in page instead of data',
      'Nothing was stored as a file',
      'Check the NHSO account in the settings, look for a notice on the NHSO site in a browser, and start again',
    ],
  },
  error_page: {
    th: [
      'สปสช. ส่งหน้าแจ้งข้อผิดพลาด (Error Page) มาแทนข้อมูล',
      'ไม่มีอะไรถูกบันทึกเป็นไฟล์',
      'ระบบลองใหม่ให้แล้ว รอสักครู่แล้วเริ่มดาวน์โหลดอีกครั้ง',
    ],
    en: [
      'NHSO sent its Error Page instead of data',
      'Nothing was stored as a file',
      'The program has tried again; wait a while and start the download once more',
    ],
  },
  wrong_address: {
    th: ['เว็บ สปสช. ไม่มีหน้านี้แล้ว', 'ไม่มีอะไรถูกบันทึกเป็นไฟล์', 'ตรวจ ECLAIM_BASE_URL และดูว่ามีรุ่นใหม่ของโปรแกรมหรือไม่'],
    en: [
      'NHSO has no page at this address any more',
      'Nothing was stored as a file',
      'Check ECLAIM_BASE_URL, and whether there is a newer version of this program',
    ],
  },
  foreign_redirect: {
    th: [
      'สปสช. ส่งต่อไปยังเว็บอื่น ({host}) ระบบไม่ตามไป',
      'ไม่มีอะไรถูกบันทึกเป็นไฟล์',
      'เปิดเว็บ e-Claim ในเบราว์เซอร์ดูว่ามีประกาศหรือไม่',
    ],
    en: [
      'NHSO redirected to another site ({host}), which was not followed',
      'Nothing was stored as a file',
      'Open e-Claim in a browser and look for a notice',
    ],
  },
  no_listing_table: {
    th: [
      'หน้ารายการของ สปสช. ไม่มีตาราง จึงไม่ถือว่าเดือนนี้ว่าง',
      'ไฟล์ที่เคยได้ยังอยู่ครบ',
      'ระบบจะลองใหม่ในรอบถัดไป ถ้าเป็นอีกให้แจ้งผู้ดูแลระบบ',
    ],
    en: [
      "NHSO's list came without its table; this is not taken for an empty month",
      'Files that came earlier are kept',
      'The next run asks again; if it stays so tell your administrator',
    ],
  },
  listing_changed: {
    th: [
      'ตารางรายการของ สปสช. เปลี่ยนรูป อ่านจำนวนรายการไม่ได้',
      'ไฟล์ที่มีลิงก์ถูกดาวน์โหลดตามปกติ ไม่ได้เก็บจำนวนที่อ่านไม่ได้',
      'แจ้งผู้ดูแลระบบให้ตรวจรุ่นใหม่ของโปรแกรม',
    ],
    en: [
      "NHSO's list has changed its columns; its numbers cannot be read",
      'Files with a link were downloaded as usual, numbers that cannot be read were not stored',
      'Tell your administrator to look for a newer version',
    ],
  },
  link_refused: {
    th: [
      'ลิงก์ดาวน์โหลดของ {rep} ชี้ไปที่อื่นซึ่งไม่ใช่เว็บ สปสช.',
      'ไม่ได้เปิดลิงก์นั้น ไฟล์อื่นดาวน์โหลดตามปกติ',
      'ดาวน์โหลดไฟล์นี้เองแล้วอัปโหลด',
    ],
    en: [
      'The download link of {rep} does not lead to the NHSO site',
      'It was not opened; other files are downloaded as usual',
      'Download this file yourself and upload it',
    ],
  },
  file_name_refused: {
    th: [
      'ชื่อไฟล์ของ {rep} ในรายการ สปสช. ใช้ไม่ได้',
      'ไม่ได้ดาวน์โหลดไฟล์นั้น ไฟล์อื่นดาวน์โหลดตามปกติ',
      'ดาวน์โหลดไฟล์นี้เองแล้วอัปโหลด',
    ],
    en: [
      "The file name of {rep} in NHSO's list is not usable",
      'That file was not downloaded; others are downloaded as usual',
      'Download this file yourself and upload it',
    ],
  },
  empty: {
    th: ['สปสช. ส่งไฟล์ว่าง 0 ไบต์ (ขอซ้ำแล้ว)', 'ไม่มีอะไรถูกบันทึกเป็นไฟล์', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: [
      'NHSO sent an empty file of 0 bytes, also at the second try',
      'Nothing was stored as a file',
      'The next run asks again',
    ],
  },
  truncated: {
    th: ['ไฟล์มาไม่ครบ ขาดตอนระหว่างทาง', 'ลบส่วนที่ไม่ครบแล้ว ไม่มีแถวใดเข้าระบบ', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: [
      'The file was cut off on its way',
      'The incomplete part was removed, no row was stored',
      'The next run asks again',
    ],
  },
  too_large: {
    th: ['คำตอบของ สปสช. ใหญ่เกิน {megabytes} MB', 'ไม่มีอะไรถูกบันทึกเป็นไฟล์', 'แจ้งผู้ดูแลระบบ'],
    en: [
      "NHSO's answer is larger than {megabytes} MB",
      'Nothing was stored as a file',
      'Tell your administrator',
    ],
  },
  disk_full: {
    th: [
      'ดิสก์ของโฟลเดอร์ดาวน์โหลดเต็ม ({reason})',
      'หยุดดาวน์โหลด ไฟล์ที่ได้มาแล้วอยู่ครบ ไม่มีไฟล์ครึ่งเดียว',
      'เพิ่มเนื้อที่ว่างของดิสก์ (DOWNLOAD_DIR) แล้วเริ่มอีกครั้ง ระบบจะเอาเฉพาะไฟล์ที่ยังขาด',
    ],
    en: [
      'The disk of the download folder is full ({reason})',
      'The download was stopped; files that came are kept, none of them is half a file',
      'Make room on the disk (DOWNLOAD_DIR) and start again: only what is missing is fetched',
    ],
  },
  download_folder_failed: {
    th: [
      'เขียนลงโฟลเดอร์ดาวน์โหลดไม่ได้ ({reason})',
      'หยุดดาวน์โหลด ไฟล์ที่เคยได้ยังอยู่ครบ',
      'ตรวจสิทธิของโฟลเดอร์และเนื้อที่ว่างของดิสก์ (DOWNLOAD_DIR)',
    ],
    en: [
      'The download folder cannot be written ({reason})',
      'The download was stopped; files that came earlier are kept',
      'Check the rights of the folder and the free space of the disk (DOWNLOAD_DIR)',
    ],
  },
  stopped_after_failures: {
    th: [
      'หยุดเพราะล้มเหลวติดกัน {count} ครั้งด้วยเหตุเดียวกัน',
      'ไฟล์ที่เคยได้ยังอยู่ครบ',
      'ดูเหตุในรายการ แก้แล้วเริ่มดาวน์โหลดอีกครั้ง ระบบจะทำต่อจากที่ค้าง',
    ],
    en: [
      'Stopped after {count} failures in a row for the same reason',
      'Files that came earlier are kept',
      'Look at the reason in the list and start the download again; it goes on from here',
    ],
  },
  import_fault: {
    th: ['นำเข้าไฟล์นี้ไม่สำเร็จเพราะโปรแกรมขัดข้อง', 'เก็บไฟล์ไว้แล้ว ไม่มีแถวใดเข้าระบบ', 'ดูบันทึกสด แล้วนำเข้าไฟล์นี้อีกครั้ง'],
    en: [
      'This file could not be imported because of a fault of the program',
      'The file was kept, no row was stored',
      'Look at the live logs and import the file again',
    ],
  },
  broken_answer: {
    th: ['คำตอบของ SMT ขาดหรืออ่านไม่ได้', 'รายการโอนที่มีอยู่ไม่เปลี่ยน', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: [
      'The answer of SMT is cut off or unreadable',
      'The transfers that are stored were not changed',
      'The next run asks again',
    ],
  },
  unexpected_answer: {
    th: ['คำตอบของ SMT ไม่มีรายการตามรูปแบบที่รู้จัก', 'รายการโอนที่มีอยู่ไม่เปลี่ยน', 'แจ้งผู้ดูแลระบบให้ตรวจรุ่นใหม่ของโปรแกรม'],
    en: [
      'The answer of SMT does not have the known form',
      'The transfers that are stored were not changed',
      'Tell your administrator to look for a newer version',
    ],
  },
  hospital_code_missing: {
    th: ['ยังไม่ได้ตั้งรหัสโรงพยาบาล', 'ยังไม่ได้ติดต่อ สปสช.', 'กรอกรหัสโรงพยาบาลในหน้าตั้งค่า (HOSPITAL_CODE)'],
    en: [
      'The hospital code is not set',
      'NHSO was not contacted',
      'Enter the hospital code in the settings (HOSPITAL_CODE)',
    ],
  },
} as const satisfies ProblemGroup;
