import { readLanguage } from './arguments.js';
import { defineCommand, jsonOption, languageOption } from './command.js';
import { withProgram } from './open-program.js';
import { monthOptions, readMonths } from './read-months.js';
import { runJobHere } from './run-job-here.js';

export const downloadStm = defineCommand({
  name: 'download-stm',
  does: {
    th: 'ดาวน์โหลดใบแจ้งยอด (STM) ของเดือนที่ให้บริการ เดือนเดียวหรือหลายเดือน จาก สปสช. และนำเข้าได้ในคำสั่งเดียว',
    en: 'Download the statements (STM) about a month of service or several from NHSO, and import them if asked',
  },
  options: {
    ...monthOptions({ th: 'เดือนที่ให้บริการ', en: 'month of service' }),
    import: { type: 'boolean', help: { th: 'นำเข้าไฟล์ที่ได้มาด้วย', en: 'import what came' } },
    json: jsonOption,
    lang: languageOption,
  },
  examples: [
    'download-stm --month 1 --year 2569 --import',
    'download-stm --from 2568-10 --to 2569-03 --import --json',
  ],
  async run({ options }, terminal) {
    const params = {
      ...readMonths(options, new Date()),
      import: options.import,
    };
    const call = {
      type: 'download_stm',
      params,
      json: options.json,
      language: readLanguage(options.lang),
    } as const;
    return withProgram({ page: '/downloads', terminal }, (program) => runJobHere(program, call, terminal));
  },
});
