import type { SettingName } from '../config.js';
import type { Db } from '../db/db.js';
import { writeAudit } from '../store/audit-log.js';
import type { Actor } from './actor.js';
import type { LiveSettings } from './live-settings.js';

interface SaveParts {
  readonly db: Db;
  readonly settings: LiveSettings;
  readonly now: () => Date;
}

/** Saves what a settings page sent and notes who changed which names; values are not kept in the audit log. */
export async function saveSettings(
  parts: SaveParts,
  values: Readonly<Partial<Record<SettingName, string>>>,
  by: Actor,
): Promise<void> {
  await parts.settings.save(values, { userId: by.actorId });
  await writeAudit(parts.db, {
    ...by,
    at: parts.now(),
    action: 'change',
    subject: `settings ${Object.keys(values).join(', ')}`,
    outcome: 'done',
  });
}
