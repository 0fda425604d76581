/** The server that is measured: many claims, sent out by its own addresses. Started by export-claims.ts. */
import assert from 'node:assert/strict';
import { createLog } from '../log/create-log.js';
import { createRing } from '../log/ring.js';
import { databases } from '../testing/databases.js';
import { fillNarrowClaims } from '../testing/narrow-claims.js';
import { startTestApp } from '../testing/test-app.js';
import type { FromExportServer } from './export-messages.js';

const [databaseName = '', folder = '', rows = '0'] = process.argv.slice(2);
const send = (message: FromExportServer) => process.send?.(message);
const megabytes = () => process.memoryUsage.rss() / 1e6;

const database = databases().find(({ name }) => name === databaseName);
assert.ok(database, `no database ${databaseName}`);
const fresh = await database.fresh();
await fillNarrowClaims(fresh.db, { count: Number(rows) });
const ring = createRing();
const opened = createLog({ level: 'info', folder, keepDays: 1, ring, console: null });
const env = { EXPORT_DIR: folder };
const app = await startTestApp({ db: fresh.db, env, parts: { ring, log: opened.log } });
await app.signedIn('admin');
const finance = await app.signedIn('finance');
const cookie = [...finance.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
send({ is: 'listening', url: app.url, cookie });

let before = megabytes();
let highest = before;
const watch = setInterval(() => {
  highest = Math.max(highest, megabytes());
}, 50);
/** `memory` = tell what the last export took, and begin anew; `end` = stop. */
process.on('message', async (message) => {
  if (message === 'memory') {
    send({ is: 'memory', before, highest });
    globalThis.gc?.();
    before = megabytes();
    highest = before;
    return;
  }
  clearInterval(watch);
  await app.close();
  await fresh.close();
  opened.close();
  process.disconnect();
});
