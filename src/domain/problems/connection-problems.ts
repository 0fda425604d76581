import type { ProblemGroup } from './problem.js';

/** HTTP statuses, time limits and the network on the way to NHSO. */
export const connectionProblems = {
  header_too_large: {
    th: [
      'ไฟร์วอลล์ของ สปสช. ปฏิเสธเพราะคุกกี้ใหญ่เกินไป',
      'ไฟล์ที่เคยได้ยังอยู่ครบ',
      'ระบบล้างคุกกี้และลองใหม่แล้ว รอสักครู่แล้วเริ่มอีกครั้ง',
    ],
    en: [
      'The firewall of NHSO refused too large a cookie header',
      'Files that came earlier are kept',
      'The cookies were cleaned and it was tried again; wait a while and start once more',
    ],
  },
  answer_head_too_large: {
    th: [
      'คำตอบของ {host} มีส่วนหัว (HTTP header) ยาวเกิน 256 KB จึงอ่านไม่ได้',
      'ไม่มีอะไรถูกบันทึกเป็นไฟล์ ไฟล์ที่เคยได้ยังอยู่ครบ',
      'ระบบจะลองใหม่ในรอบถัดไป ถ้ายังเป็นอยู่ให้แจ้งผู้ดูแลเครือข่ายหรือ สปสช.',
    ],
    en: [
      'The answer of {host} has HTTP headers of more than 256 KB and cannot be read',
      'Nothing was stored as a file, files that came earlier are kept',
      'The next run asks again; if it stays so, tell the network administrator or NHSO',
    ],
  },
  http_400: {
    th: ['สปสช. ตอบ HTTP 400 (คำขอไม่ถูกต้อง)', 'ไม่มีอะไรถูกบันทึกเป็นไฟล์', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: ['NHSO answered HTTP 400 (bad request)', 'Nothing was stored as a file', 'The next run asks again'],
  },
  http_401: {
    th: ['สปสช. ตอบ HTTP 401 (ต้องลงชื่อเข้าใช้)', 'ไม่มีอะไรถูกบันทึกเป็นไฟล์', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: [
      'NHSO answered HTTP 401 (sign-in needed)',
      'Nothing was stored as a file',
      'The next run asks again',
    ],
  },
  http_403: {
    th: ['สปสช. ตอบ HTTP 403 (ไม่อนุญาต หรือถามถี่เกินไป)', 'ไม่มีอะไรถูกบันทึกเป็นไฟล์', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: [
      'NHSO answered HTTP 403 (forbidden, or asked too fast)',
      'Nothing was stored as a file',
      'The next run asks again',
    ],
  },
  http_404: {
    th: ['สปสช. ตอบ HTTP 404 (ไม่พบ)', 'ไม่มีอะไรถูกบันทึกเป็นไฟล์', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: ['NHSO answered HTTP 404 (not found)', 'Nothing was stored as a file', 'The next run asks again'],
  },
  http_405: {
    th: ['สปสช. ตอบ HTTP 405 (ไม่รับวิธีนี้)', 'ไม่มีอะไรถูกบันทึกเป็นไฟล์', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: [
      'NHSO answered HTTP 405 (method not allowed)',
      'Nothing was stored as a file',
      'The next run asks again',
    ],
  },
  http_408: {
    th: ['สปสช. ตอบ HTTP 408 (หมดเวลา)', 'ไม่มีอะไรถูกบันทึกเป็นไฟล์', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: [
      'NHSO answered HTTP 408 (request timeout)',
      'Nothing was stored as a file',
      'The next run asks again',
    ],
  },
  http_429: {
    th: ['สปสช. ตอบ HTTP 429 (ถามถี่เกินไป)', 'ไม่มีอะไรถูกบันทึกเป็นไฟล์', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: [
      'NHSO answered HTTP 429 (asked too fast)',
      'Nothing was stored as a file',
      'The next run asks again',
    ],
  },
  http_500: {
    th: ['สปสช. ตอบ HTTP 500 (ขัดข้องภายใน)', 'ไม่มีอะไรถูกบันทึกเป็นไฟล์', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: [
      'NHSO answered HTTP 500 (internal fault)',
      'Nothing was stored as a file',
      'The next run asks again',
    ],
  },
  http_502: {
    th: ['สปสช. ตอบ HTTP 502 (เกตเวย์ขัดข้อง)', 'ไม่มีอะไรถูกบันทึกเป็นไฟล์', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: ['NHSO answered HTTP 502 (bad gateway)', 'Nothing was stored as a file', 'The next run asks again'],
  },
  http_503: {
    th: ['สปสช. ตอบ HTTP 503 (ไม่พร้อมให้บริการ)', 'ไม่มีอะไรถูกบันทึกเป็นไฟล์', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: ['NHSO answered HTTP 503 (not available)', 'Nothing was stored as a file', 'The next run asks again'],
  },
  http_504: {
    th: ['สปสช. ตอบ HTTP 504 (เกตเวย์หมดเวลา)', 'ไม่มีอะไรถูกบันทึกเป็นไฟล์', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: [
      'NHSO answered HTTP 504 (gateway timeout)',
      'Nothing was stored as a file',
      'The next run asks again',
    ],
  },
  http_other: {
    th: ['สปสช. ตอบ HTTP {status}', 'ไม่มีอะไรถูกบันทึกเป็นไฟล์', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: ['NHSO answered HTTP {status}', 'Nothing was stored as a file', 'The next run asks again'],
  },
  timeout_connect: {
    th: ['ต่อกับ {host} ไม่ได้ภายใน {seconds} วินาที', 'ไฟล์ที่เคยได้ยังอยู่ครบ', 'ตรวจอินเทอร์เน็ตและไฟร์วอลล์ของโรงพยาบาล'],
    en: [
      'No connection to {host} within {seconds} seconds',
      'Files that came earlier are kept',
      "Check the hospital's internet and firewall",
    ],
  },
  timeout_first_byte: {
    th: ['{host} ไม่ตอบภายใน {seconds} วินาที', 'ไฟล์ที่เคยได้ยังอยู่ครบ', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: [
      '{host} did not answer within {seconds} seconds',
      'Files that came earlier are kept',
      'The next run asks again',
    ],
  },
  timeout_idle: {
    th: ['{host} เงียบไปกลางทางเกิน {seconds} วินาที', 'ลบส่วนที่ไม่ครบแล้ว', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: [
      '{host} fell silent for {seconds} seconds in the middle',
      'The incomplete part was removed',
      'The next run asks again',
    ],
  },
  timeout_total: {
    th: [
      'ดาวน์โหลดจาก {host} ช้าเกิน {seconds} วินาที',
      'ลบส่วนที่ไม่ครบแล้ว',
      'ระบบจะลองใหม่ในรอบถัดไป หรือเพิ่ม NHSO_FILE_TIMEOUT_S',
    ],
    en: [
      'The answer of {host} took more than {seconds} seconds',
      'The incomplete part was removed',
      'The next run asks again, or raise NHSO_FILE_TIMEOUT_S',
    ],
  },
  reset: {
    th: ['{host} ตัดการเชื่อมต่อ', 'ลบส่วนที่ไม่ครบแล้ว', 'ระบบจะลองใหม่ในรอบถัดไป'],
    en: ['{host} cut the connection', 'The incomplete part was removed', 'The next run asks again'],
  },
  connection_refused: {
    th: ['{host} ไม่รับการเชื่อมต่อ', 'ไฟล์ที่เคยได้ยังอยู่ครบ', 'ตรวจที่อยู่ของ สปสช. ในหน้าตั้งค่า พร็อกซี และไฟร์วอลล์'],
    en: [
      '{host} refuses connections',
      'Files that came earlier are kept',
      'Check the NHSO address in the settings, the proxy and the firewall',
    ],
  },
  dns_failed: {
    th: ['หาที่อยู่ของ {host} ไม่พบ (DNS)', 'ไฟล์ที่เคยได้ยังอยู่ครบ', 'ตรวจอินเทอร์เน็ตและเซิร์ฟเวอร์ DNS ของเครื่อง'],
    en: [
      'The name {host} cannot be resolved (DNS)',
      'Files that came earlier are kept',
      'Check the internet connection and the DNS server of this machine',
    ],
  },
  tls_failed: {
    th: [
      'ใบรับรองของ {host} ตรวจไม่ผ่าน ({reason})',
      'ไฟล์ที่เคยได้ยังอยู่ครบ ไม่มีการส่งรหัสผ่าน',
      'เพิ่มใบรับรองกลางที่ขาดด้วย EXTRA_CA_FILE หรือ NODE_EXTRA_CA_CERTS',
    ],
    en: [
      'The certificate of {host} did not pass the check ({reason})',
      'Files that came earlier are kept; no password was sent',
      'Add the missing intermediate certificate with EXTRA_CA_FILE or NODE_EXTRA_CA_CERTS',
    ],
  },
  network_failed: {
    th: ['การเชื่อมต่อกับ {host} ล้มเหลว ({reason})', 'ไฟล์ที่เคยได้ยังอยู่ครบ', 'ตรวจเครือข่ายแล้วลองใหม่'],
    en: [
      'The connection to {host} failed ({reason})',
      'Files that came earlier are kept',
      'Check the network and try again',
    ],
  },
} as const satisfies ProblemGroup;
