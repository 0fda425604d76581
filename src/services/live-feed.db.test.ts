import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../db/db.js';
import { createBus } from '../events/bus.js';
import { saveDownloadUnit } from '../store/download-units.js';
import { insertJob } from '../store/jobs.js';
import { databases } from '../testing/databases.js';
import { keepingLog } from '../testing/portal/quiet-log.js';
import { createLiveFeed, type LiveChange } from './live-feed.js';

const timing = { gatherMs: 5, pollMs: 20 };

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !holds(); ) {
    assert.ok(Date.now() < end, 'it did not come in time');
    await sleep(5);
  }
}

/** The same database, counting how often it is asked. */
function counted(db: Db): { readonly db: Db; readonly count: () => number } {
  let asked = 0;
  const first: Db['first'] = (statement) => {
    asked += 1;
    return db.first(statement);
  };
  return { db: { ...db, first }, count: () => asked };
}

for (const database of databases())
  describe(`the live feed (${database.name})`, () => {
    test('tells what other processes change while somebody watches, and asks nothing while nobody does', async () => {
      const fresh = await database.fresh();
      const { db, count } = counted(fresh.db);
      const feed = createLiveFeed({ db, bus: createBus(), log: keepingLog(), timing });
      try {
        await sleep(60);
        assert.equal(count(), 0);
        const atStart = feed.position();
        const changes: LiveChange[] = [];
        const end = feed.watch((change) => changes.push(change));
        const topics = () => changes.flatMap((change) => change.topics);
        if (fresh.db.dialect.singleProcess) {
          await sleep(60);
          assert.equal(count(), 0);
          assert.equal(feed.position(), atStart);
          end();
          return;
        }
        // Pages that were made while nobody watched have missed something, perhaps.
        assert.notEqual(feed.position(), atStart);
        await until(() => count() > 0);
        const job = {
          jobKey: 'job_elsewhere',
          type: 'download_rep',
          params: {},
          userId: null,
          dedupeKey: null,
        } as const;
        await insertJob(fresh.db, job);
        await until(() => topics().includes('jobs'));
        assert.deepEqual(
          changes.flatMap(({ jobs }) => jobs.map(({ jobKey, status }) => [jobKey, status])),
          [['job_elsewhere', 'queued']],
        );
        await saveDownloadUnit(fresh.db, {
          ...{ upstream: 'eclaim', type: 'rep', scheme: 'ucs', month: 1, yearBe: 2569 },
          ...{ state: 'empty', counts: null, problem: null },
        });
        await until(() => topics().includes('grid'));
        assert.equal(changes.at(-1)?.id, feed.position());
        end();
        await sleep(60);
        const after = count();
        await sleep(80);
        assert.equal(count(), after);
      } finally {
        feed.close();
        await fresh.close();
      }
    });
  });

test('what comes in a moment is told as one change, each job once with its last word', async () => {
  const bus = createBus();
  const [embedded] = databases();
  assert.ok(embedded);
  const fresh = await embedded.fresh();
  const feed = createLiveFeed({
    db: fresh.db,
    bus,
    log: keepingLog(),
    timing: { gatherMs: 30, pollMs: 1000 },
  });
  const changes: LiveChange[] = [];
  feed.watch((change) => changes.push(change));
  for (const status of ['queued', 'running', 'running'] as const)
    bus.publish('job.changed', { jobId: 1, jobKey: 'job_a', status, progress: null });
  bus.publish('job.unit', { jobKey: 'job_a', unit: 'rep/ucs/2569-01', state: 'complete' });
  await until(() => changes.length > 0);
  assert.deepEqual(changes, [
    {
      id: feed.position(),
      topics: ['jobs', 'grid', 'files'],
      jobs: [{ jobKey: 'job_a', status: 'running', progress: null }],
    },
  ]);
  bus.publish('job.changed', { jobId: 1, jobKey: 'job_a', status: 'running', progress: null });
  await until(() => changes.length > 1);
  assert.deepEqual(changes[1]?.topics, []);
  feed.close();
  await fresh.close();
});
