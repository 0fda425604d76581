import { wholeNumber } from './kinds.js';
import type { SettingGroup } from './setting.js';

/** When alerts are raised. */
export const alertSettings = {
  // A week holds working days even when a long holiday falls into it.
  NO_REP_ALERT_DAYS: wholeNumber(7, 0, 60, {
    th: 'เตือนเมื่อไม่มี REP ใหม่กี่วัน; 0 คือไม่เตือน',
    en: 'Days without a new REP until an alert; 0 for none',
    savable: true,
  }),
} as const satisfies SettingGroup;
