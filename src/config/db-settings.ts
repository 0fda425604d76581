import type { DbSettings, ServerSettings } from '../db/db.js';
import type { Config } from './settings.js';

/** How the database is reached. Download only (`DB_TYPE=none`) keeps users, settings and jobs in the embedded one. */
export function dbSettingsOf(config: Config): DbSettings {
  if (config.DATABASE_URL !== null) return settingsOfUrl(config.DATABASE_URL.reveal(), config);
  const type = config.DB_TYPE;
  if (type === 'embedded' || type === 'none') return { type: 'embedded', dataDir: config.DATA_DIR };
  return {
    type,
    host: config.DB_HOST,
    port: config.DB_PORT ?? usualPort(type),
    database: config.DB_NAME,
    user: config.DB_USER,
    password: config.DB_PASSWORD?.reveal() ?? '',
    poolMax: config.DB_POOL_MAX,
    ssl: config.DB_SSL,
  };
}

function settingsOfUrl(address: string, config: Config): ServerSettings {
  const url = new URL(address);
  const type = url.protocol.startsWith('postgres') ? 'postgresql' : 'mysql';
  const sslMode = url.searchParams.get('sslmode') ?? url.searchParams.get('ssl') ?? '';
  return {
    type,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? usualPort(type) : Number(url.port),
    database: decodeURIComponent(url.pathname.slice(1)),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    poolMax: config.DB_POOL_MAX,
    ssl: config.DB_SSL || ['require', 'verify-ca', 'verify-full', 'true', '1'].includes(sslMode),
  };
}

function usualPort(type: 'postgresql' | 'mysql'): number {
  return type === 'mysql' ? 3306 : 5432;
}
