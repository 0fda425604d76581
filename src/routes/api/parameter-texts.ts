import { casePriorities, caseStatuses } from '../../domain/case.js';
import { attemptStates, fileStates } from '../../domain/import-result.js';
import { meaningOf } from '../../domain/json-fields.js';
import { claimSchemes } from '../../domain/scheme.js';
import { claimParameterTexts } from './claim-parameter-texts.js';
import type { Json } from './json-schema.js';
import { anyEn, anyTh, day, instant, oneOf, type ParameterText, texts, wordsOf } from './parameter-form.js';

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
  'files.status': { en: 'State of the file', th: 'สถานะของไฟล์', written: oneOf(fileStates) },
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
  'imports.status': { en: 'What came of the attempt', th: 'ผลของการนำเข้า', written: oneOf(attemptStates) },
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

const all = { ...pages, ...claimParameterTexts, ...ofOthers, ...headers };

/** Names of the table, with the first word of the path where they are of that alone. */
export const parameterNames: readonly string[] = Object.keys(all);

/** A parameter of `/cases/:id` and the like: what it means and how it is written; without a text, nothing. */
export function parameterSaid(below: string, name: string): Json {
  const group = below.split('/')[1] ?? '';
  const text = all[`${group}.${name}`] ?? all[name];
  return text === undefined ? {} : { ...meaningOf(text), ...text.written };
}
