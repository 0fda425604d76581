import type { ProblemGroup } from './problem.js';

const kept = { th: 'ไฟล์เสียงไม่ถูกเก็บ', en: 'The recording is not kept' };

/** The service that turns calls into text. */
export const audioProblems = {
  audio_stream_unreadable: {
    th: ['{host} ส่งข้อความที่อ่านไม่ได้ ({reason})', kept.th, 'ลองใหม่ ถ้ายังเป็นอยู่ให้แจ้งผู้ดูแลบริการถอดเสียง'],
    en: [
      '{host} sent what cannot be read ({reason})',
      kept.en,
      'Try again; if it stays, tell who runs the transcription service',
    ],
  },
  audio_silent: {
    th: ['{host} เงียบเกิน {seconds} วินาที', kept.th, 'ระบบถามสถานะของงานแทน'],
    en: ['{host} was silent for {seconds} seconds', kept.en, 'The state of the task is asked for instead'],
  },
} as const satisfies ProblemGroup;
