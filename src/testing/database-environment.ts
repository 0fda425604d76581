import type { DbSettings } from '../db/db.js';

/** The environment by which a program of its own finds this database. */
export function databaseEnvironment(settings: DbSettings): Record<string, string> {
  if (settings.type === 'embedded') return { DB_TYPE: 'embedded', DATA_DIR: settings.dataDir };
  const { type, host, port, database, user, password } = settings;
  return {
    DB_TYPE: type,
    DB_HOST: host,
    DB_PORT: String(port),
    DB_NAME: database,
    DB_USER: user,
    DB_PASSWORD: password,
  };
}
