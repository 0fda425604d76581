import { z } from 'zod';
import type { ServiceGround } from '../services/import-parts.js';
import { upstreamSettingsOf } from '../services/upstream-settings-of.js';
import { defineJob, type JobDefinition } from './job.js';

const params = z.object({
  /** Buddhist Era. */
  fiscalYear: z.number().int().min(2500).max(2700),
});

/** Fetches the SMT transfers of a fiscal year. */
export function syncSmt(ground: ServiceGround): JobDefinition {
  return defineJob({
    type: 'sync_smt',
    params,
    dedupeKey: ({ fiscalYear }) => `sync_smt/${fiscalYear}`,
    async run({ fiscalYear }, watch, job) {
      const config = await ground.settings.current();
      const parts = {
        db: ground.db,
        log: ground.log.child({ source: 'smt', job: job.jobKey }),
        settings: upstreamSettingsOf(config, ground.siteClock),
        downloadDir: config.DOWNLOAD_DIR,
      };
      const { fetchSmtBudget } = await import('../services/fetch-smt-budget.js'); // loaded with the first job
      await fetchSmtBudget(parts, { fiscalYear }, watch);
    },
  });
}
