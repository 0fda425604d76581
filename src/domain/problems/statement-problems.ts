import type { ProblemGroup } from './problem.js';

/** What the import of a statement (STM) finds. */
export const statementProblems = {
  statement_without_number: {
    th: [
      'สมุดงานนี้เป็น statement (STM) แต่ชื่อไฟล์และแผ่นงานไม่บอกเลขที่เอกสาร',
      'ยังไม่มีแถวใดเข้าระบบ ไฟล์เดิมไม่ถูกแตะ',
      'ใช้ชื่อที่ สปสช. ตั้งให้ เช่น STM_99999_IPUCS256811_01.xls แล้วนำเข้าอีกครั้ง',
    ],
    en: [
      'This workbook is a statement (STM), but neither its name nor its sheets say the number of the document',
      'No row was stored, the file was not touched',
      "Use NHSO's own name, e.g. STM_99999_IPUCS256811_01.xls, and import it again",
    ],
  },
  statement_mixed: {
    th: [
      'สมุดงานนี้มีทั้งแผ่นของ statement (STM) และของ REP',
      'เก็บไฟล์ไว้แล้ว ยังไม่มีแถวใดเข้าระบบ',
      'ดาวน์โหลดไฟล์ทั้งสองจาก สปสช. ใหม่แล้วนำเข้าทีละไฟล์',
    ],
    en: [
      'This workbook holds sheets of a statement (STM) and of a REP',
      'The file was kept, no row was stored',
      'Download both from NHSO again and import them one by one',
    ],
  },
  no_statement_detail: {
    th: [
      'สมุดงานนี้ไม่มีแผ่นรายละเอียดของ statement (STM)',
      'เก็บไฟล์ไว้แล้ว ยังไม่มีแถวใดเข้าระบบ',
      'ตรวจว่าเป็นไฟล์ STM จาก สปสช. และครบทุกแผ่นหรือไม่',
    ],
    en: [
      'This workbook has no sheet with the claims of a statement (STM)',
      'The file was kept, no row was stored',
      'Check whether it is a statement of NHSO with all its sheets',
    ],
  },
  statement_tran_twice: {
    th: [
      'TRAN_ID นี้มีในส่วนเดียวกันแล้วที่แถว {first} แต่ข้อมูลไม่เหมือนกัน',
      'เก็บทั้งสองแถว และนับทั้งสองยอด',
      'ตรวจสองแถวนี้กับ สปสช.',
    ],
    en: [
      'This TRAN_ID stands in row {first} of the same section with other content',
      'Both rows are stored and both amounts count',
      'Compare the two rows with NHSO',
    ],
  },
  statement_document_differs: {
    th: [
      'แผ่นงานบอกเลขที่เอกสาร {found} แต่ชื่อไฟล์บอก {expected}',
      'เก็บทุกแถวภายใต้เลขที่ตามชื่อไฟล์',
      'ตรวจว่าไฟล์ถูกเปลี่ยนชื่อหรือไม่ ถ้าใช่ให้ถอนการนำเข้าแล้วใช้ชื่อเดิม',
    ],
    en: [
      'The sheets name document {found}, the file is named {expected}',
      'All rows are stored under the number in the name of the file',
      'Check whether the file was renamed; if so undo the import and use its own name',
    ],
  },
  statement_hospital_differs: {
    th: [
      'แผ่นงานบอกหน่วยบริการ {found} แต่ชื่อไฟล์บอก {expected}',
      'เก็บทุกแถวภายใต้หน่วยบริการตามชื่อไฟล์',
      'ตรวจว่าเป็นไฟล์ของโรงพยาบาลคุณ ถ้าไม่ใช่ให้ถอนการนำเข้า',
    ],
    en: [
      'The sheets name hospital {found}, the file is named {expected}',
      'All rows are stored under the hospital in the name of the file',
      "Check whether this is your hospital's file; if not undo the import",
    ],
  },
  statement_period_differs: {
    th: ['แผ่นสรุปบอกงวด {found} แต่ชื่อไฟล์บอก {expected}', 'เก็บทุกแถวแล้ว', 'ตรวจงวดกับ สปสช.'],
    en: [
      'The summary sheet names period {found}, the file is named {expected}',
      'All rows are stored',
      'Check the period with NHSO',
    ],
  },
  statement_count_differs: {
    th: [
      'จำนวนรายของ{section}ไม่ตรงกับแผ่น {sheet}: แผ่นบอก {expected} เก็บได้ {stored}',
      'แถวที่อ่านได้เก็บครบแล้ว',
      'ดูแถวที่ไม่ได้เก็บด้านล่าง หรือขอไฟล์ใหม่จาก สปสช.',
    ],
    en: [
      'The number of claims of {section} does not agree with sheet {sheet}: it says {expected}, stored {stored}',
      'All readable rows are stored',
      'See the refused rows below, or ask NHSO for a new file',
    ],
  },
  statement_money_differs: {
    th: [
      'ยอดชดเชยของ{section}ไม่ตรงกับแผ่น {sheet}: แผ่นบอก {expected} บาท เก็บได้ {stored} บาท',
      'แถวที่อ่านได้เก็บครบแล้ว',
      'ดูแถวที่ไม่ได้เก็บด้านล่าง หรือขอไฟล์ใหม่จาก สปสช.',
    ],
    en: [
      'The money of {section} does not agree with sheet {sheet}: it says {expected} baht, stored {stored} baht',
      'All readable rows are stored',
      'See the refused rows below, or ask NHSO for a new file',
    ],
  },
  statement_total_differs: {
    th: [
      'ยอดรวม {expected} บาทที่แถว {row} ของแผ่น {sheet} ไม่เท่ากับผลบวกของแถวด้านบน',
      'แถวที่อ่านได้เก็บครบแล้ว',
      'ดูแถวที่ไม่ได้เก็บด้านล่าง หรือขอไฟล์ใหม่จาก สปสช.',
    ],
    en: [
      'The total of {expected} baht in row {row} of sheet {sheet} is not the sum of the rows above it',
      'All readable rows are stored',
      'See the refused rows below, or ask NHSO for a new file',
    ],
  },
  statement_net_differs: {
    th: [
      'ยอดพึงรับสุทธิ {expected} บาทไม่เท่ากับจ่ายชดเชยหักเงินเดือน {stored} บาท',
      'เก็บทุกแถวแล้ว',
      'ตรวจแผ่นรายงานพึงรับกับ สปสช.',
    ],
    en: [
      'The net receivable of {expected} baht is not the money less the deductions, {stored} baht',
      'All rows are stored',
      'Check the receivable sheet with NHSO',
    ],
  },
  statement_row_unreadable: {
    th: [
      'แถวที่ {row} ของรายการ STM ที่ สปสช. ไม่มีเลขที่เอกสารที่อ่านได้',
      'STM แถวอื่นถูกดาวน์โหลดตามปกติ',
      'ดาวน์โหลดไฟล์นั้นจากเว็บ สปสช. แล้วอัปโหลดที่หน้าดาวน์โหลด และแจ้งผู้ดูแลระบบ',
    ],
    en: [
      "Row {row} of NHSO's list of statements has no document number that can be read",
      'The other statements were downloaded as usual',
      'Fetch that workbook from the NHSO site and upload it, and tell your administrator',
    ],
  },
  statement_list_differs: {
    th: [
      'สปสช. บอกว่ามี STM {told} รายการ แต่ในตารางมี {read} แถว',
      'STM ที่อยู่ในตารางถูกดาวน์โหลดตามปกติ',
      'สั่งดาวน์โหลดเดือนนี้อีกครั้ง ถ้ายังไม่ตรงให้แจ้งผู้ดูแลระบบ',
    ],
    en: [
      'NHSO speaks of {told} statements, but its table has {read} rows',
      'The statements in the table were downloaded as usual',
      'Download the month again; if they still differ tell your administrator',
    ],
  },
} as const satisfies ProblemGroup;
