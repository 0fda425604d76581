import type { ImportStatus } from './import-result.js';
import type { Words } from './job.js';

/** The watched folder (WATCH_DIR): which files in it are meant, and what is said beside one that was not taken in. */

/** A file as one look found it. */
export interface Standing {
  readonly size: number;
  /** Whole milliseconds. */
  readonly mtime: number;
}

/** Names that are taken; hidden files, Office's `~$` and names of unfinished copies (`.part`, `.tmp`) are not. */
export function isWatchedName(name: string): boolean {
  return /\.(xls|zip)$/iu.test(name) && !name.startsWith('.') && !name.startsWith('~$');
}

/** What became of a watched file, or of one member of a watched archive. */
export interface WatchedOutcome {
  readonly file: string;
  readonly status: ImportStatus;
  /** One text for each kind of problem; nothing of a patient. */
  readonly problems: readonly Words[];
}

/** `done` where all of it is stored, now or before. */
export function watchedEnd(outcomes: readonly WatchedOutcome[]): 'done' | 'problem' {
  return outcomes.every(({ status }) => status !== 'quarantined' && status !== 'failed') ? 'done' : 'problem';
}

const frame = {
  quarantined: {
    th: 'กักไว้ ยังไม่มีแถวใดเข้าระบบ · ดูและอนุมัติได้ที่หน้ากักไว้ตรวจ',
    en: 'Quarantined, no row is stored yet · see and approve it on the page of the quarantine',
  },
  failed: {
    th: 'นำเข้าไม่ได้ ไม่มีแถวใดเข้าระบบ',
    en: 'Not imported, no row is stored',
  },
  again: {
    th: 'ไฟล์ต้นฉบับอยู่ข้างไฟล์นี้ ไม่มีอะไรหาย · แก้แล้ววางไฟล์ในโฟลเดอร์ที่เฝ้าดูอีกครั้ง',
    en: 'The file itself lies beside this text, nothing is lost · when it is put right, put it into the watched folder again',
  },
} as const;

/** Most problems that the text names; all stand on the page of the job. */
const mostLines = 40;

/** The text beside a file in `problem/`: what happened, what was kept, what to do; Thai, then English. */
export function watchedReason(name: string, outcomes: readonly WatchedOutcome[]): string {
  const wrong = outcomes.filter(({ status }) => status === 'quarantined' || status === 'failed');
  const part = (language: 'th' | 'en') => {
    const lines = wrong
      .slice(0, mostLines)
      .flatMap(({ file, status, problems }) => [
        `${file}: ${frame[status === 'quarantined' ? 'quarantined' : 'failed'][language]}`,
        ...problems.slice(0, mostLines).map((problem) => `  - ${problem[language]}`),
      ]);
    if (wrong.length > mostLines) lines.push(`(+ ${wrong.length - mostLines})`);
    return [name, ...lines, frame.again[language]].join('\r\n');
  };
  // Windows' own editor needs the mark to know Thai, and its line ends.
  return `\uFEFF${part('th')}\r\n\r\n${part('en')}\r\n`;
}
