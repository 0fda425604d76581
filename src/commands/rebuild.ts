import { rebuildSums } from '../services/rebuild-sums.js';
import { defineCommand, jsonOption } from './command.js';
import { withProgram } from './open-program.js';

export const rebuild = defineCommand({
  name: 'rebuild',
  does: {
    th: 'สร้างผลรวมที่หน้าภาพรวมและรายงานใช้ และสถานะของเคลมตามใบแจ้งยอด ขึ้นใหม่จากข้อมูลที่เก็บไว้ (เมื่อ verify บอกว่าไม่ตรง)',
    en: 'Write the sums that figures read, and what statements say of each claim, anew, where verify says that they differ',
  },
  options: { json: jsonOption },
  examples: ['rebuild', 'rebuild --json'],
  async run({ options }, terminal) {
    return withProgram({ page: null, terminal }, async (program) => {
      const rebuilt = await rebuildSums(program, terminal.signal);
      for (const { hospitalCode, rows, mended } of rebuilt)
        if (options.json) terminal.json({ hospital: hospitalCode, rows, states_mended: mended });
        else
          terminal.print(`hospital ${hospitalCode}  ${rows} rows of sums, ${mended} states of claims mended`);
      terminal.say({
        th: 'สร้างผลรวมและสถานะใหม่แล้ว ยอดเงินของเคลมไม่ถูกแก้ไข',
        en: 'Sums and states are written anew. No amount of a claim was changed.',
      });
      return 0;
    });
  },
});
