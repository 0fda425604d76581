import { casePriorities, caseStatuses } from '../../domain/case.js';
import { type Meaning, meaningOf } from '../../domain/json-fields.js';
import { claimSchemes } from '../../domain/scheme.js';
import { askedStandings } from '../../domain/statement-standing.js';
import { waitingWords } from '../../figures/waiting-stm.js';
import type { Json } from './json-schema.js';

/** What a parameter means, and how it is written in an address where the schema that reads it as text cannot tell. */
interface ParameterText extends Meaning {
  readonly written?: Json;
}

const day: Json = { schema: { type: 'string', format: 'date' } };
const instant: Json = { schema: { type: 'string', format: 'date-time' } };
const oneOf = (words: readonly string[]): Json => ({ schema: { type: 'string', enum: words } });
/** Several with commas between: any of them. */
const several = (items: Json): Json => ({ style: 'form', explode: false, schema: { type: 'array', items } });
const wordsOf = (words: readonly string[]): Json => several({ type: 'string', enum: words });
const texts = several({ type: 'string' });
const yesNo = oneOf(['yes', 'no']);
const kinds = ['op', 'ip', 'orf'];

const anyEn = 'any of these, with commas between';
const anyTh = 'ค่าใดค่าหนึ่งในนี้ คั่นด้วยจุลภาค';

/** Parameters of every list. */
const pages: Readonly<Record<string, ParameterText>> = {
  limit: {
    en: 'Rows of a page',
    th: 'จำนวนแถวต่อหน้า',
    written: { schema: { type: 'integer', minimum: 1, maximum: 1000, default: 100 } },
  },
  cursor: {
    en: 'next_cursor of the page before, with the same filters',
    th: 'next_cursor ของหน้าก่อน ใช้กับตัวกรองเดิม',
  },
  updated_since: {
    en: 'Sync mode: changes at or after this instant, the oldest first; from the beginning by 1970-01-01T00:00:00Z. A day alone is its midnight in Thailand',
    th: 'คัดลอก: การเปลี่ยนแปลงตั้งแต่เวลานี้ เก่าสุดก่อน เริ่มจากต้นด้วย 1970-01-01T00:00:00Z วันที่อย่างเดียวคือเที่ยงคืนเวลาไทย',
    written: instant,
  },
};

