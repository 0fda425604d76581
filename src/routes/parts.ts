import type { Config } from '../config.js';
import type { Db } from '../db/db.js';
import type { Bus } from '../events/bus.js';
import type { SumsMemory } from '../figures/remembered-sums.js';
import type { JobRunner } from '../jobs/runner.js';
import type { WatchPoller } from '../jobs/watch-poller.js';
import type { Log } from '../log/log.js';
import type { LogRing } from '../log/ring.js';
import type { ExportSlots } from '../services/export-slots.js';
import type { LiveFeed } from '../services/live-feed.js';
import type { LiveSettings } from '../services/live-settings.js';
import type { CheckAccount } from '../services/nhso-account.js';
import type { Passwords } from '../services/password.js';
import type { SecretKey } from '../services/secret-key.js';
import type { TestAlertChannel } from '../services/send-alerts.js';
import type { TestReportMail } from '../services/send-report.js';

/** What main.ts has made ready and every route is given. A new part is a line here and a line in main.ts. */
export interface Parts {
  /** Settings as at the start: addresses, folders, limits. What people can save on a page: `settings`. */
  readonly config: Config;
  /** Settings as they are now, saved values included (NHSO account, hospital). */
  readonly settings: LiveSettings;
  readonly db: Db;
  /** What the sums of claims said since they last changed. */
  readonly sums: SumsMemory;
  readonly log: Log;
  readonly ring: LogRing;
  readonly bus: Bus;
  /** What changes while pages are looked at. */
  readonly liveFeed: LiveFeed;
  /** Bounds how many exports are sent at one time. */
  readonly exportSlots: ExportSlots;
  readonly runner: JobRunner;
  /** null = no folder is watched. */
  readonly watchPoller: Pick<WatchPoller, 'lastLook'> | null;
  readonly secretKey: SecretKey;
  readonly now: () => Date;
  readonly passwords: Passwords;
  /** Really signs in at NHSO with this account, once, and answers what came of it. */
  readonly checkNhsoAccount: CheckAccount;
  /** Really sends a test message on one way out, and answers what came of it. */
  readonly testAlertChannel: TestAlertChannel;
  /** Really sends the report of the last full month by mail, and answers what came of it. */
  readonly testReportMail: TestReportMail;
  /** One-time code that opens /setup to visitors from other machines. */
  readonly setUpCode: string;
  /** A missing translation throws (tests) instead of showing its key. */
  readonly strictWords: boolean;
}
