import { usualSchemes } from '../domain/scheme.js';
import { readLanguage, readSchemes } from './arguments.js';
import { defineCommand, jsonOption, languageOption } from './command.js';
import { withProgram } from './open-program.js';
import { monthOptions, readMonths } from './read-months.js';
import { runJobHere } from './run-job-here.js';

export const download = defineCommand({
  name: 'download',
  does: {
    th: 'ดาวน์โหลดไฟล์ REP ของเดือนเดียวหรือหลายเดือนจาก สปสช. และนำเข้าได้ในคำสั่งเดียว',
    en: 'Download the REP workbooks of a month or several from NHSO, and import them if asked',
  },
  options: {
    ...monthOptions({ th: 'เดือน', en: 'month' }),
    scheme: {
      type: 'string',
      multiple: true,
      value: 'CODES',
      help: {
        th: `สิทธิ เช่น ucs,ofc (ปริยาย ${usualSchemes.join(',')})`,
        en: `schemes, e.g. ucs,ofc (${usualSchemes.join(',')} if absent)`,
      },
    },
    import: { type: 'boolean', help: { th: 'นำเข้าไฟล์ที่ได้มาด้วย', en: 'import what came' } },
    json: jsonOption,
    lang: languageOption,
  },
  examples: [
    'download --month 1 --year 2569 --import',
    'download --from 2569-01 --to 2569-06 --scheme ucs,ofc --import --json',
  ],
  async run({ options }, terminal) {
    const named = readSchemes(options.scheme);
    const params = {
      ...readMonths(options, new Date()),
      schemes: named.length > 0 ? named : usualSchemes,
      import: options.import,
    };
    const call = {
      type: 'download_rep',
      params,
      json: options.json,
      language: readLanguage(options.lang),
    } as const;
    return withProgram({ page: '/downloads', terminal }, (program) => runJobHere(program, call, terminal));
  },
});
