import { createSumsMemory } from '../figures/remembered-sums.js';
import type { JobRunner } from '../jobs/runner.js';
import type { WatchPoller } from '../jobs/watch-poller.js';
import type { Parts } from '../routes/parts.js';
import { createExportSlots } from '../services/export-slots.js';
import { createLiveFeed } from '../services/live-feed.js';
import { createPasswords } from '../services/password.js';
import { upstreamSettingsOf } from '../services/upstream-settings-of.js';
import { alertTester, reportTester } from './alerting.js';
import type { Ground } from './open-ground.js';
import { makeSetUpCode } from './set-up-code.js';

/** What the pages and the API are made of. */
export function makeParts(ground: Ground, runner: JobRunner, watchPoller: WatchPoller | null): Parts {
  const { config, settings, secretKey, db, log, ring, bus, now } = ground;
  return {
    config,
    settings,
    secretKey,
    db,
    sums: createSumsMemory(),
    log,
    ring,
    bus,
    now,
    exportSlots: createExportSlots(config.DB_POOL_MAX),
    liveFeed: createLiveFeed({ db, bus, log }),
    runner,
    watchPoller,
    passwords: createPasswords(),
    checkNhsoAccount: async (account, current) => {
      const { checkNhsoAccount } = await import('../services/check-nhso-account.js'); // loaded with its first use
      const settings = upstreamSettingsOf(current);
      return checkNhsoAccount({ db, settings, log }, account, AbortSignal.timeout(180_000));
    },
    testAlertChannel: alertTester(ground),
    testReportMail: reportTester(ground),
    setUpCode: makeSetUpCode(),
    strictWords: false,
  };
}
