import type { WordGroup } from './word-group.js';

export const uploadWords = {
  'upload.title': { th: 'อัปโหลดไฟล์ REP และ STM', en: 'Upload REP and STM files' },
  'upload.sub': {
    th: 'ไฟล์ .xls จากเว็บ e-Claim หรือ .zip ที่รวมไว้ · นำเข้าซ้ำได้ ไม่เกิดรายการซ้ำ',
    en: '.xls files of the e-Claim site, or a .zip of them · importing again makes no duplicates',
  },
  'upload.choose': { th: 'เลือกไฟล์', en: 'Choose files' },
  'upload.drop': { th: 'วางไฟล์ที่นี่ หรือเลือกหลายไฟล์', en: 'Drop files here, or choose several' },
  'upload.limits': {
    th: 'ไฟล์ละไม่เกิน {mb} MB · ครั้งละไม่เกิน {files} ไฟล์ {total} MB · .zip แตกแล้วไม่เกิน {members} ไฟล์ {unpacked} MB',
    en: 'At most {mb} MB a file · {files} files and {total} MB at a time · a .zip unpacks to at most {members} files and {unpacked} MB',
  },
  'upload.chosen': { th: 'ไฟล์ที่เลือก', en: 'Chosen files' },
  'upload.send': { th: 'อัปโหลดและนำเข้า', en: 'Upload and import' },
  'upload.what': { th: 'เกิดอะไรขึ้นกับไฟล์', en: 'What happens to a file' },
  'upload.what_1': { th: 'เก็บต้นฉบับทั้งไฟล์ก่อน แล้วจึงอ่าน', en: 'The original is kept first, then read' },
  'upload.what_2': {
    th: 'ทุกแถวที่อ่าน = เพิ่ม + เปลี่ยน + เท่าเดิม + ปฏิเสธพร้อมเหตุผล',
    en: 'Every row read = inserted + updated + unchanged + refused with its reason',
  },
  'upload.what_3': {
    th: 'รูปแบบที่ไม่รู้จักถูกกักไว้ ไม่มีแถวใดเข้าระบบจนกว่าจะมีคนดู',
    en: 'An unknown layout is quarantined; no row is stored until somebody has looked',
  },
  'upload.no_files': { th: 'ยังไม่ได้เลือกไฟล์', en: 'No file was chosen' },
  'upload.names_title': { th: '{count} ไฟล์ชื่ออ่านไม่ได้', en: 'Files whose names cannot be read: {count}' },
  'upload.names_text': {
    th: 'ชื่อไฟล์ของ สปสช. บอกหน่วยบริการ ชนิด วันที่ และเลขไฟล์ · เก็บไฟล์ไว้แล้ว ยังไม่นำเข้า · เติมให้ครบแล้วนำเข้า',
    en: 'A name of NHSO tells hospital, type, date and number · the files are kept, not imported · fill them in and import',
  },
  'upload.started': { th: 'กำลังนำเข้า {count} ไฟล์', en: 'Files being imported: {count}' },
  'upload.see_job': { th: 'ดูผลทีละไฟล์', en: 'See the result of each file' },
  'upload.hospital': { th: 'หน่วยบริการ (5 หลัก)', en: 'Hospital (5 digits)' },
  'upload.type': { th: 'ชนิด', en: 'Type' },
  'upload.date': { th: 'วันที่ของไฟล์', en: 'Date of the file' },
  'upload.import_named': { th: 'นำเข้าไฟล์เหล่านี้', en: 'Import these files' },
  'upload.naming_wrong': {
    th: 'ยังไม่ได้นำเข้า ไฟล์ยังอยู่ เติมให้ครบก่อน',
    en: 'Not imported yet; the files are kept. Fill in what is missing',
  },
  'upload.naming_of': {
    th: '{name}: ใส่รหัสหน่วยบริการ 5 หลัก ชนิด และวันที่',
    en: '{name}: enter the 5 digits of the hospital, the type and the date',
  },
} as const satisfies WordGroup;
