/** What events tell: `data` of each type. Ids, codes, amounts and an address, nothing of a person. */
import { z } from 'zod';
import { caseFieldNames, casePriorities, caseStatuses } from './case.js';
import { type Meaning, meaningOf } from './json-fields.js';
import type { EventType, pingType } from './webhook.js';

/** A field with its meaning, which openapi.json and the guide show. */
const told = <Field extends z.ZodType>(field: Field, en: string, th: string): Field =>
  field.meta(meaningOf({ en, th }));

const addressEn = 'read it with a key; below the address of this program';
const addressTh = 'อ่านด้วยคีย์ อยู่ใต้ที่อยู่ของโปรแกรมนี้';

const caseHead = {
  id: told(z.int(), 'Id of the case', 'id ของเรื่องติดตาม'),
  case_number: told(z.string(), 'Number of the case', 'เลขเรื่อง'),
  tran_id: told(
    z.string().nullable(),
    'TRAN_ID of the claim that the case is on; null = on none',
    'TRAN_ID ของเคลมที่เรื่องนี้ติดตาม; null = ไม่ผูกกับเคลม',
  ),
  version: told(
    z.int(),
    'Version of the case after this change; a higher one is newer',
    'version ของเรื่องหลังการเปลี่ยนนี้ เลขมากกว่าคือใหม่กว่า',
  ),
};
const caseUrl = told(z.string(), `Address of the case: ${addressEn}`, `ที่อยู่ของเรื่อง ${addressTh}`);
const status = z.enum(caseStatuses);

const importHead = {
  import_id: told(z.int(), 'Id of this attempt to import', 'id ของการนำเข้าครั้งนี้'),
  file_id: told(
    z.int().nullable(),
    'Id of the stored file; null where none was kept (unreadable name, another hospital)',
    'id ของไฟล์ที่เก็บไว้; null เมื่อไม่ได้เก็บ (อ่านชื่อไฟล์ไม่ได้ หรือเป็นของโรงพยาบาลอื่น)',
  ),
  kind: told(
    z.enum(['rep', 'stm']),
    'rep = answer workbook (REP), stm = statement',
    'rep = ไฟล์ตอบกลับ (REP), stm = ใบแจ้งยอด',
  ),
};
const importTail = {
  scheme: told(
    z.string().nullable(),
    'Scheme by the name of the file, e.g. ucs; null where the name was not read',
    'สิทธิตามชื่อไฟล์ เช่น ucs; null เมื่ออ่านชื่อไฟล์ไม่ได้',
  ),
  hospital_code: told(
    z.string().nullable(),
    'Hospital by the name of the file; null where the name was not read',
    'รหัสหน่วยบริการตามชื่อไฟล์; null เมื่ออ่านชื่อไฟล์ไม่ได้',
  ),
};
const importUrl = told(
  z.string(),
  `Address of this attempt, with its problems: ${addressEn}`,
  `ที่อยู่ของการนำเข้าครั้งนี้ พร้อมปัญหาที่พบ ${addressTh}`,
);

const baht = (en: string, th: string) =>
  told(
    z.string().nullable(),
    `${en}, in baht with two decimals; null = nothing written`,
    `${th} เป็นบาท ทศนิยมสองตำแหน่ง; null = ไม่ได้ระบุ`,
  );

const claim = z.strictObject({
  tran_id: told(z.string(), 'TRAN_ID of the claim', 'TRAN_ID ของเคลม'),
  version: told(
    z.int(),
    'How many versions the claim has now; a higher one is newer',
    'จำนวนฉบับของเคลมตอนนี้ เลขมากกว่าคือใหม่กว่า',
  ),
  kind: told(z.string(), 'op, ip or orf', 'op, ip หรือ orf'),
  scheme: told(z.string(), 'Scheme, e.g. ucs', 'สิทธิ เช่น ucs'),
  rep_no: told(z.string(), 'REP no. of the current version', 'เลข REP ของฉบับปัจจุบัน'),
  status: told(
    z.enum(['passed', 'denied']),
    'denied = the current version has an error code and earns nothing',
    'denied = ฉบับปัจจุบันติด C ไม่ได้เงิน, passed = ผ่าน',
  ),
  error_codes: told(
    z.array(z.string()),
    'Error codes of the current version, e.g. 305 or 256-1; empty = none',
    'รหัสข้อผิดพลาดของฉบับปัจจุบัน เช่น 305 หรือ 256-1; ว่าง = ไม่มี',
  ),
  claimed: baht('Asked for', 'ยอดเรียกเก็บ'),
  reimbursed: baht('Granted', 'ยอดชดเชย'),
  loss: baht('Asked for less granted', 'ยอดเรียกเก็บลบยอดชดเชย'),
  file_id: told(z.int(), 'Id of the file that the current version came by', 'id ของไฟล์ที่ฉบับปัจจุบันมาจาก'),
  url: told(
    z.string(),
    `Address of the claim with all versions: ${addressEn}`,
    `ที่อยู่ของเคลมพร้อมทุกฉบับ ${addressTh}`,
  ),
});

