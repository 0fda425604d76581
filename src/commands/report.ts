import { writeFile } from 'node:fs/promises';
import { AppError } from '../domain/errors.js';
import { readReportPeriod } from '../domain/report-period.js';
import { bedsIn } from '../figures/figure.js';
import { translator } from '../routes/words/index.js';
import { printPdf } from '../services/print-pdf.js';
import { readReport } from '../services/read-report.js';
import { readLanguage, readSchemes } from './arguments.js';
import { defineCommand, UsageError } from './command.js';
import { withProgram } from './open-program.js';

export const report = defineCommand({
  name: 'report',
  does: {
    th: 'รายงานหนึ่งหน้าสำหรับผู้อำนวยการเป็น PDF (ต้องมี Chromium, Chrome หรือ Edge)',
    en: 'The one-page report for the director as PDF (needs Chromium, Chrome or Edge)',
  },
  options: {
    pdf: {
      type: 'string',
      value: 'FILE',
      required: true,
      help: { th: 'ไฟล์ PDF ที่จะเขียน', en: 'PDF file to write' },
    },
    month: {
      type: 'string',
      value: 'YYYY-MM',
      help: {
        th: 'เดือนที่จบแล้ว ค.ศ. (ปริยาย เดือนเต็มล่าสุด)',
        en: 'month that is over (the last full one if absent)',
      },
    },
    'fiscal-year': {
      type: 'string',
      value: 'YEAR',
      help: { th: 'หรือปีงบประมาณ พ.ศ.', en: 'or a fiscal year of the Buddhist Era' },
    },
    scheme: { type: 'string', value: 'CODE', help: { th: 'สิทธิเดียว', en: 'one scheme alone' } },
    lang: { type: 'string', value: 'th|en', help: { th: 'ภาษา (ปริยาย th)', en: 'language (th if absent)' } },
  },
  examples: ['report --pdf report.pdf', 'report --pdf year.pdf --fiscal-year 2569 --lang en'],
  async run({ options }, terminal) {
    const language = readLanguage(options.lang);
    const [scheme = null, second] = readSchemes([options.scheme ?? '']);
    if (second !== undefined)
      throw new UsageError({ th: '--scheme รับสิทธิเดียว', en: '--scheme takes one scheme' });
    const now = new Date();
    const period = readPeriod({ month: options.month ?? '', fiscalYear: options['fiscal-year'] ?? '' }, now);
    return withProgram({ page: '/report', terminal }, async ({ db, settings }) => {
      const config = await settings.current();
      const facts = await db.snapshot(
        async (view) => await readReport(view, { period, scheme, language, now, ...bedsIn(config) }),
      );
      const { reportDocument } = await import('../routes/report-document.js'); // loads the pages' templates
      const html = await reportDocument(facts, {
        t: translator(language, false),
        hospital: { code: config.HOSPITAL_CODE, name: config.HOSPITAL_NAME },
        issuer: null,
        practice: config.PRACTICE,
      });
      await write(options.pdf, await printPdf(html, config.CHROMIUM_PATH, terminal.signal));
      terminal.print(options.pdf);
      return 0;
    });
  },
});

/** What cannot be reported is wrong usage here. */
function readPeriod(asked: { readonly month: string; readonly fiscalYear: string }, now: Date) {
  try {
    return readReportPeriod(asked, now);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new UsageError({ th: error.text('th'), en: error.text('en') });
  }
}

async function write(file: string, pdf: Buffer): Promise<void> {
  try {
    await writeFile(file, pdf);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'error';
    throw new AppError('report_not_written', { file, reason }, { cause });
  }
}
