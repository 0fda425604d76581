import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse as parseDotenv } from 'dotenv';
import { crossChecks, type SettingIssue, typeOfUrl } from './config/checks.js';
import { closestName } from './config/closest-name.js';
import { programFolder } from './config/program-folder.js';
import { isSecret, type Words } from './config/setting.js';
import { type Config, isSettingName, type SettingName, settingNames, settingOf } from './config/settings.js';

export type { SettingIssue } from './config/checks.js';
export { dbSettingsOf } from './config/db-settings.js';
export { programFolder } from './config/program-folder.js';
export { programVersion } from './config/program-version.js';
export type { Secret, Words } from './config/setting.js';
export { isSecret, secretOf } from './config/setting.js';
export type { Config, SettingName } from './config/settings.js';
export { isSettingName, settingNames, settingOf } from './config/settings.js';

/** Where a value comes from, the strongest first; `command` = set by a command such as demo. */
export type Origin = 'command' | 'environment' | 'secret_file' | 'env_file' | 'saved' | 'default';

/** One text that somebody has set, and where. */
export interface GivenText {
  readonly text: string;
  readonly origin: Origin;
}

/** What stands in the environment, in `.env` and in secret files, not yet checked. */
export interface Environment {
  readonly given: ReadonlyMap<SettingName, GivenText>;
  readonly issues: readonly SettingIssue[];
  /** Names that look like a mistyped setting. */
  readonly warnings: readonly Words[];
}

/** One row of the settings page and of the command `config`; a secret's value is dots. */
export interface EffectiveSetting {
  readonly name: SettingName;
  readonly value: string;
  readonly origin: Origin;
  readonly secret: boolean;
  readonly savable: boolean;
  readonly later: boolean;
  readonly help: Words;
}

export interface ResolvedSettings {
  readonly config: Config;
  readonly effective: readonly EffectiveSetting[];
  /** Not empty: the program must not start. */
  readonly issues: readonly SettingIssue[];
  readonly warnings: readonly Words[];
}

export interface EnvironmentOptions {
  /** Instead of the process' own environment (tests). */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Text of `.env` instead of the file in the program's folder (tests); null = none. */
  readonly envFile?: string | null;
  /** Values that a command sets; they win over everything. */
  readonly overrides?: Readonly<Partial<Record<SettingName, string>>>;
  /** Where given, every other name of environment and `.env` is ignored (practice never sees real settings). */
  readonly only?: readonly SettingName[];
}

/** Reads the environment; the only place that does. */
export function readEnvironment(options: EnvironmentOptions = {}): Environment {
  const env = options.env ?? process.env;
  const file = readEnvFile(options);
  const given = new Map<SettingName, GivenText>();
  const issues: SettingIssue[] = [];
  for (const name of settingNames) {
    const override = options.overrides?.[name];
    if (override !== undefined) given.set(name, { text: override, origin: 'command' });
    else if (options.only === undefined || options.only.includes(name)) {
      const found = givenText(name, env, file, issues);
      if (found !== null) given.set(name, found);
    }
  }
  return { given, issues, warnings: options.only === undefined ? mistypedNames(env, file) : [] };
}

/** Checks and merges: command, environment, `.env`, then what was saved on the settings pages, then defaults. */
export function resolveSettings(
  environment: Environment,
  saved: Readonly<Partial<Record<SettingName, string>>> = {},
): ResolvedSettings {
  const issues = [...environment.issues];
  const warnings = [...environment.warnings];
  const values: Partial<Record<SettingName, unknown>> = {};
  const effective: EffectiveSetting[] = [];
  for (const name of settingNames) {
    const setting = settingOf(name);
    let origin: Origin = 'default';
    values[name] = setting.default;
    const outside = environment.given.get(name);
    const inside = setting.savable ? saved[name] : undefined;
    const chosen =
      outside ?? (inside === undefined || inside === '' ? null : { text: inside, origin: 'saved' as const });
    if (chosen !== null) {
      const read = setting.parse(chosen.text);
      if (read.ok) {
        values[name] = read.value;
        origin = chosen.origin;
      } else if (chosen.origin === 'saved') warnings.push(savedValueIgnored(name, read.reason));
      else issues.push({ name, reason: read.reason, example: setting.example });
    }
    if (setting.later && origin !== 'default') warnings.push(notUsedYet(name));
    effective.push(effectiveRow(name, values[name], origin));
  }
  // Every name of the list has just been given its own parsed value or default.
  const merged = values as Config;
  const given = new Set(environment.given.keys());
  if (issues.length === 0) issues.push(...crossChecks(withTypeOfUrl(merged, given), given));
  return { config: withTypeOfUrl(merged, given), effective, issues, warnings };
}

