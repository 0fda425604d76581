import type { Db } from '../db/db.js';
import type { Bus } from '../events/bus.js';
import { defaultParseLimits } from '../filetypes/parse.js';
import type { Log } from '../log/log.js';
import type { ImportParts } from './import-rep-file.js';
import type { LiveSettings } from './live-settings.js';

/** What the parts of services that run in the background are made of. */
export interface ServiceGround {
  readonly db: Db;
  readonly bus: Bus;
  readonly log: Log;
  readonly settings: LiveSettings;
  readonly programVersion: string;
}

/** What an import needs, by the settings as they are now. */
export async function importPartsOf(ground: ServiceGround): Promise<ImportParts> {
  const config = await ground.settings.current();
  return {
    db: ground.db,
    log: ground.log,
    bus: ground.bus,
    limits: { ...defaultParseLimits, maxBytes: config.UPLOAD_MAX_MB * 1024 * 1024 },
    downloadDir: config.DOWNLOAD_DIR,
    hospitalCode: config.HOSPITAL_CODE || null,
    programVersion: ground.programVersion,
    importsClaims: config.DB_TYPE !== 'none',
  };
}
