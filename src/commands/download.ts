import { schemes } from '../domain/scheme.js';
import { readBuddhistYear, readLanguage, readMonth, readSchemes } from './arguments.js';
import { defineCommand, jsonOption, languageOption } from './command.js';
import { withProgram } from './open-program.js';
import { runJobHere } from './run-job-here.js';

const usualSchemes = schemes.filter((scheme) => scheme.enabledAtFirst).map((scheme) => scheme.code);

export const download = defineCommand({
  name: 'download',
  does: {
    th: 'ดาวน์โหลดไฟล์ REP ของหนึ่งเดือนจาก สปสช. และนำเข้าได้ในคำสั่งเดียว',
    en: 'Download the REP workbooks of one month from NHSO, and import them if asked',
  },
  options: {
    month: {
      type: 'string',
      value: 'MONTH',
      required: true,
      help: { th: 'เดือน 1 ถึง 12', en: 'month, 1 to 12' },
    },
    year: {
      type: 'string',
      value: 'YEAR',
      required: true,
      help: { th: 'ปี พ.ศ. เช่น 2569', en: 'year of the Buddhist Era, e.g. 2569' },
    },
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
    'download --month 1 --year 2569 --scheme ucs,ofc --json',
  ],
  async run({ options }, terminal) {
    const named = readSchemes(options.scheme);
    const params = {
      month: readMonth(options.month),
      year: readBuddhistYear('year', options.year),
      schemes: named.length > 0 ? named : usualSchemes,
      import: options.import,
    };
    const call = {
      type: 'download_rep',
      params,
      json: options.json,
      language: readLanguage(options.lang),
    } as const;
    return withProgram({ page: '/downloads', terminal }, (program) =>
      runJobHere(program.runner, call, terminal),
    );
  },
});
