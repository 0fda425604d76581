import type { ProblemCode } from '../domain/problems/index.js';
import { UpstreamError, type UpstreamErrorOptions } from './upstream-error.js';

/**
 * What a failure says of the call's effect. `not_sent`: surely nothing happened there, the same may be sent again.
 * `refused`: they read it and said no, the same again is refused again. `unauthorized`: the credential is not taken.
 * `uncertain`: they may have done it.
 */
export type Outcome = 'not_sent' | 'refused' | 'unauthorized' | 'uncertain';

/** A failure at a system of a neighbour. Its texts hold codes, numbers, the host and names of fields; never what was sent. */
export class NeighbourError extends UpstreamError {
  readonly outcome: Outcome;
  /** Counts towards the breaker: network, time, 5xx. */
  readonly isOutage: boolean;

  constructor(
    code: ProblemCode,
    options: UpstreamErrorOptions & { readonly outcome: Outcome; readonly isOutage?: boolean },
  ) {
    super(code, options);
    this.name = 'NeighbourError';
    this.outcome = options.outcome;
    this.isOutage = options.isOutage ?? false;
  }
}

/** The codes that people see for what every neighbour can fail by. */
export interface NeighbourCodes {
  readonly unreachable: ProblemCode;
  readonly silent: ProblemCode;
  readonly tlsFailed: ProblemCode;
  readonly brokenOff: ProblemCode;
  readonly redirected: ProblemCode;
  readonly addressNotAllowed: ProblemCode;
  readonly strangeAnswer: ProblemCode;
  readonly paused: ProblemCode;
}

/** Failures of the way, by the names of exchange.ts: which code people see, and whether a byte may have left. */
const ways: Readonly<Record<string, { readonly code: keyof NeighbourCodes; readonly outcome: Outcome }>> = {
  dns_failed: { code: 'unreachable', outcome: 'not_sent' },
  connection_refused: { code: 'unreachable', outcome: 'not_sent' },
  timeout_connect: { code: 'silent', outcome: 'not_sent' },
  tls_failed: { code: 'tlsFailed', outcome: 'not_sent' },
  timeout_first_byte: { code: 'silent', outcome: 'uncertain' },
  timeout_idle: { code: 'silent', outcome: 'uncertain' },
  timeout_total: { code: 'silent', outcome: 'uncertain' },
  reset: { code: 'brokenOff', outcome: 'uncertain' },
  truncated: { code: 'brokenOff', outcome: 'uncertain' },
};

/** Codes of the system where no connection came about. */
const neverConnected = /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/;

/** The failure of a call on its way, in words of this neighbour. */
export function wayError(error: UpstreamError, host: string, codes: NeighbourCodes): NeighbourError {
  const reason = String(error.details.reason ?? error.code);
  const known = ways[error.code];
  const seconds = Number(error.details.seconds ?? 0);
  return new NeighbourError(codes[known?.code ?? 'unreachable'], {
    details: { host, reason, seconds },
    outcome: known?.outcome ?? (neverConnected.test(reason) ? 'not_sent' : 'uncertain'),
    isOutage: true,
  });
}
