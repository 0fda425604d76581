import type { Config } from '../config.js';
import type { Db } from '../db/db.js';
import { openchsAlertPrefix } from '../domain/openchs-alerts.js';
import type { Bus } from '../events/bus.js';
import type { Log } from '../log/log.js';
import { standingKeys } from '../store/alerts.js';
import {
  findOpenchsTarget,
  leaveOpenchsTarget,
  saveOpenchsContact,
  saveOpenchsHealth,
} from '../store/openchs-targets.js';
import type { Breaker, BreakerState } from '../upstreams/breaker.js';
import type { OpenchsSettings } from '../upstreams/openchs/openchs-settings.js';
import type { OpenchsProfile } from '../upstreams/openchs/profile.js';
import type { LiveSettings } from './live-settings.js';
import { type OpenchsRun, takeLease, withLease } from './openchs-run.js';
import { isOpenchsOn, openchsSettingsOf, openchsStamp, openchsTargetName } from './openchs-target.js';
import { settleAlerts } from './raise-alert.js';
import { sendOpenchsCases } from './send-openchs-cases.js';
import { syncOpenchsCases } from './sync-openchs-cases.js';
import { tellOfOpenchs } from './tell-openchs.js';

export interface OpenchsWorkParts {
  readonly db: Db;
  readonly bus: Bus;
  readonly log: Log;
  readonly settings: Pick<LiveSettings, 'current'>;
  readonly now: () => Date;
  /** The process, as its lease names it. */
  readonly holder: string;
  /** Tests make pace and limits short. */
  readonly tune?: (settings: OpenchsSettings) => OpenchsSettings;
}

/** Works on the site that is set up, as long as it is switched on. */
export interface OpenchsWork {
  /** Sends what is due and reads what changed; does nothing while off, or while another process works on it. */
  turn(signal: AbortSignal): Promise<void>;
  /** Leaves the site to other processes. */
  leave(): Promise<void>;
}

interface Opened {
  readonly stamp: string;
  readonly target: string;
  readonly site: OpenchsProfile;
  readonly breaker: Breaker;
  readonly settings: OpenchsSettings;
  /** The breaker as it was last written down; '' = not yet by this process. */
  keptHealth: string;
}

const tellEveryMs = 60_000;

export function createOpenchsWork(parts: OpenchsWorkParts): OpenchsWork {
  const { db, bus, now, holder } = parts;
  const log = parts.log.child({ source: 'openchs' });
  let opened: Opened | null = null;
  let toldAt = 0;
  let isQuiet = false;

  function open(config: Config): Promise<Opened | null> {
    const plain = openchsSettingsOf(config, now);
    if (plain === null) return Promise.resolve(null);
    const settings = parts.tune?.(plain) ?? plain;
    // Every value counts: whatever a person changes, the next turn goes by it.
    const stamp = openchsStamp(settings);
    const same = opened?.stamp === stamp && sameValues(opened.settings, settings);
    return same ? Promise.resolve(opened) : openAnew(config, settings, stamp);
  }

  async function openAnew(config: Config, settings: OpenchsSettings, stamp: string): Promise<Opened> {
    const { createBreaker, createOpenchs } = await import('../upstreams/openchs/index.js'); // only where it is on
    const breaker = createBreaker(now);
    return {
      stamp,
      target: openchsTargetName(config),
      settings,
      breaker,
      site: createOpenchs(settings, breaker),
      keptHealth: '',
    };
  }

  async function work(run: OpenchsRun, site: Opened, signal: AbortSignal): Promise<void> {
    const row = await findOpenchsTarget(db, run.target);
    if (row?.stoppedFor !== run.stamp) {
      const next = await sendOpenchsCases(run, signal);
      if (next === 'go_on' && !signal.aborted) await syncOpenchsCases(run, signal);
    }
    const state = run.breaker.state();
    const isOther = healthOf(state) !== site.keptHealth;
    if (isOther) {
      site.keptHealth = healthOf(state);
      const { state: breaker, since, openUntil: until, cause } = state;
      await saveOpenchsHealth(db, run.target, { breaker, since, until, cause }, now());
      log.info({ target: run.target, breaker, cause }, 'calls to OpenCHS');
    }
    if (now().getTime() - toldAt < tellEveryMs && !isOther) return;
    toldAt = now().getTime();
    if (state.lastAnswerAt !== null) await saveOpenchsContact(db, run.target, state.lastAnswerAt);
    await tellOfOpenchs(run, bus);
  }

  /** Switched off, nothing of it needs a person any more. */
  async function beQuiet(): Promise<void> {
    if (isQuiet) return;
    await settleAlerts({ db, bus, now }, await standingKeys(db, openchsAlertPrefix));
    isQuiet = true;
  }

  return {
    async turn(signal) {
      const config = await parts.settings.current();
      opened = isOpenchsOn(config) ? await open(config) : null;
      if (opened === null) return await beQuiet();
      isQuiet = false;
      const current = opened;
      const { target, stamp, site, breaker, settings } = current;
      const { random } = settings;
      const run: OpenchsRun = {
        db,
        log,
        config,
        target,
        stamp,
        holder,
        site,
        breaker,
        now,
        random,
        sleep: settings.sleep,
      };
      if (await takeLease(run)) await withLease(run, () => work(run, current, signal));
    },
    async leave() {
      if (opened !== null) await leaveOpenchsTarget(db, opened.target, holder);
    },
  };
}

const healthOf = ({ state, openUntil }: BreakerState) => `${state} ${openUntil?.getTime() ?? 0}`;

function sameValues(a: OpenchsSettings, b: OpenchsSettings): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
