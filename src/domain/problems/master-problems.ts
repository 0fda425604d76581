import type { ProblemGroup } from './problem.js';

const nothingTh = 'ยังไม่มีอะไรเปลี่ยน';
const nothingEn = 'Nothing was changed';

/** Lists of reference data that an administrator uploads. */
export const masterProblems = {
  master_file_empty: {
    th: ['ไฟล์ว่าง หรือมีแต่หัวคอลัมน์', nothingTh, 'เลือกไฟล์ CSV ที่มีรายการ'],
    en: ['The file is empty or holds headings alone', nothingEn, 'Choose a CSV file with entries'],
  },
  master_file_quote: {
    th: ['เครื่องหมายคำพูดที่เปิดในบรรทัด {line} ไม่ได้ปิด', nothingTh, 'แก้ไฟล์แล้วอัปโหลดใหม่'],
    en: [
      'The quote that opens on line {line} is never closed',
      nothingEn,
      'Correct the file and upload it again',
    ],
  },
  master_file_binary: {
    th: ['ไฟล์นี้ไม่ใช่ข้อความ CSV', nothingTh, 'บันทึกจาก Excel เป็น CSV UTF-8 แล้วอัปโหลดใหม่'],
    en: ['This file is no CSV text', nothingEn, 'Save it from Excel as CSV UTF-8 and upload that'],
  },
  master_columns_missing: {
    th: ['ไม่มีคอลัมน์ {names} ในบรรทัดแรก', nothingTh, 'ใช้ชื่อคอลัมน์เหมือนไฟล์ CSV ที่ดาวน์โหลดได้จากหน้านี้'],
    en: [
      'The first line lacks the columns {names}',
      nothingEn,
      'Name the columns as in the CSV that can be downloaded from this page',
    ],
  },
  master_no_line: {
    th: ['รับไม่ได้แม้แต่บรรทัดเดียว ผิดตั้งแต่บรรทัด {line}', nothingTh, 'เลือกชนิดรายการให้ตรงกับไฟล์ หรือแก้ไฟล์'],
    en: [
      'Not one line can be taken; the first wrong one is line {line}',
      nothingEn,
      'Choose the list that the file belongs to, or correct the file',
    ],
  },
  master_file_changed: {
    th: ['ไฟล์ที่เทียบไว้ไม่อยู่แล้ว หรือไฟล์หรือรายการเปลี่ยนไปหลังจากเทียบ', nothingTh, 'อัปโหลดไฟล์และเทียบอีกครั้ง'],
    en: [
      'The file that was compared is gone, or it or the list has changed since',
      nothingEn,
      'Upload the file and compare again',
    ],
  },
} as const satisfies ProblemGroup;
