import type { FaultKind } from './fault-board.js';

interface Words {
  readonly th: string;
  readonly en: string;
}

/** What each fault does, for the start page. */
export const faultWords: Readonly<Record<FaultKind, Words>> = {
  wrong_password: { th: 'รหัสผ่านผิด', en: 'wrong password' },
  locked_account: { th: 'บัญชีถูกระงับ', en: 'locked account' },
  sso_notice: { th: 'ประกาศให้ใช้ SSO', en: 'notice of the single sign-on' },
  wrong_otp: { th: 'OTP ผิด', en: 'wrong OTP' },
  session_over: { th: 'session หมดอายุ (พาไปหน้าลงชื่อเข้า)', en: 'session over (redirect to sign-in)' },
  session_over_error_page: { th: 'session หมดอายุ (Error Page)', en: 'session over (Error Page)' },
  no_right: { th: 'ไม่มีสิทธิ์', en: 'no right' },
  page_as_html: { th: 'ได้หน้าเว็บแทนไฟล์', en: 'page in place of a workbook' },
  page_as_excel: { th: 'ได้หน้าเว็บที่อ้างว่าเป็น Excel', en: 'page that claims to be Excel' },
  empty: { th: '0 ไบต์', en: '0 bytes' },
  tiny: { th: 'ไฟล์เล็กเกินไป (80 ไบต์)', en: '80 bytes' },
  cut_off: { th: 'สายหลุดกลางไฟล์', en: 'connection closed at half' },
  half_with_length: { th: 'ไฟล์ครึ่งเดียว', en: 'half the file, with a matching length' },
  broken_inside: { th: 'ไฟล์เสียข้างใน', en: 'damaged inside' },
  server_error: { th: 'ผิดพลาด 500', en: '500' },
  unavailable: { th: 'ไม่พร้อม 503 (Retry-After วินาที)', en: '503, Retry-After in seconds' },
  unavailable_date: { th: 'ไม่พร้อม 503 (Retry-After วันเวลา)', en: '503, Retry-After as a date' },
  too_many: { th: 'ถี่เกินไป 429', en: '429' },
  forbidden: { th: 'ปฏิเสธ 403', en: '403' },
  drip: { th: 'ช้ามาก วินาทีละไบต์', en: 'one byte a second' },
  silence: { th: 'เงียบกลางทาง 30 วินาที', en: '30 s of silence in the middle' },
  no_answer: { th: 'ไม่ตอบเลย', en: 'no answer at all' },
  reset_before: { th: 'ตัดสายก่อนตอบ', en: 'reset before the head' },
  reset_in_body: { th: 'ตัดสายกลางเนื้อหา', en: 'reset in the body' },
  header_too_large: { th: 'คุกกี้ใหญ่เกินไป 400', en: '400, header too large' },
  long_head: { th: 'หัวคำตอบยาว 100 KB', en: 'answer with a head of 100 KB' },
  no_table: { th: 'หน้ารายการไม่มีตาราง', en: 'listing without its table' },
  extra_column: { th: 'รายการมีคอลัมน์เพิ่ม', en: 'listing with one more column' },
  other_order: { th: 'รายการเรียงคอลัมน์ใหม่', en: 'listing with its columns in another order' },
  unauthorized: { th: 'ต้องลงชื่อเข้าใหม่ 401', en: '401' },
  broken_json: { th: 'JSON ขาด', en: 'JSON cut off' },
  datas_null: { th: 'datas เป็น null', en: '{"datas":null}' },
  datas_missing: { th: 'ไม่มี datas', en: '{}' },
  datas_empty: { th: 'datas ว่าง', en: 'empty list' },
  many_records: { th: '20,000 รายการในคราวเดียว', en: '20,000 records at once' },
};
