import { countText } from './count-text.js';
import type { ImportResult, ImportStatus } from './import-result.js';
import type { Words } from './job.js';

/** How each end of an import is called on pages, in events and by the command line. */
export const importStatusWords: Readonly<Record<ImportStatus, Words>> = {
  completed: { th: 'นำเข้าครบ', en: 'Completed' },
  completed_with_problems: { th: 'มีข้อสังเกต', en: 'Completed with problems' },
  unchanged: { th: 'ไม่เปลี่ยน', en: 'Unchanged' },
  quarantined: { th: 'กักไว้', en: 'Quarantined' },
  failed: { th: 'ล้มเหลว', en: 'Failed' },
};

type Told = Pick<ImportResult, 'status' | 'rowsRead' | 'refused'>;

function partsOf({ status, rowsRead, refused }: Told): readonly Words[] {
  if (status === 'failed') return [{ th: 'ไม่มีแถวใดเข้าระบบ', en: 'no row is stored' }];
  if (status === 'quarantined') return [{ th: 'ยังไม่มีแถวใดเข้าระบบ', en: 'no row is stored yet' }];
  const read = { th: `อ่าน ${countText(rowsRead)} แถว`, en: `${countText(rowsRead)} rows read` };
  if (refused === 0) return [read];
  return [read, { th: `ปฏิเสธ ${countText(refused)}`, en: `${countText(refused)} refused` }];
}

/** What an import did in one line, e.g. `มีข้อสังเกต · อ่าน 99 แถว · ปฏิเสธ 2`. */
export function importSentence(result: Told): Words {
  const parts = [importStatusWords[result.status], ...partsOf(result)];
  const join = (language: 'th' | 'en') => parts.map((words) => words[language]).join(' · ');
  return { th: join('th'), en: join('en') };
}

/** Said once where another import of the hospital is at work (one at a time, in whatever process). */
export const waitsForOther: Words = {
  th: 'รอให้การนำเข้าอื่นของโรงพยาบาลนี้จบก่อน แล้วทำต่อเอง',
  en: 'waits until another import of this hospital is done, then goes on by itself',
};

/** How loudly an event tells it. */
export const importLevels: Readonly<Record<ImportStatus, 'info' | 'warn' | 'error'>> = {
  completed: 'info',
  completed_with_problems: 'warn',
  unchanged: 'info',
  quarantined: 'warn',
  failed: 'error',
};
