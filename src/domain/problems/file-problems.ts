import type { ProblemGroup } from './problem.js';

const keptTh = 'เก็บไฟล์ไว้แล้ว ไม่มีแถวใดเข้าระบบ';
const keptEn = 'The file was kept, no row was stored';
const againTh = 'ดาวน์โหลดไฟล์จาก สปสช. ใหม่';
const againEn = 'Download it from NHSO again';

/** Workbooks that could not be read, as a whole. */
const wholeFile = {
  file_empty: {
    th: ['ไฟล์ว่าง 0 ไบต์', keptTh, `${againTh} ถ้ายังว่างอีก แปลว่า สปสช. ยังไม่มีข้อมูลชุดนี้`],
    en: [
      'The file is empty, 0 bytes',
      keptEn,
      `${againEn}; if it is empty again, NHSO has no data for it yet`,
    ],
  },
  file_too_large: {
    th: ['ไฟล์ใหญ่ {size_mb} MB เกินที่กำหนดไว้ {limit_mb} MB', keptTh, 'เพิ่มค่า UPLOAD_MAX_MB ถ้าเป็นไฟล์ REP จริง'],
    en: [
      'The file has {size_mb} MB, more than the limit of {limit_mb} MB',
      keptEn,
      'Raise UPLOAD_MAX_MB if this is a real REP file',
    ],
  },
  file_not_readable: {
    th: ['เปิดอ่านไฟล์ไม่ได้ ({reason})', 'ไม่มีแถวใดเข้าระบบ', 'ตรวจว่าไฟล์ยังอยู่ และระบบมีสิทธิ์อ่าน'],
    en: [
      'The file cannot be opened ({reason})',
      'No row was stored',
      'Check that it still exists and that the program may read it',
    ],
  },
  not_a_workbook: {
    th: ['ไฟล์นี้ไม่ใช่สมุดงาน Excel (.xls)', keptTh, againTh],
    en: ['This file is not an Excel workbook (.xls)', keptEn, againEn],
  },
  not_a_workbook_page: {
    th: ['ไฟล์นี้เป็นหน้าเว็บ ไม่ใช่สมุดงาน Excel', keptTh, `${againTh} หลังลงชื่อเข้าใช้ สปสช. อีกครั้ง`],
    en: [
      'This file is a web page, not an Excel workbook',
      keptEn,
      `${againEn} after signing in to NHSO anew`,
    ],
  },
  not_a_workbook_xlsx: {
    th: ['ไฟล์นี้เป็น .xlsx หรือ .zip ไม่ใช่ .xls ที่ สปสช. ออกให้', keptTh, `${againTh} อย่าบันทึกผ่าน Excel ก่อนนำเข้า`],
    en: [
      'This file is an .xlsx or .zip, not the .xls that NHSO issues',
      keptEn,
      `${againEn}, and do not save it from Excel before the import`,
    ],
  },
  not_a_workbook_text: {
    th: ['ไฟล์นี้เป็นข้อความหรือ CSV ไม่ใช่สมุดงาน Excel', keptTh, againTh],
    en: ['This file is text or CSV, not an Excel workbook', keptEn, againEn],
  },
  damaged: {
    th: ['ไฟล์เสียหายหรือมาไม่ครบ', keptTh, againTh],
    en: ['The file is damaged or was cut off', keptEn, againEn],
  },
  encrypted: {
    th: ['ไฟล์ถูกตั้งรหัสผ่านหรือเข้ารหัสไว้', keptTh, 'นำเข้าไฟล์เดิมที่ดาวน์โหลดจาก สปสช. โดยไม่ตั้งรหัสผ่าน'],
    en: [
      'The file is protected by a password or encrypted',
      keptEn,
      'Import the original that was downloaded from NHSO, without a password',
    ],
  },
  old_excel: {
    th: ['ไฟล์เป็น Excel รุ่น 95 หรือเก่ากว่า ซึ่งไม่รองรับ', keptTh, againTh],
    en: ['The file is of Excel 95 or older, which is not read', keptEn, againEn],
  },
  read_timeout: {
    th: ['อ่านไฟล์ไม่เสร็จภายใน {seconds} วินาที จึงหยุดอ่าน', keptTh, 'ลองนำเข้าใหม่ ถ้ายังเป็นอีกไฟล์อาจเสียหาย'],
    en: [
      'Reading did not end within {seconds} seconds and was stopped',
      keptEn,
      'Import it again; if it happens again the file may be damaged',
    ],
  },
  read_memory: {
    th: ['อ่านไฟล์นี้ต้องใช้หน่วยความจำเกิน {limit_mb} MB จึงหยุดอ่าน', keptTh, 'ไฟล์อาจเสียหาย ดาวน์โหลดใหม่แล้วนำเข้าอีกครั้ง'],
    en: [
      'Reading this file needs more than {limit_mb} MB of memory and was stopped',
      keptEn,
      'It may be damaged: download it again and import it',
    ],
  },
  value_not_storable: {
    th: ['ฐานข้อมูลไม่รับค่าหนึ่งในไฟล์นี้ ({reason})', keptTh, 'ส่งชื่อไฟล์และบันทึกระบบให้ผู้พัฒนา'],
    en: [
      'The database refused a value of this file ({reason})',
      keptEn,
      'Send the name of the file and the log to the developers',
    ],
  },
  read_failed: {
    th: ['ตัวอ่านไฟล์หยุดทำงานกลางคัน', keptTh, 'ลองนำเข้าใหม่ ถ้ายังเป็นอีกให้แจ้งผู้ดูแลพร้อมบันทึกระบบ'],
    en: [
      'The reader stopped in the middle of the file',
      keptEn,
      'Import it again; if it happens again show the log to whoever looks after the program',
    ],
  },
} as const satisfies ProblemGroup;

