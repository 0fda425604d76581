import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Db, DbSettings } from '../db/db.js';
import type { OutboxRow } from '../domain/openchs-outbox.js';
import type { Dice } from '../practice/claims/dice.js';
import type { OpenchsServer } from '../practice/openchs/openchs-server.js';
import type { OpenchsProfileName } from '../upstreams/openchs/openchs-settings.js';
import type { OpenchsKillTask } from './openchs-kill-child.js';
import { openOpenchsRig } from './openchs-rig.js';

const program = fileURLToPath(new URL('./openchs-kill-child.js', import.meta.url));
/** Two minutes are two seconds. */
const speed = 60;
/** Stored late by at most 90 of the clock's seconds. */
const lateMs = 1_500;
const denialsOfKill = 3;
const longestEndMs = 60_000;
const spoils = ['store_then_drop', 'store_late', 'reset_after_body', 'server_error', 'hang'] as const;

export interface KillSums {
  readonly profile: OpenchsProfileName;
  readonly kills: number;
  readonly denials: number;
  readonly twice: number;
  /** documented, native: not exactly one there; gateway: not there, and nobody is asked. */
  readonly lost: number;
  /** A person is asked. */
  readonly asked: number;
}

async function withChild(task: OpenchsKillTask, untilKilled: () => Promise<void>): Promise<void> {
  const child = spawn(process.execPath, [program, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let failed = '';
  child.stderr.on('data', (text: Buffer) => {
    failed += text.toString();
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), ended]);
  try {
    await untilKilled();
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
  if (failed !== '') throw new Error(failed);
}

const isSettled = ({ state, nextAt }: OutboxRow) =>
  state === 'done' || state === 'refused' || (state === 'uncertain' && nextAt === null);

/** How many cases at the practice server bear a mark. */
function copiesOf(server: OpenchsServer, reference: string): number {
  const all = Object.values(server.fake.stored()).flat();
  return all.filter((one) => JSON.stringify(one).includes(reference)).length;
}

/** Kills the process that sends, `kills` times at random moments, while the site loses answers; then lets one finish. */
export async function openchsKills(
  db: Db,
  settings: DbSettings,
  profile: OpenchsProfileName,
  { kills, dice, hospital }: { readonly kills: number; readonly dice: Dice; readonly hospital: string },
): Promise<KillSums> {
  const from = Date.now();
  const rig = await openOpenchsRig(db, profile, { hospital, clock: { from, speed } });
  const { faults } = rig.server.fake;
  const task: OpenchsKillTask = { settings, url: rig.server.url, profile, from, speed };
  const spoil = () => {
    for (const kind of spoils)
      faults.add({
        call: `${profile}_create`,
        kind,
        chance: 0.12,
        times: 'always',
        ms: dice.int(100, lateMs),
      });
  };
  try {
    spoil();
    for (let kill = 0; kill < kills; kill += 1) {
      const number = (at: number) => String(990_000_000 + kill * denialsOfKill + at);
      const claims = Array.from({ length: denialsOfKill }, (_, at) => [number(at), '305']);
      await rig.take(`OP_25690105_1${String(kill).padStart(8, '0')}`, Object.fromEntries(claims));
      await withChild(task, async () => {
        await sleep(dice.int(0, 500));
      });
    }
    faults.clear();
    // What is still to be stored late is there before anybody looks for it.
    await sleep(lateMs);
    const until = performance.now() + longestEndMs + kills * 200;
    await withChild(task, async () => {
      while (performance.now() < until && !(await rig.rows()).every(isSettled)) await sleep(200);
    });
    const rows = await rig.rows();
    const copies = rows.map((row) => ({ row, there: copiesOf(rig.server, row.reference) }));
    return {
      profile,
      kills,
      denials: rows.length,
      twice: copies.filter(({ there }) => there > 1).length,
      lost: copies.filter(
        ({ row, there }) => !isSettled(row) || (row.state === 'done' ? there === 0 : profile !== 'gateway'),
      ).length,
      asked: rows.filter(({ state }) => state === 'uncertain').length,
    };
  } finally {
    await rig.close();
  }
}
