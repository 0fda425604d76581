import {
  type Config,
  dbSettingsOf,
  type Environment,
  type EnvironmentOptions,
  readEnvironment,
  resolveSettings,
  useTimeZone,
  type Words,
} from '../config.js';
import type { OpenedDb } from '../db/dialect.js';
import { openDb } from '../db/index.js';
import { migrate } from '../db/migrate.js';
import { AppError } from '../domain/errors.js';
import { type Bus, createBus } from '../events/bus.js';
import { createLog, type LogOptions, type OpenedLog } from '../log/create-log.js';
import type { Log } from '../log/log.js';
import { createRing, type LogRing } from '../log/ring.js';
import { type LiveSettings, openLiveSettings } from '../services/live-settings.js';
import { loadSeeds } from '../services/load-seeds.js';
import { loadSecretKey, type SecretKey } from '../services/secret-key.js';

/** What the server and the commands stand on: settings, log, database with its newest tables. */
export interface Ground {
  /** As at the start, saved values included. */
  readonly config: Config;
  readonly environment: Environment;
  readonly settings: LiveSettings;
  readonly secretKey: SecretKey;
  readonly db: OpenedDb;
  readonly log: Log;
  readonly ring: LogRing;
  readonly bus: Bus;
  readonly now: () => Date;
  /** What should be told about the settings. */
  readonly warnings: readonly Words[];
  /** In reverse: database, then log. */
  close(): Promise<void>;
}

export interface GroundOptions extends EnvironmentOptions {
  /** Where log lines go beside the file: the server's own stdout; null = the file alone (commands). */
  readonly console: LogOptions['console'];
}

/** config → log → db → migrate → reference data. Throws AppError with the words for people; then everything is closed again. */
export async function openGround(options: GroundOptions): Promise<Ground> {
  const environment = readEnvironment(options);
  const { config, warnings } = requireSettings(environment);
  useTimeZone(config);
  const ring = createRing();
  const opened = openLogFile(config, ring, options.console);
  try {
    return await openDatabase({ environment, startConfig: config, ring, opened, warnings });
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** The checked settings; throws AppError setting_invalid, or settings_invalid where several are wrong. */
export function requireSettings(environment: Environment): {
  readonly config: Config;
  readonly warnings: readonly Words[];
} {
  const { config, issues, warnings } = resolveSettings(environment);
  const [first, ...more] = issues;
  if (first === undefined) return { config, warnings };
  if (more.length === 0) {
    const { name, example, reason } = first;
    throw new AppError('setting_invalid', { name, example, reason_th: reason.th, reason_en: reason.en });
  }
  const line = (language: 'th' | 'en') =>
    issues.map(({ name, reason, example }) => `${name}: ${reason[language]} (${name}=${example})`).join('; ');
  throw new AppError('settings_invalid', { count: issues.length, list_th: line('th'), list_en: line('en') });
}

function openLogFile(config: Config, ring: LogRing, console: LogOptions['console']): OpenedLog {
  try {
    return createLog({
      level: config.LOG_LEVEL,
      folder: config.LOG_DIR,
      keepDays: config.LOG_KEEP_DAYS,
      ring,
      console,
    });
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'error';
    throw new AppError('folder_unusable', { folder: config.LOG_DIR, name: 'LOG_DIR', reason }, { cause });
  }
}

async function openDatabase(begun: {
  readonly environment: Environment;
  readonly startConfig: Config;
  readonly ring: LogRing;
  readonly opened: OpenedLog;
  readonly warnings: readonly Words[];
}): Promise<Ground> {
  const { environment, startConfig, ring, opened } = begun;
  const { log } = opened;
  const now = () => new Date();
  // Before the database: a data folder of our own mode, and no database without the key to its secrets.
  const secretKey = loadSecretKey(startConfig);
  const db = await openDb(dbSettingsOf(startConfig), log.child({ source: 'database' }));
  try {
    await migrate({ db, log: log.child({ source: 'database' }) });
    await loadSeeds({ db, log: log.child({ source: 'database' }) });
    const settings = openLiveSettings({ db, environment, secretKey, now });
    const warnings = await settings.warnings();
    const close = async () => {
      await db.close();
      opened.close();
    };
    const config = await settings.current();
    return {
      config,
      environment,
      settings,
      secretKey,
      db,
      log,
      ring,
      bus: createBus(),
      now,
      warnings,
      close,
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}
