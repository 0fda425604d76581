import { z } from 'zod';
import { jobJson } from '../../domain/job.js';
import { schemeCodes, schemes } from '../../domain/scheme.js';
import { apiRoute } from '../api-route.js';
import { readerOf, userOf } from '../reader.js';
import { startMonth } from '../start-month.js';
import { jobAnswer } from './jobs.js';

const usualSchemes = schemes.filter((scheme) => scheme.enabledAtFirst).map((scheme) => scheme.code);

const asked = z
  .strictObject({
    kind: z
      .enum(['rep', 'stm'])
      .default('rep')
      .describe('rep, or stm: the statements about a month of service'),
    month: z.int().min(1).max(12),
    year: z
      .int()
      .max(2699)
      .superRefine((year, context) => {
        if (year < 2400)
          context.addIssue({ code: 'custom', message: `is not Buddhist Era; ${year} is ${year + 543}` });
      })
      .describe('Buddhist Era, e.g. 2569'),
    schemes: z
      .array(z.enum(schemeCodes))
      .min(1)
      .optional()
      .describe(`Of REP: ${usualSchemes.join(', ')} if absent; statements are of ucs alone`),
    import: z.boolean().default(true).describe('Also import what came'),
  })
  .superRefine(({ kind, schemes }, context) => {
    if (kind === 'stm' && schemes?.some((scheme) => scheme !== 'ucs'))
      context.addIssue({ code: 'custom', path: ['schemes'], message: 'statements are of ucs alone' });
  });

export const downloadsApi = apiRoute({
  method: 'post',
  path: '/api/v1/downloads',
  permission: 'fetch',
  summary:
    'Start the download of the REP workbooks (or statements) of a month; the same job that runs already is answered instead',
  body: asked,
  answer: jobAnswer,
  status: 202,
  async answerWith(parts, { body, req, res }) {
    const job = await startMonth(parts, { ...body, schemes: body.schemes ?? usualSchemes }, userOf(res).id);
    res.location(`${req.baseUrl}/api/v1/jobs/${job.jobKey}`);
    return jobJson(job, readerOf(res).language);
  },
});
