import type { ProblemGroup } from './problem.js';

/** What an import finds: names, layouts, versions, control totals. */
export const importProblems = {
  name_not_readable: {
    th: [
      'อ่านชนิด วันที่ และโรงพยาบาลจากชื่อไฟล์ {file} ไม่ได้',
      'ยังไม่มีแถวใดเข้าระบบ ไฟล์เดิมไม่ถูกแตะ',
      'ใช้ชื่อที่ สปสช. ตั้งให้ เช่น eclaim_99999_OP_25690105_201501885.xls หรืออัปโหลดผ่านหน้าเว็บแล้วเลือกชนิดกับวันที่เอง',
    ],
    en: [
      'Type, date and hospital cannot be read from the file name {file}',
      'No row was stored, the file was not touched',
      "Use NHSO's own name, e.g. eclaim_99999_OP_25690105_201501885.xls, or upload it on the page and choose type and date there",
    ],
  },
  other_hospital: {
    th: [
      'ไฟล์นี้เป็นของโรงพยาบาล {found} ระบบนี้ตั้งไว้สำหรับ {expected}',
      'ยังไม่มีแถวใดเข้าระบบ ไฟล์เดิมไม่ถูกแตะ',
      'เลือกไฟล์ของโรงพยาบาลคุณ หรือแก้รหัสโรงพยาบาลในหน้าตั้งค่า',
    ],
    en: [
      'This file belongs to hospital {found}, this system is set up for {expected}',
      'No row was stored, the file was not touched',
      "Choose your hospital's file, or correct the hospital code in the settings",
    ],
  },
  imports_off: {
    th: [
      'ระบบนี้ตั้งให้ดาวน์โหลดอย่างเดียว (DB_TYPE=none)',
      'ไฟล์เดิมไม่ถูกแตะ',
      'ตั้ง DATABASE_URL หรือเอา DB_TYPE=none ออก แล้วนำเข้าโฟลเดอร์ดาวน์โหลด',
    ],
    en: [
      'This system only downloads (DB_TYPE=none)',
      'The file was not touched',
      'Set DATABASE_URL or remove DB_TYPE=none, then import the downloads folder',
    ],
  },
  file_not_found: {
    th: ['ไม่พบไฟล์ {file}', 'ไม่มีอะไรเปลี่ยน', 'ตรวจที่อยู่ของไฟล์แล้วสั่งอีกครั้ง'],
    en: ['There is no file {file}', 'Nothing was changed', 'Check the path and run the command again'],
  },
  file_not_readable: {
    th: ['เปิดอ่านไฟล์ {file} ไม่ได้ ({reason})', 'ไม่มีอะไรเปลี่ยน', 'ตรวจสิทธิ์ของไฟล์และดิสก์แล้วลองใหม่'],
    en: [
      'The file {file} cannot be opened ({reason})',
      'Nothing was changed',
      'Check the rights of the file and the disk, then try again',
    ],
  },
  import_failed: {
    th: [
      'นำเข้าไม่สำเร็จเพราะเหตุที่ไม่ได้คาดไว้',
      'เก็บไฟล์แล้ว ไม่มีแถวใดของไฟล์นี้เข้าระบบ',
      'ลองนำเข้าอีกครั้ง ถ้ายังไม่ได้ให้ส่งบันทึกของเวลานี้ให้ผู้ดูแล',
    ],
    en: [
      'The import ended by an unforeseen fault',
      'The file was kept, no row of it was stored',
      "Import it again; if it fails again give this time's log to the administrator",
    ],
  },
  layout_unknown: {
    th: [
      'แผ่นงาน {sheet} มีหัวคอลัมน์ที่ระบบยังไม่รู้จัก (ใกล้ที่สุดคือ {nearest} ขาด {missing} ช่อง เกิน {unknown} ช่อง)',
      'เก็บไฟล์ไว้แล้ว ยังไม่มีแถวใดเข้าระบบ รออยู่ {rows} แถว',
      'เปิดหน้าไฟล์ที่กักไว้ แล้วบอกว่าหัวคอลัมน์ใหม่คือช่องใด',
    ],
    en: [
      'The headings of sheet {sheet} are not known (nearest form {nearest}: {missing} missing, {unknown} unknown)',
      'The file was kept, no row was stored, {rows} rows wait',
      'Open the page of quarantined files and say which new heading is which column',
    ],
  },
  layout_by_mapping: {
    th: [
      'หัวคอลัมน์ของแผ่นงาน {sheet} ไม่ตรงแบบฟอร์มที่รู้จัก อ่านตามการเทียบที่ {by} อนุมัติเมื่อ {at_th}',
      'เก็บแถวที่อ่านได้ครบแล้ว ช่องที่ไม่มีในแบบฟอร์มเดิมเก็บเป็นคอลัมน์เพิ่ม',
      'ไม่ต้องทำอะไร ถ้าเทียบผิดให้ยกเลิกการเทียบที่หน้าไฟล์ที่กักไว้แล้วถอนไฟล์นี้',
    ],
    en: [
      'The headings of sheet {sheet} are those of no known form; it was read by the mapping that {by} approved on {at_en}',
      'All readable rows are stored, columns that the form does not have are kept as extra ones',
      'Nothing to do; if the mapping is wrong, revoke it on the page of quarantined files and take this file out again',
    ],
  },
  layout_not_mappable: {
    th: [
      'แผ่นงาน {sheet} เทียบหัวคอลัมน์ไม่ได้ เพราะไม่เหมือนแบบฟอร์มใด หรือแบบฟอร์มนั้นเปลี่ยนไปในรุ่นนี้',
      'เก็บไฟล์ไว้แล้ว ยังไม่มีแถวใดเข้าระบบ',
      'นำเข้าไฟล์เดิมอีกครั้งเพื่อเทียบใหม่ หรือปฏิเสธไฟล์นี้พร้อมเหตุผล',
    ],
    en: [
      'The headings of sheet {sheet} cannot be mapped: they are like those of no form, or this version has another one',
      'The file is kept, no row of it is stored',
      'Import the same file again to compare it anew, or reject it with a note',
    ],
  },
  mappings_unreadable: {
    th: [
      'เนื้อไฟล์นี้ไม่ใช่การเทียบหัวคอลัมน์ที่ใช้ได้ ({reason})',
      'ยังไม่รับชุดใดเลย การเทียบเดิมอยู่ครบ',
      'ใช้ไฟล์ JSON ที่ดาวน์โหลดจากหน้าการเทียบของ E-Claim REP รุ่นเดียวกัน โดยไม่แก้ไข',
    ],
    en: [
      'This is no set of mappings that could be used ({reason})',
      'None of them was taken, the present mappings are as they were',
      'Use the JSON file as it was downloaded from the page of mappings of the same version of E-Claim REP',
    ],
  },
  decision_note_due: {
    th: ['ยังไม่ได้บอกเหตุผล', 'ยังไม่มีอะไรเปลี่ยน', 'พิมพ์เหตุผลสั้น ๆ แล้วกดอีกครั้ง'],
    en: ['No reason was given', 'Nothing was changed', 'Type a short reason and press the button again'],
  },
  layout_foreign: {
    th: [
      'แผ่นงาน {sheet} มีข้อมูล แต่หัวคอลัมน์ไม่เหมือนแบบฟอร์มใดของ สปสช. ที่ระบบรู้จัก',
      'เก็บไฟล์ไว้แล้ว ยังไม่มีแถวใดเข้าระบบ รออยู่ {rows} แถว',
      'ตรวจว่าเป็นไฟล์ที่ดาวน์โหลดจาก สปสช. และไม่มีใครแก้ไข แล้วนำเข้าอีกครั้ง',
    ],
    en: [
      'Sheet {sheet} holds data, but its headings are like those of no NHSO form that is known',
      'The file was kept, no row was stored, {rows} rows wait',
      'Check that the file is as it was downloaded from NHSO, then import it again',
    ],
  },
  no_detail_sheet: {
    th: [
      'สมุดงานนี้ไม่มีแผ่นรายละเอียดเคลมของ REP',
      'เก็บไฟล์ไว้แล้ว ยังไม่มีแถวใดเข้าระบบ',
      'ตรวจว่าเป็นไฟล์ REP จาก สปสช. หรือไม่',
    ],
    en: [
      'This workbook has no REP sheet of claims',
      'The file was kept, no row was stored',
      'Check whether it is a REP file of NHSO',
    ],
  },
  duplicate_copy: {
    th: ['แถวนี้ซ้ำกับแถว {first} ทุกช่อง', 'เก็บไว้แถวเดียว นับเป็นเท่าเดิม', 'ไม่ต้องทำอะไร แจ้ง สปสช. ได้ถ้าต้องการ'],
    en: [
      'This row is an exact copy of row {first}',
      'One of them is stored, this one counts as unchanged',
      'Nothing to do',
    ],
  },
  duplicate_tran: {
    th: [
      'TRAN_ID นี้มีในไฟล์เดียวกันแล้วที่แถว {first} แต่ข้อมูลไม่เหมือนกัน',
      'เก็บทั้งสองแถว แถวหลังเป็นฉบับปัจจุบัน',
      'ตรวจสองแถวนี้กับ สปสช.',
    ],
    en: [
      'This TRAN_ID stands in row {first} of the same file with other content',
      'Both rows are stored, the later one is current',
      'Compare the two rows with NHSO',
    ],
  },
  same_tran_two_kinds: {
    th: ['TRAN_ID {tran_id} มีทั้งใน OP/IP และ ORF', 'เก็บทุกแถว แถวล่าสุดเป็นฉบับปัจจุบัน', 'ตรวจเคลมนี้กับ สปสช.'],
    en: [
      'TRAN_ID {tran_id} stands in OP/IP and in ORF',
      'All rows are stored, the latest one is current',
      'Check this claim with NHSO',
    ],
  },
  missing_in_reissue: {
    th: [
      'TRAN_ID {tran_id} มีในไฟล์ชื่อเดียวกันที่ออกก่อน แต่ไม่มีในไฟล์ที่ออกใหม่',
      'แถวเดิมยังเก็บไว้แต่ไม่นับยอดแล้ว',
      'ตรวจกับ สปสช. ว่าถอนเคลมนี้จริง',
    ],
    en: [
      'TRAN_ID {tran_id} stood in the earlier issue of this file and is missing in the new one',
      'The earlier row is kept but no longer counted',
      'Ask NHSO whether the claim was really withdrawn',
    ],
  },
  older_issue: {
    th: ['มีไฟล์ชื่อเดียวกันที่ออกทีหลังอยู่แล้ว', 'เก็บแถวของไฟล์นี้ไว้ดูย้อนหลัง ไม่นับยอด', 'ไม่ต้องทำอะไรกับไฟล์นี้'],
    en: [
      'A later issue of this file is stored already',
      'The rows of this one are kept as history and not counted',
      'Nothing to do with this file',
    ],
  },
  already_undone: {
    th: ['ไฟล์ {file} ถูกถอนไปแล้ว', 'ไม่มีอะไรเปลี่ยน ไฟล์และประวัติยังเก็บไว้', 'นำเข้าไฟล์เดิมอีกครั้งได้เมื่อต้องการ'],
    en: [
      'The file {file} was undone before',
      'Nothing was changed; the workbook and its history are kept',
      'Import the same file again if you want its rows back',
    ],
  },
  nothing_to_undo: {
    th: ['ไฟล์ {file} ไม่มีแถวในระบบให้ถอน (สถานะ {status})', 'ไม่มีอะไรเปลี่ยน', 'ดูเหตุที่ยังไม่เข้าระบบในหน้าของไฟล์'],
    en: [
      'No row of the file {file} is stored, so there is nothing to take out (status {status})',
      'Nothing was changed',
      'The page of the file says why it is not in',
    ],
  },
  undo_reason_due: {
    th: ['บทบาทของคุณต้องบอกเหตุผลก่อนถอนไฟล์', 'ยังไม่มีอะไรเปลี่ยน', 'กรอกเหตุผลแล้วกดอีกครั้ง'],
    en: [
      'Your role has to say why a file is taken out',
      'Nothing was changed',
      'Fill in the reason and send it again',
    ],
  },
  earlier_rows_kept: {
    th: ['อ่านไฟล์นี้ซ้ำไม่สำเร็จ', 'แถวจากการนำเข้าครั้งก่อนยังอยู่ครบและนับเหมือนเดิม', 'ดูเหตุด้านบน แล้วสั่งอ่านซ้ำอีกครั้งเมื่อแก้แล้ว'],
    en: [
      'The file could not be read again',
      'The rows of its earlier import stay as they were and count as before',
      'See the reason above, then have it read again',
    ],
  },
  summary_count_differs: {
    th: [
      'จำนวนเคลมไม่ตรงกับแผ่น Summary: Summary {expected} (ผ่าน {expected_passed} ไม่ผ่าน {expected_failed}) เก็บได้ {stored} (ผ่าน {stored_passed} ไม่ผ่าน {stored_failed})',
      'แถวที่อ่านได้เก็บครบแล้ว',
      'ดูแถวที่ไม่ได้เก็บด้านล่าง หรือขอไฟล์ใหม่จาก สปสช.',
    ],
    en: [
      'Claims do not agree with the Summary sheet: Summary {expected} (passed {expected_passed}, failed {expected_failed}), stored {stored} (passed {stored_passed}, failed {stored_failed})',
      'All readable rows are stored',
      'See the refused rows below, or ask NHSO for a new file',
    ],
  },
  summary_money_differs: {
    th: [
      'ยอดชดเชยไม่ตรงกับแผ่น Summary: Summary {expected} บาท เก็บได้ {stored} บาท',
      'แถวที่อ่านได้เก็บครบแล้ว',
      'ดูแถวที่ไม่ได้เก็บด้านล่าง หรือขอไฟล์ใหม่จาก สปสช.',
    ],
    en: [
      'Reimbursement does not agree with the Summary sheet: Summary {expected} baht, stored {stored} baht',
      'All readable rows are stored',
      'See the refused rows below, or ask NHSO for a new file',
    ],
  },
  portal_count_differs: {
    th: [
      'จำนวนเคลมไม่ตรงกับรายการบนเว็บ สปสช.: เว็บ {expected} (ผ่าน {expected_passed} ไม่ผ่าน {expected_failed}) เก็บได้ {stored} (ผ่าน {stored_passed} ไม่ผ่าน {stored_failed})',
      'แถวที่อ่านได้เก็บครบแล้ว',
      'ดาวน์โหลดเดือนนี้อีกครั้ง ถ้ายังไม่ตรงให้ถาม สปสช.',
    ],
    en: [
      'Claims do not agree with the list of NHSO: list {expected} (passed {expected_passed}, failed {expected_failed}), stored {stored} (passed {stored_passed}, failed {stored_failed})',
      'All readable rows are stored',
      'Download the month again; if it still differs ask NHSO',
    ],
  },
} as const satisfies ProblemGroup;
