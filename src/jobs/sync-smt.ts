import { z } from 'zod';
import { fiscalYearsOfParams } from '../domain/month-range.js';
import type { ServiceGround } from '../services/import-parts.js';
import { upstreamSettingsOf } from '../services/upstream-settings-of.js';
import { defineJob, type JobDefinition } from './job.js';

/** Buddhist Era; a stored job of one year becomes a list of one. */
const params = z.preprocess(
  (asked) => {
    const years = fiscalYearsOfParams(asked);
    return years.length === 0 ? asked : { fiscalYears: years };
  },
  z.object({ fiscalYears: z.array(z.number().int().min(2500).max(2700)).min(1).max(5) }),
);

/** Fetches the SMT transfers of a fiscal year or several; a year that fails ends the job, the years before it stay. */
export function syncSmt(ground: ServiceGround): JobDefinition {
  return defineJob({
    type: 'sync_smt',
    params,
    dedupeKey: ({ fiscalYears }) => `sync_smt/${fiscalYears.join('+')}`,
    async run({ fiscalYears }, watch, job) {
      const config = await ground.settings.current();
      const parts = {
        db: ground.db,
        log: ground.log.child({ source: 'smt', job: job.jobKey }),
        settings: upstreamSettingsOf(config, ground.siteClock),
        downloadDir: config.DOWNLOAD_DIR,
        findToken: () => portalToken(ground, config.ECLAIM_BASE_URL, new Date()),
      };
      const { portalToken } = await import('../services/portal-token.js');
      const { fetchSmtBudget } = await import('../services/fetch-smt-budget.js'); // loaded with the first job
      for (const fiscalYear of fiscalYears) await fetchSmtBudget(parts, { fiscalYear }, watch);
    },
  });
}
