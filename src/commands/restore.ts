import { readEnvironment } from '../config.js';
import { openDb } from '../db/index.js';
import { restoreFolder } from '../db/restore-folder.js';
import { markRestored } from '../services/mark-restored.js';
import { embeddedDataDir } from './backup.js';
import { defineCommand } from './command.js';
import { requireSettings } from './open-ground.js';

async function tellRestored(dataDir: string): Promise<void> {
  const db = await openDb({ type: 'embedded', dataDir });
  try {
    await markRestored(db, new Date());
  } finally {
    await db.close();
  }
}

export const restore = defineCommand({
  name: 'restore',
  does: {
    th: 'กู้คืนฐานข้อมูลที่มากับโปรแกรมจากไฟล์สำรอง ขณะที่โปรแกรมหยุดอยู่',
    en: 'Restore the embedded database from a backup while the program is stopped',
  },
  words: { name: 'FILE', least: 1, most: 1 },
  options: {
    force: {
      type: 'boolean',
      help: {
        th: 'แทนที่ข้อมูลที่มีอยู่ ของเดิมเก็บไว้ในโฟลเดอร์ before-restore-… ข้างกัน',
        en: 'replace data that is there; it is kept beside in before-restore-…',
      },
    },
  },
  examples: ['restore /srv/backup/eclaim-rep-2569-01-31.tar.gz'],
  async run({ words: [file = ''], options }, terminal) {
    const { config } = requireSettings(readEnvironment({}));
    const dataDir = embeddedDataDir(config);
    const { keptBefore } = await restoreFolder(file, dataDir, {
      force: options.force,
      prepare: tellRestored,
    });
    terminal.say({ th: `กู้คืนแล้วไปยัง ${dataDir}`, en: `Restored into ${dataDir}.` });
    if (keptBefore)
      terminal.say({
        th: 'ข้อมูลเดิมอยู่ในโฟลเดอร์ before-restore-… ลบได้เมื่อตรวจแล้ว',
        en: 'The data from before lies in before-restore-…; delete it once all is well.',
      });
    return 0;
  },
});
