import type { AppError, ProblemDetails } from '../domain/errors.js';
import { type ProblemCode, problemParts } from '../domain/problems/index.js';
import { UnknownColumns } from '../domain/unknown-columns.js';

/** One wrong field: of the body (JSON pointer), of the query (parameter) or a header. */
export type FieldError =
  | { readonly pointer: string; readonly detail: string }
  | { readonly parameter: string; readonly detail: string }
  | { readonly header: string; readonly detail: string };

type Place =
  | { readonly parameter: string }
  | { readonly pointer: string }
  | { readonly header: 'Idempotency-Key' | 'If-Match' };

/** Where a field of a body is, as a JSON pointer (RFC 6901). */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

const named = ({ name = '' }: ProblemDetails): Place => ({ parameter: String(name) });

/** Where that lies which a problem is about, where the code says so by itself and not the place that found it. */
const places: Partial<Record<ProblemCode, (details: ProblemDetails) => Place>> = {
  filter_invalid: named,
  filter_not_applicable: named,
  filter_two_periods: named,
  filter_gregorian_year: () => ({ parameter: 'fiscal_year' }),
  split_not_applicable: () => ({ parameter: 'by' }),
  invalid_timestamp: named,
  invalid_cursor: () => ({ parameter: 'cursor' }),
  cursor_gone: () => ({ parameter: 'cursor' }),
  in_progress: () => ({ header: 'Idempotency-Key' }),
  idempotency_key_reused: () => ({ header: 'Idempotency-Key' }),
  stale_version: () => ({ header: 'If-Match' }),
  duplicate: ({ name = '' }) => ({ pointer: `/${name}` }),
  address_not_allowed: () => ({ pointer: '/url' }),
};

/** A file that is no list of cases may have thousands of columns. */
const mostColumns = 100;

/** The parameters, fields or headers that a foreseen failure is about; null where it is about none. */
export function fieldsOf(error: AppError): readonly FieldError[] | null {
  const { code, details } = error;
  if (error instanceof UnknownColumns)
    return error.columns
      .slice(0, mostColumns)
      .map((column) => ({ pointer: pointerOf([column]), detail: 'is not known, or stands twice' }));
  const place = places[code]?.(details);
  if (place === undefined) return null;
  return [{ ...place, detail: saidOf(error) }];
}

/** What is wrong and what would be right; that nothing was changed is said beside. */
export function saidOf({ code, details }: AppError): string {
  const [happened, , remedy] = problemParts(code, 'en', details);
  return `${happened}. ${remedy}`;
}
