/** The server that is measured: its log is written to at a steady pace while many look on. Started by viewers.ts. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createLog } from '../log/create-log.js';
import { createRing } from '../log/ring.js';
import { databases } from '../testing/databases.js';
import { startTestApp } from '../testing/test-app.js';
import type { FromServer } from './viewers-messages.js';

const [folder = '', seconds = '20', perSecond = '100'] = process.argv.slice(2);
const send = (message: FromServer) => process.send?.(message);
const megabytes = () => Math.round(process.memoryUsage.rss() / 1e6);

const database = databases().find(({ name }) => name === 'postgresql');
assert.ok(database);
const fresh = await database.fresh();
const ring = createRing();
const opened = createLog({ level: 'debug', folder, keepDays: 1, ring, console: null });
const app = await startTestApp({ db: fresh.db, parts: { ring, log: opened.log } });
await app.signedIn('admin');
const auditor = await app.signedIn('auditor');
const cookie = [...auditor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
const idleMb = megabytes();
let highestMb = idleMb;
const watch = setInterval(() => {
  highestMb = Math.max(highestMb, megabytes());
}, 100);
send({ is: 'listening', url: app.url, cookie });

await once(process, 'message');
const first = ring.last() + 1;
const cpuBefore = process.cpuUsage();
const started = Date.now();
const wanted = Number(seconds) * Number(perSecond);
for (let written = 0; written < wanted; ) {
  for (
    const due = ((Date.now() - started) * Number(perSecond)) / 1000;
    written < Math.min(due, wanted);
    written += 1
  )
    opened.log.info(
      {
        source: 'download',
        job: 'job_5eKvI9GYxq2L',
        sent: Date.now(),
        file: `eclaim_99999_OP_25690105_${written}.xls`,
      },
      'stored, 312,832 bytes',
    );
  await new Promise((resolve) => setTimeout(resolve, 1000 / Number(perSecond)));
}
const used = process.cpuUsage(cpuBefore);
const took = (Date.now() - started) / 1000;
send({
  is: 'written',
  first,
  last: first + wanted - 1,
  seconds: took,
  idleMb,
  highestMb,
  cpu: (used.user + used.system) / 1e6 / took,
});

await once(process, 'message');
clearInterval(watch);
await app.close();
await fresh.close();
opened.close();
process.disconnect();
