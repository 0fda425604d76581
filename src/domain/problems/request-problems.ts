import type { ProblemGroup } from './problem.js';

/** Forms, addresses and API calls. */
export const requestProblems = {
  not_found: {
    th: ['ไม่พบหน้าหรือรายการนี้', 'ไม่มีอะไรเปลี่ยน', 'ตรวจที่อยู่ หรือกลับไปหน้าภาพรวม'],
    en: [
      'This page or record does not exist',
      'Nothing was changed',
      'Check the address or go back to the overview',
    ],
  },
  filter_invalid: {
    th: ['ตัวกรอง {name} อ่านไม่ได้', 'ไม่มีอะไรเปลี่ยน', 'แก้ค่าของ {name} ตัวอย่างที่ถูก {example}'],
    en: [
      'The filter {name} cannot be read',
      'Nothing was changed',
      'Correct {name}; an example that works: {example}',
    ],
  },
  filter_gregorian_year: {
    th: ['{year} เป็นปี ค.ศ. แต่ปีงบประมาณใช้ปี พ.ศ.', 'ไม่มีอะไรเปลี่ยน', 'ใช้ {right}'],
    en: ['{year} is a Gregorian year; fiscal years are Buddhist Era', 'Nothing was changed', 'Use {right}'],
  },
  filter_two_periods: {
    th: ['ใส่ทั้งปีงบประมาณและช่วงวันที่', 'ไม่มีอะไรเปลี่ยน', 'เลือกใช้ fiscal_year หรือ from กับ to อย่างใดอย่างหนึ่ง'],
    en: [
      'Both a fiscal year and a range of days were given',
      'Nothing was changed',
      'Use either fiscal_year, or from and to',
    ],
  },
} as const satisfies ProblemGroup;
