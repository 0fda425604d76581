/** The server that is measured: many claims in a database of its own, and the app over it. Started by figures.ts. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { sql } from '../db/sql.js';
import { claimCursorText } from '../figures/claim-order.js';
import { databases } from '../testing/databases.js';
import { startTestApp } from '../testing/test-app.js';
import type { FromFiguresServer } from './figures-messages.js';
import { manyClaimsNow, writeManyClaims } from './many-claims.js';
import { silentLog } from './silent-log.js';

const [databaseName = '', rowsText = '0'] = process.argv.slice(2);
const rows = Number(rowsText);
const pageSize = 50;
const farPages = 10_000;
const send = (message: FromFiguresServer) => process.send?.(message);

const database = databases().find(({ name }) => name === databaseName);
assert.ok(database, `no database ${databaseName}`);
const fresh = await database.fresh();
const started = performance.now();
await writeManyClaims(fresh.db, rows, (done) => send({ is: 'writing', done }));
const seconds = (performance.now() - started) / 1000;

const pages = Math.min(farPages, Math.floor(rows / pageSize));
const rank = (pages - 1) * pageSize;
const before = await fresh.db.first<{ id: number }>(
  sql`select id from claim_current order by id desc limit 1 offset ${rank - 1}`,
);
const farCursor = claimCursorText({ side: 'after', value: null, id: before?.id ?? 0, rank });
const some = await fresh.db.query<{ tran_id: string }>(
  sql`select tran_id from claim_current where mod(id, ${Math.max(1, Math.floor(rows / 60))}) = 0 order by id limit 60`,
);

// As the server runs: templates are kept once they are read.
const parts = { log: silentLog, now: () => manyClaimsNow, strictWords: false };
const app = await startTestApp({ db: fresh.db, parts });
const browser = await app.signedIn('admin', 'claims', 'finance');
send({
  is: 'listening',
  url: app.url,
  cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  csrf: await browser.token('/claims'),
  seconds,
  farPage: `/claims?cursor=${farCursor}`,
  farNumber: pages,
  tranIds: some.map(({ tran_id }) => tran_id),
});

await once(process, 'message');
await app.close();
await fresh.close();
process.disconnect();
