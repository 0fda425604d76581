import type { WordGroup } from './word-group.js';

/** The connector to OpenCHS: its settings. */
export const openchsWords = {
  'settings-openchs.title': { th: 'OpenCHS', en: 'OpenCHS' },
  'settings-openchs.intro': {
    th: 'เปิดเคสติดตามในระบบ OpenCHS ของหน่วยงานอื่น เมื่อรายการติด C ตามรหัสที่เลือก ปิดอยู่จนกว่าจะเปิดเอง',
    en: 'Opens a follow-up case in the OpenCHS of another office when a claim is denied with a code you choose. Off until you switch it on',
  },
  'settings-openchs.on': { th: 'ส่งอยู่', en: 'Sending' },
  'settings-openchs.off': { th: 'ไม่ส่ง', en: 'Not sending' },
  'settings-openchs.target': { th: 'ปลายทาง', en: 'Where to' },
  'settings-openchs.office': { th: 'ผู้แจ้งและหมวด', en: 'Who reports, and as what' },
  'settings-openchs.rules': { th: 'ส่งเมื่อใด', en: 'What is sent when' },
  'settings-openchs.OPENCHS_PROFILE': { th: 'แบบการเชื่อม', en: 'Profile' },
  'settings-openchs.OPENCHS_PROFILE_hint': {
    th: 'กดทดสอบ ระบบบอกให้ว่าปลายทางเป็นแบบใด',
    en: 'Press test: it names what the other side looks like',
  },
  'settings-openchs.choice_off': { th: 'ยังไม่เลือก', en: 'None yet' },
  'settings-openchs.choice_documented': { th: 'ตามคู่มือ API (คีย์)', en: 'As documented (API key)' },
  'settings-openchs.choice_native': { th: 'ดั้งเดิม (ชื่อและรหัสผ่าน)', en: 'Native (user and password)' },
  'settings-openchs.choice_gateway': { th: 'ผ่าน gateway (รหัสทางอีเมล)', en: 'Gateway (code by mail)' },
  'settings-openchs.choice_resolved': { th: 'แก้ไขแล้ว', en: 'Resolved' },
  'settings-openchs.choice_closed': { th: 'ปิดแล้ว', en: 'Closed' },
  'settings-openchs.OPENCHS_BASE_URL': { th: 'ที่อยู่', en: 'Address' },
  'settings-openchs.OPENCHS_BASE_URL_hint': {
    th: 'https://… · เครือข่ายภายในต้องอยู่ใน OPENCHS_ALLOWED_NETWORKS',
    en: 'https://… · inner networks must stand in OPENCHS_ALLOWED_NETWORKS',
  },
  'settings-openchs.OPENCHS_CREDENTIAL': { th: 'รหัส', en: 'Credential' },
  'settings-openchs.OPENCHS_CREDENTIAL_hint': {
    th: 'คีย์ API · ชื่อ:รหัสผ่าน (บทบาทหัวหน้างาน) · หรือโทเคนของ gateway เก็บแบบเข้ารหัส',
    en: 'API key · user:password (of a supervisor) · or the gateway’s token; kept encrypted',
  },
  'settings-openchs.kept': { th: 'บันทึกไว้แล้ว เว้นว่างเพื่อใช้ต่อ', en: 'Saved; leave empty to keep it' },
  'settings-openchs.OPENCHS_OFFICE_NAME': { th: 'ชื่อสำนักงาน', en: 'Office' },
  'settings-openchs.OPENCHS_OFFICE_NAME_hint': {
    th: 'ผู้แจ้งคือสำนักงานนี้เสมอ ไม่ใช่ผู้ป่วย',
    en: 'This office reports every case, never a patient',
  },
  'settings-openchs.OPENCHS_OFFICE_PHONE': { th: 'โทรศัพท์สำนักงาน', en: 'Telephone of the office' },
  'settings-openchs.OPENCHS_OFFICE_PHONE_hint': { th: 'เช่น +6621234567', en: 'e.g. +6621234567' },
  'settings-openchs.OPENCHS_OFFICE_EMAIL': { th: 'อีเมลสำนักงาน', en: 'Mail of the office' },
  'settings-openchs.OPENCHS_OFFICE_EMAIL_hint': {
    th: 'ไม่บังคับ ยกเว้น gateway ซึ่งส่งรหัสมาที่นี่',
    en: 'Optional, but for the gateway, which sends its code there',
  },
  'settings-openchs.OPENCHS_ORGANISATION': { th: 'ชื่อองค์กรที่ gateway', en: 'Organisation at the gateway' },
  'settings-openchs.OPENCHS_ORGANISATION_hint': { th: 'เฉพาะแบบ gateway', en: 'For the gateway alone' },
  'settings-openchs.OPENCHS_CATEGORY': { th: 'หมวดของเคส', en: 'Category of cases' },
  'settings-openchs.OPENCHS_CATEGORY_hint': {
    th: 'คำ เช่น denial · แบบดั้งเดิมใช้รหัสหมวดของที่นั่น',
    en: 'A word, e.g. denial · native: the id of a category there',
  },
  'settings-openchs.OPENCHS_SEX_ID': { th: 'รหัสเพศของผู้แจ้ง', en: 'Id of the reporter’s sex' },
  'settings-openchs.OPENCHS_SEX_ID_hint': { th: 'เฉพาะแบบดั้งเดิม', en: 'Native alone' },
  'settings-openchs.OPENCHS_AGE_GROUP_ID': { th: 'รหัสช่วงอายุของผู้แจ้ง', en: 'Id of the reporter’s age group' },
  'settings-openchs.OPENCHS_AGE_GROUP_ID_hint': { th: 'เฉพาะแบบดั้งเดิม', en: 'Native alone' },
  'settings-openchs.OPENCHS_DENY_CODES': { th: 'รหัส C ที่เปิดเคส', en: 'Deny codes that open a case' },
  'settings-openchs.OPENCHS_DENY_CODES_hint': {
    th: 'คั่นด้วยจุลภาค เช่น 305,C12 · ว่างคือไม่เปิดเคส',
    en: 'With commas between, e.g. 305,C12 · empty opens none',
  },
  'settings-openchs.OPENCHS_SYNC_MINUTES': { th: 'อ่านสถานะทุกกี่นาที', en: 'Minutes between two readings' },
  'settings-openchs.OPENCHS_SYNC_MINUTES_hint': { th: '1 ถึง 1440', en: '1 to 1440' },
  'settings-openchs.OPENCHS_CLOSING_STATUS': { th: 'สถานะที่นี่ที่ถือว่าจบ', en: 'Status here that counts as done' },
  'settings-openchs.OPENCHS_CLOSING_STATUS_hint': {
    th: 'ใช้เมื่อเลือกปิดเคสปลายทางด้วย',
    en: 'Used where the case there is to be closed too',
  },
  'settings-openchs.OPENCHS_CLOSE_REMOTE': {
    th: 'ปิดเคสที่ OpenCHS ด้วยเมื่อจบที่นี่',
    en: 'Close the case at OpenCHS too once it is done here',
  },
  'settings-openchs.OPENCHS_SEND_TEXT': {
    th: 'ส่งข้อความที่คนเขียนในเคสด้วย (ตัดเลขประชาชน ชื่อ HN AN ออกก่อน)',
    en: 'Send what people wrote in the case too (ids, names, HN and AN are taken out first)',
  },
  'settings-openchs.OPENCHS_ENABLED': { th: 'เปิดการส่ง', en: 'Send' },
  'settings-openchs.later_only': {
    th: 'ส่งเฉพาะรายการที่นำเข้าหลังเปิด รายการเดิมไม่ถูกส่ง',
    en: 'Only what is imported from then on is sent, nothing earlier',
  },
  'settings-openchs.test': { th: 'บันทึกและทดสอบการเชื่อม', en: 'Save and test the connection' },
  'settings-openchs.tested': {
    th: 'เชื่อมต่อได้ ปลายทางเป็นแบบ {profile}',
    en: 'It works: the other side speaks {profile}',
  },
  'settings-openchs.until': { th: 'รหัสใช้ได้ถึง {at}', en: 'The credential holds until {at}' },
  'settings-openchs.seen_other': {
    th: 'ปลายทางเป็นแบบ {seen} แต่ตั้งไว้เป็น {set}',
    en: 'The other side speaks {seen}, but {set} is set',
  },
  'settings-openchs.seen_none': {
    th: 'ปลายทางไม่ตอบอย่าง OpenCHS',
    en: 'The other side does not answer like OpenCHS',
  },
  'settings-openchs.seen_more': {
    th: 'แก้ที่อยู่หรือแบบการเชื่อม แล้วทดสอบใหม่',
    en: 'Correct address or profile and test again',
  },
  'settings-openchs.gateway': {
    th: 'gateway ไม่ตรวจซ้ำและใครก็อ่านสถานะได้ จึงไม่ส่งข้อมูลบุคคล · กรอกอีเมลและชื่อองค์กร ขอรหัส แล้วใส่รหัสที่ได้ทางอีเมล',
    en: 'The gateway knows no repeats, and anybody can read a case’s status there: no person’s data is sent. Fill in mail and organisation, ask for the code, then enter what came by mail',
  },
  'settings-openchs.otp': { th: 'รหัสจากอีเมล', en: 'Code from the mail' },
  'settings-openchs.ask_code': { th: 'บันทึกและขอรหัส', en: 'Save and ask for the code' },
  'settings-openchs.take_code': { th: 'ใช้รหัสนี้', en: 'Use this code' },
  'settings-openchs.code_sent': { th: 'gateway ส่งรหัสไปทางอีเมลแล้ว', en: 'The gateway mailed the code' },
  'settings-openchs.code_taken': {
    th: 'ได้โทเคนแล้ว เก็บแบบเข้ารหัส',
    en: 'The token came and is kept encrypted',
  },
  'settings-openchs.unverified': {
    th: 'ไม่ได้ตรวจใบรับรองของ OpenCHS',
    en: 'The certificate of OpenCHS is not checked',
  },
  'settings-openchs.unverified_more': {
    th: 'OPENCHS_VERIFY_TLS ปิดอยู่ ใครที่อยู่ระหว่างทางอ่านรหัสได้ เปิดกลับก่อนใช้จริง',
    en: 'OPENCHS_VERIFY_TLS is off: whoever sits in between can read the credential. Switch it on before real use',
  },
  'settings-openchs.sample': { th: 'สิ่งที่จะส่ง', en: 'What is sent' },
  'settings-openchs.sample_text': {
    th: 'ตัวอย่างจากรายการสมมติ ไม่มีชื่อ เลขประชาชน HN หรือ AN',
    en: 'Of an invented claim. No name, citizen id, HN or AN is in it',
  },
  'settings-openchs.sample_none': { th: 'เลือกแบบการเชื่อมก่อน', en: 'Choose a profile first' },
} as const satisfies WordGroup;
