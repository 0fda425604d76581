import type { Config } from '../config.js';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { type ScheduleName, type SchedulePlan, scheduleNames, usualPlan } from '../domain/schedule.js';
import { writeAudit } from '../store/audit-log.js';
import { listSchedules, saveSchedule } from '../store/schedules.js';
import { listUpstreamSessions } from '../store/upstream-sessions.js';
import type { Actor } from './actor.js';
import type { LiveSettings } from './live-settings.js';
import { nextFiring } from './next-firing.js';

interface ScheduleParts {
  readonly db: Db;
  readonly settings: Pick<LiveSettings, 'current'>;
  readonly now: () => Date;
}

/** Why a schedule may not be on: a robot that cannot sign in would only bring the account nearer to its lock. */
export type ScheduleHindrance = 'schedule_account_untried' | 'schedule_hospital_due';

/** What keeps each schedule off; null = it may be on. */
export async function scheduleHindrances(
  db: Db,
  config: Pick<Config, 'HOSPITAL_CODE'>,
): Promise<Readonly<Record<ScheduleName, ScheduleHindrance | null>>> {
  const sessions = await listUpstreamSessions(db, 'eclaim');
  const account = sessions.some(({ signedInAt }) => signedInAt !== null) ? null : 'schedule_account_untried';
  return { rep: account, stm: account, smt: config.HOSPITAL_CODE === '' ? 'schedule_hospital_due' : null };
}

/**
 * Saves what a person set for one schedule, sets its next moment, and notes who changed it. Throws AppError
 * schedule_account_untried or schedule_hospital_due where it cannot be on.
 */
export async function savePlan(
  parts: ScheduleParts,
  name: ScheduleName,
  plan: SchedulePlan,
  by: Actor,
): Promise<void> {
  await savePlans(parts, [{ name, plan }], by);
}

/** Switches on what may be on, with the times that stand on the page; answers their names. */
export async function switchSchedulesOn(parts: ScheduleParts, by: Actor): Promise<readonly ScheduleName[]> {
  const hindrances = await scheduleHindrances(parts.db, await parts.settings.current());
  const stored = await listSchedules(parts.db);
  const plans = scheduleNames
    .filter((name) => hindrances[name] === null)
    .map((name) => {
      const plan = stored.find((schedule) => schedule.name === name) ?? usualPlan(name);
      return { name, plan: { ...plan, enabled: true } };
    });
  await savePlans(parts, plans, by);
  return plans.map(({ name }) => name);
}

async function savePlans(
  parts: ScheduleParts,
  plans: readonly { readonly name: ScheduleName; readonly plan: SchedulePlan }[],
  by: Actor,
): Promise<void> {
  const now = parts.now();
  const hindrances = await scheduleHindrances(parts.db, await parts.settings.current());
  for (const { name, plan } of plans) {
    const hindrance = plan.enabled ? hindrances[name] : null;
    if (hindrance !== null) throw new AppError(hindrance, { name: name.toUpperCase() });
  }
  await parts.db.transaction(async (tx) => {
    for (const { name, plan } of plans) {
      const nextFireAt = plan.enabled ? nextFiring(plan.times, now) : null;
      await saveSchedule(tx, name, { ...plan, nextFireAt }, now);
    }
    for (const { name, plan } of plans) {
      const { enabled, times, schemes, monthsBack, catchUp } = plan;
      const details = { enabled, times, schemes, months_back: monthsBack, catch_up: catchUp };
      const entry = { ...by, at: now, action: 'change', outcome: 'done', details } as const;
      await writeAudit(tx, { ...entry, subject: `schedule ${name}` });
    }
  });
}
