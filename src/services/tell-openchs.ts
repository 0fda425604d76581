import { AppError } from '../domain/errors.js';
import { openchsAlertPrefix, openchsAlerts } from '../domain/openchs-alerts.js';
import { isProblemCode } from '../domain/problems/index.js';
import type { Bus } from '../events/bus.js';
import { standingKeys } from '../store/alerts.js';
import { peopleOutbox } from '../store/openchs-outbox.js';
import { findOpenchsTarget } from '../store/openchs-targets.js';
import { endOfToken } from '../upstreams/openchs/gateway.js';
import type { OpenchsRun } from './openchs-run.js';
import { settleAlerts, standAlert } from './raise-alert.js';

const dayMs = 86_400_000;
const warnDays = 30;

/** The words of a failure that was kept by its code; '' = there is none. */
export function keptProblemText(
  problem: string | null,
  details: Readonly<Record<string, string | number>>,
  language: 'th' | 'en',
): string {
  return problem !== null && isProblemCode(problem) ? new AppError(problem, details).text(language) : '';
}

/** Raises what needs a person, and settles what no longer does. */
export async function tellOfOpenchs(run: OpenchsRun, bus: Bus): Promise<void> {
  const { db, target, stamp, breaker, now } = run;
  const row = await findOpenchsTarget(db, target);
  const isStopped = row?.stoppedFor === stamp;
  const about = (language: 'th' | 'en') =>
    keptProblemText(row?.problem ?? null, row?.details ?? {}, language).split(' · ')[0] ?? '';
  const alerts = openchsAlerts({
    target,
    stopped: isStopped
      ? { code: row.problem ?? '', th: about('th'), en: about('en'), mark: stamp.slice(0, 12) }
      : null,
    ...(await peopleOutbox(db, target)),
    restsSince: breaker.state().since?.toISOString() ?? null,
    daysLeft: daysLeftOf(run),
  });
  for (const alert of alerts) await standAlert({ db, bus, now }, alert);
  const standing = new Set(alerts.map(({ key }) => key));
  const open = await standingKeys(db, openchsAlertPrefix);
  await settleAlerts(
    { db, bus, now },
    open.filter((key) => !standing.has(key)),
  );
}

function daysLeftOf({ config, now }: OpenchsRun): number | null {
  const end = endOfToken(config.OPENCHS_CREDENTIAL?.reveal() ?? '');
  if (config.OPENCHS_PROFILE !== 'gateway' || end === null) return null;
  const days = Math.ceil((end.getTime() - now().getTime()) / dayMs);
  return days <= warnDays ? days : null;
}
