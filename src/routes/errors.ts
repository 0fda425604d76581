import type { ZodError } from 'zod';
import { DbError } from '../db/db.js';
import { AppError, type Language, type ProblemDetails } from '../domain/errors.js';
import { type ProblemCode, problemParts } from '../domain/problems/index.js';
import { issueText } from './issue-text.js';
import { type FieldError, fieldsOf, pointerOf } from './problem-places.js';

/** A request whose fields are wrong; each is named. */
export class InvalidRequest extends AppError {
  readonly fields: readonly FieldError[];
  constructor(code: ProblemCode, details: ProblemDetails, fields: readonly FieldError[]) {
    super(code, details);
    this.name = 'InvalidRequest';
    this.fields = fields;
  }
}

export function invalidQuery(error: ZodError): InvalidRequest {
  const unknown = error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  const fields = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((parameter) => ({ parameter, detail: 'is not a parameter of this address' }))
      : [{ parameter: String(issue.path[0] ?? ''), detail: issueText(issue) }],
  );
  const code = unknown.length > 0 ? 'unknown_parameter' : 'invalid_parameter';
  return new InvalidRequest(code, { name: unknown[0] ?? String(error.issues[0]?.path[0] ?? '') }, fields);
}

export function invalidBody(error: ZodError): InvalidRequest {
  const fields = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: pointerOf([...issue.path, key]), detail: 'is not a field' }))
      : [{ pointer: pointerOf(issue.path), detail: issueText(issue) }],
  );
  return new InvalidRequest('validation', { count: fields.length }, fields);
}

/** HTTP statuses of the problems that are not 422. */
const statuses: Partial<Record<ProblemCode, number>> = {
  malformed: 400,
  case_csv_unreadable: 400,
  case_csv_quote: 400,
  case_csv_rows: 413,
  audio_too_large: 413,
  unknown_parameter: 400,
  invalid_parameter: 400,
  filter_invalid: 400,
  export_format_unknown: 400,
  filter_gregorian_year: 400,
  filter_two_periods: 400,
  filter_not_applicable: 400,
  split_not_applicable: 400,
  report_two_periods: 400,
  report_not_finished: 400,
  invalid_timestamp: 400,
  invalid_cursor: 400,
  unauthenticated: 401,
  invalid_credential: 401,
  otp_rejected: 401,
  sign_in_refused: 401,
  link_used: 401,
  not_allowed: 403,
  audio_not_switched_on: 403,
  insufficient_scope: 403,
  caller_address_refused: 403,
  password_change_due: 403,
  set_up_due: 503,
  foreign_origin: 403,
  page_too_old: 403,
  set_up_code_wrong: 403,
  not_found: 404,
  claim_not_found: 404,
  user_not_found: 404,
  key_not_found: 404,
  method_not_allowed: 405,
  username_taken: 409,
  duplicate: 409,
  in_progress: 409,
  cursor_gone: 410,
  stale_version: 412,
  last_administrator: 409,
  already_undone: 409,
  webhook_disabled: 409,
  delivery_under_way: 409,
  portal_busy: 409,
  layout_not_mappable: 409,
  decision_note_due: 422,
  mappings_unreadable: 422,
  nothing_to_undo: 409,
  setting_fixed_outside: 409,
  request_too_large: 413,
  unsupported_media_type: 415,
  too_many_tries: 429,
  rate_limited: 429,
  otp_tries_spent: 429,
  internal: 500,
  database_unavailable: 503,
  export_too_many: 503,
  not_configured: 503,
};

export function statusOf(error: AppError): number {
  return statuses[error.code] ?? 422;
}

/** Where the last word of a problem's address is not its code: the words that the interface promises. */
const slugs: Partial<Record<ProblemCode, string>> = {
  case_csv_unreadable: 'malformed',
  case_csv_quote: 'malformed',
  case_csv_rows: 'too-large',
  request_too_large: 'too-large',
  database_unavailable: 'unavailable',
  caller_address_refused: 'address-not-allowed',
  address_not_allowed: 'url-not-allowed',
};

/** The last word of the address in `type`, e.g. `unknown-parameter`. */
export function slugOf(code: ProblemCode): string {
  return slugs[code] ?? code.replaceAll('_', '-');
}

/** The body of an error below /api (RFC 9457). */
export interface ProblemJson {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly instance: string;
  readonly request_id: string;
  readonly errors?: readonly FieldError[];
}

export function problemJson(
  error: AppError,
  about: {
    readonly language: Language;
    readonly baseUrl: string;
    readonly instance: string;
    readonly requestId: string;
  },
): ProblemJson {
  const fields = error instanceof InvalidRequest ? error.fields : fieldsOf(error);
  return {
    type: `${about.baseUrl}/help/problems/${slugOf(error.code)}`,
    title: problemParts(error.code, about.language, error.details)[0] ?? '',
    status: statusOf(error),
    detail: error.text(about.language),
    code: error.code,
    instance: about.instance,
    request_id: about.requestId,
    ...(fields && { errors: fields }),
  };
}

/** What is foreseen stays; body readers' and database errors get their words; anything else is `internal`. */
export function foreseen(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof DbError && error.kind === 'unavailable')
    return new AppError('database_unavailable', {}, { cause: error });
  if (isHttpError(error)) {
    if (error.status === 413) return new AppError('request_too_large', {}, { cause: error });
    if (error.status === 415)
      return new AppError('unsupported_media_type', { wanted: 'UTF-8' }, { cause: error });
    if (error.status < 500) return new AppError('malformed', {}, { cause: error });
  }
  return new AppError('internal', {}, { cause: error });
}

/** Errors of Express and its body readers carry the status. */
function isHttpError(error: unknown): error is { readonly status: number } {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}
