import type { WordGroup } from './word-group.js';

/** Import of cases from CSV. */
export const caseImportWords = {
  'case-import.title': { th: 'นำเข้าเรื่องจาก CSV', en: 'Import cases from CSV' },
  'case-import.sub': {
    th: 'เรื่องที่มีเลขเรื่องอยู่แล้วจะถูกแก้ตามไฟล์ เลขว่างคือเรื่องใหม่ นำเข้าไฟล์เดิมซ้ำไม่เปลี่ยนอะไร',
    en: 'A case whose number is there already is changed as the file says, a blank number is a new case. The same file twice changes nothing',
  },
  'case-import.choose': { th: 'เลือกไฟล์', en: 'Choose a file' },
  'case-import.file': {
    th: 'ไฟล์ CSV (ไม่เกิน 50 MB และ 200,000 แถว)',
    en: 'CSV file (at most 50 MB and 200,000 rows)',
  },
  'case-import.columns': { th: 'คอลัมน์ที่รู้จัก', en: 'Columns that are known' },
  'case-import.columns_note': {
    th: 'ลำดับใดก็ได้ ต้องมี title หัวภาษาไทยก็ได้ (เลขเรื่อง เรื่อง รายละเอียด หมวด ความสำคัญ โทรศัพท์ผู้แจ้ง สถานะ ผู้รับผิดชอบ) ตัวคั่นเป็นจุลภาค อัฒภาค หรือแท็บ ตัวอักษร UTF-8 หรือ Windows-874',
    en: 'In any order; title must be there. Thai headings are known too. Separated by commas, semicolons or tabs, letters in UTF-8 or Windows-874',
  },
  'case-import.mode': { th: 'เมื่อมีแถวที่ใช้ไม่ได้', en: 'Where a row cannot be used' },
  'case-import.mode_best_effort': { th: 'นำเข้าแถวอื่นที่ใช้ได้', en: 'Take in the others' },
  'case-import.mode_all_or_nothing': { th: 'ไม่นำเข้าเลยสักแถว', en: 'Take in none' },
  'case-import.existing': { th: 'เรื่องที่มีอยู่แล้ว', en: 'Cases that are there' },
  'case-import.existing_update': { th: 'แก้ตามไฟล์', en: 'Change as the file says' },
  'case-import.existing_skip': { th: 'ข้าม', en: 'Leave as they are' },
  'case-import.dry_run': { th: 'ลองก่อน ยังไม่บันทึกอะไร', en: 'Try it: store nothing yet' },
  'case-import.send': { th: 'อ่านไฟล์', en: 'Read the file' },
  'case-import.report': { th: 'ผลการนำเข้า', en: 'What came of it' },
  'case-import.report_dry': { th: 'ผลการลอง ยังไม่บันทึกอะไร', en: 'What would come of it: nothing was stored' },
  'case-import.report_none': {
    th: 'ไม่ได้บันทึกแถวใด เพราะมีแถวที่ใช้ไม่ได้',
    en: 'No row was stored, because some cannot be used',
  },
  'case-import.waiting': { th: 'กำลังอ่านไฟล์', en: 'The file is being read' },
  'case-import.waiting_more': {
    th: 'ไฟล์ใหญ่อ่านเป็นงานเบื้องหลัง เปิดหน้านี้ใหม่เพื่อดูผล',
    en: 'A large file is read as a job. Open this page again to see the result',
  },
  'case-import.waiting_job': { th: 'ดูงาน', en: 'See the jobs' },
  'case-import.again': { th: 'นำเข้าไฟล์อื่น', en: 'Import another file' },
  'case-import.for_real': {
    th: 'ถ้าถูกต้อง เลือกไฟล์เดิมแล้วนำเข้าจริง',
    en: 'If it is right, choose the file again and import it',
  },
  'case-import.rows': { th: 'แถวในไฟล์', en: 'Rows' },
  'case-import.imported': { th: 'เรื่องใหม่', en: 'New' },
  'case-import.updated': { th: 'แก้', en: 'Changed' },
  'case-import.unchanged': { th: 'เหมือนเดิม', en: 'As they were' },
  'case-import.skipped': { th: 'ข้าม', en: 'Left out' },
  'case-import.refused': { th: 'ใช้ไม่ได้', en: 'Refused' },
  'case-import.defaulted': { th: 'เติมหมวดหรือความสำคัญให้', en: 'Blanks filled in' },
  'case-import.thai_windows': {
    th: 'ไฟล์เป็นตัวอักษร Windows-874 อ่านเป็นภาษาไทยแล้ว',
    en: 'The letters were Windows-874, read as Thai',
  },
  'case-import.ignored': { th: 'คอลัมน์ที่ไม่ได้ใช้: {names}', en: 'Columns that were left out: {names}' },
  'case-import.errors': { th: 'แถวที่ใช้ไม่ได้', en: 'Refused rows' },
  'case-import.errors_csv': { th: 'ดาวน์โหลดทั้งหมดเป็น CSV', en: 'All of them as CSV' },
  'case-import.row': { th: 'บรรทัด', en: 'Line' },
  'case-import.field': { th: 'คอลัมน์', en: 'Column' },
  'case-import.why': { th: 'เหตุผล', en: 'Why' },
} as const satisfies WordGroup;