/** `TZ` must hold before the first date is formatted. */
export function useTimeZone(config: Config): void {
  process.env.TZ = config.TZ;
}

/** DATABASE_URL alone also says which kind of database it is. */
function withTypeOfUrl(config: Config, given: ReadonlySet<SettingName>): Config {
  if (config.DATABASE_URL === null || given.has('DB_TYPE')) return config;
  return { ...config, DB_TYPE: typeOfUrl(config.DATABASE_URL.reveal()) };
}

function readEnvFile(options: EnvironmentOptions): Readonly<Record<string, string>> {
  if (options.envFile !== undefined) return options.envFile === null ? {} : parseDotenv(options.envFile);
  if (options.env !== undefined) return {};
  const file = path.join(programFolder, '.env');
  return existsSync(file) ? parseDotenv(readFileSync(file)) : {};
}

function givenText(
  name: SettingName,
  env: Readonly<Record<string, string | undefined>>,
  file: Readonly<Record<string, string>>,
  issues: SettingIssue[],
): GivenText | null {
  const sources = [
    { values: env, origin: 'environment' as const },
    { values: file, origin: 'env_file' as const },
  ];
  for (const { values, origin } of sources) {
    const text = values[name]?.trim();
    const secretFile = settingOf(name).secret ? values[`${name}_FILE`]?.trim() : undefined;
    if (text && secretFile) {
      const reason = { th: `ตั้งพร้อมกับ ${name}_FILE ไม่ได้`, en: `it cannot be set together with ${name}_FILE` };
      issues.push({ name, reason, example: '' });
      return null;
    }
    if (text) return { text, origin };
    if (secretFile) return readSecretFile(name, secretFile, issues);
  }
  return null;
}

function readSecretFile(name: SettingName, file: string, issues: SettingIssue[]): GivenText | null {
  try {
    const text = readFileSync(file, 'utf8').trim();
    if (text !== '') return { text, origin: 'secret_file' };
    issues.push({
      name: `${name}_FILE`,
      reason: { th: `ไฟล์ ${file} ว่าง`, en: `the file ${file} is empty` },
      example: `/run/secrets/${name.toLowerCase()}`,
    });
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    issues.push({
      name: `${name}_FILE`,
      reason: { th: `อ่านไฟล์ ${file} ไม่ได้ (${why})`, en: `the file ${file} cannot be read (${why})` },
      example: `/run/secrets/${name.toLowerCase()}`,
    });
  }
  return null;
}

function mistypedNames(
  env: Readonly<Record<string, string | undefined>>,
  file: Readonly<Record<string, string>>,
): Words[] {
  const known = settingNames.flatMap((name) => (settingOf(name).secret ? [name, `${name}_FILE`] : [name]));
  const found: Words[] = [];
  for (const name of new Set([...Object.keys(env), ...Object.keys(file)])) {
    if (isSettingName(name) || known.includes(name)) continue;
    const near = closestName(name, known);
    if (near !== null)
      found.push({
        th: `ไม่รู้จัก ${name} หมายถึง ${near} หรือไม่`,
        en: `${name} is not a setting; is ${near} meant?`,
      });
  }
  return found;
}

function effectiveRow(name: SettingName, value: unknown, origin: Origin): EffectiveSetting {
  const { secret, savable, later, help } = settingOf(name);
  return { name, value: shownValue(value), origin, secret, savable, later, help };
}

function shownValue(value: unknown): string {
  if (value === null) return '';
  if (isSecret(value)) return value.toString();
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return Array.isArray(value) ? value.join(',') : String(value);
}

function savedValueIgnored(name: SettingName, reason: Words): Words {
  return {
    th: `ค่า ${name} ที่บันทึกไว้ใช้ไม่ได้ (${reason.th}) จึงใช้ค่าปริยาย`,
    en: `The saved value of ${name} is not valid (${reason.en}); the default is used`,
  };
}

function notUsedYet(name: SettingName): Words {
  return { th: `${name} ยังไม่มีผลในรุ่นนี้`, en: `${name} has no effect in this version yet` };
}
