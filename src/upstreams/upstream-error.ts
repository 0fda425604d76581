import { AppError, type ProblemDetails } from '../domain/errors.js';
import type { ProblemCode } from '../domain/problems/index.js';

export interface UpstreamErrorOptions {
  readonly details?: ProblemDetails;
  readonly cause?: unknown;
  /** What the site asked for in Retry-After. */
  readonly retryAfterMs?: number | null;
}

/** A failure at an NHSO site. Its texts hold a code, numbers and host names; never an address, a cookie or a page. */
export class UpstreamError extends AppError {
  readonly retryAfterMs: number | null;

  constructor(code: ProblemCode, options: UpstreamErrorOptions = {}) {
    super(code, options.details ?? {}, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'UpstreamError';
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** Codes of answers by status; the rest is `http_other`. */
const statusCodes = [400, 401, 403, 404, 405, 408, 429, 500, 502, 503, 504] as const;
type KnownStatus = (typeof statusCodes)[number];

export function statusProblem(status: number): ProblemCode {
  const known = statusCodes.find((code) => code === status) satisfies KnownStatus | undefined;
  return known === undefined ? 'http_other' : `http_${known}`;
}
