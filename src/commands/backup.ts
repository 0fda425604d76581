import { type Config, dbSettingsOf, readEnvironment } from '../config.js';
import { backupFolder } from '../db/backup-folder.js';
import { AppError } from '../domain/errors.js';
import { defineCommand } from './command.js';
import { requireSettings } from './open-ground.js';

/** Folder of the embedded database; AppError where a server is set. */
export function embeddedDataDir(config: Config): string {
  const settings = dbSettingsOf(config);
  if (settings.type !== 'embedded') throw new AppError('backup_embedded_only', { type: settings.type });
  return settings.dataDir;
}

export const backup = defineCommand({
  name: 'backup',
  does: {
    th: 'สำรองฐานข้อมูลที่มากับโปรแกรมเป็นไฟล์เดียว ขณะที่โปรแกรมหยุดอยู่',
    en: 'Back up the embedded database into one file while the program is stopped',
  },
  words: { name: 'FILE', least: 1, most: 1 },
  options: {},
  examples: ['backup /srv/backup/eclaim-rep-2569-01-31.tar.gz'],
  async run({ words: [file = ''] }, terminal) {
    const { config } = requireSettings(readEnvironment({}));
    const { bytes } = await backupFolder(embeddedDataDir(config), file);
    const size = `${(bytes / 1_048_576).toFixed(1)} MB`;
    terminal.say({
      th: `สำรองแล้วที่ ${file} (${size}) · มีข้อมูลผู้ป่วยและกุญแจอยู่ภายใน เก็บในที่ปลอดภัย · ไฟล์ใน downloads ไม่รวมอยู่ด้วย`,
      en: `Backed up into ${file} (${size}). It holds patients' data and the secret key: keep it safe. The workbooks in downloads are not part of it.`,
    });
    return 0;
  },
});
