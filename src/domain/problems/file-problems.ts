import type { ProblemGroup } from './problem.js';

/** Workbooks and their rows. */
export const fileProblems = {
  not_a_workbook: {
    th: ['ไฟล์นี้ไม่ใช่สมุดงาน Excel (.xls)', 'เก็บไฟล์ไว้แล้ว ไม่มีแถวใดเข้าระบบ', 'ดาวน์โหลดไฟล์จาก สปสช. ใหม่'],
    en: [
      'This file is not an Excel workbook (.xls)',
      'The file was kept, no row was stored',
      'Download it from NHSO again',
    ],
  },
} as const satisfies ProblemGroup;
