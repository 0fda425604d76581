import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createOpenchsServer, type OpenchsServer } from '../../practice/openchs/openchs-server.js';
import { openchsTarget, waitingClock } from '../../testing/openchs-target.js';
import { createBreaker } from './index.js';
import { createSite } from './site.js';

let server: OpenchsServer;
before(async () => {
  server = await createOpenchsServer();
});
after(() => server.close());

test('however many calls wait, a site gets two a second at most', async () => {
  const clock = waitingClock();
  const begun: number[] = [];
  const settings = openchsTarget(server, 'documented', {
    ...clock,
    paceMs: 500,
    async sleep(ms, signal) {
      await clock.sleep(ms, signal);
    },
  });
  const site = createSite(settings, createBreaker(clock.now));
  for (let n = 0; n < 20; n += 1) {
    await site.ask({ method: 'GET', path: '/helpline/api/health' }, new AbortController().signal);
    begun.push(clock.now().getTime());
  }
  for (let n = 2; n < begun.length; n += 1)
    assert.ok((begun[n] ?? 0) - (begun[n - 2] ?? 0) >= 1000, `${begun[n]} ${begun[n - 2]}`);
});