const rowRefusedTh = 'แถวนี้ไม่เข้าระบบ ค่าเดิมเก็บไว้ในรายการปัญหา แถวอื่นเข้าตามปกติ';
const rowRefusedEn = 'This row was not stored, its values are kept with the problem; the other rows were';
const askTh = 'แก้ที่ต้นทางหรือแจ้ง สปสช. แล้วนำเข้าใหม่';
const askEn = 'Have it corrected by NHSO, then import the file again';
const storedTh = 'แถวนี้เข้าระบบแล้ว';
const storedEn = 'The row was stored';

/** Cells and rows that were refused or are doubtful. */
const rows = {
  row_not_readable: {
    th: ['แถวนี้ดูเหมือนรายการเบิก แต่ไม่มี {missing}', rowRefusedTh, askTh],
    en: ['This row looks like a claim but has no {missing}', rowRefusedEn, askEn],
  },
  not_a_number: {
    th: ['ช่องนี้ต้องเป็นตัวเลข แต่เป็นข้อความ', rowRefusedTh, askTh],
    en: ['This cell must be a number but holds something else', rowRefusedEn, askEn],
  },
  not_a_whole_number: {
    th: ['ช่องนี้ต้องเป็นจำนวนเต็ม', rowRefusedTh, askTh],
    en: ['This cell must be a whole number', rowRefusedEn, askEn],
  },
  number_too_large: {
    th: ['ตัวเลขในช่องนี้ยาวเกิน {digits} หลักก่อนจุดทศนิยม', rowRefusedTh, askTh],
    en: ['The number has more than {digits} digits before the point', rowRefusedEn, askEn],
  },
  date_not_readable: {
    th: ['ช่องนี้ต้องเป็นวันที่ แต่อ่านไม่ได้หรือไม่มีวันนั้นในปฏิทิน', rowRefusedTh, askTh],
    en: ['This cell must be a date, but it is not one or no such day exists', rowRefusedEn, askEn],
  },
  value_too_long: {
    th: ['ค่าในช่องนี้ยาว {length} ตัวอักษร เกิน {limit}', rowRefusedTh, askTh],
    en: ['The value has {length} characters, more than {limit}', rowRefusedEn, askEn],
  },
  cell_error: {
    th: ['ช่องนี้เป็นค่าผิดพลาดของ Excel ({error})', rowRefusedTh, askTh],
    en: ['This cell is an error of Excel ({error})', rowRefusedEn, askEn],
  },
  cell_error_ignored: {
    th: ['ช่องนี้เป็นค่าผิดพลาดของ Excel ({error})', `${storedTh} ช่องนี้ว่างไว้`, 'ตรวจกับไฟล์เดิมถ้าต้องใช้ค่านี้'],
    en: [
      'This cell is an error of Excel ({error})',
      `${storedEn} with this cell empty`,
      'Look at the original if the value is needed',
    ],
  },
  rounded: {
    th: ['ตัวเลขมีทศนิยมเกิน {places} ตำแหน่ง จึงปัดเศษ', `${storedTh} ค่าเดิมเก็บไว้ด้วย`, ''],
    en: [
      'The number has more than {places} decimals and was rounded',
      `${storedEn}, the original text with it`,
      '',
    ],
  },
  text_repaired: {
    th: ['ข้อความมีอักขระที่ฐานข้อมูลเก็บไม่ได้ จึงแทนด้วย �', storedTh, 'ตรวจกับไฟล์เดิม'],
    en: ['The text has characters that no database stores; each became �', storedEn, 'Look at the original'],
  },
  kept_as_text: {
    th: ['ช่องนี้ควรเป็น {expected} แต่ไม่ใช่', `${storedTh} เก็บค่าเดิมเป็นข้อความ`, ''],
    en: ['This cell should be a {expected} but is not', `${storedEn}, the value as text`, ''],
  },
} as const satisfies ProblemGroup;

