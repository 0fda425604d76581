/** The server that is measured: it takes CSVs of cases in, over the API. Started by case-import.ts. */
import assert from 'node:assert/strict';
import { jobDefinitions } from '../jobs/index.js';
import { databases } from '../testing/databases.js';
import { startTestApp } from '../testing/test-app.js';
import type { FromImportServer } from './case-import-messages.js';
import { silentLog } from './silent-log.js';

const [databaseName = '', folder = ''] = process.argv.slice(2);
const send = (message: FromImportServer) => process.send?.(message);
const megabytes = () => process.memoryUsage.rss() / 1e6;

const database = databases().find(({ name }) => name === databaseName);
assert.ok(database, `no database ${databaseName}`);
const fresh = await database.fresh();
const env = { HOSPITAL_CODE: '99999', DOWNLOAD_DIR: folder };
const app = await startTestApp({ db: fresh.db, env, jobs: jobDefinitions, parts: { log: silentLog } });
await app.signedIn('admin');
await app.parts.runner.start();
const key = await app.key({ scopes: ['imports:write'], ratePerMinute: 100_000 });
send({ is: 'listening', url: app.url, key });

let before = megabytes();
let highest = before;
const watch = setInterval(() => {
  highest = Math.max(highest, megabytes());
}, 20);
/** `begin` = from here on; `memory` = tell what it took since then; `end` = stop. */
process.on('message', async (message) => {
  if (message === 'begin') {
    globalThis.gc?.();
    before = megabytes();
    highest = before;
  }
  if (message !== 'end') {
    send({ is: 'memory', before, highest });
    return;
  }
  clearInterval(watch);
  await app.parts.runner.stop();
  await app.close();
  await fresh.close();
  process.disconnect();
});
