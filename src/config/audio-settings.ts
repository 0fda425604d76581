import { networks, oneOf, onOff, text, webAddress, wholeNumber } from './kinds.js';
import type { SettingGroup } from './setting.js';

const savable = true;

/** The audio service of OpenCHS, which turns recorded calls into text: nothing is sent while it is off. */
export const audioSettings = {
  AI_AUDIO_ENABLED: onOff(false, {
    th: 'ให้คนที่เปิดสิทธิไว้ส่งเสียงการโทรไปถอดเป็นข้อความ',
    en: 'Let people who are switched on send recorded calls to be transcribed',
    savable,
  }),
  AI_AUDIO_BASE_URL: webAddress({
    th: 'ที่อยู่ของบริการถอดเสียง',
    en: 'Address of the audio transcription service',
    example: 'http://127.0.0.1:8125',
    savable,
  }),
  AI_AUDIO_WAY: oneOf(['poll', 'stream', 'realtime'] as const, 'poll', {
    th: 'วิธีรับผลถอดเสียง: ถามเป็นระยะ (poll) หรือรับเป็นสาย (stream, realtime)',
    en: 'How results come: asked for from time to time (poll), or as a stream (stream, realtime)',
    savable,
  }),
  AI_AUDIO_LANGUAGE: text({
    th: 'ภาษาที่พูดในเสียง ถ้าไม่เลือกเป็นอย่างอื่น',
    en: 'Language that is spoken, where nothing else is chosen',
    standard: 'th',
    shape: /^[a-z]{2,3}$/,
    wanted: { th: 'ต้องเป็นรหัสภาษาเช่น th', en: 'it must be a code such as th' },
    savable,
  }),
  AI_AUDIO_KEEP_DAYS: wholeNumber(90, 1, 3650, {
    th: 'เก็บข้อความที่ถอดไว้กี่วัน ไฟล์เสียงไม่ถูกเก็บ',
    en: 'Days for which transcripts are kept; recordings are not kept',
    savable,
  }),
  AI_AUDIO_ALLOWED_NETWORKS: networks([], {
    th: 'เครือข่ายภายในที่ต่อบริการถอดเสียงได้',
    en: 'Private networks in which the audio service may stand',
  }),
  AI_AUDIO_VERIFY_TLS: onOff(true, {
    th: 'ตรวจใบรับรองของบริการถอดเสียง; off ใช้เฉพาะตอนทดลอง',
    en: 'Check the certificate of the audio service; off for trials only',
  }),
} as const satisfies SettingGroup;
