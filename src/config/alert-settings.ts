import {
  networks,
  oneOf,
  secret,
  secretAddress,
  text,
  upstreamOrigin,
  webAddress,
  wholeNumber,
  wordList,
} from './kinds.js';
import type { SettingGroup } from './setting.js';

const savable = true;
const address = /^[^\s@,<>]+@[^\s@,<>]+$/;
const sender = /^([^@<>\r\n]+<[^\s@,<>]+@[^\s@,<>]+>|[^\s@,<>]+@[^\s@,<>]+)$/;

const addresses = new RegExp(`^${address.source.slice(1, -1)}(\\s*,\\s*${address.source.slice(1, -1)})*$`);
const wantedAddresses = {
  th: 'ต้องเป็นที่อยู่อีเมล คั่นด้วยจุลภาค',
  en: 'it must be mail addresses with commas between',
};

/** When alerts are raised, where they are sent, and what is called after good runs. */
export const alertSettings = {
  // A week holds working days even when a long holiday falls into it.
  NO_REP_ALERT_DAYS: wholeNumber(7, 0, 60, {
    th: 'เตือนเมื่อไม่มี REP ใหม่กี่วัน; 0 คือไม่เตือน',
    en: 'Days without a new REP until an alert; 0 for none',
    savable,
  }),
  ALERT_CHANNELS: wordList(['email', 'webhook', 'line'] as const, {
    th: 'ช่องทางที่ใช้ส่งการแจ้งเตือน เมื่อค่าครบ; none คือไม่ส่ง',
    en: 'Ways by which alerts are sent once their values are complete; none for no sending',
    savable,
  }),
  SMTP_URL: secretAddress(['smtp:', 'smtps:'], {
    th: 'เซิร์ฟเวอร์อีเมล',
    en: 'Mail server',
    example: 'smtps://user:password@mail.example.org',
    savable,
  }),
  SMTP_FROM: text({
    th: 'ผู้ส่งอีเมล',
    en: 'Sender of mails',
    example: 'eclaim@example.org',
    shape: sender,
    wanted: { th: 'ต้องเป็นที่อยู่อีเมล', en: 'it must be a mail address' },
    savable,
  }),
  ALERT_EMAIL: text({
    th: 'อีเมลรับแจ้งเตือน คั่นด้วยจุลภาคได้',
    en: 'Receivers of alerts by mail, with commas between',
    example: 'it@example.org',
    shape: addresses,
    wanted: wantedAddresses,
    savable,
  }),
  ALERT_WEBHOOK_URL: secretAddress(['https:', 'http:'], {
    th: 'ที่อยู่ webhook ที่รับแจ้งเตือน',
    en: 'Webhook that receives alerts',
    example: 'https://example.org/hooks/eclaim',
    savable,
  }),
  ALERT_WEBHOOK_SECRET: secret({
    th: 'กุญแจลงลายเซ็น webhook (whsec_…)',
    en: 'Key that signs the webhook (whsec_…)',
    example: 'whsec_(base64)',
    shape: /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/,
    wanted: {
      th: 'ต้องเป็น whsec_ ตามด้วย base64 อย่างน้อย 24 ไบต์',
      en: 'it must be whsec_ and base64 of at least 24 bytes',
    },
    savable,
  }),
  WEBHOOK_ALLOWED_NETWORKS: networks([], {
    th: 'เครือข่ายภายในที่ส่ง webhook ได้',
    en: 'Private networks that webhooks may reach',
  }),
  LINE_CHANNEL_TOKEN: secret({ th: 'โทเคนของ LINE Messaging', en: 'Token of LINE Messaging', savable }),
  LINE_TO: text({
    th: 'ผู้รับ LINE (รหัสผู้ใช้ กลุ่ม หรือห้อง)',
    en: 'Receiver at LINE (id of a user, group or room)',
    example: 'U4af4980629…',
    shape: /^[UCR][0-9a-f]{32}$/,
    wanted: {
      th: 'ต้องขึ้นต้นด้วย U, C หรือ R ตามด้วยเลขฐานสิบหก 32 ตัว',
      en: 'it must be U, C or R and 32 hexadecimal digits',
    },
    savable,
  }),
  LINE_BASE_URL: upstreamOrigin('https://api.line.me', {
    th: 'เว็บของ LINE Messaging',
    en: 'Site of LINE Messaging',
  }),
  REPORT_EMAIL: text({
    th: 'ผู้รับรายงานหนึ่งหน้าทุกเดือน คั่นด้วยจุลภาคได้ ว่างคือไม่ส่ง',
    en: 'Receivers of the monthly one-page report, with commas between; none is sent if empty',
    example: 'director@example.org',
    shape: addresses,
    wanted: wantedAddresses,
    savable,
  }),
  REPORT_DAY: wholeNumber(5, 1, 28, {
    th: 'วันที่ของเดือนที่ส่งรายงานของเดือนก่อน',
    en: 'Day of the month on which the report of the month before is sent',
    savable,
  }),
  REPORT_LANGUAGE: oneOf(['th', 'en'] as const, 'th', {
    th: 'ภาษาของรายงานทางอีเมล',
    en: 'Language of the report by mail',
    savable,
  }),
  PING_URL: webAddress({
    th: 'ที่อยู่ที่เรียกเมื่องานดาวน์โหลดเสร็จดี',
    en: 'Address called after each download that went well',
    savable,
  }),
} as const satisfies SettingGroup;
