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
    th: 'คำตอบที่ผิดพลาดเป็น application/problem+json ช่อง type คือที่อยู่ของหน้าที่อธิบายทั้งไทยและอังกฤษ ช่อง errors ระบุพารามิเตอร์ (parameter) ฟิลด์ (pointer) หรือหัวคำขอ (header) ที่ผิด ถ้าเรื่องนั้นเกี่ยวกับสิ่งเหล่านี้ แจ้ง request_id ให้ผู้ดูแลค้นในบันทึกได้',
    en: 'Errors are application/problem+json; type is the address of a page that explains it in Thai and English, and errors names the parameter, field (pointer) or header that is wrong, where it is about one. The administrator finds request_id in the log',
  },
  'help-api.begin_limits': {
    th: 'เรียกได้ 300 ครั้งต่อนาทีต่อคีย์ (ตั้งได้ที่คีย์) เกินแล้วตอบ 429 พร้อม Retry-After เป็นวินาที รอเท่านั้นแล้วเรียกใหม่ ไม่มีคีย์หรือคีย์ผิดได้ 30 ครั้งต่อนาทีต่อที่อยู่ ที่ต่างออกไป: GET cases/export กับ POST exports รวมกัน 6 ครั้งต่อนาที, health 60 ครั้งต่อนาทีต่อที่อยู่, sendOTP 5 ครั้งต่ออีเมลและ 20 ครั้งต่อที่อยู่ใน 15 นาที, เปลี่ยนกุญแจของปลายทางหนึ่งได้ 5 ครั้งใน 24 ชั่วโมง (429 รอได้นานถึงหนึ่งวัน) และไฟล์ที่ส่งออกพร้อมกันมีจำกัด (503 พร้อม Retry-After)',
    en: '300 calls a minute for a key (set with the key). Beyond it 429 with Retry-After in seconds: wait that long and repeat. Without a valid key 30 a minute for an address. Others: GET cases/export and POST exports together 6 a minute; health 60 a minute for an address; sendOTP 5 for a mail address and 20 for a caller’s address in 15 minutes; 5 changes of one endpoint’s secret in 24 hours (429, up to a day); and only so many exports are streamed at once (503 with Retry-After)',
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
  'help-api.lists_times': {
    th: 'ถ้าถามต่อด้วยเวลาแทน cursor ให้อ่านทุกหน้าของคำตอบ แล้วครั้งหน้าส่ง X-Server-Time ของหน้าใดก็ได้เป็น updated_since จะไม่มีการเปลี่ยนแปลงใดหล่นหาย แม้คำตอบนั้นอ่านแบบใหม่สุดก่อน ค่านี้คือเวลาที่คำตอบครบถึง ไม่ใช่เวลาปัจจุบัน (ดูที่ Date) ขาดไปเกิน 90 วัน หรือฐานข้อมูลถูกกู้คืน ให้คัดลอกใหม่ทั้งหมด: การถามด้วยเวลาไม่ตอบ 410 และไม่บอกแถวที่ถูกลบไปก่อนนั้นอีก',
    en: 'To go on by time instead of a cursor, read all pages of an answer and send the X-Server-Time of any of them as updated_since next time: no change is missed, also where that answer was the newest first. It is the instant up to which an answer is whole, not the time of day, which stands in Date. After more than 90 days away, or a restore, copy everything anew: a question by time is never 410, and rows that went before are told no longer',
  },
  'help-api.changes': { th: 'เปิดและแก้เรื่องติดตาม', en: 'Making and changing cases' },
  'help-api.changes_once': {
    th: 'ใส่หัวคำขอ Idempotency-Key (1 ถึง 255 ตัว ASCII) กับ POST ของ cases, cases/import, exports และ webhooks เมื่อไม่รู้ว่าคำขอไปถึงหรือไม่ ให้ส่งซ้ำด้วยคีย์เดิม: ภายใน 24 ชั่วโมงได้คำตอบเดิมพร้อม Idempotent-Replayed: true และไม่เกิดเรื่องที่สอง ครั้งแรกยังทำอยู่ตอบ 409 พร้อม Retry-After เนื้อหาไม่เหมือนเดิมตอบ 422',
    en: 'Send a header Idempotency-Key (1 to 255 ASCII characters) with the POST of cases, cases/import, exports and webhooks. Where you do not know whether a call arrived, send it again with the same key: within 24 hours you get the first answer, with Idempotent-Replayed: true, and there is no second case. While the first call still runs it is 409 with Retry-After; with another body 422',
  },
  'help-api.changes_merge': {
    th: 'PUT และ PATCH เหมือนกัน: ฟิลด์ที่ไม่ส่งคงเดิม ไม่มีค่าใดเปลี่ยนก็ไม่เพิ่ม version ฟิลด์ที่ว่างได้ ล้างได้แบบนี้ (ข้อความว่าง "" มีความหมายเดียวกัน)',
    en: 'PUT and PATCH are the same: fields that are not sent stay. Where no value changes, version stays too. A field that may be empty is emptied like this (an empty text "" says the same)',
  },
  'help-api.changes_version': {
    th: 'ETag คือ version ของเรื่อง ส่งกลับใน If-Match เมื่อแก้: ถ้ามีคนแก้ไปก่อนตอบ 412 ให้อ่านใหม่แล้วค่อยแก้ (แบบอ่อน W/"3" ที่พร็อกซีบีบอัดทำขึ้นไม่นับ ให้เขียน version เองเป็น "3") ส่งใน If-None-Match เมื่ออ่าน: ไม่เปลี่ยนตอบ 304 ไม่ใส่ If-Match การแก้คนละฟิลด์พร้อมกันอยู่ครบทั้งคู่',
    en: 'ETag is the version of a case. Send it as If-Match with a change: where somebody was faster it is 412; read again, then change. (A weak one such as W/"3", which a compressing proxy makes of it, never counts: write version yourself, "3".) As If-None-Match with a read it spares the body (304). Without If-Match two changes of different fields both stay',
  },
  'help-api.changes_import': {
    th: 'หลายเรื่องเป็น CSV ไปที่ POST cases/import เป็นเนื้อหา text/csv หรือฟอร์มที่มีช่อง file ช่องเดียว (ตัวเลือกอยู่ในที่อยู่) ไม่เกิน 50 MiB และ 200,000 แถว หัวคอลัมน์เรียงอย่างไรก็ได้: {columns} ต้องมี title เลขเรื่องที่มีอยู่คือการแก้ เลขว่างคือเรื่องใหม่ dry_run=true บอกผลโดยไม่เก็บ mode=all_or_nothing ไม่เก็บเลยถ้ามีแถวเสีย on_existing=skip ข้ามเรื่องที่มีแล้ว ไฟล์เกิน 2 MiB หรือ Prefer: respond-async ตอบ 202 ให้ถาม Location จน status เป็น completed หรือ failed ช่องว่างล้างฟิลด์นั้น category ที่ว่างเป็น other และ priority ที่ว่างเป็น medium แม้เป็นเรื่องที่มีอยู่แล้ว',
    en: 'Many cases come as CSV by POST cases/import, as a body text/csv or as the only field, file, of a form (options stand in the address); at most 50 MiB and 200,000 rows. Columns in any order: {columns}; title must be there. A case_number that exists changes that case, a blank one makes a new case. dry_run=true tells what would come of it and stores nothing, mode=all_or_nothing stores none where a row is refused, on_existing=skip leaves cases that exist. A file over 2 MiB, or Prefer: respond-async, is answered 202: ask its Location until its status is completed or failed. A blank cell clears a field; a blank category is other, a blank priority medium, of a case that exists too',
  },
  'help-api.changes_export': {
    th: 'เอาออกทั้งหมด: POST exports แล้วถาม GET exports/รหัส จน state เป็น done (หรือ failed) จึงอ่าน exports/รหัส/file หรือ GET cases/export ได้ทันที บน {native} ต้องบอก reason ทุกครั้งถูกบันทึก',
    en: 'To take cases out: POST exports, ask GET exports/ID until its state is done (or failed), then read exports/ID/file; or GET cases/export at once. {native} wants a reason; each export is recorded',
  },
  'help-api.compat': { th: 'ระบบที่เขียนไว้สำหรับ OpenCHS', en: 'Clients written for OpenCHS' },
  'help-api.compat_what': {
    th: 'ใต้ {compat} มี health, sendOTP, verifyOTP, logout, cases, cases/import, cases/export และ exports อย่างอื่นตอบ 404 ไม่มี DELETE',
    en: 'Below {compat} there are health, sendOTP, verifyOTP, logout, cases, cases/import, cases/export and exports; anything else is 404. There is no DELETE',
  },
  'help-api.compat_lists': {
    th: 'รายการเป็นอาร์เรย์เปล่า ๆ หน้าถัดไปอยู่ในหัวคำตอบ Link rel="next" และ X-Next-Cursor แถวที่ถูกลบไม่ถูกแจ้ง',
    en: 'A list is a bare array; the next page stands in the headers Link, rel="next", and X-Next-Cursor. Rows that are gone are not told',
  },
  'help-api.compat_times': {
    th: 'เวลาที่ไม่บอกเขตเวลา อ่านเป็นเวลา {tz} ของเซิร์ฟเวอร์ บน {native} ตอบ 400 ผู้ที่ถามเป็นรอบ ให้จดเวลาก่อนส่งคำขอ หรือดีกว่านั้นใช้ X-Server-Time ของคำตอบก่อนที่อ่านครบทุกหน้า',
    en: 'A time without an offset is read as the server’s own, {tz}; {native} answers 400. Who asks again and again takes the time before the request, or better X-Server-Time of the answer before, all pages of which were read',
  },
  'help-api.compat_old': {
    th: 'ระบบเก่าที่แก้ไม่ได้: ตั้งที่คีย์ได้ว่าให้ถอย updated_since กี่วินาที (overlap_s) และให้ถือว่าการเปิดเรื่องที่เหมือนกันภายในกี่วินาทีเป็นครั้งเดียวกัน (dedupe_window_s)',
    en: 'For a client that cannot be changed two options are set with its key: overlap_s takes seconds off every updated_since, dedupe_window_s takes an equal create within so many seconds for the same one',
  },
  'help-api.his': { th: 'เคลมกับระบบของโรงพยาบาล (HIS)', en: 'Claims and the hospital’s own system (HIS)' },
  'help-api.his_denials': {
    th: 'GET /api/v1/denials คือเคลมที่ไม่ผ่านตอนนี้ พร้อมความหมายของรหัส วิธีแก้ และเรื่องติดตามที่เปิดไว้แล้ว',
    en: 'GET /api/v1/denials has the claims that are denied now, with what their codes mean, what to do, and the cases on them',
  },
  'help-api.his_match': {
    th: 'POST /api/v1/reconciliation/match บอกว่าเคลมใดคือ visit ใด ครั้งละไม่เกิน 1,000: {"matches":[{"tran_id":"999000123","his_vn":"690105-0417"}]} ส่งซ้ำไม่เปลี่ยนอะไร เลขอื่นของเคลมที่จับคู่แล้วเป็น conflict เว้นแต่ "replace":true ต้องมีสิทธิ claims:write อ่านกลับได้จาก GET /api/v1/claims/999000123 ช่อง his_vn และ his_matched_at',
    en: 'POST /api/v1/reconciliation/match says which visit a claim is, at most 1,000 a call: {"matches":[{"tran_id":"999000123","his_vn":"690105-0417"}]}. The same again changes nothing; another visit for a matched claim is a conflict unless "replace":true. It needs claims:write. GET /api/v1/claims/999000123 tells it again: his_vn and his_matched_at',
  },
  'help-api.his_status': {
    th: 'GET /api/v1/reconciliation/his-status?from=2026-01-01&to=2026-02-01 บอกว่าจับคู่แล้วกี่ราย วัน to ไม่นับ',
    en: 'GET /api/v1/reconciliation/his-status?from=2026-01-01&to=2026-02-01 tells how many are matched; the day to does not count',
  },
  'help-api.his_persons': {
    th: 'HN, AN, เลขประจำตัวประชาชน และชื่อ มากับเคลมเมื่อคีย์มีสิทธิ claims:identifiers และขอด้วย include=identifiers เท่านั้น ทุกคำตอบเช่นนั้นถูกบันทึก',
    en: 'HN, AN, citizen id and name come with claims only where the key has claims:identifiers and asks by include=identifiers; each such answer is recorded',
  },
  'help-api.hooks': { th: 'รับเว็บฮุก', en: 'Receiving webhooks' },
  'help-api.hooks_make': {
    th: 'เพิ่มปลายทางที่หน้าตั้งค่า หรือ POST /api/v1/webhooks แล้วเก็บกุญแจ whsec_ ที่แสดงครั้งเดียว รูปแบบเป็นไปตาม Standard Webhooks 1.0',
    en: 'Add an endpoint on the settings page or by POST /api/v1/webhooks, and keep the secret whsec_… that is shown once. The form is that of Standard Webhooks 1.0',
  },
  'help-api.hooks_events': {
    th: 'ขอได้ทั้งกลุ่ม (case.*) หรือทีละอย่าง ข้างล่างบอกทุกเหตุการณ์และทุกฟิลด์ ข้อความมีเพียงเลข รหัส จำนวนเงิน และ url ให้ไปอ่านต่อ ไม่มีชื่อหรือเลขของบุคคล ปลายทางในเครือข่ายของโรงพยาบาลต้องอยู่ใน WEBHOOK_ALLOWED_NETWORKS ก่อน นอกนั้นใช้ https เท่านั้น ข้อความหนึ่งมีรูปเช่นนี้',
    en: 'Ask for whole groups (case.*) or for single events; each stands below with its fields. A message has numbers, codes, amounts and a url to read on, no name or number of a person. An endpoint in the hospital’s own network must stand in WEBHOOK_ALLOWED_NETWORKS first; any other is https alone. A message looks like this',
  },
  'help-api.hooks_check': {
    th: 'ตรวจลายเซ็นกับไบต์ดิบของเนื้อหา ก่อนอ่าน JSON และไม่รับเวลาที่ต่างเกิน 300 วินาที หลังเปลี่ยนกุญแจมีมากกว่าหนึ่งลายเซ็นอยู่ 24 ชั่วโมง คั่นด้วยช่องว่าง ตรงหนึ่งก็พอ',
    en: 'Check the signature over the raw bytes of the body, before JSON is read, and refuse times more than 300 seconds away. For 24 hours after a change of secrets there is more than one signature, with blanks between; one that fits is enough',
  },
  'help-api.hooks_hub': {
    th: 'ระบบที่ตรวจแบบ X-Hub-Signature-256 เท่านั้น: เปิด hub_signature ที่ปลายทาง หัวนี้คือ sha256= ตามด้วยเลขฐานสิบหกของ HMAC-SHA256 ของเนื้อหาอย่างเดียว กุญแจคือข้อความ whsec_… ทั้งข้อความ (ไม่ถอด base64) หลังเปลี่ยนกุญแจใช้กุญแจใหม่ทันที กุญแจเดิมไม่ลงลายเซ็นนี้อีก',
    en: 'For a system that checks X-Hub-Signature-256 alone: switch hub_signature on. It is sha256= and the hex of HMAC-SHA256 over the body alone, keyed by the whole text whsec_… as it is (not decoded). After a change of secrets the new one signs it at once, and that of before no longer',
  },
  'help-api.hooks_answer': {
    th: 'ตอบ 2xx ภายใน 15 วินาที แล้วค่อยทำงานต่อ ตอบอย่างอื่นจะส่งซ้ำอีก 9 ครั้งในกว่า 3 วัน 429 หรือ 503 พร้อม Retry-After คือขอให้รอ 410 คือเลิกรับ',
    en: 'Answer 2xx within 15 seconds and work afterwards. Anything else is sent 9 times more over three days; 429 or 503 with Retry-After asks for patience, 410 ends it',
  },
  'help-api.hooks_twice': {
    th: 'ข้อความเดียวกันอาจมามากกว่าหนึ่งครั้ง และไม่เรียงลำดับ ใช้ webhook-id กันซ้ำ แล้วอ่านข้อมูลล่าสุดจาก url ในเนื้อหา ซึ่งอยู่ใต้ที่อยู่ของโปรแกรมนี้ แม้ที่อยู่นั้นมีพาธของตัวเอง url ของ nhso.login_failed เป็นหน้าเว็บสำหรับคน ไม่ใช่ API และ case.deleted ไม่มี url',
    en: 'A message may come more than once, and in any order: use webhook-id to tell repeats, and read what holds now from the url in the body, which stands below the address of this program, also where that has a path of its own. That of nhso.login_failed is a page for a person, not of the API, and case.deleted has none',
  },
  'help-api.hooks_catch_up': {
    th: 'พลาดไป? GET /api/v1/events?updated_since=… แล้วตาม next_cursor มีย้อนหลัง 30 วัน เหตุการณ์ claim.* จดไว้เฉพาะเมื่อมีปลายทางที่เปิดใช้และขอไว้ ถ้าไม่มีให้คัดลอกเคลมด้วยเคอร์เซอร์แทน',
    en: 'Missed some? GET /api/v1/events?updated_since=… and follow next_cursor; 30 days are kept. claim.* is written down only while an enabled endpoint wants it: who has none copies claims by cursor instead',
  },
  'help-api.hooks_fields': { th: 'ฟิลด์ใน data ของ', en: 'Fields of data of' },
  'help-api.hooks_message': { th: 'ตัวอย่างข้อความ', en: 'A message' },
  'help-api.hooks_receiver': {
    th: 'ตัวรับที่รันได้เลย (ตั้ง ECLAIM_WEBHOOK_SECRET เป็นกุญแจ whsec_…)',
    en: 'A receiver that runs as it is (set ECLAIM_WEBHOOK_SECRET to the secret whsec_…)',
  },
  'help-api.hooks_sample': { th: 'ตัวอย่างการตรวจลายเซ็น (Node.js)', en: 'Sample of the check (Node.js)' },
  'help-api.needs': { th: 'ต้องมี', en: 'Needs' },
  'help-api.needs_none': { th: 'เปิดให้ทุกคน', en: 'Open to everybody' },
  'help-api.needs_any': { th: 'คีย์หรือเซสชันใดก็ได้', en: 'Any key or session' },
  'help-api.needs_one_of': { th: 'สิทธิใดสิทธิหนึ่ง: {scopes}', en: 'One of {scopes}' },
  'help-api.at': { th: 'ที่อยู่', en: 'At' },
  'help-api.parameters': { th: 'พารามิเตอร์', en: 'Parameters' },
  'help-api.name': { th: 'ชื่อ', en: 'Name' },
  'help-api.header': { th: 'หัวคำขอ', en: 'header' },
  'help-api.kind': { th: 'ชนิด', en: 'Kind' },
  'help-api.meaning': { th: 'ความหมาย', en: 'Meaning' },
  'help-api.body': { th: 'เนื้อหาที่ส่ง', en: 'Body' },
  'help-api.answer_headers': { th: 'หัวคำตอบ', en: 'Headers of answers' },
  'help-api.answer': { th: 'คำตอบ {status}', en: 'Answer {status}' },
  'help-api.no_body': { th: 'ไม่มีเนื้อหา', en: 'no body' },
} as const satisfies WordGroup;
