/** Tells events and sends them, on a clock that may run faster, until it is killed or all is sent. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Db } from '../db/db.js';
import { openDb } from '../db/index.js';
import { sql } from '../db/sql.js';
import { createBus } from '../events/bus.js';
import { createWebhookSender } from '../jobs/webhook-sender.js';
import { createDice } from '../practice/claims/dice.js';
import { tellOutside } from '../services/tell-outside.js';
import { hasFreshEvents } from '../store/events.js';
import { fastClock } from './fast-clock.js';
import { importChildTask } from './import-child-task.js';
import { silentLog } from './import-parts.js';
import { webhookRoom } from './webhook-room.js';

export const webhookKillTask = z.object({
  settings: importChildTask.shape.settings,
  /** Beginning of the clock, and how many of its seconds pass in a real one. */
  from: z.number(),
  speed: z.number(),
  seed: z.string(),
  /** Events that it commits. */
  tells: z.number(),
  /** It ends when so many are there and all of them are sent: whoever ends breaks off nothing of another's. */
  total: z.number(),
});
export type WebhookKillTask = z.infer<typeof webhookKillTask>;

/** The transaction of an event ends here. */
class TakenBack extends Error {}

const task = webhookKillTask.parse(JSON.parse(process.argv[2] ?? ''));
const dice = createDice(task.seed);
const db = await openDb(task.settings, silentLog());
const bus = createBus();
const limits = { connectMs: 5000, totalMs: 10_000 };
const room = webhookRoom(() => db);
const sender = createWebhookSender(
  room.parts({ bus, limits, now: fastClock(task.from, task.speed).now, chance: () => 0 }),
);

/** Answers whether it was committed. */
async function tell(number: number): Promise<boolean> {
  const isTakenBack = dice.chance(20);
  const case_number = isTakenBack ? 'taken_back' : String(number);
  const data = { id: number, case_number, tran_id: null, version: 1 };
  try {
    await db.transaction(async (tx) => {
      await tellOutside(tx, [{ type: 'case.deleted', hospitalCode: '99999', data }]);
      if (isTakenBack) throw new TakenBack();
    });
    bus.publish('event.recorded', {});
    process.stdout.write('told\n');
    return true;
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
    return false;
  }
}

async function isAllSent(of: Db): Promise<boolean> {
  const told = await of.first<{ count: number }>(sql`select count(*) as count from events`);
  if ((told?.count ?? 0) < task.total || (await hasFreshEvents(of))) return false;
  const left = await of.first(sql`select id from webhook_deliveries where state <> 'delivered' limit 1`);
  return left === null;
}

sender.start();
for (let number = 1, told = 0; told < task.tells; number += 1) {
  told += (await tell(number)) ? 1 : 0;
  await sleep(dice.int(0, 15));
}
while (!(await isAllSent(db))) await sleep(50);
await sender.stop();
await db.close();