/** The filter of claims: lists, figures and exports have it alike. Blank = not asked. */
const ofClaims: Readonly<Record<string, ParameterText>> = {
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

/** What the same word means of other things, or the only one that knows it: `cases.status`, by the first word of the path. */
const ofOthers: Readonly<Record<string, ParameterText>> = {
  'cases.status': { en: `Status: ${anyEn}`, th: `สถานะ: ${anyTh}`, written: wordsOf(caseStatuses) },
  'cases.priority': { en: `Priority: ${anyEn}`, th: `ความสำคัญ: ${anyTh}`, written: wordsOf(casePriorities) },
  'cases.category': { en: `Categories: ${anyEn}`, th: `หมวด: ${anyTh}`, written: texts },
  'cases.tran_id': { en: `TRAN_IDs of claims: ${anyEn}`, th: `TRAN_ID ของเคลม: ${anyTh}`, written: texts },
  'cases.case_number': { en: `Numbers of cases: ${anyEn}`, th: `เลขเรื่อง: ${anyTh}`, written: texts },
  'cases.external_ref': {
    en: `What cases are called elsewhere: ${anyEn}`,
    th: `เลขอ้างอิงของระบบอื่น: ${anyTh}`,
    written: texts,
  },
  'cases.created_after': {
    en: 'Made at or after this instant; a day alone is its midnight in Thailand',
    th: 'เปิดตั้งแต่เวลานี้ วันที่อย่างเดียวคือเที่ยงคืนเวลาไทย',
    written: instant,
  },
  'cases.created_before': {
    en: 'Made before this instant, which is not included',
    th: 'เปิดก่อนเวลานี้ เวลานี้เองไม่นับ',
    written: instant,
  },
  'cases.format': {
    en: 'json = pretty-printed array, ndjson = one object on each line, csv = UTF-8 with BOM',
    th: 'json = อาร์เรย์จัดบรรทัด, ndjson = บรรทัดละหนึ่งรายการ, csv = UTF-8 มี BOM',
  },
  'cases.mode': {
    en: 'all_or_nothing stores none where a row is refused; best_effort stores the others',
    th: 'all_or_nothing ไม่เก็บเลยถ้ามีแถวเสีย; best_effort เก็บแถวที่เหลือ',
  },
  'cases.dry_run': {
    en: 'true: the report of the real run; stores nothing',
    th: 'true: บอกผลเหมือนทำจริง แต่ไม่เก็บ',
  },
  'cases.on_existing': {
    en: 'What becomes of a case_number that is there',
    th: 'ทำอย่างไรกับเลขเรื่องที่มีอยู่แล้ว: update = แก้, skip = ข้าม',
  },
  'cases.columns': {
    en: 'header: columns by their names, in any order; position: the first row is passed over and the six columns come in their order',
    th: 'header: ตามชื่อหัวคอลัมน์ เรียงอย่างไรก็ได้; position: ข้ามแถวแรก หกคอลัมน์เรียงตามลำดับ',
  },
  'cases.id': { en: 'id of the case', th: 'id ของเรื่องติดตาม' },
  'cases.key': { en: 'Last word but one of errors_url', th: 'ส่วนก่อนคำสุดท้ายของ errors_url' },
  'claims.tran_id': { en: 'TRAN_ID of the claim', th: 'TRAN_ID ของเคลม' },
  'figures.name': { en: 'Name of the figure, from GET /figures', th: 'ชื่อตัวเลข จาก GET /figures' },
  by: {
    en: 'What the rows stand for; without it the first of the figure’s own',
    th: 'แถวแบ่งตามอะไร ไม่ระบุ = แบบแรกของตัวเลขนั้น',
  },
  'files.kind': {
    en: 'rep = answer workbooks (the usual), stm = statements',
    th: 'rep = ไฟล์ตอบกลับ (ปกติ), stm = ใบแจ้งยอด',
  },
  'files.status': { en: 'State of the file', th: 'สถานะของไฟล์' },
  'files.scheme': { en: 'Scheme by the name of the file', th: 'สิทธิตามชื่อไฟล์', written: oneOf(claimSchemes) },
  'files.month': {
    en: 'Month of the file’s own date, Gregorian YYYY-MM',
    th: 'เดือนของวันที่ในชื่อไฟล์ ค.ศ. YYYY-MM',
  },
  'files.controls': {
    en: 'disagree: files whose control totals do not agree',
    th: 'disagree: ไฟล์ที่ยอดควบคุมไม่ตรงกัน',
  },
  'files.q': {
    en: 'Part of the name, or the beginning of the SHA-256',
    th: 'ส่วนหนึ่งของชื่อ หรือต้นของ SHA-256',
  },
  'imports.status': { en: 'What came of the attempt', th: 'ผลของการนำเข้า' },
  'imports.file_id': {
    en: 'Attempts at this file, by its id',
    th: 'การนำเข้าของไฟล์ id นี้',
    written: { schema: { type: 'integer', minimum: 1 } },
  },
  'imports.id': { en: 'id of the attempt', th: 'id ของการนำเข้า' },
  'imports.problems_limit': {
    en: 'Problems of an answer',
    th: 'จำนวนปัญหาต่อคำตอบ',
    written: { schema: { type: 'integer', minimum: 1, maximum: 1000, default: 200 } },
  },
  'imports.problems_cursor': {
    en: 'problems_next_cursor of the answer before',
    th: 'problems_next_cursor ของคำตอบก่อน',
  },
  'exports.id': { en: 'id of the export', th: 'id ของการเอาออก' },
  'jobs.id': { en: 'id of the job', th: 'id ของงาน' },
  'jobs.status': { en: 'State of the job', th: 'สถานะของงาน' },
  'jobs.state': {
    en: 'Group of states: active = queued, running or waiting_person; failed has waiting_person too',
    th: 'กลุ่มสถานะ: active = รอคิว กำลังทำ หรือรอคน; failed รวมที่รอคนด้วย',
  },
  'jobs.type': { en: 'Kind of job', th: 'ชนิดของงาน' },
  'jobs.from': {
    en: 'Asked for on this day in Thailand or later, Gregorian',
    th: 'สั่งตั้งแต่วันนี้ ตามเวลาไทย (ค.ศ.)',
    written: day,
  },
  'jobs.to': {
    en: 'Asked for before this day in Thailand, Gregorian',
    th: 'สั่งก่อนวันนี้ ตามเวลาไทย (ค.ศ.)',
    written: day,
  },
  'jobs.q': {
    en: 'Part of its number, or of the name of a unit or file of it',
    th: 'ส่วนหนึ่งของเลขงาน หรือของชื่อชุดหรือไฟล์ในงาน',
  },
  'jobs.who': {
    en: 'program = nobody asked for it; or the number of the person who did',
    th: 'program = ระบบสั่งเอง หรือเลขของคนที่สั่ง',
  },
  'webhooks.id': { en: 'id of the endpoint', th: 'id ของปลายทาง' },
  'webhooks.delivery': { en: 'id of the delivery', th: 'id ของการส่ง' },
  'webhooks.state': { en: 'State of the delivery', th: 'สถานะของการส่ง' },
  'webhooks.type': { en: 'Type of the event', th: 'ชนิดของเหตุการณ์' },
  'events.type': { en: 'Type of the event', th: 'ชนิดของเหตุการณ์' },
};

/** Headers of requests. */
const headers: Readonly<Record<string, ParameterText>> = {
  'Idempotency-Key': {
    en: '1 to 255 printable ASCII characters: sent again within 24 hours, it is answered as the first time, with the same ETag and Location',
    th: 'อักขระ ASCII 1 ถึง 255 ตัว ส่งซ้ำภายใน 24 ชั่วโมงได้คำตอบเดิม พร้อม ETag และ Location เดิม',
  },
  'If-Match': {
    en: 'ETag of the case as it was read; 412 where somebody was faster',
    th: 'ETag ของเรื่องตามที่อ่านมา มีคนแก้ไปก่อนตอบ 412',
  },
  'If-None-Match': {
    en: 'ETag of the case as it was read; 304 where it is the same still',
    th: 'ETag ของเรื่องตามที่อ่านมา ไม่เปลี่ยนตอบ 304',
  },
  Prefer: {
    en: 'respond-async: done as a job, answered 202 with its Location',
    th: 'respond-async: ทำเป็นงานเบื้องหลัง ตอบ 202 พร้อม Location',
  },
};

const all = { ...pages, ...ofClaims, ...ofOthers, ...headers };

/** A parameter of `/cases/:id` and the like: what it means and how it is written; without a text, nothing. */
export function parameterSaid(below: string, name: string): Json {
  const group = below.split('/')[1] ?? '';
  const text = all[`${group}.${name}`] ?? all[name];
  return text === undefined ? {} : { ...meaningOf(text), ...text.written };
}
