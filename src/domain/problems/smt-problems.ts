import type { ProblemGroup } from './problem.js';

/** SMT, NHSO's system of transfers. */
export const smtProblems = {
  smt_sign_in_needed: {
    th: ['SMT ต้องลงชื่อเข้าใช้ก่อน', 'รายการโอนที่มีอยู่ไม่เปลี่ยน', 'ต้องมีคนลงชื่อเข้าใช้ สปสช. ด้วย OTP หรือ ThaiD'],
    en: [
      'SMT asks for a sign-in',
      'The transfers that are stored were not changed',
      'A person must sign in to NHSO with OTP or ThaiD',
    ],
  },
  smt_request_refused: {
    th: [
      'SMT ไม่รับคำขอ (HTTP 400: {answer})',
      'รายการโอนที่มีอยู่ไม่เปลี่ยน',
      'ตรวจ SMT_VENDOR_ID และรหัสโรงพยาบาลในหน้าตั้งค่า',
    ],
    en: [
      'SMT refused the request (HTTP 400: {answer})',
      'The transfers that are stored were not changed',
      'Check SMT_VENDOR_ID and the hospital code in the settings',
    ],
  },
  smt_record_refused: {
    th: [
      'รายการที่ {number} ของ SMT มีค่า {field} ที่อ่านไม่ได้',
      'ไม่ได้เก็บรายการนั้น รายการอื่นเก็บตามปกติ',
      'เทียบกับหน้าเว็บ SMT แล้วแจ้งผู้ดูแลระบบ',
    ],
    en: [
      'Record {number} of SMT has an unreadable {field}',
      'That record was not stored, the others were',
      'Compare with the SMT site and tell your administrator',
    ],
  },
} as const satisfies ProblemGroup;
