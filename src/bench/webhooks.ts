import { setTimeout as sleep } from 'node:timers/promises';
import { readEnvironment } from '../config.js';
import { sql } from '../db/sql.js';
import { createBus } from '../events/bus.js';
import { createWebhookSender } from '../jobs/webhook-sender.js';
import { startPracticeHookServer } from '../practice/receivers/hook-server.js';
import { webhookLimits } from '../services/deliver-webhooks.js';
import { openLiveSettings } from '../services/live-settings.js';
import { tellOutside } from '../services/tell-outside.js';
import { databases } from '../testing/databases.js';
import { webhookRoom } from '../testing/webhook-room.js';
import type { Bench, BenchRow } from './bench.js';
import { chosenTargets, type Target, withServer } from './targets.js';

const endpoints = 20;
const hanging = 2;
const perSecond = 10;
const usualSeconds = 30;

/** Events at a steady pace to many endpoints of which some hang: how long until the first attempt after the commit. */
export const webhooks: Bench = {
  name: 'webhooks',
  async run(say, wanted) {
    const rows: BenchRow[] = [];
    for (const target of chosenTargets()) {
      say(`webhooks on ${target.name}`);
      rows.push(await withServer(target, () => measure(target, wanted ?? usualSeconds * perSecond)));
    }
    return {
      title: `webhooks: ${perSecond} events/s, ${endpoints} endpoints of which ${hanging} hang: commit to first attempt`,
      rows,
    };
  },
};

async function measure({ name }: Target, count: number): Promise<BenchRow> {
  const database = databases().find((one) => one.name === name);
  if (!database) throw new RangeError(`no database ${name}`);
  const fresh = await database.fresh();
  const [quick, hung] = [await startPracticeHookServer(), await startPracticeHookServer()];
  hung.always('silent');
  const room = webhookRoom(() => fresh.db);
  for (let n = 0; n < endpoints; n++) await room.open(`${(n < hanging ? hung : quick).url}/${n}`);
  const bus = createBus();
  const now = () => new Date();
  // As the server has them: read from the database.
  const environment = readEnvironment({ env: { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1' }, envFile: null });
  const settings = openLiveSettings({ db: fresh.db, environment, secretKey: room.parts().secretKey, now });
  const sender = createWebhookSender(
    room.parts({ bus, now, settings, limits: webhookLimits, chance: Math.random }),
  );
  sender.start();
  const began = performance.now();
  for (let n = 0; n < count; n++) {
    await sleep(Math.max(0, began + (n * 1000) / perSecond - performance.now()));
    const data = { id: n, case_number: String(n), tran_id: null, version: 1 };
    await fresh.db.transaction((tx) =>
      tellOutside(tx, [{ type: 'case.deleted', hospitalCode: '99999', data }]),
    );
    bus.publish('event.recorded', {});
  }
  const wanted = count * (endpoints - hanging);
  for (let waited = 0; quick.calls.length < wanted && waited < 60_000; waited += 100) await sleep(100);
  await sender.stop();
  const tried = await fresh.db.query<{ at: string; tried: string }>(sql`
    select b.at, d.first_tried_at as tried from webhook_deliveries d join events e on e.id = d.event_id
    join change_batches b on b.batch = e.change_batch and b.kind = 'event'
    join webhook_endpoints p on p.id = d.endpoint_id where p.last_success_at is not null and d.first_tried_at is not null`);
  const waits = tried.map(({ at, tried: first }) => Date.parse(first) - Date.parse(at)).sort((a, b) => a - b);
  const at = (share: number) => Math.max(0, waits[Math.floor((waits.length - 1) * share)] ?? Number.NaN);
  await Promise.all([quick.close(), hung.close()]);
  await fresh.close();
  return {
    database: name,
    events: count,
    'delivered of wanted': `${quick.calls.length}/${wanted}`,
    'p50 ms': at(0.5),
    'p95 ms': at(0.95),
    'most ms': at(1),
    'wanted p95 ms': 5000,
  };
}
