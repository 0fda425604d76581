import type { ProblemGroup } from './problem.js';

const nothingTh = 'ไม่มีไฟล์ใดใน .zip นี้เข้าระบบ';
const nothingEn = 'No file of this .zip was imported';
const memberTh = 'ไฟล์นี้ไม่เข้าระบบ ไฟล์อื่นใน .zip ทำต่อตามปกติ';
const memberEn = 'This file was not imported; the others of the .zip were gone on with';
const unpackTh = 'แตก .zip เอง แล้วอัปโหลดไฟล์ .xls';
const unpackEn = 'Unpack the .zip yourself and upload the .xls files';

/** Archives (.zip) of workbooks, and single members of them. */
export const archiveProblems = {
  archive_not_zip: {
    th: ['ไฟล์นี้ชื่อ .zip แต่เนื้อในไม่ใช่ไฟล์ zip', nothingTh, 'บีบอัดใหม่เป็น .zip หรืออัปโหลดไฟล์ .xls โดยตรง'],
    en: ['This file is named .zip but is none', nothingEn, 'Pack it again as .zip, or upload the .xls files'],
  },
  archive_is_workbook: {
    th: ['ไฟล์นี้ชื่อ .zip แต่เป็นสมุดงาน Excel', nothingTh, 'เปลี่ยนชื่อกลับเป็น .xls แล้วนำเข้าใหม่'],
    en: [
      'This file is named .zip but is an Excel workbook',
      nothingEn,
      'Name it .xls again and import it anew',
    ],
  },
  archive_is_xlsx: {
    th: ['ไฟล์นี้ชื่อ .zip แต่เป็นสมุดงาน Excel แบบ .xlsx', nothingTh, 'ดาวน์โหลดไฟล์ .xls จาก สปสช. ใหม่'],
    en: ['This file is named .zip but is an Excel .xlsx', nothingEn, 'Download the .xls from NHSO again'],
  },
  archive_other_kind: {
    th: ['ไฟล์นี้ชื่อ .zip แต่เป็นไฟล์ RAR หรือ 7z ซึ่งไม่รองรับ', nothingTh, 'บีบอัดใหม่เป็น .zip หรืออัปโหลดไฟล์ .xls โดยตรง'],
    en: [
      'This file is named .zip but is a RAR or 7z, which are not read',
      nothingEn,
      'Pack it again as .zip, or upload the .xls files',
    ],
  },
  archive_damaged: {
    th: ['ไฟล์ .zip เสียหายหรือมาไม่ครบ', nothingTh, 'คัดลอกหรือดาวน์โหลดใหม่ แล้วอัปโหลดอีกครั้ง'],
    en: ['The .zip is damaged or was cut off', nothingEn, 'Copy or download it again, then upload it anew'],
  },
  archive_encrypted: {
    th: ['ไฟล์ .zip ตั้งรหัสผ่านไว้', nothingTh, 'แตก .zip ด้วยรหัสผ่าน แล้วอัปโหลดไฟล์ .xls'],
    en: [
      'The .zip is protected by a password',
      nothingEn,
      'Unpack it with the password and upload the .xls files',
    ],
  },
  archive_too_many: {
    th: ['ใน .zip มีมากกว่า {limit} ไฟล์', nothingTh, 'แบ่งเป็น .zip หลายไฟล์'],
    en: ['The .zip holds more than {limit} files', nothingEn, 'Part it into several .zip files'],
  },
  archive_no_workbook: {
    th: ['ใน .zip ไม่มีไฟล์ .xls', 'ไม่มีอะไรเข้าระบบ', 'ตรวจว่าเลือกไฟล์ถูก'],
    en: ['The .zip holds no .xls file', 'Nothing was imported', 'Check that it is the right file'],
  },
  archive_too_large: {
    th: ['แตก .zip แล้วรวมกันเกิน {limit_mb} MB จึงหยุดแตก', memberTh, 'แบ่งเป็น .zip หลายไฟล์'],
    en: [
      'Unpacked, the .zip has more than {limit_mb} MB; unpacking was stopped',
      'This file was not imported; those before it were',
      'Part it into several .zip files',
    ],
  },
  member_too_large: {
    th: ['ไฟล์ใน .zip แตกแล้วใหญ่เกิน {limit_mb} MB จึงหยุดแตก', memberTh, 'เพิ่มค่า UPLOAD_MAX_MB ถ้าเป็นไฟล์ REP จริง'],
    en: [
      'Unpacked, this file has more than {limit_mb} MB; unpacking was stopped',
      memberEn,
      'Raise UPLOAD_MAX_MB if this is a real REP file',
    ],
  },
  member_bomb: {
    th: ['ไฟล์ใน .zip ขยายเกิน {ratio} เท่า คล้ายไฟล์ที่ทำมาเพื่อให้ระบบล่ม จึงหยุดแตก', memberTh, unpackTh],
    en: [
      'This file grew to more than {ratio} times its packed size, as one made to do harm; unpacking was stopped',
      memberEn,
      unpackEn,
    ],
  },
  member_encrypted: {
    th: ['ไฟล์ใน .zip ตั้งรหัสผ่านไว้', memberTh, 'แตก .zip ด้วยรหัสผ่าน แล้วอัปโหลดไฟล์ .xls'],
    en: [
      'This file of the .zip is protected by a password',
      memberEn,
      'Unpack it with the password and upload the .xls',
    ],
  },
  member_method: {
    th: ['ไฟล์ใน .zip บีบอัดด้วยวิธีที่ {method} ซึ่งไม่รองรับ', memberTh, unpackTh],
    en: ['This file of the .zip is packed by method {method}, which is not read', memberEn, unpackEn],
  },
  member_damaged: {
    th: ['ไฟล์ใน .zip เสียหาย เนื้อในไม่ตรงกับที่บันทึกไว้', memberTh, 'คัดลอกหรือดาวน์โหลด .zip ใหม่'],
    en: [
      'This file of the .zip is damaged: it is not what the .zip states',
      memberEn,
      'Copy or download the .zip again',
    ],
  },
  member_is_archive: {
    th: ['มี .zip ซ้อนอยู่ใน .zip', memberTh, 'แตก .zip ที่ซ้อนอยู่ แล้วอัปโหลดแยก'],
    en: ['This is a .zip within the .zip', memberEn, 'Unpack the inner .zip and upload it by itself'],
  },
} as const satisfies ProblemGroup;
