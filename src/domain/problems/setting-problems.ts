import type { ProblemGroup } from './problem.js';

/** Settings and command line arguments. */
export const settingProblems = {
  setting_not_saved: {
    th: ['ค่านี้ใช้ไม่ได้: {reason_th}', 'ยังไม่ได้บันทึก ค่าเดิมยังใช้อยู่', 'ตัวอย่างที่ถูก {example}'],
    en: [
      'This value is not valid: {reason_en}',
      'Not saved; the earlier value stays',
      'An example that works: {example}',
    ],
  },
  setting_invalid: {
    th: ['ค่า {name} ใช้ไม่ได้: {reason_th}', 'ยังไม่มีอะไรเริ่มทำงาน', 'ตัวอย่างที่ถูก {name}={example}'],
    en: [
      'The value of {name} is not valid: {reason_en}',
      'Nothing was started',
      'An example that works: {name}={example}',
    ],
  },
  settings_invalid: {
    th: ['ค่าตั้ง {count} รายการใช้ไม่ได้: {list_th}', 'ยังไม่มีอะไรเริ่มทำงาน', 'แก้ใน .env หรือสภาพแวดล้อม แล้วเริ่มใหม่'],
    en: [
      'Settings that are not valid ({count}): {list_en}',
      'Nothing was started',
      'Correct them in .env or in the environment and start again',
    ],
  },
  setting_fixed_outside: {
    th: ['{name} ตั้งไว้ใน {origin}', 'ไม่มีอะไรเปลี่ยน', 'แก้ที่นั่น แล้วเริ่มโปรแกรมใหม่'],
    en: ['{name} is set in {origin}', 'Nothing was changed', 'Change it there and start the program again'],
  },
  setting_not_savable: {
    th: ['{name} แก้จากหน้าเว็บไม่ได้', 'ไม่มีอะไรเปลี่ยน', 'ตั้งใน .env แล้วเริ่มโปรแกรมใหม่'],
    en: [
      '{name} cannot be changed on a page',
      'Nothing was changed',
      'Set it in .env and start the program again',
    ],
  },
  secret_unreadable: {
    th: [
      'เปิดค่าลับ {name} ที่บันทึกไว้ไม่ได้ เพราะ SECRET_KEY เปลี่ยนไป',
      'ค่าเดิมยังเก็บอยู่',
      'คืน SECRET_KEY เดิม หรือใส่ค่าใหม่ในหน้าตั้งค่า',
    ],
    en: [
      'The saved secret {name} cannot be opened because SECRET_KEY has changed',
      'It is still stored',
      'Bring the old SECRET_KEY back, or enter the value again on the settings page',
    ],
  },
  secret_key_unusable: {
    th: ['ใช้ไฟล์กุญแจลับ {file} ไม่ได้ ({reason})', 'ยังไม่มีอะไรเริ่มทำงาน', 'ตรวจสิทธิของโฟลเดอร์ หรือคืนไฟล์จากข้อมูลสำรอง'],
    en: [
      'The secret key file {file} cannot be used ({reason})',
      'Nothing was started',
      'Check the rights of the folder, or restore the file from a backup',
    ],
  },
  program_fault: {
    th: [
      'โปรแกรมพบข้อผิดพลาดที่ไม่คาดไว้และหยุดทำงาน',
      'ข้อมูลที่บันทึกแล้วยังอยู่ครบ',
      'เริ่มโปรแกรมใหม่ และส่งบันทึกใน LOG_DIR ให้ผู้ดูแล',
    ],
    en: [
      'The program met an unforeseen fault and ended',
      'What was saved is still there',
      'Start it again, and give the log in LOG_DIR to the administrator',
    ],
  },
  port_in_use: {
    th: [
      'พอร์ต {port} ของ {host} มีโปรแกรมอื่นใช้อยู่',
      'ยังไม่มีอะไรเริ่มทำงาน',
      'ปิดโปรแกรมนั้น หรือใช้ PORT อื่น เช่น PORT={other}',
    ],
    en: [
      'Port {port} of {host} is in use by another program',
      'Nothing was started',
      'Stop that program, or choose another port, e.g. PORT={other}',
    ],
  },
  address_unusable: {
    th: ['เปิดรับที่ {host} พอร์ต {port} ไม่ได้ ({reason})', 'ยังไม่มีอะไรเริ่มทำงาน', 'ตรวจ HOST และ PORT'],
    en: ['Cannot listen on {host} port {port} ({reason})', 'Nothing was started', 'Check HOST and PORT'],
  },
  folder_unusable: {
    th: [
      'เขียนโฟลเดอร์ {folder} ของ {name} ไม่ได้ ({reason})',
      'ยังไม่มีอะไรเริ่มทำงาน',
      'สร้างโฟลเดอร์และให้สิทธิเขียนแก่โปรแกรม',
    ],
    en: [
      'The folder {folder} of {name} cannot be written ({reason})',
      'Nothing was started',
      'Create it and let the program write there',
    ],
  },
} as const satisfies ProblemGroup;
