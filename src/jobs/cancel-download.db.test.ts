import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { createBus } from '../events/bus.js';
import { downloadRepFiles } from '../services/download-rep-files.js';
import { eachDatabase } from '../testing/databases.js';
import { openRig, rigName, rigWorkbook } from '../testing/portal/eclaim-rig.js';
import { fastSettings } from '../testing/portal/fast-settings.js';
import { ownAccount } from '../testing/portal/own-account.js';
import { keepingLog } from '../testing/portal/quiet-log.js';
import { ended, runnersOf, until } from '../testing/trial-jobs.js';
import { defineJob } from './job.js';

eachDatabase('cancel of a download', (database) => {
  const { runner, stopAll } = runnersOf(database);

  for (const where of ['the process that runs it', 'another process'] as const)
    test(`asked of ${where}, it closes the socket of a slow drip, and leaves no half file`, async () => {
      const rig = await openRig();
      try {
        const drips = new Promise<{ readonly closed: Promise<unknown> }>((resolve) => {
          rig.portal.next(rigName, (_, response) => {
            response.writeHead(200).write(rigWorkbook.subarray(0, 600));
            const drip = setInterval(() => response.write('.'), 30);
            const closed = once(response, 'close').then(() => clearInterval(drip));
            resolve({ closed });
          });
        });
        const job = defineJob({
          type: 'download_rep',
          params: z.object({}),
          dedupeKey: () => null,
          run: (_, watch) =>
            downloadRepFiles(
              {
                db: database.db,
                log: keepingLog(),
                bus: createBus(),
                settings: fastSettings(rig.portal.url),
                ...ownAccount('hospital', 'right'),
                downloadDir: rig.folder,
                importFile: null,
              },
              { from: '2569-01', to: '2569-01', schemes: ['ucs'], importFiles: false },
              watch,
            ),
        });
        const one = runner(job);
        await one.start();
        const { job: asked } = await one.enqueue('download_rep', {}, { userId: null });
        const { closed } = await drips;
        const asker = where === 'another process' ? runner(job) : one;
        await asker.cancel(asked.jobKey);
        await closed;
        const end = await until(database.db, asked.id, ended);
        assert.deepEqual([end.status, end.problem?.code], ['cancelled', 'job_cancelled']);
        assert.deepEqual(await readdir(path.join(rig.folder, 'ucs/2569-01')), []);
      } finally {
        await stopAll();
        await rig.close();
      }
    });
});
