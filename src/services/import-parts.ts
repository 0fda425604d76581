import type { Db } from '../db/db.js';
import type { Bus } from '../events/bus.js';
import { defaultParseLimits } from '../filetypes/parse.js';
import { parseThreads } from '../filetypes/parse-threads.js';
import type { Log } from '../log/log.js';
import type { ImportParts } from './import-rep-file.js';
import type { LiveSettings } from './live-settings.js';
import { followUpOf } from './open-follow-up-cases.js';
import type { SecretKey } from './secret-key.js';
import type { SiteClock } from './site-clock.js';

/** What the parts of services that run in the background are made of. */
export interface ServiceGround {
  readonly db: Db;
  readonly bus: Bus;
  readonly log: Log;
  readonly settings: LiveSettings;
  readonly secretKey: SecretKey;
  readonly programVersion: string;
  /** Hears the time of NHSO's answers; absent where nobody looks at it. */
  readonly siteClock?: Pick<SiteClock, 'heard'>;
}

/** What the imports of one run need, by the settings as they are now; its parse thread ends with it. */
export async function withImportParts<Answer>(
  ground: ServiceGround,
  run: (parts: ImportParts) => Promise<Answer>,
): Promise<Answer> {
  const threads = parseThreads();
  try {
    return await run({ ...(await importPartsOf(ground)), threads });
  } finally {
    await threads.close();
  }
}

async function importPartsOf(ground: ServiceGround): Promise<ImportParts> {
  const config = await ground.settings.current();
  return {
    db: ground.db,
    log: ground.log,
    bus: ground.bus,
    limits: { ...defaultParseLimits, maxBytes: config.UPLOAD_MAX_MB * 1024 * 1024 },
    downloadDir: config.DOWNLOAD_DIR,
    hospitalCode: config.HOSPITAL_CODE || null,
    programVersion: ground.programVersion,
    followUp: followUpOf(config),
    importsClaims: config.DB_TYPE !== 'none',
  };
}
