import { rebuildSums } from '../services/rebuild-sums.js';
import { defineCommand, jsonOption } from './command.js';
import { withProgram } from './open-program.js';

export const rebuild = defineCommand({
  name: 'rebuild',
  does: {
    th: 'สร้างผลรวมที่หน้าภาพรวมและรายงานใช้ขึ้นใหม่จากเคลม (เมื่อ verify บอกว่าไม่ตรง)',
    en: 'Write the sums that the dashboard and the figures read anew from the claims, where verify says that they differ',
  },
  options: { json: jsonOption },
  examples: ['rebuild', 'rebuild --json'],
  async run({ options }, terminal) {
    return withProgram({ page: null, terminal }, async (program) => {
      const rebuilt = await rebuildSums(program, terminal.signal);
      for (const { hospitalCode, rows } of rebuilt)
        if (options.json) terminal.json({ hospital: hospitalCode, rows });
        else terminal.print(`hospital ${hospitalCode}  ${rows} rows of sums`);
      terminal.say({
        th: 'สร้างผลรวมใหม่แล้ว ตัวเคลมไม่ถูกแก้ไข',
        en: 'The sums are written anew. No claim was changed.',
      });
      return 0;
    });
  },
});
