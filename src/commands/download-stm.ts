import { readBuddhistYear, readLanguage, readMonth } from './arguments.js';
import { defineCommand, jsonOption, languageOption } from './command.js';
import { withProgram } from './open-program.js';
import { runJobHere } from './run-job-here.js';

export const downloadStm = defineCommand({
  name: 'download-stm',
  does: {
    th: 'ดาวน์โหลดใบแจ้งยอด (STM) ของเดือนที่ให้บริการจาก สปสช. และนำเข้าได้ในคำสั่งเดียว',
    en: 'Download the statements (STM) about one month of service from NHSO, and import them if asked',
  },
  options: {
    month: {
      type: 'string',
      value: 'MONTH',
      required: true,
      help: { th: 'เดือนที่ให้บริการ 1 ถึง 12', en: 'month of service, 1 to 12' },
    },
    year: {
      type: 'string',
      value: 'YEAR',
      required: true,
      help: { th: 'ปี พ.ศ. ของเดือนนั้น เช่น 2569', en: 'year of that month, Buddhist Era, e.g. 2569' },
    },
    import: { type: 'boolean', help: { th: 'นำเข้าไฟล์ที่ได้มาด้วย', en: 'import what came' } },
    json: jsonOption,
    lang: languageOption,
  },
  examples: [
    'download-stm --month 1 --year 2569 --import',
    'download-stm --month 1 --year 2569 --import --json',
  ],
  async run({ options }, terminal) {
    const params = {
      month: readMonth(options.month),
      year: readBuddhistYear('year', options.year),
      import: options.import,
    };
    const call = {
      type: 'download_stm',
      params,
      json: options.json,
      language: readLanguage(options.lang),
    } as const;
    return withProgram({ page: '/downloads', terminal }, (program) =>
      runJobHere(program.runner, call, terminal),
    );
  },
});
