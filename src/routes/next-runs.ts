import type { Queryable } from '../db/db.js';
import { nearTimeText } from '../domain/near-time.js';
import { listSchedules } from '../store/schedules.js';
import type { PageContext } from './page-context.js';

/** When the next downloads start by themselves, in one line; `settings` is null for people who may not set it. */
export interface NextRunsView {
  readonly text: string;
  readonly settings: string | null;
}

/** `รอบถัดไป REP วันนี้ 18:00 น. · SMT พรุ่งนี้ 06:45 น.`, or that nothing starts by itself. */
export async function nextRuns(db: Queryable, context: PageContext): Promise<NextRunsView> {
  const { t, language, now, baseUrl, can } = context;
  const due = (await listSchedules(db)).flatMap(({ name, nextFireAt }) =>
    nextFireAt === null ? [] : [{ name: name.toUpperCase(), nextFireAt }],
  );
  due.sort((one, other) => one.nextFireAt.localeCompare(other.nextFireAt));
  const runs = due.map(({ name, nextFireAt }) => `${name} ${nearTimeText(nextFireAt, now, language)}`);
  return {
    text: runs.length === 0 ? t('schedule.none_on') : t('schedule.next_runs', { runs: runs.join(' · ') }),
    settings: can('administer') ? `${baseUrl}/settings/schedule` : null,
  };
}
