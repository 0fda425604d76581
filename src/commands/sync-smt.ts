import { readBuddhistYear, readLanguage } from './arguments.js';
import { defineCommand, jsonOption, languageOption } from './command.js';
import { withProgram } from './open-program.js';
import { runJobHere } from './run-job-here.js';

export const syncSmt = defineCommand({
  name: 'sync-smt',
  does: {
    th: 'ดึงรายการโอนเงิน SMT ของหนึ่งปีงบประมาณจาก สปสช.',
    en: 'Fetch the SMT transfers of one fiscal year from NHSO',
  },
  options: {
    'fiscal-year': {
      type: 'string',
      value: 'YEAR',
      required: true,
      help: { th: 'ปีงบประมาณ พ.ศ. เช่น 2569', en: 'fiscal year of the Buddhist Era, e.g. 2569' },
    },
    json: jsonOption,
    lang: languageOption,
  },
  examples: ['sync-smt --fiscal-year 2569', 'sync-smt --fiscal-year 2569 --json'],
  async run({ options }, terminal) {
    const params = { fiscalYear: readBuddhistYear('fiscal-year', options['fiscal-year']) };
    const call = {
      type: 'sync_smt',
      params,
      json: options.json,
      language: readLanguage(options.lang),
    } as const;
    return withProgram({ page: '/downloads', terminal }, (program) => runJobHere(program, call, terminal));
  },
});
