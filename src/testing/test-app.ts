import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../app.js';
import { readEnvironment, resolveSettings, type SettingName } from '../config.js';
import type { OpenedDb } from '../db/dialect.js';
import type { Role } from '../domain/role.js';
import { createBus } from '../events/bus.js';
import { createSumsMemory } from '../figures/remembered-sums.js';
import type { JobDefinition } from '../jobs/job.js';
import { createRunner } from '../jobs/runner.js';
import { createLog } from '../log/create-log.js';
import { createRing } from '../log/ring.js';
import type { Parts } from '../routes/parts.js';
import { reportWriter } from '../routes/report-mail.js';
import { commandLineActor } from '../services/actor.js';
import { addUser } from '../services/add-user.js';
import { createExportSlots } from '../services/export-slots.js';
import type { ServiceGround } from '../services/import-parts.js';
import { createLiveFeed } from '../services/live-feed.js';
import { openLiveSettings } from '../services/live-settings.js';
import { type AskedKey, makeApiKey } from '../services/make-api-key.js';
import { createPasswords } from '../services/password.js';
import { createSecretKey } from '../services/secret-key.js';
import { testChannel } from '../services/send-alerts.js';
import { testReportMail } from '../services/send-report.js';
import { createAnswerCheck } from './answer-check.js';
import { createBrowser, type TestBrowser } from './test-browser.js';

export interface TestAppOptions {
  readonly db: OpenedDb;
  /** Settings as the environment would give them. */
  readonly env?: Readonly<Partial<Record<SettingName, string>>>;
  /** None where absent; `jobDefinitions` gives the real ones. */
  readonly jobs?: (ground: ServiceGround) => readonly JobDefinition[];
  /** A free one where absent. */
  readonly port?: number;
  /** Instead of parts that are otherwise real, e.g. `now`, `checkNhsoAccount`. */
  readonly parts?: Partial<Parts>;
}

export interface TestApp {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly parts: Parts;
  /** A new browser without cookies. */
  browser(): TestBrowser;
  /** A browser in which somebody with these roles is signed in; made where missing, password `testPassword`. */
  signedIn(...roles: readonly Role[]): Promise<TestBrowser>;
  /** A new API key; without scopes those that a key has where nothing is said. */
  key(asked?: Partial<AskedKey>): Promise<string>;
  /** Throws where an answer of the API was not as the OpenAPI document says. */
  close(): Promise<void>;
}

export const testPassword = 'ปลาทูแม่กลอง 2569';

/** The app on a free port, with the database given; cheap password hashes, every missing word an error. */
export async function startTestApp(options: TestAppOptions): Promise<TestApp> {
  const { db } = options;
  const environment = readEnvironment({ env: { PORT: '0', ...options.env }, envFile: null });
  const { config, issues } = resolveSettings(environment);
  if (issues.length > 0) throw new Error(`settings of the test: ${JSON.stringify(issues)}`);
  const ring = createRing(2000);
  const { log } = createLog({ level: 'debug', folder: null, keepDays: 1, ring, console: null });
  const bus = createBus();
  const now = options.parts?.now ?? (() => new Date());
  const secretKey = createSecretKey('key of the tests, long enough to be one');
  const settings = openLiveSettings({ db, environment, secretKey, now });
  const jobs = options.jobs?.({ db, bus, log, settings, secretKey, programVersion: 'test' }) ?? [];
  const parts: Parts = {
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
    runner: createRunner({ db, bus, log, jobs, onStop: 'requeue' }),
    passwords: createPasswords({ logN: 4, r: 8, p: 1 }),
    checkNhsoAccount: async () => ({ ok: true, message: { th: 'เข้าได้', en: 'Let in' } }),
    testAlertChannel: (channel) =>
      testChannel(
        { db, bus, settings, now, limits: { connectMs: 2000, totalMs: 3000 } },
        channel,
        AbortSignal.timeout(5000),
      ),
    testReportMail: () =>
      testReportMail(
        {
          db,
          bus,
          log,
          settings,
          now,
          limits: { connectMs: 2000, totalMs: 3000 },
          writer: reportWriter(true),
        },
        randomUUID(),
        AbortSignal.timeout(30_000),
      ),
    watchPoller: null,
    setUpCode: 'TEST-CODE',
    strictWords: true,
    ...options.parts,
  };
  const app = createApp(parts);
  const answers = createAnswerCheck();
  const server = await new Promise<Server>((resolve) => {
    const listening = createServer((req, res) => {
      answers.watch(req, res);
      app(req, res);
    });
    listening.listen(options.port ?? 0, '127.0.0.1', () => resolve(listening));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listens on a port, not on a pipe
  return {
    url,
    parts,
    browser: () => createBrowser(url),
    signedIn: async (...roles) => await signInAs(parts, url, roles),
    key: async (asked = {}) => (await makeApiKey(parts, { name: 'test', ...asked }, commandLineActor)).key,
    close: async () => {
      parts.liveFeed.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      const wrong = [...new Set(answers.faults())];
      if (wrong.length > 0) throw new Error(`answers that openapi.json does not allow:\n${wrong.join('\n')}`);
    },
  };
}

async function signInAs(parts: Parts, url: string, roles: readonly Role[]): Promise<TestBrowser> {
  const username = `test.${roles.join('.')}`;
  const asked = { username, password: testPassword, roles, mustChangePassword: false };
  await addUser(parts, asked, commandLineActor).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'username_taken')) throw error;
  });
  const browser = createBrowser(url);
  const answer = await browser.submit('/login', { username, password: testPassword });
  if (answer.status !== 303) throw new Error(`test user ${username} was not signed in: ${answer.status}`);
  return browser;
}
