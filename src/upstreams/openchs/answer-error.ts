import { z } from 'zod';
import { retryAfterMs } from '../retry.js';
import type { OpenchsAnswer } from './openchs-call.js';
import { OpenchsError } from './openchs-error.js';

const word = z.union([z.string(), z.number()]).nullish();
/** `["error", message, code, resource, rowIndex, field, value]`, or its first two. */
const positional = z.array(z.array(word).min(2)).min(1);
const named = z
  .array(
    z
      .object({ field: word, message: word, pointer: word, parameter: word, header: word, detail: word })
      .partial(),
  )
  .min(1);

interface Complaint {
  readonly field: string;
  readonly reason: string;
}

const longest = 160;
/** What the other side wrote, fit to be shown: one line, short, no long numbers. */
function shown(text: unknown): string {
  return String(text ?? '')
    .replace(/<[^>]*>|\p{Cc}/gu, ' ')
    .replace(/\d{9,}/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longest);
}

function complaintIn(json: unknown): Complaint {
  // `detail` and its `errors` by pointer: problem details (RFC 9457 section 3), as another E-Claim REP answers.
  const body = z.object({ errors: z.unknown(), message: word, detail: word }).partial().safeParse(json);
  const errors = body.data?.errors;
  const rows = positional.safeParse(errors);
  const [row] = rows.data ?? [];
  if (row) return { field: shown(row[5]) || '–', reason: shown(row[2] ?? row[1]) };
  const [first] = named.safeParse(errors).data ?? [];
  if (first) {
    const field =
      first.field ?? String(first.pointer ?? first.parameter ?? first.header ?? '').replace(/^#?\//, '');
    return { field: shown(field) || '–', reason: shown(first.message ?? first.detail) || '–' };
  }
  return { field: '–', reason: shown(body.data?.message ?? body.data?.detail) || '–' };
}

/** What a status means for the call; null = it is a plain success. */
export function statusError(answer: OpenchsAnswer, host: string, now: Date): OpenchsError | null {
  const { status } = answer;
  const waits = retryAfterMs(answer.headers['retry-after'], now.getTime());
  if (status === 203)
    return new OpenchsError('openchs_not_confirmed', {
      details: { host, reason: 'HTTP 203' },
      outcome: 'uncertain',
    });
  if (status >= 200 && status < 300) return null;
  if (status === 429)
    return new OpenchsError('openchs_busy', { details: { host }, outcome: 'not_sent', retryAfterMs: waits });
  if (status === 401 || status === 403)
    return new OpenchsError('openchs_credential_refused', {
      details: { host, status },
      outcome: 'unauthorized',
    });
  if (status === 408 || status >= 500)
    return new OpenchsError('openchs_fault', {
      details: { host, status },
      outcome: 'uncertain',
      isOutage: status >= 500,
      retryAfterMs: waits,
    });
  return new OpenchsError('openchs_refused', {
    details: { host, status, ...complaintIn(answer.json) },
    outcome: 'refused',
  });
}

/** An answer that says success and holds nothing of use: nobody knows what became of the call. */
export function strangeAnswer(host: string, reason: string): OpenchsError {
  return new OpenchsError('openchs_strange_answer', { details: { host, reason }, outcome: 'uncertain' });
}
