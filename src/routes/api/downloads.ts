import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { jobJson } from '../../domain/job.js';
import { type MonthRange, monthKey, monthRangeFault } from '../../domain/month-range.js';
import { problemText } from '../../domain/problems/index.js';
import { schemeCodes, usualSchemes } from '../../domain/scheme.js';
import { apiRoute } from '../api-route.js';
import { InvalidRequest } from '../errors.js';
import { readerOf } from '../reader.js';
import { startMonths } from '../start-months.js';
import { jobAnswer, seesJobs } from './jobs.js';

const rangeEnd = z
  .string()
  .regex(/^\d{4}-\d{2}$/, 'is no month such as 2569-01')
  .optional();

const asked = z
  .strictObject({
    kind: z
      .enum(['rep', 'stm'])
      .default('rep')
      .describe('rep, or stm: the statements about months of service'),
    month: z.int().min(1).max(12).optional().describe('One month; with year, instead of from and to'),
    year: z
      .int()
      .max(2699)
      .superRefine((year, context) => {
        if (year < 2400)
          context.addIssue({ code: 'custom', message: `is not Buddhist Era; ${year} is ${year + 543}` });
      })
      .optional()
      .describe('Buddhist Era, e.g. 2569'),
    from: rangeEnd.describe('First of several months, Buddhist Era, e.g. 2569-01'),
    to: rangeEnd.describe('Last of them, included; at most 36 months, none in the future'),
    schemes: z
      .array(z.enum(schemeCodes))
      .min(1)
      .optional()
      .describe(`Of REP: ${usualSchemes.join(', ')} if absent; statements are of ucs alone`),
    import: z.boolean().default(true).describe('Also import what came'),
  })
  .superRefine(({ kind, schemes, ...months }, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (kind === 'stm' && schemes?.some((scheme) => scheme !== 'ucs'))
      wrong('schemes', 'statements are of ucs alone');
    const isRange = months.from !== undefined || months.to !== undefined;
    for (const name of isRange ? (['from', 'to'] as const) : (['month', 'year'] as const))
      if (months[name] === undefined) wrong(name, 'is missing: give month and year, or from and to');
    if (isRange && (months.month !== undefined || months.year !== undefined))
      wrong(months.month === undefined ? 'year' : 'month', 'cannot stand beside from and to');
  });

/** The months of a body that has passed the check above; one that cannot be asked for is named by its field. */
function rangeOf({ month = 0, year = 0, from, to }: z.output<typeof asked>, now: Date): MonthRange {
  const only = monthKey({ yearBe: year, month });
  const range = { from: from ?? only, to: to ?? only };
  const fault = monthRangeFault(range, now);
  if (fault === null) return range;
  const { code, details, end } = fault;
  const pointer = from === undefined ? '/month' : `/${end}`;
  throw new InvalidRequest(code, details, [{ pointer, detail: problemText(code, 'en', details) }]);
}

export const downloadsApi = apiRoute({
  method: 'post',
  path: '/downloads',
  scope: 'downloads:start',
  summary: {
    en: 'Start the download of the REP workbooks (or statements) of a month or several as one job; the same job that runs already is answered instead. For a key of another hospital there is none (404)',
    th: 'เริ่มดาวน์โหลดไฟล์ REP (หรือใบแจ้งยอด) ของเดือนเดียวหรือหลายเดือนเป็นงานเดียว ถ้างานเดียวกันทำอยู่แล้วตอบงานนั้น คีย์ของโรงพยาบาลอื่นใช้ไม่ได้ (404)',
  },
  body: asked,
  sends: ['Location'],
  answer: jobAnswer,
  status: 202,
  async answerWith(parts, { body, caller, req, res }) {
    if (!(await seesJobs(parts, caller))) throw new AppError('not_found');
    const months = {
      ...rangeOf(body, parts.now()),
      kind: body.kind,
      schemes: body.schemes ?? usualSchemes,
      import: body.import,
    };
    const job = await startMonths(parts, months, caller.userId);
    res.location(`${req.baseUrl}/api/v1/jobs/${job.jobKey}`);
    return jobJson(job, readerOf(res).language);
  },
});
