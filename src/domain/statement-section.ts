import { headingKey } from './clean-text.js';

/** Which claims a part of a statement is about: new ones, appeals, disabled persons (D1). */
export type StatementSection = 'normal' | 'appeal' | 'disabled_d1';

/** As the sheets label them. */
export const sectionLabels: Readonly<Record<StatementSection, string>> = {
  normal: 'ข้อมูลปกติ',
  appeal: 'ข้อมูลอุทธรณ์',
  disabled_d1: 'ผู้พิการ D1',
};

/** The section that a label, title or name of a sheet names, e.g. `ข้อมูลอุทธรณ์ (ผู้พิการ D1)`; null = none. */
export function sectionOf(text: string): StatementSection | null {
  const key = headingKey(text);
  if (key.includes('ผู้พิการ')) return 'disabled_d1';
  if (key.includes('อุทธรณ์')) return 'appeal';
  return key.includes('ข้อมูลปกติ') ? 'normal' : null;
}
