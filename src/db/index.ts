import type { Log } from '../log/log.js';
import type { DbSettings } from './db.js';
import type { OpenedDb } from './dialect.js';
import { openEmbedded } from './embedded.js';
import { openMysql } from './mysql.js';
import { openPostgresql } from './postgresql.js';

/**
 * The list of dialects. The embedded database is opened (and made) at once; a server is reached with the first
 * statement, so that the program can start and say so while the server is away.
 */
export async function openDb(settings: DbSettings, log?: Log): Promise<OpenedDb> {
  switch (settings.type) {
    case 'embedded':
      return openEmbedded(settings, log);
    case 'postgresql':
      return openPostgresql(settings, log);
    case 'mysql':
      return openMysql(settings);
  }
}
