import type { Language } from './errors.js';
import { dayOf, dayText, wallClockOf } from './thai-date.js';

const dayMs = 24 * 60 * 60_000;

/** An instant as people say it when it is near: `วันนี้ 18:00 น.`, `พรุ่งนี้ 05:30 น.`, else `20 มิ.ย. 2569 05:30 น.`. */
export function nearTimeText(instant: string, now: Date, language: Language): string {
  const day = dayOf(instant);
  const time = wallClockOf(instant).slice(11, 16);
  const clock = language === 'th' ? `${time} น.` : time;
  if (day === dayOf(now)) return `${language === 'th' ? 'วันนี้' : 'today'} ${clock}`;
  if (day === dayOf(new Date(now.getTime() + dayMs)))
    return `${language === 'th' ? 'พรุ่งนี้' : 'tomorrow'} ${clock}`;
  return `${dayText(day, language)} ${clock}`;
}
