import type { ProblemGroup } from './problem.js';

/** The one-page report: its period, its note, its PDF. */
export const reportProblems = {
  report_two_periods: {
    th: ['ใส่ทั้งเดือนและปีงบประมาณ', 'ไม่มีอะไรเปลี่ยน', 'เลือกใช้ month หรือ fiscal_year อย่างใดอย่างหนึ่ง'],
    en: [
      'Both a month and a fiscal year were given',
      'Nothing was changed',
      'Use either month or fiscal_year',
    ],
  },
  report_not_finished: {
    th: ['{period} ยังไม่จบ จึงยังออกรายงานไม่ได้', 'ไม่มีอะไรเปลี่ยน', 'เลือกเดือนที่จบแล้ว เดือนล่าสุดคือ {last}'],
    en: [
      '{period} is not over, so there is no report of it yet',
      'Nothing was changed',
      'Choose a month that is over; the last one is {last}',
    ],
  },
  report_note_too_long: {
    th: ['ความเห็นยาว {length} ตัวอักษร เกิน {most}', 'ความเห็นเดิมยังอยู่', 'ตัดให้สั้นลงเพื่อให้พิมพ์ได้ในหน้าเดียว'],
    en: [
      'The note has {length} letters, more than {most}',
      'The note as it was is kept',
      'Shorten it, so that the report stays on one page',
    ],
  },
  browser_missing: {
    th: [
      'เครื่องนี้ไม่มี Chromium, Chrome หรือ Edge สำหรับทำ PDF (หาที่ {place})',
      'ไม่มีไฟล์ใดถูกสร้าง ตัวเลขอยู่ครบ',
      'ติดตั้ง chromium หรือตั้ง CHROMIUM_PATH หรือเปิดหน้ารายงานหนึ่งหน้าแล้วพิมพ์เป็น PDF จากเบราว์เซอร์ใดก็ได้',
    ],
    en: [
      'This machine has no Chromium, Chrome or Edge to make a PDF with (looked for at {place})',
      'No file was made; the figures are all there',
      'Install chromium, set CHROMIUM_PATH, or open the one-page report and print it to PDF in any browser',
    ],
  },
  print_failed: {
    th: [
      '{browser} ทำ PDF ไม่สำเร็จ ({reason})',
      'ไม่มีไฟล์ใดถูกสร้าง ตัวเลขอยู่ครบ',
      'ลองอีกครั้ง ถ้ายังเป็นอีก (เช่น Chromium แบบ snap อ่านโฟลเดอร์ชั่วคราวไม่ได้) ตั้ง CHROMIUM_PATH เป็นตัวอื่น หรือพิมพ์จากหน้ารายงานหนึ่งหน้า',
    ],
    en: [
      '{browser} did not make the PDF ({reason})',
      'No file was made; the figures are all there',
      'Try again; if it stays (a Chromium of snap, for one, cannot read the temporary folder), set CHROMIUM_PATH to another browser, or print the one-page report from the page',
    ],
  },
  report_not_written: {
    th: ['เขียนไฟล์ {file} ไม่ได้ ({reason})', 'ไม่มีไฟล์ใดถูกสร้าง', 'ตรวจโฟลเดอร์และสิทธิ แล้วสั่งอีกครั้ง'],
    en: [
      'The file {file} cannot be written ({reason})',
      'No file was made',
      'Check the folder and its permissions, and ask again',
    ],
  },
} as const satisfies ProblemGroup;
