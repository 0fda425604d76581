import { type Meaning, meaningOf } from '../../domain/json-fields.js';
import type { ApiAddress } from '../route.js';
import type { Json } from './json-schema.js';

interface AnswerHeader extends Meaning {
  /** Whether it comes with every answer that the document names it for. */
  readonly always: boolean;
  readonly schema: Json;
}

const text: Json = { type: 'string' };
const count: Json = { type: 'integer', minimum: 0 };

/** Headers of answers that clients go by. */
export const answerHeaders = {
  'X-Request-Id': {
    always: true,
    schema: text,
    en: 'The log knows this call by it; tell it to the administrator',
    th: 'เลขของคำขอในบันทึกของระบบ แจ้งผู้ดูแลเมื่อมีปัญหา',
  },
  'RateLimit-Policy': {
    always: false,
    schema: text,
    en: 'What limits the call: "key";q=300;w=60 = 300 calls in 60 seconds. Not told to sessions of the pages, which are not counted',
    th: 'ขีดจำกัดของการเรียก: "key";q=300;w=60 = 300 ครั้งใน 60 วินาที เซสชันของหน้าเว็บไม่ถูกนับ',
  },
  RateLimit: {
    always: false,
    schema: text,
    en: '"key";r=42;t=17 = 42 calls are left for 17 seconds',
    th: '"key";r=42;t=17 = เหลือ 42 ครั้งในอีก 17 วินาที',
  },
  'X-RateLimit-Limit': {
    always: false,
    schema: count,
    en: 'The same for old clients: calls',
    th: 'แบบเดิม: จำนวนครั้ง',
  },
  'X-RateLimit-Remaining': {
    always: false,
    schema: count,
    en: 'The same for old clients: calls that are left',
    th: 'แบบเดิม: จำนวนครั้งที่เหลือ',
  },
  'X-RateLimit-Reset': {
    always: false,
    schema: count,
    en: 'The same for old clients: Unix seconds of the end of the window',
    th: 'แบบเดิม: เวลาสิ้นสุดช่วง เป็นวินาทีแบบ Unix',
  },
  'X-Server-Time': {
    always: true,
    schema: { type: 'string', format: 'date-time' },
    en: 'Up to when the answer is whole: updated_since of the next question, once all pages are read',
    th: 'คำตอบครบถึงเวลานี้ ใช้เป็น updated_since ครั้งต่อไปเมื่ออ่านครบทุกหน้า',
  },
  'X-Next-Cursor': {
    always: false,
    schema: text,
    en: 'cursor of the next page; in sync mode also at the end',
    th: 'cursor ของหน้าถัดไป เมื่อคัดลอกจะมีแม้ที่ท้ายรายการ',
  },
  Link: {
    always: false,
    schema: text,
    en: '<address of the next page>; rel="next", while there is more',
    th: '<ที่อยู่ของหน้าถัดไป>; rel="next" มีเมื่อยังมีหน้าต่อไป',
  },
  Location: {
    always: true,
    schema: { type: 'string', format: 'uri-reference' },
    en: 'Address of what was made, or of what tells how far it is; a path with that of this program before it',
    th: 'ที่อยู่ของสิ่งที่เกิดขึ้น หรือที่ใช้ถามความคืบหน้า เป็นพาธที่รวมพาธของโปรแกรมแล้ว',
  },
  ETag: {
    always: true,
    schema: text,
    en: 'Version of the case, for If-Match and If-None-Match',
    th: 'version ของเรื่อง ใช้กับ If-Match และ If-None-Match',
  },
  'Idempotent-Replayed': {
    always: false,
    schema: { type: 'string', const: 'true' },
    en: 'This is the answer of the first call with the same Idempotency-Key; nothing was done again',
    th: 'เป็นคำตอบของครั้งแรกที่ใช้ Idempotency-Key นี้ ไม่ได้ทำซ้ำ',
  },
  'Content-Disposition': {
    always: true,
    schema: text,
    en: 'attachment with the name of the file',
    th: 'attachment พร้อมชื่อไฟล์',
  },
  'Set-Cookie': {
    always: true,
    schema: text,
    en: 'The cookie HELPLINE_SESSION_ID, or its end',
    th: 'คุกกี้ HELPLINE_SESSION_ID หรือการสิ้นสุดของคุกกี้',
  },
  'Retry-After': {
    always: false,
    schema: { type: 'integer', minimum: 1 },
    en: 'Seconds to wait before the call is made again: with every 429, with 409 in-progress, and with 503 where it passes by itself',
    th: 'รอกี่วินาทีก่อนเรียกใหม่: ทุกคำตอบ 429, 409 in-progress และ 503 ที่หายได้เอง',
  },
  Allow: {
    always: false,
    schema: text,
    en: 'With 405: the methods that the address has',
    th: 'กับ 405: method ที่ที่อยู่นี้รับ',
  },
  'WWW-Authenticate': {
    always: false,
    schema: text,
    en: 'With 401: Bearer',
    th: 'กับ 401: Bearer',
  },
} as const satisfies Readonly<Record<string, AnswerHeader>>;

type HeaderName = keyof typeof answerHeaders;

const counted = [
  'RateLimit-Policy',
  'RateLimit',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
] as const satisfies readonly HeaderName[];

/** Each header once, for answers to name. */
export function headerComponents(): Json {
  const headers: Readonly<Record<string, AnswerHeader>> = answerHeaders;
  return Object.fromEntries(
    Object.entries(headers).map(([name, { always, schema, ...meaning }]) => [
      name,
      { required: always, schema, ...meaningOf(meaning) },
    ]),
  );
}

const named = (names: readonly HeaderName[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** Headers of a success; a Location comes only with what was made or begun. */
export function successHeaders({ query, headers, sends = [] }: ApiAddress, status: string): Json {
  const isMade = status === '201' || status === '202';
  const isList = query !== undefined && 'cursor' in query.shape;
  return named([
    'X-Request-Id',
    ...(isList ? (['X-Server-Time', 'X-Next-Cursor', 'Link'] as const) : []),
    ...sends.filter((name) => name !== 'Location' || isMade),
    ...(headers?.includes('Idempotency-Key') ? (['Idempotent-Replayed'] as const) : []),
    ...counted,
  ]);
}

export const problemHeaders: Json = named([
  'X-Request-Id',
  'Retry-After',
  'Allow',
  'WWW-Authenticate',
  ...counted,
]);
