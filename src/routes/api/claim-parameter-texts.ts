import { claimSchemes } from '../../domain/scheme.js';
import { askedStandings } from '../../domain/statement-standing.js';
import { waitingWords } from '../../figures/waiting-stm.js';
import { anyEn, anyTh, day, oneOf, type ParameterText, wordsOf } from './parameter-form.js';

const yesNo = oneOf(['yes', 'no']);
const kinds = ['op', 'ip', 'orf'];

/** The filter of claims: lists, figures and exports have it alike. Blank = not asked. */
export const claimParameterTexts: Readonly<Record<string, ParameterText>> = {
  fiscal_year: {
    en: 'Fiscal year of the service date, Buddhist Era, e.g. 2569; not together with from and to',
    th: 'ปีงบประมาณของวันที่รับบริการ พ.ศ. เช่น 2569 ใช้พร้อม from กับ to ไม่ได้',
    written: { schema: { type: 'integer', minimum: 2500, maximum: 2700 } },
  },
  from: {
    en: 'First service day, Gregorian',
    th: 'รับบริการตั้งแต่วันนี้ (ค.ศ.)',
    written: day,
  },
  to: {
    en: 'Service day that is no longer counted, Gregorian',
    th: 'รับบริการก่อนวันนี้ วันนี้เองไม่นับ (ค.ศ.)',
    written: day,
  },
  undated: {
    en: 'Claims without a service date: with = beside the others, only = alone',
    th: 'เคลมที่ไม่มีวันที่รับบริการ: with = รวมด้วย, only = เฉพาะเหล่านี้',
    written: oneOf(['with', 'only']),
  },
  scheme: { en: `Schemes: ${anyEn}`, th: `สิทธิ: ${anyTh}`, written: wordsOf(claimSchemes) },
  kind: {
    en: `op = outpatients, ip = inpatients, orf = outpatients who were referred: ${anyEn}`,
    th: `op = ผู้ป่วยนอก, ip = ผู้ป่วยใน, orf = ส่งต่อผู้ป่วยนอก: ${anyTh}`,
    written: wordsOf(kinds),
  },
  fund: { en: 'Main fund as the REP writes it; none = not named', th: 'กองทุนหลักตามที่ REP เขียน; none = ไม่ระบุ' },
  service_type: {
    en: 'Type of service as the REP writes it; none = not named',
    th: 'ประเภทบริการตามที่ REP เขียน; none = ไม่ระบุ',
  },
  hospital: {
    en: 'Five-digit code of the hospital in the name of the REP file; none = not named',
    th: 'รหัสหน่วยบริการ 5 หลักในชื่อไฟล์ REP; none = ไม่ระบุ',
  },
  error_code: {
    en: 'Claims with this error code, e.g. 305, in capital or small letters; none = without one',
    th: 'เคลมที่มีรหัสข้อผิดพลาดนี้ เช่น 305 ตัวใหญ่หรือเล็กก็ได้; none = ไม่มีรหัส',
  },
  status: {
    en: 'Whether the current version has an error code (denied) or not (passed)',
    th: 'ฉบับปัจจุบันติด C (denied) หรือผ่าน (passed)',
    written: oneOf(['passed', 'denied']),
  },
  drg: { en: 'DRG; none = without one', th: 'DRG; none = ไม่มี' },
  referrer: {
    en: 'Hospital that referred the patient (HREF); none = not referred',
    th: 'หน่วยบริการที่ส่งต่อมา (HREF); none = ไม่ได้ส่งต่อ',
  },
  drug: {
    en: 'Claims of which this drug was cut, by its key in the figure items-cut; any = whichever',
    th: 'เคลมที่ยานี้ถูกตัด ตามรหัสในตัวเลข items-cut; any = ยาใดก็ได้',
  },
  instrument: {
    en: 'Claims of which this instrument was cut, by its key in the figure items-cut; any = whichever',
    th: 'เคลมที่อุปกรณ์นี้ถูกตัด ตามรหัสในตัวเลข items-cut; any = อุปกรณ์ใดก็ได้',
  },
  deny_code: {
    en: 'Claims with an item refused by this code; any = whichever',
    th: 'เคลมที่มีรายการถูกปฏิเสธด้วยรหัสนี้; any = รหัสใดก็ได้',
  },
  zero_reason: {
    en: 'Claims with an item paid with nothing for this reason; any = whichever',
    th: 'เคลมที่มีรายการจ่ายศูนย์ด้วยเหตุผลนี้; any = เหตุผลใดก็ได้',
  },
  weekday: {
    en: 'Day of the week of the service date, 1 = Monday to 7 = Sunday',
    th: 'วันในสัปดาห์ที่รับบริการ 1 = จันทร์ ถึง 7 = อาทิตย์',
    written: { schema: { type: 'integer', minimum: 1, maximum: 7 } },
  },
  main_hospital: {
    en: 'Hospital where the patient is registered (HMAIN); none = not named',
    th: 'หน่วยบริการประจำ (HMAIN); none = ไม่ระบุ',
  },
  treating: {
    en: 'Unit that treated (HCODE of the row); none = not named',
    th: 'หน่วยที่รักษา (HCODE ของแถว); none = ไม่ระบุ',
  },
  sent_late: {
    en: 'Per cent paid for being sent late (PS), e.g. 95; yes = below 100, no = 100 or more, any = stated, none = not stated',
    th: 'ร้อยละที่จ่ายเพราะส่งช้า (PS) เช่น 95; yes = ต่ำกว่า 100, no = 100 ขึ้นไป, any = ระบุ, none = ไม่ระบุ',
  },
  stay: {
    en: 'Days of an inpatient’s stay, e.g. 0, 4-7, 31+; any = known, none = not known',
    th: 'จำนวนวันนอน เช่น 0, 4-7, 31+; any = รู้, none = ไม่รู้',
  },
  payment_column: {
    en: 'Claims with an amount in this payment column of the REP, e.g. iphc, as the figure payment-columns names them; any = whichever',
    th: 'เคลมที่มียอดในคอลัมน์การจ่ายนี้ของ REP เช่น iphc ตามชื่อในตัวเลข payment-columns; any = คอลัมน์ใดก็ได้',
  },
  first_passed: {
    en: 'Whether the first version passed',
    th: 'ฉบับแรกผ่านหรือไม่',
    written: yesNo,
  },
  appealed: {
    en: 'Whether a version came with an appeal workbook',
    th: 'มีฉบับที่มากับไฟล์อุทธรณ์หรือไม่',
    written: yesNo,
  },
  adjrw: { en: 'Whether the claim states an AdjRW', th: 'เคลมมี AdjRW หรือไม่', written: yesNo },
  waiting_stm: {
    en: 'Passed and in no statement yet: all, days since the REP, or unknown where its day is not known',
    th: 'ผ่านแล้วแต่ยังไม่อยู่ในใบแจ้งยอด: all = ทั้งหมด, จำนวนวันนับจาก REP, unknown = ไม่รู้วันที่ REP',
    written: oneOf(waitingWords),
  },
  state: {
    en: `What statements say of the claim: ${anyEn}`,
    th: `ใบแจ้งยอดบอกอะไรเรื่องเคลม: ${anyTh}`,
    written: wordsOf(askedStandings),
  },
  rep_no: {
    en: 'Claims of which any version stands under this REP no.',
    th: 'เคลมที่มีฉบับใดฉบับหนึ่งอยู่ใต้เลข REP นี้',
  },
  q: { en: 'One TRAN_ID', th: 'TRAN_ID หนึ่งเลข' },
  file_id: {
    en: 'Claims whose current version stands in this file, by its id',
    th: 'เคลมที่ฉบับปัจจุบันอยู่ในไฟล์ id นี้',
    written: { schema: { type: 'integer', minimum: 1 } },
  },
  imported_since: {
    en: 'What came by a file imported since this day, or moment, in Thailand: 2026-11-27 or 2026-11-27T08:00',
    th: 'ที่มาจากไฟล์ที่นำเข้าตั้งแต่วันนี้ หรือเวลานี้ ตามเวลาไทย: 2026-11-27 หรือ 2026-11-27T08:00',
  },
  include: {
    en: 'identifiers: HN, AN, citizen id and name too; needs the scope claims:identifiers, and each answer is recorded',
    th: 'identifiers: ส่ง HN, AN, เลขประจำตัวประชาชน และชื่อด้วย ต้องมีสิทธิ claims:identifiers และทุกคำตอบถูกบันทึก',
  },
};