/** Sheets whose layout differs from the known forms. */
const sheets = {
  columns_moved: {
    th: ['มี {count} คอลัมน์อยู่คนละตำแหน่งกับแบบฟอร์ม: {names}', 'อ่านตามหัวคอลัมน์ครบทุกแถว', 'ตรวจยอดรวมของไฟล์นี้'],
    en: [
      'Columns that stand elsewhere than in the form: {names} ({count})',
      'All rows were read by their headings',
      'Check the totals of this file',
    ],
  },
  columns_unknown: {
    th: ['มี {count} คอลัมน์ที่ระบบไม่รู้จัก: {names}', 'เก็บค่าไว้กับแถวครบ', 'แจ้งผู้พัฒนาเพื่อรองรับคอลัมน์ใหม่'],
    en: [
      'Columns that are not known: {names} ({count})',
      'Their values were kept with the rows',
      'Tell the developers, so that they get a place of their own',
    ],
  },
  sheet_not_known: {
    th: [
      'ชีตนี้มีข้อมูล {rows} แถว แต่หัวคอลัมน์ไม่ตรงกับแบบฟอร์มที่รู้จัก',
      'เก็บไฟล์ไว้แล้ว ไม่มีแถวใดของชีตนี้เข้าระบบ',
      'ดูหัวคอลัมน์ที่ต่างกันในหน้าไฟล์',
    ],
    en: [
      'This sheet has {rows} rows of data, but its headings match no known form',
      'The file was kept, no row of this sheet was stored',
      'See the differing headings on the page of the file',
    ],
  },
  sheet_hidden: {
    th: ['ชีตนี้ถูกซ่อนไว้', 'อ่านครบเหมือนชีตอื่น', 'ตรวจว่าเป็นข้อมูลของไฟล์นี้จริง'],
    en: ['This sheet is hidden', 'It was read like the others', 'Check that it belongs to this file'],
  },
} as const satisfies ProblemGroup;

/** Workbooks, their sheets and rows. */
export const fileProblems = { ...wholeFile, ...rows, ...sheets } as const satisfies ProblemGroup;
