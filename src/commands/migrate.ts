import { dbSettingsOf, readEnvironment } from '../config.js';
import { openDb } from '../db/index.js';
import { migrate as migrateDatabase } from '../db/migrate.js';
import { loadSeeds } from '../services/load-seeds.js';
import { markRestored } from '../services/mark-restored.js';
import { defineCommand, jsonOption } from './command.js';
import { requireSettings } from './open-ground.js';

export const migrate = defineCommand({
  name: 'migrate',
  does: {
    th: 'ปรับโครงสร้างฐานข้อมูลให้เป็นรุ่นของโปรแกรมนี้ (serve ทำให้เองทุกครั้งที่เริ่ม)',
    en: 'Bring the database to the tables of this version (serve does so at each start)',
  },
  options: {
    json: jsonOption,
    'new-feed': {
      type: 'boolean',
      help: {
        th: 'หลังกู้คืนฐานข้อมูลจากไฟล์สำรอง: ให้ระบบอื่นที่คัดลอกข้อมูลเริ่มคัดลอกใหม่ทั้งหมด และไม่ส่งเรื่องที่อาจส่งไป OpenCHS แล้วซ้ำ',
        en: 'after a database server was restored from a backup: systems that copy rows begin anew, and what may be at OpenCHS already is looked for before it is sent',
      },
    },
  },
  examples: ['migrate', 'migrate --new-feed'],
  async run({ options }, terminal) {
    const { config } = requireSettings(readEnvironment({}));
    const db = await openDb(dbSettingsOf(config));
    try {
      const { applied, already } = await migrateDatabase({ db });
      await loadSeeds({ db });
      if (options['new-feed']) await markRestored(db, new Date());
      if (options.json) terminal.json({ applied, already });
      else if (applied.length === 0)
        terminal.say({ th: 'ฐานข้อมูลเป็นรุ่นล่าสุดอยู่แล้ว', en: 'The database is up to date.' });
      else {
        for (const version of applied) terminal.print(version);
        terminal.say({ th: `ปรับแล้ว ${applied.length} ขั้น`, en: `${applied.length} migrations applied.` });
      }
      return 0;
    } finally {
      await db.close();
    }
  },
});
