import { networks, oneOf, onOff, secret, text, webAddress, wholeNumber } from './kinds.js';
import type { SettingGroup } from './setting.js';

const savable = true;
const number = /^\d{1,9}$/;
const wantedNumber = { th: 'ต้องเป็นตัวเลข', en: 'it must be a number' };
const mail = /^[^\s@,<>]+@[^\s@,<>]+$/;

/** OpenCHS, a case system of a neighbour: nothing is sent while it is off. */
export const openchsSettings = {
  OPENCHS_ENABLED: onOff(false, {
    th: 'ส่งเคสของรายการที่ติด C ไป OpenCHS',
    en: 'Send cases of denied claims to OpenCHS',
    savable,
  }),
  OPENCHS_PROFILE: oneOf(['off', 'documented', 'native', 'gateway'] as const, 'off', {
    th: 'แบบการเชื่อม OpenCHS',
    en: 'Profile of the OpenCHS connector',
    savable,
  }),
  OPENCHS_BASE_URL: webAddress({ th: 'ที่อยู่ของ OpenCHS', en: 'Address of OpenCHS', savable }),
  OPENCHS_CREDENTIAL: secret({
    th: 'รหัสของ OpenCHS: คีย์ (documented), ชื่อ:รหัสผ่าน (native) หรือโทเคน (gateway)',
    en: 'Credential of OpenCHS: key (documented), user:password (native) or token (gateway)',
    savable,
  }),
  OPENCHS_CATEGORY: text({
    th: 'หมวดของเคสที่ OpenCHS: คำ หรือรหัสหมวด (native)',
    en: 'Category of cases at OpenCHS: a word, or its id there (native)',
    standard: 'denial',
    shape: /^[\p{L}\p{N} _-]{1,64}$/u,
    wanted: { th: 'ต้องเป็นคำสั้น ๆ หรือตัวเลข', en: 'it must be a short word or a number' },
    savable,
  }),
  OPENCHS_SEX_ID: text({
    th: 'รหัสเพศของผู้แจ้งที่ OpenCHS (native)',
    en: 'Id of the reporter’s sex at OpenCHS (native)',
    example: '121',
    shape: number,
    wanted: wantedNumber,
    savable,
  }),
  OPENCHS_AGE_GROUP_ID: text({
    th: 'รหัสช่วงอายุของผู้แจ้งที่ OpenCHS (native)',
    en: 'Id of the reporter’s age group at OpenCHS (native)',
    example: '361',
    shape: number,
    wanted: wantedNumber,
    savable,
  }),
  OPENCHS_OFFICE_NAME: text({
    th: 'ชื่อสำนักงานที่แจ้งเคส ไม่ใช่ชื่อผู้ป่วย',
    en: 'Name of the reporting office, never of a patient',
    example: 'ศูนย์จัดเก็บรายได้ รพ.ทดสอบ',
    savable,
  }),
  OPENCHS_OFFICE_PHONE: text({
    th: 'โทรศัพท์ของสำนักงาน',
    en: 'Telephone of the office',
    example: '+6621234567',
    shape: /^\+[1-9]\d{7,14}$/,
    wanted: { th: 'ต้องขึ้นต้นด้วย + และรหัสประเทศ', en: 'it must be + and the number with its country code' },
    savable,
  }),
  OPENCHS_OFFICE_EMAIL: text({
    th: 'อีเมลของสำนักงาน และที่รับรหัสของ gateway',
    en: 'Mail of the office; the gateway sends its code there',
    example: 'claims@hospital.example',
    shape: mail,
    wanted: { th: 'ต้องเป็นที่อยู่อีเมล', en: 'it must be a mail address' },
    savable,
  }),
  OPENCHS_ORGANISATION: text({
    th: 'ชื่อองค์กรที่ลงทะเบียนกับ gateway',
    en: 'Name of the organisation as the gateway knows it',
    savable,
  }),
  OPENCHS_DENY_CODES: text({
    th: 'รหัส C ที่เปิดเคส คั่นด้วยจุลภาค',
    en: 'Deny codes that open a case, with commas between',
    example: '305,C12',
    shape: /^[A-Za-z0-9-]{1,20}(\s*,\s*[A-Za-z0-9-]{1,20})*$/,
    wanted: { th: 'ต้องเป็นรหัส คั่นด้วยจุลภาค', en: 'it must be codes with commas between' },
    savable,
  }),
  OPENCHS_CLOSE_REMOTE: onOff(false, {
    th: 'ปิดเคสที่ OpenCHS ด้วยเมื่อเคสที่นี่จบ',
    en: 'Close the case at OpenCHS too once it is done here',
    savable,
  }),
  OPENCHS_CLOSING_STATUS: oneOf(['resolved', 'closed'] as const, 'resolved', {
    th: 'สถานะที่นี่ที่ถือว่าจบ',
    en: 'Status here that counts as done',
    savable,
  }),
  OPENCHS_SEND_TEXT: onOff(false, {
    th: 'ส่งข้อความที่คนเขียนในเคสด้วย',
    en: 'Send what people wrote in the case as well',
    savable,
  }),
  OPENCHS_SYNC_MINUTES: wholeNumber(5, 1, 1440, {
    th: 'อ่านสถานะจาก OpenCHS ทุกกี่นาที',
    en: 'Minutes between two readings of status from OpenCHS',
    savable,
  }),
  OPENCHS_ALLOWED_NETWORKS: networks([], {
    th: 'เครือข่ายภายในที่ต่อ OpenCHS ได้',
    en: 'Private networks in which OpenCHS may stand',
  }),
  OPENCHS_VERIFY_TLS: onOff(true, {
    th: 'ตรวจใบรับรองของ OpenCHS; off ใช้เฉพาะตอนทดลอง',
    en: 'Check the certificate of OpenCHS; off for trials only',
  }),
} as const satisfies SettingGroup;
