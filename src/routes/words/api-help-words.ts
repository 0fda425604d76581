import type { WordGroup } from './word-group.js';

/** The pages that explain the API, and one problem each. */
export const apiHelpWords = {
  'help-problem.sub': {
    th: 'คำตอบของ API รหัสสถานะ HTTP {status}',
    en: 'Answer of the API, HTTP status {status}',
  },
  'help-problem.all': { th: 'ปัญหาทั้งหมด', en: 'All problems' },
  'help-api.title': { th: 'คู่มือ API', en: 'Guide to the API' },
  'help-api.sub': {
    th: 'ที่อยู่ทั้งหมดที่ระบบอื่นเรียกได้ ทำจากโปรแกรมรุ่นนี้เอง ใช้ได้โดยไม่ต้องต่ออินเทอร์เน็ต',
    en: 'Every address that other systems may call, made from this very program, without the internet',
  },
  'help-api.document': { th: 'เอกสาร OpenAPI 3.1', en: 'OpenAPI 3.1 document' },
  'help-api.keys': { th: 'คีย์ API', en: 'API keys' },
  'help-api.begin': { th: 'เริ่มต้น', en: 'To begin with' },
  'help-api.begin_key': {
    th: 'ผู้ดูแลสร้างคีย์ที่หน้าตั้งค่า หรือ key create แล้วส่งในหัวคำขอ X-API-Key หรือ Authorization: Bearer คีย์ใน URL ไม่ถูกอ่าน',
    en: 'An administrator makes a key on the settings page or by key create. Send it in the header X-API-Key, or as Authorization: Bearer. A key in the URL is never read',
  },
  'help-api.begin_otp': {
    th: 'คนเข้าใช้ได้ด้วยรหัสทางอีเมล เมื่อตั้งค่าเซิร์ฟเวอร์อีเมลแล้ว: POST sendOTP แล้ว POST verifyOTP ด้วยรหัส 6 ตัว คุกกี้ HELPLINE_SESSION_ID ที่ได้ใช้กับ API เท่านั้น การแก้ไขต้องส่ง Origin ของระบบนี้',
    en: 'People sign in by a mailed code, once a mail server is set: POST sendOTP, then POST verifyOTP with the six digits. The cookie HELPLINE_SESSION_ID opens the API alone; changes by it need our own Origin',
  },
  'help-api.begin_mounts': {
    th: 'ที่อยู่ของระบบนี้เริ่มด้วย {native} ระบบที่เขียนไว้สำหรับ OpenCHS ใช้ {compat} ทั้งสองเห็นข้อมูลเดียวกัน',
    en: 'Our own addresses begin with {native}; clients written for OpenCHS use {compat}. Both see the same rows',
  },
  'help-api.begin_views': {
    th: 'โปรแกรมรายงาน เช่น Power BI อ่านจากฐานข้อมูลได้โดยไม่ผ่าน API: คำสั่ง reporting พิมพ์ SQL ของผู้ใช้ฐานข้อมูลที่อ่านได้เพียงวิวรายวันแปดวิว ไม่มีชื่อหรือเลขของบุคคล ใช้ได้กับ PostgreSQL MySQL และ MariaDB',
    en: 'Programs for reports, such as Power BI, may read from the database itself, without the API: the command reporting prints the SQL of a database user that reads eight views by day, with no name or number of a person. On PostgreSQL, MySQL and MariaDB',
  },
  'help-api.begin_values': {
    th: 'จำนวนเงินเป็นข้อความทศนิยมสองตำแหน่ง เวลาเป็น ISO 8601 ปี ค.ศ. พร้อม +07:00 ละเอียดถึงไมโครวินาที เนื้อหาเป็น JSON แบบ UTF-8 ไม่เกิน 1 MiB พารามิเตอร์ที่ไม่รู้จักตอบ 400 ฟิลด์ที่ไม่รู้จักตอบ 422',
    en: 'Money is text with two decimals. Times are ISO 8601, Gregorian, with +07:00 and microseconds. Bodies are JSON in UTF-8, at most 1 MiB. An unknown parameter is 400, an unknown field 422',
  },
  'help-api.begin_problems': {
    th: 'คำตอบที่ผิดพลาดเป็น application/problem+json ช่อง type คือที่อยู่ของหน้าที่อธิบายทั้งไทยและอังกฤษ แจ้ง request_id ให้ผู้ดูแลค้นในบันทึกได้',
    en: 'Errors are application/problem+json; type is the address of a page that explains it in Thai and English. The administrator finds request_id in the log',
  },
  'help-api.begin_limits': {
    th: 'เรียกได้ 300 ครั้งต่อนาทีต่อคีย์ (ตั้งได้ที่คีย์) เกินแล้วตอบ 429 พร้อม Retry-After เป็นวินาที รอเท่านั้นแล้วเรียกใหม่ ไม่มีคีย์หรือคีย์ผิดได้ 30 ครั้งต่อนาทีต่อที่อยู่',
    en: '300 calls a minute for a key (set with the key). Beyond it 429 with Retry-After in seconds: wait that long and repeat. Without a valid key 30 a minute for an address',
  },
  'help-api.samples': { th: 'ตัวอย่างโปรแกรม', en: 'Programs to begin with' },
  'help-api.samples_key': {
    th: 'สร้างคีย์ด้วยสิทธิ์เท่าที่ตัวอย่างใช้ คีย์แสดงครั้งเดียว ถ้าใช้จาก clone ให้พิมพ์ npm run -s cli -- แทน eclaim-rep ถ้าใช้ฐานข้อมูลในตัวและระบบกำลังทำงาน ให้สร้างที่หน้าคีย์ API',
    en: 'Make a key with the rights that the programs need; it is shown once. From a clone the command is npm run -s cli -- instead of eclaim-rep; while the program runs on the embedded database, make the key on the page of the API keys',
  },
  'help-api.samples_settings': {
    th: 'บอกที่อยู่ของระบบนี้และคีย์ให้โปรแกรม ใส่คีย์จริงแทน ecr_…',
    en: 'Tell the programs the address and the key, yours instead of ecr_…',
  },
  'help-api.samples_run': {
    th: 'คัดลอกแล้วรันได้เลย ใช้เพียง curl, Node.js 20 ขึ้นไป หรือ Python 3.8 ขึ้นไป ไม่ต้องติดตั้งอะไรเพิ่ม การทดสอบของโปรแกรมรุ่นนี้รันตัวอย่างเหล่านี้ตามที่แสดง',
    en: 'Copy and run them: curl, Node.js 20 or Python 3.8 is all they need. The tests of this very version run them as they stand here',
  },
  'help-api.sample_cases': {
    th: 'เปิด อ่าน แก้ และค้นเรื่องติดตาม เคลมที่ไม่ผ่าน และตัวเลข',
    en: 'Open, read, change and find cases; denied claims; a figure',
  },
  'help-api.sample_copy': {
    th: 'คัดลอกเคลมทั้งหมด แล้วรับเฉพาะที่เปลี่ยน',
    en: 'Copy all claims, then fetch what changed',
  },
  'help-api.sample_denials': {
    th: 'เปิดเรื่องติดตามให้เคลมที่ไม่ผ่านซึ่งยังไม่มี',
    en: 'Open a case for each denied claim that has none',
  },
  'help-api.sample_sign_in': {
    th: 'ลงชื่อเข้าใช้ด้วยรหัสทางอีเมล (ตั้ง ECLAIM_EMAIL เป็นอีเมลของคุณ)',
    en: 'Sign in by a mailed code (set ECLAIM_EMAIL to your address)',
  },
  'help-api.lists': { th: 'รายการและการคัดลอก', en: 'Lists and copies' },
  'help-api.lists_pages': {
    th: 'รายการมาครั้งละ 1 ถึง 1,000 แถว (limit) ใหม่สุดก่อน ขอหน้าถัดไปด้วย cursor ที่ได้มา พร้อมตัวกรองเดิม จนกว่า has_more เป็น false',
    en: 'A list comes in pages of 1 to 1,000 rows (limit), the newest first. Ask for the next with the cursor of the answer and the same filters, until has_more is false',
  },
  'help-api.lists_copy': {
    th: 'คัดลอกเคลมหรือเรื่องติดตามทั้งหมด: เริ่มด้วย updated_since=1970-01-01T00:00:00Z แล้วตาม next_cursor การเปลี่ยนแปลงมาตามลำดับที่บันทึกเสร็จ เก่าสุดก่อน ไม่มีรายการใดหล่นหาย',
    en: 'To copy all claims or cases, begin with updated_since=1970-01-01T00:00:00Z and follow next_cursor. Changes come in the order in which they were committed, the oldest first, and none is missed',
  },
  'help-api.lists_later': {
    th: 'เมื่อถึงท้ายยังได้ next_cursor: เก็บไว้พร้อมข้อมูลที่คัดลอก แล้วถามต่อด้วย cursor นั้นภายหลัง แถวที่เปลี่ยนอีกครั้งมาอีกครั้งในฉบับใหม่ แถวที่ถูกลบมาเป็น {"object":"deleted"}',
    en: 'At the end next_cursor is given too: save it together with the copy and ask with it later. A row that changed again comes again in its newer version; one that is gone comes as {"object":"deleted"}',
  },
  'help-api.lists_filters': {
    th: 'คัดลอกโดยไม่ใส่ตัวกรอง: แถวที่พ้นตัวกรองไปแล้วจะไม่ถูกแจ้ง ตอบ 410 หมายถึงให้เริ่มคัดลอกใหม่ (cursor เก่ากว่า 90 วัน หรือฐานข้อมูลถูกกู้คืน)',
    en: 'Copy without filters: a row that leaves a filter is not announced. 410 means to copy everything anew: the cursor is older than 90 days, or the database was restored',
  },
  'help-api.hooks': { th: 'รับเว็บฮุก', en: 'Receiving webhooks' },
  'help-api.hooks_make': {
    th: 'เพิ่มปลายทางที่หน้าตั้งค่า หรือ POST /api/v1/webhooks แล้วเก็บกุญแจ whsec_ ที่แสดงครั้งเดียว รูปแบบเป็นไปตาม Standard Webhooks 1.0',
    en: 'Add an endpoint on the settings page or by POST /api/v1/webhooks, and keep the secret whsec_… that is shown once. The form is that of Standard Webhooks 1.0',
  },
  'help-api.hooks_check': {
    th: 'ตรวจลายเซ็นกับไบต์ดิบของเนื้อหา ก่อนอ่าน JSON และไม่รับเวลาที่ต่างเกิน 300 วินาที หลังเปลี่ยนกุญแจมีสองลายเซ็น คั่นด้วยช่องว่าง ตรงหนึ่งก็พอ',
    en: 'Check the signature over the raw bytes of the body, before JSON is read, and refuse times more than 300 seconds away. After a change of secrets there are two signatures with a blank between; one that fits is enough',
  },
  'help-api.hooks_answer': {
    th: 'ตอบ 2xx ภายใน 15 วินาที แล้วค่อยทำงานต่อ ตอบอย่างอื่นจะส่งซ้ำอีก 9 ครั้งในกว่า 3 วัน 429 หรือ 503 พร้อม Retry-After คือขอให้รอ 410 คือเลิกรับ',
    en: 'Answer 2xx within 15 seconds and work afterwards. Anything else is sent 9 times more over three days; 429 or 503 with Retry-After asks for patience, 410 ends it',
  },
  'help-api.hooks_twice': {
    th: 'ข้อความเดียวกันอาจมามากกว่าหนึ่งครั้ง และไม่เรียงลำดับ ใช้ webhook-id กันซ้ำ แล้วอ่านข้อมูลล่าสุดจาก url ในเนื้อหา',
    en: 'A message may come more than once, and in any order: use webhook-id to tell repeats, and read what holds now from the url in the body',
  },
  'help-api.hooks_catch_up': {
    th: 'พลาดไป? GET /api/v1/events?updated_since=… แล้วตาม next_cursor มีย้อนหลัง 30 วัน',
    en: 'Missed some? GET /api/v1/events?updated_since=… and follow next_cursor; 30 days are kept',
  },
  'help-api.hooks_sample': { th: 'ตัวอย่างการตรวจลายเซ็น (Node.js)', en: 'Sample of the check (Node.js)' },
  'help-api.needs': { th: 'ต้องมี', en: 'Needs' },
  'help-api.needs_none': { th: 'เปิดให้ทุกคน', en: 'Open to everybody' },
  'help-api.needs_any': { th: 'คีย์หรือเซสชันใดก็ได้', en: 'Any key or session' },
  'help-api.at': { th: 'ที่อยู่', en: 'At' },
  'help-api.parameters': { th: 'พารามิเตอร์', en: 'Parameters' },
  'help-api.name': { th: 'ชื่อ', en: 'Name' },
  'help-api.kind': { th: 'ชนิด', en: 'Kind' },
  'help-api.meaning': { th: 'ความหมาย', en: 'Meaning' },
  'help-api.body': { th: 'เนื้อหาที่ส่ง', en: 'Body' },
  'help-api.answer': { th: 'คำตอบ {status}', en: 'Answer {status}' },
  'help-api.no_body': { th: 'ไม่มีเนื้อหา', en: 'no body' },
} as const satisfies WordGroup;
