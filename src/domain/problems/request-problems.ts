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
  claim_not_found: {
    th: [
      'ไม่มีเคลม {tran_id} ในระบบนี้',
      'ไม่มีอะไรเปลี่ยน',
      'ตรวจเลข TRAN_ID เคลมนี้อาจยังไม่มี REP หรือไฟล์ของมันถูกถอน ค้นใหม่ที่หน้าเคลมทั้งหมด หรือดูไฟล์ที่ถอนแล้ว',
    ],
    en: [
      'No stored file holds the claim {tran_id}',
      'Nothing was changed',
      'Check the TRAN_ID: its REP may not have come yet, or its file was undone. Search on the page of claims, or look at the files that were undone',
    ],
  },
  view_name_due: {
    th: ['ยังไม่บันทึกมุมมอง', 'ตัวกรองที่ตั้งไว้ยังอยู่', 'ตั้งชื่อยาวไม่เกิน 100 ตัวอักษร โดยไม่มีเลขของผู้ป่วย แล้วบันทึกอีกครั้ง'],
    en: [
      'The view is not saved yet',
      'The filter is still set',
      "Give it a name of at most 100 letters without a patient's number, and save again",
    ],
  },
  claim_note_due: {
    th: ['ยังไม่บันทึกข้อความ', 'ข้อความที่พิมพ์ยังอยู่', 'พิมพ์ไม่เกิน 4,000 ตัวอักษร โดยไม่มีเลขประจำตัวประชาชน แล้วบันทึกอีกครั้ง'],
    en: [
      'The note is not kept yet',
      'What was typed is still there',
      'Write at most 4,000 letters without a citizen id, and save again',
    ],
  },
  reveal_reason_due: {
    th: ['ยังไม่แสดงชื่อและเลขประจำตัวประชาชน', 'ไม่มีอะไรถูกเปิดดู', 'เขียนเหตุผลที่ต้องดู แล้วกดแสดงอีกครั้ง'],
    en: ['Name and citizen id are not shown yet', 'Nothing was revealed', 'Give the reason and ask again'],
  },
  search_reason_due: {
    th: ['ยังไม่ค้นด้วยเลขประจำตัวประชาชน', 'เลขที่พิมพ์ยังอยู่ ไม่มีอะไรถูกเปิดดู', 'เขียนเหตุผลที่ต้องค้น แล้วกดค้นหาอีกครั้ง'],
    en: [
      'The citizen id is not searched for yet',
      'What was typed is still there, nothing was revealed',
      'Give the reason and search again',
    ],
  },
  claims_none_picked: {
    th: ['ยังไม่ได้เลือกเคลม', 'ไม่มีอะไรถูกส่งออก', 'กลับไปที่รายการ เลือกแถวด้วยช่องหน้าแถวหรือแป้น x แล้วกดอีกครั้ง'],
    en: [
      'No claim is picked yet',
      'Nothing was exported',
      'Go back to the list, pick rows by the boxes before them or with the key x, and ask again',
    ],
  },
  export_reason_due: {
    th: ['ยังไม่ส่งออกชื่อและเลขประจำตัวประชาชน', 'ไม่มีอะไรถูกส่งออก', 'เขียนเหตุผลที่ต้องใช้ แล้วกดส่งออกอีกครั้ง'],
    en: [
      'Names and citizen ids are not exported yet',
      'Nothing was exported',
      'Give the reason and ask again',
    ],
  },
  export_value_too_long: {
    th: [
      'มีข้อความยาวเกิน {most} ตัวอักษร ซึ่งช่องของ Excel เก็บไม่ได้',
      'ไม่มีอะไรถูกส่งออก และข้อมูลในระบบยังครบ',
      'ส่งออกเป็น CSV หรือ JSON ซึ่งเก็บข้อความได้ทั้งหมด',
    ],
    en: [
      'A text is longer than {most} characters, which a cell of Excel cannot hold',
      'Nothing was exported, what is stored is complete',
      'Export as CSV or JSON, which hold all of it',
    ],
  },
  export_folder_failed: {
    th: [
      'เขียนลงโฟลเดอร์ส่งออก {folder} ไม่ได้ ({reason})',
      'ไม่มีไฟล์ครึ่งเดียวเหลืออยู่ และข้อมูลในระบบยังครบ',
      'ตรวจเนื้อที่ว่างและสิทธิของโฟลเดอร์ (EXPORT_DIR) แล้วส่งออกอีกครั้ง',
    ],
    en: [
      'The folder of exports {folder} cannot be written to ({reason})',
      'No half file was left, what is stored is complete',
      'Look at the room on its disk and its rights (EXPORT_DIR), then export again',
    ],
  },
  export_too_many: {
    th: [
      'กำลังส่งออกอยู่แล้ว {most} ไฟล์ ซึ่งมากที่สุดในเวลาเดียวกัน',
      'ไฟล์เหล่านั้นยังส่งต่อไป และไม่มีอะไรของคำขอนี้ถูกส่งออก',
      'รอสักครู่แล้วกดอีกครั้ง หรือให้ทำเป็นงานเบื้องหลัง ไฟล์จะรออยู่ในหน้าส่งออก',
    ],
    en: [
      '{most} exports are being sent already, which is the most at one time',
      'These go on; nothing of this one was sent',
      'Wait a little and ask again, or let it be written as a job: the file will wait on the page of exports',
    ],
  },
  export_format_unknown: {
    th: ['ไม่มีไฟล์แบบ {format}', 'ไม่มีอะไรถูกส่งออก', 'ใช้ csv, xlsx, json หรือ ndjson'],
    en: ['There is no export as {format}', 'Nothing was exported', 'Use csv, xlsx, json or ndjson'],
  },
  method_not_allowed: {
    th: ['ที่อยู่นี้ไม่รับคำขอแบบ {method}', 'ไม่มีอะไรเปลี่ยน', 'แบบที่รับ: {allow}'],
    en: ['This address does not take {method}', 'Nothing was changed', 'It takes {allow}'],
  },
  malformed: {
    th: ['อ่านคำขอไม่ได้', 'ไม่มีอะไรเปลี่ยน', 'ตรวจว่าเป็น JSON หรือฟอร์มที่ถูกต้องแบบ UTF-8 และไม่มีอักขระ NUL'],
    en: [
      'The request cannot be read',
      'Nothing was changed',
      'Check that it is valid JSON or a form in UTF-8, without NUL',
    ],
  },
  unknown_parameter: {
    th: ['ไม่รู้จักพารามิเตอร์ {name}', 'ไม่มีอะไรเปลี่ยน', 'ดูชื่อที่ใช้ได้ใน /api/v1/openapi.json'],
    en: [
      'The parameter {name} is not known',
      'Nothing was changed',
      'See /api/v1/openapi.json for the names',
    ],
  },
  invalid_parameter: {
    th: ['พารามิเตอร์ {name} ใช้ไม่ได้', 'ไม่มีอะไรเปลี่ยน', 'แก้ค่าแล้วลองใหม่'],
    en: ['The parameter {name} is not valid', 'Nothing was changed', 'Correct the value and try again'],
  },
  validation: {
    th: ['ยังบันทึกไม่ได้ มี {count} เรื่องต้องแก้', 'ไม่มีอะไรเปลี่ยน', 'แก้ตามรายการแล้วส่งใหม่'],
    en: ['Not saved. Fields to correct: {count}', 'Nothing was changed', 'Correct them and send again'],
  },
  request_too_large: {
    th: ['ข้อมูลที่ส่งใหญ่เกินไป', 'ไม่มีอะไรถูกเก็บ', 'แบ่งส่งเป็นส่วน หรือให้ผู้ดูแลเพิ่ม UPLOAD_MAX_MB'],
    en: [
      'What was sent is too large',
      'Nothing was kept',
      'Send it in parts, or let the administrator raise UPLOAD_MAX_MB',
    ],
  },
  unsupported_media_type: {
    th: ['ไม่รับข้อมูลชนิดนี้', 'ไม่มีอะไรเปลี่ยน', 'ส่งเป็น {wanted}'],
    en: ['This kind of content is not accepted', 'Nothing was changed', 'Send {wanted}'],
  },
  foreign_origin: {
    th: ['คำขอมาจากเว็บอื่น', 'ไม่มีอะไรเปลี่ยน', 'เปิดหน้านี้ใหม่จากระบบแล้วลองอีกครั้ง ถ้าอยู่หลังพร็อกซีให้ตั้ง BASE_URL'],
    en: [
      'The request came from another site',
      'Nothing was changed',
      'Open the page again and retry; behind a proxy set BASE_URL',
    ],
  },
  page_too_old: {
    th: ['หน้านี้เปิดไว้นานเกินไป', 'ไม่มีอะไรเปลี่ยน', 'โหลดหน้าใหม่แล้วลองอีกครั้ง'],
    en: ['This page was open for too long', 'Nothing was changed', 'Load it again and retry'],
  },
  internal: {
    th: ['โปรแกรมทำคำขอนี้ไม่สำเร็จ', 'ข้อมูลที่บันทึกแล้วยังอยู่', 'ลองใหม่ ถ้ายังเป็นอีกแจ้งรหัสคำขอให้ผู้ดูแลระบบ'],
    en: [
      'The program could not answer this request',
      'What was saved is still there',
      'Try again; if it stays, give the request id to the administrator',
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
  filter_not_applicable: {
    th: [
      'ตัวเลข {figure} กรองด้วย {name} ไม่ได้',
      'ไม่มีอะไรเปลี่ยน และไม่ได้ตอบตัวเลขที่ไม่ตรงกับที่ถาม',
      'เอา {name} ออก ตัวกรองที่ใช้ได้คือ {known}',
    ],
    en: [
      'The figure {figure} cannot be filtered by {name}',
      'Nothing was changed, and no number was given that is not the one asked for',
      'Leave {name} out; what it takes: {known}',
    ],
  },
  split_not_applicable: {
    th: [
      'ตัวเลข {figure} แยกตาม {by} ไม่ได้',
      'ไม่มีอะไรเปลี่ยน และไม่ได้ตอบตัวเลขที่ไม่ตรงกับที่ถาม',
      'แยกตามแบบอื่นของตัวเลขนี้ คือ {known}',
    ],
    en: [
      'The figure {figure} cannot be split by {by}',
      'Nothing was changed, and no number was given that is not the one asked for',
      'Split it by what it knows: {known}',
    ],
  },
  filter_two_periods: {
    th: ['ใส่ทั้งปีงบประมาณและช่วงวันที่', 'ไม่มีอะไรเปลี่ยน', 'เลือกใช้ fiscal_year หรือ from กับ to อย่างใดอย่างหนึ่ง'],
    en: [
      'Both a fiscal year and a range of days were given',
      'Nothing was changed',
      'Use either fiscal_year, or from and to',
    ],
  },
  month_invalid: {
    th: ['{month} ไม่ใช่เดือนที่ขอจาก สปสช. ได้', 'ยังไม่มีอะไรถูกดาวน์โหลด', 'ใส่ปี พ.ศ. สี่หลักและเดือน เช่น 2569-01'],
    en: [
      '{month} is no month that NHSO can be asked for',
      'Nothing was downloaded',
      'Give the year of the Buddhist Era and the month, e.g. 2569-01',
    ],
  },
  month_gregorian: {
    th: ['{month} เป็นปี ค.ศ.', 'ยังไม่มีอะไรถูกดาวน์โหลด', 'ใส่ปี พ.ศ. คือ {right}'],
    en: [
      '{month} is a year of the Gregorian calendar',
      'Nothing was downloaded',
      'Did you mean {right}? Years are of the Buddhist Era',
    ],
  },
  month_in_future: {
    th: ['ยังไม่ถึงเดือน {month}', 'ยังไม่มีอะไรถูกดาวน์โหลด', 'เลือกเดือนนี้หรือก่อนหน้า'],
    en: ['{month} has not come yet', 'Nothing was downloaded', 'Choose this month or an earlier one'],
  },
  months_reversed: {
    th: ['เดือนสุดท้าย {to} อยู่ก่อนเดือนแรก {from}', 'ยังไม่มีอะไรถูกดาวน์โหลด', 'สลับสองเดือนนี้'],
    en: [
      'The last month {to} lies before the first one {from}',
      'Nothing was downloaded',
      'Change the two months round',
    ],
  },
  months_too_many: {
    th: ['ช่วงนี้มี {months} เดือน', 'ยังไม่มีอะไรถูกดาวน์โหลด', 'สั่งครั้งละไม่เกิน {most} เดือน'],
    en: [
      'The range has {months} months',
      'Nothing was downloaded',
      'Ask for at most {most} months at a time',
    ],
  },
} as const satisfies ProblemGroup;
