import path from 'node:path';
import { isLoopbackHost } from './kinds.js';
import type { Words } from './setting.js';
import type { Config, SettingName } from './settings.js';

/** A value that stops the start: the setting's name, what is wrong, and a value that works. */
export interface SettingIssue {
  readonly name: string;
  readonly reason: Words;
  readonly example: string;
}

/** What one setting alone cannot know: rules between settings. `given` = set by somebody, not a default. */
export function crossChecks(config: Config, given: ReadonlySet<SettingName>): SettingIssue[] {
  return [
    ...checkOpenServer(config),
    ...checkDatabase(config, given),
    ...checkFirstAdministrator(config),
    ...checkPause(config),
    ...checkWatchedFolder(config),
  ];
}

function checkOpenServer(config: Config): SettingIssue[] {
  if (config.AUTH || isLoopbackHost(config.HOST)) return [];
  return [
    {
      name: 'AUTH',
      example: 'on',
      reason: {
        th: `off ใช้ได้เฉพาะเมื่อ HOST เป็นเครื่องนี้เอง (ตอนนี้ ${config.HOST})`,
        en: `off works only while HOST is this machine itself (now ${config.HOST})`,
      },
    },
  ];
}

function checkDatabase(config: Config, given: ReadonlySet<SettingName>): SettingIssue[] {
  const parts = (['DB_HOST', 'DB_PORT', 'DB_NAME', 'DB_USER', 'DB_PASSWORD'] as const).filter((name) =>
    given.has(name),
  );
  if (config.DATABASE_URL !== null) {
    const fits = typeOfUrl(config.DATABASE_URL.reveal()) === config.DB_TYPE;
    if (given.has('DB_TYPE') && !fits)
      return [
        {
          name: 'DB_TYPE',
          example: typeOfUrl(config.DATABASE_URL.reveal()),
          reason: { th: 'ไม่ตรงกับ DATABASE_URL', en: 'it does not agree with DATABASE_URL' },
        },
      ];
    return [];
  }
  if (parts.length > 0 && !given.has('DB_TYPE'))
    return [
      {
        name: 'DB_TYPE',
        example: 'postgresql',
        reason: {
          th: `ตั้ง ${parts.join(', ')} ไว้ แต่ไม่ได้บอกชนิดฐานข้อมูล`,
          en: `${parts.join(', ')} is set, but not the kind of the database`,
        },
      },
    ];
  return [];
}

/** The kind of database that an address leads to. */
export function typeOfUrl(url: string): 'postgresql' | 'mysql' {
  return url.startsWith('postgres') ? 'postgresql' : 'mysql';
}

function checkFirstAdministrator(config: Config): SettingIssue[] {
  if ((config.ADMIN_USERNAME === '') === (config.ADMIN_PASSWORD === null)) return [];
  const missing = config.ADMIN_USERNAME === '' ? 'ADMIN_USERNAME' : 'ADMIN_PASSWORD';
  return [
    {
      name: missing,
      example: missing === 'ADMIN_USERNAME' ? 'admin' : '(at least 10 characters)',
      reason: {
        th: 'ADMIN_USERNAME และ ADMIN_PASSWORD ต้องตั้งคู่กัน',
        en: 'ADMIN_USERNAME and ADMIN_PASSWORD go together',
      },
    },
  ];
}

function checkPause(config: Config): SettingIssue[] {
  if (config.NHSO_PAUSE_MS > 0) return [];
  const far = [config.ECLAIM_BASE_URL, config.SMT_BASE_URL].find(
    (url) => !isLoopbackHost(new URL(url).hostname),
  );
  if (far === undefined) return [];
  return [
    {
      name: 'NHSO_PAUSE_MS',
      example: '1000',
      reason: { th: `0 ใช้กับ ${far} ไม่ได้`, en: `0 is not accepted for ${far}` },
    },
  ];
}

/** Whether a folder is another one or lies in it; both absolute. */
function isWithin(inner: string, outer: string): boolean {
  const way = path.relative(outer, inner);
  return way === '' || !(way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way));
}

/** Kept workbooks must not be taken for new ones, and moved away. */
function checkWatchedFolder({ WATCH_DIR, DOWNLOAD_DIR }: Config): SettingIssue[] {
  if (WATCH_DIR === '' || !(isWithin(WATCH_DIR, DOWNLOAD_DIR) || isWithin(DOWNLOAD_DIR, WATCH_DIR)))
    return [];
  return [
    {
      name: 'WATCH_DIR',
      example: '/data/incoming',
      reason: {
        th: `ต้องอยู่คนละที่กับ DOWNLOAD_DIR (${DOWNLOAD_DIR}) ไม่ซ้อนกัน`,
        en: `it must lie apart from DOWNLOAD_DIR (${DOWNLOAD_DIR}), neither in it nor around it`,
      },
    },
  ];
}
