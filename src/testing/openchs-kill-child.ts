/** Sends cases to a practice OpenCHS, on a clock that runs faster, until it is killed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { openDb } from '../db/index.js';
import { createBus } from '../events/bus.js';
import { createOpenchsWork } from '../services/openchs-turn.js';
import { openchsProfileNames } from '../upstreams/openchs/openchs-settings.js';
import { fastClock } from './fast-clock.js';
import { importChildTask } from './import-child-task.js';
import { silentLog } from './import-parts.js';
import { openchsConfig } from './openchs-rig.js';

export const openchsKillTask = z.object({
  settings: importChildTask.shape.settings,
  url: z.string(),
  profile: z.enum(openchsProfileNames),
  /** Beginning of the clock, and how many of its seconds pass in a real one. */
  from: z.number(),
  speed: z.number(),
});
export type OpenchsKillTask = z.infer<typeof openchsKillTask>;

const task = openchsKillTask.parse(JSON.parse(process.argv[2] ?? ''));
const { now } = fastClock(task.from, task.speed);
const db = await openDb(task.settings, silentLog());
const config = openchsConfig(task, task.profile);
const work = createOpenchsWork({
  db,
  bus: createBus(),
  log: silentLog(),
  settings: { current: () => Promise.resolve(config) },
  now,
  holder: `child ${process.pid}`,
  tune: (settings) => ({
    ...settings,
    totalMs: 300,
    paceMs: 0,
    sleep: async (ms, signal) => {
      await sleep(ms / task.speed, undefined, { signal });
    },
  }),
});
process.stdout.write('ready\n');
for (;;) {
  await work.turn(new AbortController().signal);
  await sleep(20);
}
