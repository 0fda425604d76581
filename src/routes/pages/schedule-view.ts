import type { Request } from 'express';
import { nearTimeText } from '../../domain/near-time.js';
import type { Schedule, ScheduleName } from '../../domain/schedule.js';
import { schemes } from '../../domain/scheme.js';
import { instantText } from '../../domain/thai-date.js';
import { type ScheduleHindrance, scheduleHindrances } from '../../services/save-schedules.js';
import { findJob } from '../../store/jobs.js';
import { listSchedules } from '../../store/schedules.js';
import type { Badge } from '../badges.js';
import type { FieldMessage } from '../form.js';
import { jobResultText, jobStateBadge } from '../job-texts.js';
import type { PageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { typedPlan } from './schedule-form.js';

/** views/pages/settings-schedule.ejs: a form for each schedule, what keeps some of them off, and a click that switches all on. */
export interface ScheduleSettingsView {
  readonly done: 'saved' | 'switched_on' | null;
  readonly errors: readonly FieldMessage[];
  /** Why some cannot be on, and where that is mended. */
  readonly hindrances: readonly { readonly text: string; readonly href: string; readonly link: string }[];
  /** The account works and nothing is on: what one click would switch on; null = no offer. */
  readonly offer: string | null;
  readonly schedules: readonly ScheduleBlock[];
}

interface ScheduleBlock {
  readonly name: ScheduleName;
  readonly title: string;
  readonly state: Badge;
  readonly enabled: boolean;
  /** It may be switched off, but not on. */
  readonly locked: boolean;
  readonly times: string;
  readonly monthsBack: string;
  readonly monthsHint: string;
  readonly catchUp: boolean;
  readonly schemes: readonly { readonly code: string; readonly name: string; readonly checked: boolean }[];
  readonly next: string;
  readonly last: {
    readonly text: string;
    readonly href: string | null;
    readonly badge: Badge | null;
    readonly result: string;
  };
}

const placeOfHindrance: Readonly<Record<ScheduleHindrance, 'nhso' | 'hospital'>> = {
  schedule_account_untried: 'nhso',
  schedule_hospital_due: 'hospital',
};

interface Asked {
  readonly done: ScheduleSettingsView['done'];
  readonly errors: readonly FieldMessage[];
  /** The form that was sent and refused: it keeps what was typed. */
  readonly typed: { readonly name: ScheduleName; readonly req: Request } | null;
}

export async function scheduleView(
  { db, settings }: Parts,
  { done, errors, typed }: Asked,
  context: PageContext,
): Promise<ScheduleSettingsView> {
  const { t, baseUrl } = context;
  const hindrances = await scheduleHindrances(db, await settings.current());
  const schedules = await listSchedules(db);
  const blocks = schedules.map(async (schedule) => {
    const req = typed?.name === schedule.name ? typed.req : null;
    const locked = hindrances[schedule.name] !== null;
    return blockOf(schedule, { locked, last: await lastRun(db, schedule, context), req }, context);
  });
  const ready = schedules.filter(({ name }) => hindrances[name] === null);
  const isOffered = hindrances.rep === null && schedules.every(({ enabled }) => !enabled);
  const times = ready.map(({ name, times }) => `${name.toUpperCase()} ${times.join(', ')}`).join(' · ');
  return {
    done,
    errors,
    hindrances: [...new Set(Object.values(hindrances))]
      .filter((hindrance) => hindrance !== null)
      .map((hindrance) => ({
        text: t(`settings-schedule.${hindrance}`),
        href: `${baseUrl}/settings/${placeOfHindrance[hindrance]}`,
        link: t(`settings-${placeOfHindrance[hindrance]}.title`),
      })),
    offer: isOffered ? t('settings-schedule.offer_more', { times }) : null,
    schedules: await Promise.all(blocks),
  };
}

async function lastRun(
  db: Parts['db'],
  { lastFiredAt, lastJobId }: Schedule,
  context: PageContext,
): Promise<ScheduleBlock['last']> {
  const { t, language, baseUrl } = context;
  if (lastFiredAt === null)
    return { text: t('settings-schedule.never'), href: null, badge: null, result: '' };
  const text = instantText(lastFiredAt, language);
  const job = lastJobId === null ? null : await findJob(db, lastJobId);
  if (job === null) return { text, href: null, badge: null, result: '' };
  const href = `${baseUrl}/jobs/${encodeURIComponent(job.jobKey)}`;
  return { text, href, badge: jobStateBadge(job, context), result: jobResultText(job, context) };
}

function blockOf(
  schedule: Schedule,
  about: { readonly locked: boolean; readonly last: ScheduleBlock['last']; readonly req: Request | null },
  { t, language, now }: PageContext,
): ScheduleBlock {
  const { name, enabled, nextFireAt } = schedule;
  const typed = about.req === null ? null : typedPlan(about.req);
  const chosen = typed?.schemes ?? schedule.schemes;
  return {
    name,
    title: t(`settings-schedule.${name}`),
    state: enabled
      ? { tone: 'ok', icon: 'check', text: t('settings-schedule.on') }
      : { tone: 'quiet', icon: 'pause', text: t('settings-schedule.off') },
    enabled: typed?.enabled ?? enabled,
    locked: about.locked && !enabled,
    times: typed?.times ?? schedule.times.join(', '),
    monthsBack: typed?.monthsBack ?? String(schedule.monthsBack),
    monthsHint: t(`settings-schedule.${name === 'smt' ? 'years' : 'months_back'}_hint`),
    catchUp: typed?.catchUp ?? schedule.catchUp,
    schemes:
      name !== 'rep'
        ? []
        : schemes.map(({ code, nameTh, nameEn }) => ({
            code,
            name: language === 'th' ? nameTh : nameEn,
            checked: chosen.includes(code),
          })),
    next: nextFireAt === null ? t('settings-schedule.off') : nearTimeText(nextFireAt, now, language),
    last: about.last,
  };
}
