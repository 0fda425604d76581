import type { ServerSettings } from '../db/db.js';
import { openDb } from '../db/index.js';

/** Settings of a server from `postgresql://user:password@host:port/database` or `mysql://…`. */
export function settingsOfUrl(text: string): ServerSettings {
  const url = new URL(text);
  const type = url.protocol === 'mysql:' || url.protocol === 'mariadb:' ? 'mysql' : 'postgresql';
  return {
    type,
    host: url.hostname,
    port: Number(url.port) || (type === 'mysql' ? 3306 : 5432),
    database: decodeURIComponent(url.pathname.slice(1)),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    poolMax: 4,
    ssl: false,
  };
}

/** Rejects while the server does not answer. */
export async function pingUrl(text: string): Promise<void> {
  const db = await openDb(settingsOfUrl(text));
  try {
    await db.ping();
  } finally {
    await db.close();
  }
}
