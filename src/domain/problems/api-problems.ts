import type { ProblemGroup } from './problem.js';

/** Calls of other systems to the API, and the keys that open it. */
export const apiProblems = {
  invalid_credential: {
    th: ['คีย์หรือเซสชันนี้ใช้ไม่ได้', 'ไม่มีอะไรเปลี่ยน', 'ตรวจว่าคีย์ครบทุกตัว ยังไม่หมดอายุ และไม่ถูกเพิกถอน'],
    en: [
      'This key or session is not valid',
      'Nothing was changed',
      'Check that the key is complete, not expired and not revoked',
    ],
  },
  insufficient_scope: {
    th: ['สิทธิที่ให้ไว้ไม่มี {scope}', 'ไม่มีอะไรเปลี่ยน', 'ให้ผู้ดูแลสร้างคีย์ใหม่ที่มี {scope} หรือให้บทบาทที่ทำได้ ถ้าเข้าใช้เป็นบุคคล'],
    en: [
      'The scope {scope} was not given',
      'Nothing was changed',
      'Let the administrator make a key that has {scope}, or give a person a role that may do this',
    ],
  },
  caller_address_refused: {
    th: [
      'คีย์นี้ใช้จากที่อยู่ {address} ไม่ได้',
      'ไม่มีอะไรเปลี่ยน',
      'เรียกจากเครือข่ายที่กำหนดไว้กับคีย์ ถ้าอยู่หลังพร็อกซีให้ผู้ดูแลตรวจ TRUST_PROXY',
    ],
    en: [
      'This key may not come from {address}',
      'Nothing was changed',
      'Call from a network that the key names; behind a proxy the administrator checks TRUST_PROXY',
    ],
  },
  rate_limited: {
    th: ['เรียกถี่เกินกำหนด', 'ไม่มีอะไรเปลี่ยน', 'รอ {seconds} วินาทีแล้วเรียกใหม่'],
    en: ['Too many calls', 'Nothing was changed', 'Wait {seconds} seconds and repeat'],
  },
  invalid_timestamp: {
    th: [
      'เวลาใน {name} อ่านไม่ได้',
      'ไม่มีอะไรเปลี่ยน',
      'ใช้ ISO 8601 ปี ค.ศ. พร้อมเขตเวลา เช่น 2026-02-03T09:15:27+07:00 หรือวันที่อย่างเดียว 2026-02-03',
    ],
    en: [
      'The time in {name} cannot be read',
      'Nothing was changed',
      'Use ISO 8601 of the Gregorian calendar with an offset, e.g. 2026-02-03T09:15:27+07:00, or a day, 2026-02-03',
    ],
  },
  invalid_cursor: {
    th: ['cursor นี้ใช้กับคำถามนี้ไม่ได้', 'ไม่มีอะไรเปลี่ยน', 'ใช้ next_cursor กับตัวกรองเดิม หรือเริ่มใหม่โดยไม่ใส่ cursor'],
    en: [
      'The cursor does not belong to this question',
      'Nothing was changed',
      'Use next_cursor with the same filters, or begin without a cursor',
    ],
  },
  cursor_gone: {
    th: [
      'cursor นี้เก่าเกินไป หรือมาจากก่อนกู้คืนฐานข้อมูล',
      'ไม่มีอะไรเปลี่ยน',
      'เริ่มคัดลอกใหม่ทั้งหมดด้วย updated_since=1970-01-01T00:00:00Z',
    ],
    en: [
      'The cursor is too old, or from before the database was restored',
      'Nothing was changed',
      'Begin a full copy with updated_since=1970-01-01T00:00:00Z',
    ],
  },
  in_progress: {
    th: ['คำขอแรกที่ใช้ Idempotency-Key นี้ยังทำอยู่', 'ไม่ได้ทำซ้ำ', 'รอหนึ่งวินาทีแล้วส่งคำขอเดิมอีกครั้ง'],
    en: [
      'The first request with this Idempotency-Key still runs',
      'Nothing was done twice',
      'Wait a second and send the same request again',
    ],
  },
  idempotency_key_reused: {
    th: ['Idempotency-Key นี้ใช้กับคำขออื่นแล้ว', 'ไม่มีอะไรเปลี่ยน', 'ใช้ค่าใหม่กับคำขอใหม่'],
    en: [
      'This Idempotency-Key was used for another request',
      'Nothing was changed',
      'Use a new value for a new request',
    ],
  },
  duplicate: {
    th: ['มี {name} นี้อยู่แล้ว', 'ไม่มีอะไรเปลี่ยน', 'ใช้ค่าอื่น หรือแก้รายการที่มีอยู่'],
    en: ['This {name} exists already', 'Nothing was changed', 'Use another, or change the one that exists'],
  },
  stale_version: {
    th: ['รายการนี้ถูกแก้ไปแล้วหลังจากที่อ่าน', 'การแก้ของคนอื่นยังอยู่ครบ', 'อ่านใหม่แล้วส่งพร้อม If-Match ของฉบับล่าสุด'],
    en: [
      'The record was changed since it was read',
      'What others wrote is still there',
      'Read it again and send with the If-Match of the newest version',
    ],
  },
  csv_header_unknown: {
    th: ['ไม่รู้จักคอลัมน์ {columns}', 'ไม่มีอะไรถูกนำเข้า', 'ใช้ชื่อคอลัมน์ตามหน้าช่วยเหลือ หรือ columns=position'],
    en: [
      'The columns {columns} are not known',
      'Nothing was imported',
      'Use the names of the help page, or columns=position',
    ],
  },
  not_configured: {
    th: ['ส่วนนี้ยังไม่ได้ตั้งค่า', 'ไม่มีอะไรเปลี่ยน', 'ให้ผู้ดูแลตั้ง {setting}'],
    en: ['This part is not set up', 'Nothing was changed', 'Let the administrator set {setting}'],
  },
  otp_rejected: {
    th: ['รหัสนี้ใช้ไม่ได้', 'ไม่มีอะไรเปลี่ยน', 'ขอรหัสใหม่แล้วใส่ภายใน 10 นาที รหัสใช้ได้ครั้งเดียว'],
    en: [
      'This code is not valid',
      'Nothing was changed',
      'Ask for a new code and use it within 10 minutes; it works once',
    ],
  },
  key_invalid: {
    th: ['ยังไม่ได้สร้างคีย์ ค่าของ {field} ใช้ไม่ได้', 'ไม่มีคีย์ใหม่ คีย์เดิมใช้ได้ตามปกติ', 'แก้ค่านั้นแล้วสร้างอีกครั้ง'],
    en: [
      'No key was made: {field} is not valid',
      'Keys that exist are as they were',
      'Correct it and make the key again',
    ],
  },
  webhook_disabled: {
    th: ['ปลายทางนี้ปิดอยู่', 'ไม่มีอะไรถูกส่ง', 'เปิดปลายทางก่อน แล้วลองใหม่'],
    en: ['This endpoint is switched off', 'Nothing was sent', 'Switch it on, then try again'],
  },
  delivery_under_way: {
    th: ['รายการนี้กำลังส่งอยู่', 'ไม่มีอะไรเปลี่ยน', 'รอหนึ่งนาที แล้วดูผลในรายการ'],
    en: ['This delivery is on its way now', 'Nothing was changed', 'Wait a minute, then look at the log'],
  },
  key_not_found: {
    th: ['ไม่มีคีย์ {prefix} ที่ยังใช้อยู่', 'ไม่มีอะไรเปลี่ยน', 'ดูคีย์ทั้งหมดที่หน้าตั้งค่า หรือ key list'],
    en: [
      'There is no key {prefix} that still counts',
      'Nothing was changed',
      'See all keys on the settings page or by key list',
    ],
  },
} as const satisfies ProblemGroup;
