import type { ProblemGroup } from './problem.js';

/** CSV files of cases. */
export const caseProblems = {
  case_csv_unreadable: {
    th: [
      'อ่านตัวอักษรของไฟล์ CSV ไม่ได้',
      'ไม่มีอะไรถูกนำเข้า',
      'บันทึกเป็น CSV แบบ UTF-8 แล้วส่งใหม่ (ใน Excel เลือก CSV UTF-8)',
    ],
    en: [
      'The letters of the CSV cannot be read',
      'Nothing was imported',
      'Save it as CSV in UTF-8 and send it again (in Excel: CSV UTF-8)',
    ],
  },
  case_csv_empty: {
    th: ['ไฟล์ CSV ว่าง', 'ไม่มีอะไรถูกนำเข้า', 'ส่งไฟล์ที่มีหัวคอลัมน์ในบรรทัดแรก'],
    en: [
      'The CSV is empty',
      'Nothing was imported',
      'Send a file with the names of its columns in the first line',
    ],
  },
  case_csv_quote: {
    th: ['เครื่องหมายคำพูดที่เปิดในบรรทัด {line} ไม่มีตัวปิด', 'ไม่มีอะไรถูกนำเข้า', 'แก้บรรทัดนั้นแล้วส่งใหม่'],
    en: [
      'The quote that opens in line {line} is never closed',
      'Nothing was imported',
      'Mend that line and send it again',
    ],
  },
  case_csv_rows: {
    th: ['ไฟล์มีเกิน {most} แถว', 'ไม่มีอะไรถูกนำเข้า', 'แบ่งเป็นหลายไฟล์แล้วส่งทีละไฟล์'],
    en: [
      'The file has more than {most} rows',
      'Nothing was imported',
      'Divide it and send one part after the other',
    ],
  },
} as const satisfies ProblemGroup;
