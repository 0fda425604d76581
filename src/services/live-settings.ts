import {
  type Config,
  type EffectiveSetting,
  type Environment,
  type ResolvedSettings,
  resolveSettings,
  type SettingName,
  settingNames,
  settingOf,
  type Words,
} from '../config.js';
import type { Db, Queryable } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { deleteSecret, findSecrets, saveSecret } from '../store/secrets.js';
import { savedSettings, saveSetting } from '../store/settings.js';
import type { SecretKey } from './secret-key.js';

/** The settings as they are now: environment, `.env`, then what was saved on pages. Nothing is cached. */
export interface LiveSettings {
  /** Throws where the database cannot be read. */
  current(): Promise<Config>;
  effective(): Promise<readonly EffectiveSetting[]>;
  /** What should be told about the settings, e.g. a saved secret that no longer opens. */
  warnings(): Promise<readonly Words[]>;
  /**
   * Saves on behalf of a settings page; '' takes the saved value away. Throws AppError setting_not_savable,
   * setting_fixed_outside (environment or `.env` win), setting_not_saved. All or nothing.
   */
  save(
    values: Readonly<Partial<Record<SettingName, string>>>,
    by: { readonly userId: number | null },
  ): Promise<void>;
}

interface LiveSettingsParts {
  readonly db: Db;
  readonly environment: Environment;
  readonly secretKey: SecretKey;
  readonly now: () => Date;
}

/** Saved secrets share the table with cookies and tokens of upstreams; this prefix tells them apart. */
const secretName = (name: SettingName) => `setting:${name}`;

export function openLiveSettings(parts: LiveSettingsParts): LiveSettings {
  const resolve = async () => await resolveNow(parts);
  return {
    current: async () => (await resolve()).config,
    effective: async () => (await resolve()).effective,
    warnings: async () => (await resolve()).warnings,
    async save(values, by) {
      const changes = settingNames.flatMap((name) => {
        const value = values[name]?.trim();
        return value === undefined ? [] : [{ name, value }];
      });
      for (const change of changes) checkSavable(parts.environment, change);
      await parts.db.transaction(async (tx) => {
        for (const change of changes) await saveOne(parts, tx, change, by.userId);
      });
    },
  };
}

async function resolveNow({ db, environment, secretKey }: LiveSettingsParts): Promise<ResolvedSettings> {
  const saved: Partial<Record<SettingName, string>> = {};
  const unreadable: Words[] = [];
  const [texts, secrets] = await Promise.all([savedSettings(db), findSecrets(db)]);
  const sealed = new Map(secrets.map((secret) => [secret.name, secret]));
  for (const name of settingNames) {
    const text = texts.get(name);
    const secret = sealed.get(secretName(name));
    if (text !== undefined && !settingOf(name).secret) saved[name] = text;
    if (secret === undefined || environment.given.has(name)) continue;
    try {
      saved[name] = secretKey.open(secret.name, secret);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const words = new AppError('secret_unreadable', { name });
      unreadable.push({ th: words.text('th'), en: words.text('en') });
    }
  }
  const resolved = resolveSettings(environment, saved);
  return { ...resolved, warnings: [...resolved.warnings, ...unreadable] };
}

interface Change {
  readonly name: SettingName;
  readonly value: string;
}

function checkSavable(environment: Environment, { name, value }: Change): void {
  const setting = settingOf(name);
  if (!setting.savable) throw new AppError('setting_not_savable', { name });
  const outside = environment.given.get(name);
  if (outside !== undefined) {
    const origin = outside.origin === 'env_file' ? '.env' : outside.origin;
    throw new AppError('setting_fixed_outside', { name, origin });
  }
  const read = value === '' ? null : setting.parse(value);
  if (read?.ok === false)
    throw new AppError('setting_not_saved', {
      name,
      reason_th: read.reason.th,
      reason_en: read.reason.en,
      example: setting.example,
    });
}

async function saveOne(
  { secretKey, now }: LiveSettingsParts,
  tx: Queryable,
  { name, value }: Change,
  userId: number | null,
): Promise<void> {
  if (!settingOf(name).secret) await saveSetting(tx, { name, value, userId, now: now() });
  else if (value === '') await deleteSecret(tx, secretName(name));
  else {
    const stored = secretName(name);
    await saveSecret(tx, { name: stored, ...secretKey.seal(stored, value) }, now());
  }
}