export const eventData = {
  'case.created': z.strictObject({
    ...caseHead,
    status: told(status, 'Its status', 'สถานะ'),
    priority: told(z.enum(casePriorities), 'Its priority', 'ความสำคัญ'),
    url: caseUrl,
  }),
  'case.updated': z.strictObject({
    ...caseHead,
    changed: told(
      z.array(z.enum(caseFieldNames).exclude(['status'])),
      'Names of the fields that have another value now, without status; the values are read from url',
      'ชื่อฟิลด์ที่ค่าเปลี่ยนไป ไม่รวม status อ่านค่าได้จาก url',
    ),
    url: caseUrl,
  }),
  'case.status_changed': z.strictObject({
    ...caseHead,
    from: told(status, 'Status before', 'สถานะเดิม'),
    to: told(status, 'Status now', 'สถานะใหม่'),
    url: caseUrl,
  }),
  'case.deleted': z.strictObject(caseHead),
  'import.completed': z.strictObject({
    ...importHead,
    status: told(
      z.enum(['completed', 'completed_with_problems']),
      'completed_with_problems = some rows were refused, or something was noticed',
      'completed_with_problems = มีแถวที่ไม่รับ หรือมีข้อสังเกต',
    ),
    ...importTail,
    rows: told(
      z.strictObject({
        read: told(z.int(), 'inserted + updated + unchanged + refused', 'ผลรวมของสี่จำนวนข้างล่าง'),
        inserted: told(z.int(), 'New rows', 'แถวใหม่'),
        updated: told(z.int(), 'Rows with other values than before', 'แถวที่ค่าเปลี่ยน'),
        unchanged: told(z.int(), 'Rows that were stored so already', 'แถวที่เหมือนเดิม'),
        refused: told(z.int(), 'Rows that could not be taken', 'แถวที่ไม่รับ'),
      }),
      'How many rows of the file there were, and what became of them',
      'จำนวนแถวของไฟล์ และผลของแต่ละแถว',
    ),
    controls_agree: told(
      z.boolean().nullable(),
      'Whether the control totals (portal, Summary sheet, stored rows) agree; null = nothing to compare with',
      'ยอดควบคุม (พอร์ทัล แผ่นสรุป แถวที่เก็บ) ตรงกันหรือไม่; null = ไม่มียอดให้เทียบ',
    ),
    url: importUrl,
  }),
  'import.failed': z.strictObject({
    ...importHead,
    status: told(
      z.enum(['quarantined', 'failed']),
      'quarantined = kept whole until somebody has looked at it, failed = not read',
      'quarantined = กักไว้ทั้งไฟล์จนกว่าจะมีคนตรวจ, failed = อ่านไม่ได้',
    ),
    ...importTail,
    problem: told(
      z.string().nullable(),
      'Code of the first problem; its words stand behind url',
      'รหัสของปัญหาแรก อ่านคำอธิบายได้จาก url',
    ),
    url: importUrl,
  }),
  'claim.created': claim,
  'claim.updated': claim,
  'claim.denied': claim,
  'nhso.login_failed': z.strictObject({
    account: told(
      z.int(),
      'Number of the account here; its name is not told',
      'เลขลำดับของบัญชีในระบบนี้ ไม่ส่งชื่อบัญชี',
    ),
    url: told(
      z.string(),
      'The page on which a person looks after it; no key opens it',
      'หน้าเว็บให้คนเปิดแก้ไข เปิดด้วยคีย์ไม่ได้',
    ),
  }),
  'webhook.ping': z.strictObject({
    endpoint: told(z.int(), 'Id of the endpoint that was pinged', 'id ของปลายทางที่ขอทดสอบ'),
  }),
} as const satisfies Record<EventType | typeof pingType, z.ZodType>;

type ToldType = keyof typeof eventData;

/** When each type is told. */
export const eventMeanings: Readonly<Record<ToldType, Meaning>> = {
  'case.created': { en: 'A case was made', th: 'มีเรื่องติดตามใหม่' },
  'case.updated': {
    en: 'A case has other values in fields beside its status',
    th: 'ค่าในเรื่องติดตามเปลี่ยน นอกจากสถานะ',
  },
  'case.status_changed': { en: 'A case has another status', th: 'สถานะของเรื่องติดตามเปลี่ยน' },
  'case.deleted': {
    en: 'A case was taken out; there is no address to read on',
    th: 'เรื่องติดตามถูกลบ ไม่มีที่อยู่ให้อ่านต่อ',
  },
  'import.completed': { en: 'A file was imported', th: 'นำเข้าไฟล์แล้ว' },
  'import.failed': {
    en: 'A file was not imported: it could not be read, or is kept for a person to look at',
    th: 'ไฟล์ไม่ถูกนำเข้า: อ่านไม่ได้ หรือกักไว้ให้คนตรวจ',
  },
  'claim.created': { en: 'A claim came for the first time', th: 'มีเคลมใหม่' },
  'claim.updated': {
    en: 'A claim has a newer version, or something else about it changed (a statement, an undone file)',
    th: 'เคลมมีฉบับใหม่ หรือมีอย่างอื่นเปลี่ยน (ใบแจ้งยอด การถอนไฟล์)',
  },
  'claim.denied': {
    en: 'A version came that is denied; told beside claim.created or claim.updated',
    th: 'ฉบับที่เข้ามาไม่ผ่าน (ติด C) มาคู่กับ claim.created หรือ claim.updated',
  },
  'nhso.login_failed': {
    en: 'NHSO refused an account; downloads wait for a person',
    th: 'สปสช. ไม่รับบัญชี การดาวน์โหลดรอคนแก้ไข',
  },
  'webhook.ping': {
    en: 'Somebody asked for a ping; it comes to the pinged endpoint alone and is not in GET /events',
    th: 'มีคนสั่งส่งทดสอบ ส่งถึงปลายทางนั้นเท่านั้น และไม่อยู่ใน GET /events',
  },
};

interface EventOf<Type extends ToldType> {
  readonly type: Type;
  readonly hospitalCode: string;
  readonly data: z.output<(typeof eventData)[Type]>;
  /** Row of the only endpoint that gets it. */
  readonly onlyEndpoint?: number;
}

/** An event before it is stored. */
export type NewEvent = { [Type in ToldType]: EventOf<Type> }[ToldType];
