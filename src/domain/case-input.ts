import { z } from 'zod';
import { caseLengths, casePriorities, caseStatuses } from './case.js';
import { phoneNumber } from './phone.js';

/** Letters as people count them; `length` counts an emoji twice. */
const letters = (text: string): number => [...text].length;

/** Databases take no NUL and no half of a letter. */
const storable = (text: string): boolean => !/\0|\p{Cs}/u.test(text);

const aText = () =>
  z.string({ error: (issue) => (issue.input === undefined ? 'is required' : 'must be a text') });

function text(most: number) {
  return aText()
    .refine(storable, 'holds a character that cannot be stored')
    .refine((value) => letters(value) <= most, `must have at most ${most} characters`)
    .meta({ maxLength: most });
}

const title = text(caseLengths.title)
  .refine((value) => value.trim() !== '', 'is required')
  .meta({ minLength: 1, maxLength: caseLengths.title });

/** A word or number on one line, without blanks around it. */
function key(most: number) {
  return aText()
    .trim()
    .refine((value) => value !== '', 'must not be empty')
    .refine((value) => storable(value) && !/\p{Cc}/u.test(value), 'holds a character that cannot be stored')
    .refine((value) => letters(value) <= most, `must have at most ${most} characters`)
    .meta({ minLength: 1, maxLength: most });
}

const phone = aText().transform((written, context) => {
  const number = phoneNumber(written);
  if (number === null) context.addIssue({ code: 'custom', message: 'is no telephone number' });
  return number ?? z.NEVER;
});

const email = aText()
  .trim()
  .refine((value) => value.length <= caseLengths.reporter_email && z.email().safeParse(value).success, {
    message: 'is no e-mail address',
  })
  .meta({ format: 'email', maxLength: caseLengths.reporter_email });

const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, {
    error: (issue) => (issue.input === undefined ? 'is required' : `must be one of ${words.join(', ')}`),
  });

const optionalFields = {
  description: text(caseLengths.description).nullish().describe('Free text; null clears it'),
  tran_id: key(caseLengths.tran_id).nullish().describe('NHSO’s number of a claim that is stored here'),
  reporter_phone: phone.nullish().describe('Kept as E.164: 081-234-5678 becomes +66812345678'),
  reporter_email: email.nullish(),
  assigned_to: key(100).toLowerCase().nullish().describe('Username of an active user'),
  external_ref: key(caseLengths.external_ref).nullish().describe('What the case is called elsewhere'),
};

/** What a new case may carry. */
export const newCaseInput = z.strictObject({
  title,
  category: key(caseLengths.category).describe(
    'Any word; usual are denial, appeal, document, coding, payment, other',
  ),
  priority: oneOf(casePriorities),
  status: oneOf(caseStatuses).optional().describe('open if absent'),
  case_number: key(caseLengths.case_number).nullish().describe('Unique in the hospital; made if absent'),
  ...optionalFields,
});
export type NewCaseInput = z.output<typeof newCaseInput>;

/** What a change may carry: what is absent stays, null clears. */
export const caseChangeInput = z.strictObject({
  title: title.optional(),
  category: newCaseInput.shape.category.optional(),
  priority: newCaseInput.shape.priority.optional(),
  status: newCaseInput.shape.status,
  ...optionalFields,
});
export type CaseChangeInput = z.output<typeof caseChangeInput>;
