import { networks, oneOf, secret, secretAddress, text, upstreamOrigin, webAddress } from './kinds.js';
import type { SettingGroup } from './setting.js';

const later = true;

/** Alerts and neighbour systems: accepted and checked already, used by coming versions. */
export const laterSettings = {
  SMTP_URL: secretAddress(['smtp:', 'smtps:'], {
    th: 'เครื่องส่งอีเมล',
    en: 'Mail server',
    example: 'smtps://user:password@mail.example.org',
    later,
  }),
  SMTP_FROM: text({ th: 'ผู้ส่งอีเมล', en: 'Sender of mails', example: 'eclaim@example.org', later }),
  ALERT_EMAIL: text({ th: 'อีเมลรับแจ้งเตือน', en: 'Receiver of alerts', example: 'it@example.org', later }),
  LINE_CHANNEL_TOKEN: secret({ th: 'โทเคนของ LINE Messaging', en: 'Token of LINE Messaging', later }),
  LINE_TO: text({ th: 'ผู้รับ LINE', en: 'Receiver at LINE', example: 'U0123456789', later }),
  PING_URL: webAddress({ th: 'ที่อยู่ที่เรียกเมื่องานเสร็จ', en: 'Address called when work is done', later }),
  WEBHOOK_ALLOWED_NETWORKS: networks([], {
    th: 'เครือข่ายภายในที่ส่ง webhook ได้',
    en: 'Private networks that webhooks may reach',
    later,
  }),
  OPENCHS_PROFILE: oneOf(['off', 'documented', 'native', 'gateway'] as const, 'off', {
    th: 'แบบการเชื่อม OpenCHS',
    en: 'Profile of the OpenCHS connector',
    later,
  }),
  OPENCHS_BASE_URL: upstreamOrigin('', { th: 'เว็บ OpenCHS', en: 'Site of OpenCHS', later }),
  OPENCHS_CREDENTIAL: secret({ th: 'รหัสของ OpenCHS', en: 'Credential of OpenCHS', later }),
  AI_AUDIO_BASE_URL: upstreamOrigin('', {
    th: 'บริการถอดเสียง',
    en: 'Audio transcription service',
    example: 'http://127.0.0.1:8125',
    later,
  }),
} as const satisfies SettingGroup;
