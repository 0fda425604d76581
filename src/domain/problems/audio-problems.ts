import type { ProblemGroup } from './problem.js';

const notKept = { th: 'ไฟล์เสียงไม่ถูกเก็บ', en: 'The recording is not kept' };
const notSent = {
  th: 'ไม่มีเสียงใดถูกส่งออกไป และไฟล์เสียงไม่ถูกเก็บ',
  en: 'No sound was sent, and the recording is not kept',
};
const unclear = {
  th: 'ไม่แน่ว่าปลายทางได้รับหรือไม่ ระบบไม่ส่งซ้ำเอง และไฟล์เสียงไม่ถูกเก็บ',
  en: 'Whether it arrived is not known; it is not sent again by itself, and the recording is not kept',
};
const tellOperator = {
  th: 'ส่งใหม่ภายหลัง ถ้ายังเป็นอยู่ให้แจ้งผู้ดูแลบริการถอดเสียง',
  en: 'Send it again later; if it stays, tell who runs the transcription service',
};

/** The service that turns calls into text. */
export const audioProblems = {
  audio_not_switched_on: {
    th: [
      'การถอดเสียงเปิดให้ใช้เป็นรายคน และยังไม่ได้เปิดให้คุณ',
      'ไม่มีอะไรเปลี่ยน',
      'ขอผู้ดูแลระบบเปิด "ถอดเสียงการโทร" ให้ชื่อของคุณที่ ตั้งค่า › ผู้ใช้ (เมื่อ AUTH=off ไม่มีใครลงชื่อ จึงเปิดให้ใครไม่ได้)',
    ],
    en: [
      'Transcribing calls is switched on for single persons, and not for you',
      'Nothing was changed',
      'Ask an administrator to switch on "Transcribe calls" for you in Settings › Users (with AUTH=off nobody signs in, so it opens for nobody)',
    ],
  },
  audio_off: {
    th: ['บริการถอดเสียงปิดอยู่', notSent.th, 'ให้ผู้ดูแลตั้งที่อยู่และเปิดใช้ในหน้าตั้งค่า การถอดเสียง'],
    en: [
      'Transcription is switched off',
      notSent.en,
      'Let an administrator set its address and switch it on, on the settings page Transcription',
    ],
  },
  audio_not_set: {
    th: ['ยังตั้งค่าไม่ครบ: {missing}', 'สิ่งที่กรอกถูกบันทึกแล้ว การถอดเสียงยังปิดอยู่', 'กรอกให้ครบแล้วเปิดใหม่'],
    en: [
      'Not all is set: {missing}',
      'What was typed is saved; transcription stays off',
      'Fill it in and switch it on again',
    ],
  },
  audio_target_changed: {
    th: ['ที่อยู่ของบริการถอดเสียงเปลี่ยนหลังรับไฟล์', notKept.th, 'ส่งใหม่ ถ้ายอมให้ส่งไปที่อยู่ใหม่'],
    en: [
      'The address of the transcription service was changed after this recording was taken',
      notKept.en,
      'Send it again if it may go to the new address',
    ],
  },
  audio_warning_due: {
    th: ['ยังไม่ได้ยืนยันว่าอ่านคำเตือนแล้ว', notSent.th, 'อ่านคำเตือน ทำเครื่องหมาย แล้วส่งใหม่'],
    en: ['The warning was not confirmed', notSent.en, 'Read the warning, tick the box and send it again'],
  },
  audio_field_invalid: {
    th: ['เลือกเรื่องที่โทรและภาษาไม่ถูกต้อง', notSent.th, 'เลือกจากรายการแล้วส่งใหม่'],
    en: [
      'What the call is about, or its language, is not one of the choices',
      notSent.en,
      'Choose from the list and send it again',
    ],
  },
  audio_none: {
    th: ['ไม่มีไฟล์เสียง', 'ไม่มีอะไรเปลี่ยน', 'เลือกไฟล์เสียงหนึ่งไฟล์'],
    en: ['There is no recording', 'Nothing has changed', 'Choose one recording'],
  },
  audio_kind_unknown: {
    th: ['ไฟล์นี้ไม่ใช่เสียงชนิด {kinds}', notSent.th, 'แปลงเป็นชนิดหนึ่งในนั้นก่อน'],
    en: ['This is no recording of the kinds {kinds}', notSent.en, 'Convert it to one of them first'],
  },
  audio_too_large: {
    th: ['ไฟล์เสียงใหญ่กว่า {megabytes} MiB', notSent.th, 'ตัดเป็นตอนหรือบีบอัดก่อน'],
    en: ['The recording is larger than {megabytes} MiB', notSent.en, 'Cut it into parts or compress it'],
  },
  audio_still_open: {
    th: ['ยังถอดเสียงอยู่', 'ไม่มีอะไรถูกลบ', 'หยุดก่อนแล้วจึงลบ'],
    en: ['It is still being transcribed', 'Nothing was deleted', 'Stop it first, then delete it'],
  },
  audio_gone: {
    th: ['ไฟล์เสียงของงานนี้ไม่อยู่แล้ว', notKept.th, 'ส่งไฟล์เสียงใหม่จากหน้าถอดเสียง'],
    en: [
      'The recording of this job is no longer here',
      notKept.en,
      'Send it anew from the page of transcription',
    ],
  },
  audio_unreachable: {
    th: ['ติดต่อบริการถอดเสียงที่ {host} ไม่ได้ ({reason})', notKept.th, tellOperator.th],
    en: ['The audio service at {host} cannot be reached ({reason})', notKept.en, tellOperator.en],
  },
  audio_tls_failed: {
    th: [
      'ใบรับรองของ {host} ตรวจไม่ผ่าน ({reason})',
      notSent.th,
      'ใช้ชื่อตามใบรับรอง หรือใส่ใบรับรองขององค์กรใน EXTRA_CA_FILE',
    ],
    en: [
      'The certificate of {host} did not pass the check ({reason})',
      notSent.en,
      'Use the name in the certificate, or put your own authority into EXTRA_CA_FILE',
    ],
  },
  audio_address_not_allowed: {
    th: [
      'ไม่อนุญาตให้ต่อไปที่ {host} ({reason})',
      notSent.th,
      'ใช้ https ไปยังที่อยู่สาธารณะ หรือให้ผู้ดูแลเครื่องเพิ่มเครือข่ายภายในใน AI_AUDIO_ALLOWED_NETWORKS',
    ],
    en: [
      'Connecting to {host} is not allowed ({reason})',
      notSent.en,
      'Use https to a public address, or let the operator add the inner network to AI_AUDIO_ALLOWED_NETWORKS',
    ],
  },
  audio_redirected: {
    th: ['{host} ส่งต่อไปที่อื่น', unclear.th, 'ตรวจ AI_AUDIO_BASE_URL ให้เป็นที่อยู่จริง'],
    en: ['{host} leads elsewhere', unclear.en, 'Check AI_AUDIO_BASE_URL: it must be the real address'],
  },
  audio_broken_off: {
    th: ['{host} ตัดการเชื่อมต่อกลางทาง', unclear.th, tellOperator.th],
    en: ['{host} cut the connection half way', unclear.en, tellOperator.en],
  },
  audio_silent: {
    th: ['{host} เงียบเกิน {seconds} วินาที', unclear.th, tellOperator.th],
    en: ['{host} was silent for {seconds} seconds', unclear.en, tellOperator.en],
  },
  audio_fault: {
    th: ['บริการถอดเสียงที่ {host} ขัดข้อง (HTTP {status})', unclear.th, tellOperator.th],
    en: ['The audio service at {host} has a fault (HTTP {status})', unclear.en, tellOperator.en],
  },
  audio_busy: {
    th: ['บริการถอดเสียงที่ {host} ขอให้รอ (HTTP 429)', notSent.th, 'ส่งใหม่ภายหลัง'],
    en: ['The audio service at {host} asks to wait (HTTP 429)', notSent.en, 'Send it again later'],
  },
  audio_paused: {
    th: ['พักการติดต่อ {host} เพราะขัดข้องหลายครั้งติดกัน', notSent.th, 'ส่งใหม่ภายหลัง'],
    en: ['Calls to {host} rest after several failures in a row', notSent.en, 'Send it again later'],
  },
  audio_refused: {
    th: ['บริการถอดเสียงที่ {host} ไม่รับไฟล์นี้ (HTTP {status})', notKept.th, tellOperator.th],
    en: ['The audio service at {host} refused the recording (HTTP {status})', notKept.en, tellOperator.en],
  },
  audio_strange_answer: {
    th: ['{host} ไม่ตอบอย่างบริการถอดเสียง ({reason})', unclear.th, 'ตรวจ AI_AUDIO_BASE_URL'],
    en: ['{host} does not answer like an audio service ({reason})', unclear.en, 'Check AI_AUDIO_BASE_URL'],
  },
  audio_stream_unreadable: {
    th: ['{host} ส่งข้อความที่อ่านไม่ได้ ({reason})', unclear.th, tellOperator.th],
    en: ['{host} sent what cannot be read ({reason})', unclear.en, tellOperator.en],
  },
  audio_failed: {
    th: ['บริการถอดเสียงทำไม่สำเร็จ', notKept.th, 'เหตุอยู่ในบันทึกของบริการนั้น ส่งใหม่ได้'],
    en: [
      'The audio service could not do it',
      notKept.en,
      'Its own log has the reason; the recording may be sent again',
    ],
  },
  audio_no_text: {
    th: ['บริการถอดเสียงตอบว่าเสร็จแต่ไม่มีข้อความ', notKept.th, 'ฟังดูว่ามีเสียงพูดหรือไม่ แล้วส่งใหม่'],
    en: [
      'The audio service says that it is done and gave no text',
      notKept.en,
      'Listen whether somebody speaks in it, and send it again',
    ],
  },
  audio_text_too_long: {
    th: ['ข้อความที่ถอดได้ยาวกว่า 4 ล้านตัวอักษร', notKept.th, 'ตัดไฟล์เสียงเป็นตอนแล้วส่งใหม่'],
    en: [
      'The transcript is longer than four million letters',
      notKept.en,
      'Cut the recording into parts and send them',
    ],
  },
  audio_expired: {
    th: ['ไม่ทราบผล: บริการถอดเสียงไม่บอกว่าเสร็จภายใน 16 นาที หรือผลหมดอายุ', unclear.th, tellOperator.th],
    en: [
      'No result: the audio service did not end it within 16 minutes, or what came of it has expired',
      unclear.en,
      tellOperator.en,
    ],
  },
} as const satisfies ProblemGroup;
