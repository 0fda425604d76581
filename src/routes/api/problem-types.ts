import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { type ProblemCode, problemGroups, problems } from '../../domain/problems/index.js';
import { slugOf, statusOf } from '../errors.js';

/** Groups of failures that an address of the API can answer; those of workbooks are told by files and jobs. */
const groups = [
  'request',
  'api',
  'account',
  'job',
  'database',
  'portal',
  'setting',
  'import',
  'sending',
] as const;

const codes = groups.flatMap((group) => Object.keys(problemGroups[group]) as ProblemCode[]); // keys of a literal object
const slugs = [...new Set(codes.map(slugOf))].sort();

/** The body of every error (RFC 9457). */
export const problemSchema = z.object({
  type: z
    .string()
    .regex(new RegExp(`/help/problems/(${slugs.join('|')})$`))
    .describe('Address of a page, below the program’s own, that tells the problem in Thai and English'),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().describe('What happened, what was kept, what to do; never a value of a patient'),
  code: z.enum(codes as [ProblemCode, ...ProblemCode[]]), // the groups are not empty
  instance: z.string(),
  request_id: z.string().describe('The same as the header X-Request-Id; the log knows it'),
  errors: z
    .array(
      z.object({
        pointer: z.string().optional().describe('Wrong field of the body (JSON pointer)'),
        parameter: z.string().optional().describe('Wrong parameter of the query'),
        header: z.string().optional().describe('Wrong header'),
        detail: z.string(),
      }),
    )
    .optional(),
});

/** Every problem type with its status, for people who read the document. */
export function problemTypes(): { readonly type: string; readonly status: number; readonly title: string }[] {
  const listed = codes.map((code) => ({
    type: `/help/problems/${slugOf(code)}`,
    status: statusOf(new AppError(code)),
    title: problems[code].en[0],
  }));
  return listed.sort((one, other) => one.status - other.status || one.type.localeCompare(other.type, 'en'));
}
