import type { Log } from '../log/log.js';
import type { DbSettings } from './db.js';
import type { OpenedDb } from './dialect.js';
import { openEmbedded } from './embedded.js';

/**
 * The list of dialects. The embedded database is opened (and made) at once; a server is reached with the first
 * statement, so that the program can start and say so while the server is away. A driver is loaded when its dialect is chosen.
 */
export async function openDb(settings: DbSettings, log?: Log): Promise<OpenedDb> {
  switch (settings.type) {
    case 'embedded':
      return openEmbedded(settings, log);
    case 'postgresql':
      return (await import('./postgresql.js')).openPostgresql(settings, log);
    case 'mysql':
      return (await import('./mysql.js')).openMysql(settings);
  }
}
