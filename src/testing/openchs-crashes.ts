import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../db/db.js';
import type { Dice } from '../practice/claims/dice.js';
import type { OpenchsProfileName } from '../upstreams/openchs/openchs-settings.js';
import { Crash, crashingDb } from './crashing-db.js';
import { type OpenchsRig, openOpenchsRig } from './openchs-rig.js';

/** What became of one denial whose sender ended at some point. */
export interface CrashTrial {
  readonly profile: OpenchsProfileName;
  /** Where and with which fault, to play it again. */
  readonly point: string;
  readonly crashed: boolean;
  readonly there: number;
  readonly state: string;
  /** In words; '' = it is as it should be. */
  readonly wrong: string;
}

const faults = ['none', 'store_then_drop', 'store_late', 'server_error', 'reset_after_body'] as const;
const profiles = ['documented', 'native', 'gateway'] as const;
/** More calls than the longest way of one case takes. */
const mostCalls = 60;
/** Late by the real clock, which is far less than the two minutes that pass until somebody looks. */
const lateMs = 25;
/** Time that passes before each turn of the sender that ends, and then of the next one: lease, search, checks. */
const firstTurns = [0, 130, 130];
const laterTurns = [61, 130, 130, 130];

async function untilCrash(rig: OpenchsRig, pauseMs: number): Promise<boolean> {
  for (const seconds of firstTurns)
    try {
      await rig.pass(seconds);
      await sleep(pauseMs);
    } catch (error) {
      if (error instanceof Crash) return true;
      throw error;
    }
  return false;
}

function judge(profile: OpenchsProfileName, state: string, waits: boolean, there: number): string {
  if (there > 1) return `${there} cases there`;
  if (profile !== 'gateway') return state === 'done' && there === 1 ? '' : `${state}, ${there} there`;
  return state === 'done' ? '' : state === 'uncertain' && waits ? '' : `${state}, ${there} there`;
}

/** One denial, one sender that ends at a random call of the database, one fault of the site, and a second sender. */
export async function crashTrial(db: Db, dice: Dice, number: number): Promise<CrashTrial> {
  const profile = dice.pick(profiles);
  const kind = dice.pick(faults);
  const point = { call: dice.int(0, mostCalls), when: dice.pick(['before', 'after'] as const) };
  const rig = await openOpenchsRig(db, profile, { hospital: String(10_000 + number) });
  try {
    await rig.take('OP_25690105_101501885', { [String(990_000_000 + number)]: '305' });
    if (kind !== 'none') rig.server.fake.faults.add({ call: `${profile}_create`, kind, ms: lateMs });
    // Whichever of the two senders meets the fault: it is stored long before anybody may look.
    const pauseMs = kind === 'store_late' ? 4 * lateMs : 0;
    rig.begin(crashingDb(db, point), 'first');
    const crashed = await untilCrash(rig, pauseMs);
    await sleep(pauseMs);
    rig.begin(db, 'second');
    for (const seconds of laterTurns) {
      await rig.pass(seconds);
      await sleep(pauseMs);
    }
    const [row] = await rig.rows();
    const there = Object.values(rig.server.fake.stored()).flat().length;
    const state = row?.state ?? 'none';
    return {
      profile,
      point: `${kind}, ${point.when} call ${point.call}`,
      crashed,
      there,
      state,
      wrong: judge(profile, state, row?.nextAt === null, there),
    };
  } finally {
    await rig.close();
  }
}
