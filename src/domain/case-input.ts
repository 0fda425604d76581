import { z } from 'zod';
import { caseLengths, casePriorities, caseStatuses } from './case.js';
import { phoneNumber } from './phone.js';
import { isStorable, notStorable } from './storable.js';

/** Letters as people count them; `length` counts an emoji twice. */
const letters = (text: string): number => [...text].length;

const aText = () =>
  z.string({ error: (issue) => (issue.input === undefined ? 'is required' : 'must be a text') });

function text(most: number) {
  return aText()
    .refine(isStorable, notStorable)
    .refine((value) => letters(value) <= most, `must have at most ${most} characters`)
    .meta({ maxLength: most });
}

const title = text(caseLengths.title)
  .refine((value) => value.trim() !== '', 'is required')
  .meta({ minLength: 1, maxLength: caseLengths.title });

/** A word or number on one line, without blanks around it. */
function line(most: number) {
  return aText()
    .trim()
    .refine((value) => isStorable(value) && !/\p{Cc}/u.test(value), notStorable)
    .refine((value) => letters(value) <= most, `must have at most ${most} characters`)
    .meta({ maxLength: most });
}

function key(most: number) {
  return line(most)
    .refine((value) => value !== '', 'must not be empty')
    .meta({ minLength: 1, maxLength: most });
}

/** What forms send for a field that nobody filled in. */
const emptyAsNull = (value: string): string | null => (value === '' ? null : value);

const phone = aText().transform((written, context) => {
  if (written.trim() === '') return null;
  const number = phoneNumber(written);
  if (number === null) context.addIssue({ code: 'custom', message: 'is no telephone number' });
  return number ?? z.NEVER;
});

const longestEmail = caseLengths.reporter_email;
const email = aText()
  .trim()
  .refine((value) => value === '' || (value.length <= longestEmail && z.email().safeParse(value).success), {
    message: 'is no e-mail address',
  })
  .transform(emptyAsNull)
  .meta({ maxLength: longestEmail });

const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, {
    error: (issue) => (issue.input === undefined ? 'is required' : `must be one of ${words.join(', ')}`),
  });

/** An empty text says what null says. */
const optional = (most: number) => line(most).transform(emptyAsNull).meta({ maxLength: most }).nullish();

const optionalFields = {
  description: text(caseLengths.description)
    .transform(emptyAsNull)
    .meta({ maxLength: caseLengths.description })
    .nullish()
    .describe('Free text; null or an empty text clears it, as with all optional fields'),
  tran_id: optional(caseLengths.tran_id).describe('NHSO’s number of a claim that is stored here'),
  reporter_phone: phone.nullish().describe('Kept as E.164: 081-234-5678 becomes +66812345678'),
  reporter_email: email.nullish().describe('An e-mail address'),
  assigned_to: line(100)
    .toLowerCase()
    .transform(emptyAsNull)
    .meta({ maxLength: 100 })
    .nullish()
    .describe('Username of an active user'),
  external_ref: optional(caseLengths.external_ref).describe('What the case is called elsewhere'),
};

/** What a new case may carry. */
export const newCaseInput = z.strictObject({
  title,
  category: key(caseLengths.category).describe(
    'Any word; usual are denial, appeal, document, coding, payment, other',
  ),
  priority: oneOf(casePriorities),
  status: oneOf(caseStatuses).optional().describe('open if absent'),
  case_number: optional(caseLengths.case_number).describe('Unique in the hospital; made if absent'),
  ...optionalFields,
});
export type NewCaseInput = z.output<typeof newCaseInput>;

/** What a change may carry: what is absent stays, null and an empty text clear. */
export const caseChangeInput = z.strictObject({
  title: title.optional(),
  category: newCaseInput.shape.category.optional(),
  priority: newCaseInput.shape.priority.optional(),
  status: newCaseInput.shape.status,
  ...optionalFields,
});
export type CaseChangeInput = z.output<typeof caseChangeInput>;
