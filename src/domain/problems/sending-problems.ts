import type { ProblemGroup } from './problem.js';

const kept = {
  th: 'ข้อความยังเก็บไว้ การแจ้งเตือนยังแสดงบนหน้าเว็บ',
  en: 'The message is kept, and the alert stands on the pages',
};

/** Alerts by mail, webhook and LINE, and the ping after good runs. */
export const sendingProblems = {
  mail_sign_in_refused: {
    th: [
      'เซิร์ฟเวอร์อีเมล {host} ไม่รับชื่อหรือรหัสผ่าน ({status})',
      kept.th,
      'แก้ชื่อและรหัสผ่านใน SMTP_URL แล้วกดทดสอบ · บางที่ต้องใช้ "รหัสผ่านสำหรับแอป"',
    ],
    en: [
      'The mail server {host} refuses the user name or password ({status})',
      kept.en,
      'Correct them in SMTP_URL and press test; some providers want an "app password"',
    ],
  },
  mail_receiver_refused: {
    th: ['เซิร์ฟเวอร์อีเมล {host} ไม่รับผู้ส่งหรือผู้รับ ({status})', kept.th, 'ตรวจ SMTP_FROM และ ALERT_EMAIL'],
    en: [
      'The mail server {host} refuses the sender or a receiver ({status})',
      kept.en,
      'Check SMTP_FROM and ALERT_EMAIL',
    ],
  },
  mail_refused: {
    th: ['เซิร์ฟเวอร์อีเมล {host} ไม่รับข้อความ ({status})', kept.th, 'ระบบลองใหม่เอง · ถ้าไม่หาย ถามผู้ดูแลเซิร์ฟเวอร์อีเมล'],
    en: [
      'The mail server {host} does not take the message ({status})',
      kept.en,
      'It is tried again; if it stays, ask who runs the mail server',
    ],
  },
  webhook_refused: {
    th: ['{host} ตอบ HTTP {status}', kept.th, 'ตรวจที่อยู่ และระบบที่รับ'],
    en: ['{host} answered HTTP {status}', kept.en, 'Check the address and the system that receives'],
  },
  address_not_allowed: {
    th: [
      'ไม่อนุญาตให้ส่งไปที่ {host} ({reason})',
      'ไม่มีสิ่งใดถูกส่ง',
      'ใช้ https ไปยังที่อยู่สาธารณะ หรือให้ผู้ดูแลเพิ่มเครือข่ายภายในใน WEBHOOK_ALLOWED_NETWORKS',
    ],
    en: [
      'Sending to {host} is not allowed ({reason})',
      'Nothing was sent',
      'Use https to a public address, or let the operator add the inner network to WEBHOOK_ALLOWED_NETWORKS',
    ],
  },
  line_token_refused: {
    th: [
      'LINE ไม่รับโทเคน (HTTP {status}) {reason}',
      kept.th,
      'ออก channel access token ใหม่ใน LINE Developers แล้วใส่ใน LINE_CHANNEL_TOKEN',
    ],
    en: [
      'LINE refuses the token (HTTP {status}) {reason}',
      kept.en,
      'Issue a new channel access token in LINE Developers and put it into LINE_CHANNEL_TOKEN',
    ],
  },
  line_message_refused: {
    th: [
      'LINE ไม่รับข้อความ (HTTP {status}) {reason}',
      kept.th,
      'ตรวจ LINE_TO: ผู้รับต้องเป็นเพื่อนกับบัญชี หรือบัญชีอยู่ในกลุ่มนั้น',
    ],
    en: [
      'LINE refuses the message (HTTP {status}) {reason}',
      kept.en,
      'Check LINE_TO: the receiver must be a friend of the account, or the account a member of the group',
    ],
  },
  line_limit_reached: {
    th: [
      'LINE รับไม่ได้แล้วในตอนนี้ ครบจำนวนข้อความหรือส่งเร็วเกินไป (HTTP {status}) {reason}',
      kept.th,
      'ระบบลองใหม่เอง · ดูโควตาข้อความของเดือนนี้ใน LINE Official Account Manager',
    ],
    en: [
      'LINE takes no more for now: quota used up or too fast (HTTP {status}) {reason}',
      kept.en,
      'It is tried again; see the quota of the month in LINE Official Account Manager',
    ],
  },
  line_failed: {
    th: ['LINE ขัดข้อง (HTTP {status}) {reason}', kept.th, 'ระบบลองใหม่เอง'],
    en: ['LINE has a fault (HTTP {status}) {reason}', kept.en, 'It is tried again'],
  },
  receiver_unreachable: {
    th: [
      'ติดต่อ {host} ไม่ได้ ({reason})',
      kept.th,
      'ตรวจชื่อและพอร์ต อินเทอร์เน็ต และไฟร์วอลล์ของโรงพยาบาล · ระบบลองใหม่เอง',
    ],
    en: [
      '{host} cannot be reached ({reason})',
      kept.en,
      "Check name and port, the internet and the hospital's firewall; it is tried again",
    ],
  },
  receiver_silent: {
    th: ['{host} ไม่ตอบภายใน {seconds} วินาที', kept.th, 'ตรวจที่อยู่ พอร์ต และไฟร์วอลล์ · ระบบลองใหม่เอง'],
    en: [
      '{host} does not answer within {seconds} seconds',
      kept.en,
      'Check address, port and firewall; it is tried again',
    ],
  },
  receiver_tls_failed: {
    th: [
      'เชื่อมต่อแบบปลอดภัย (TLS) กับ {host} ไม่ได้ ({reason})',
      kept.th,
      'ตรวจใบรับรองของเซิร์ฟเวอร์ ใช้ชื่อตามใบรับรอง หรือใส่ใบรับรองขององค์กรใน EXTRA_CA_FILE',
    ],
    en: [
      'No secure connection (TLS) with {host} ({reason})',
      kept.en,
      "Check the server's certificate, use the name in it, or put your own authority into EXTRA_CA_FILE",
    ],
  },
  report_mail_not_set: {
    th: [
      'ยังส่งรายงานทางอีเมลไม่ได้ เพราะยังไม่มีเซิร์ฟเวอร์อีเมล ผู้ส่ง หรือผู้รับ',
      'ไม่มีสิ่งใดถูกส่ง รายงานดูได้ที่หน้ารายงานหนึ่งหน้า',
      'ใส่ SMTP_URL และ SMTP_FROM ที่หน้าการแจ้งเตือน และผู้รับที่หน้ารายงานทางอีเมล',
    ],
    en: [
      'The report cannot be sent yet: mail server, sender or receivers are missing',
      'Nothing was sent; the report stands on its page',
      'Give SMTP_URL and SMTP_FROM on the page of alerts, and the receivers on the page of the report by mail',
    ],
  },
  channel_not_set: {
    th: ['ช่องทางนี้ยังตั้งค่าไม่ครบ หรือปิดอยู่', 'ไม่มีสิ่งใดถูกส่ง', 'กรอกค่าให้ครบแล้วบันทึก'],
    en: [
      'This way out is not set up completely, or it is switched off',
      'Nothing was sent',
      'Fill in what is missing and save',
    ],
  },
} as const satisfies ProblemGroup;
