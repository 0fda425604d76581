import type { ProblemCode } from '../../domain/problems/index.js';
import { UpstreamError, type UpstreamErrorOptions } from '../upstream-error.js';

/**
 * What a failure says of the call's effect. `not_sent`: surely nothing happened there, the same may be sent again.
 * `refused`: they read it and said no, the same again is refused again. `unauthorized`: the credential is not taken.
 * `uncertain`: they may have done it.
 */
export type Outcome = 'not_sent' | 'refused' | 'unauthorized' | 'uncertain';

/** A failure at OpenCHS. Its texts hold codes, numbers, the host and names of fields; never what was sent. */
export class OpenchsError extends UpstreamError {
  readonly outcome: Outcome;
  /** Counts towards the breaker: network, time, 5xx. */
  readonly isOutage: boolean;

  constructor(
    code: ProblemCode,
    options: UpstreamErrorOptions & { readonly outcome: Outcome; readonly isOutage?: boolean },
  ) {
    super(code, options);
    this.name = 'OpenchsError';
    this.outcome = options.outcome;
    this.isOutage = options.isOutage ?? false;
  }
}

/** Failures of the way, by the names of exchange.ts: which code people see, and whether a byte may have left. */
const ways: Readonly<Record<string, { readonly code: ProblemCode; readonly outcome: Outcome }>> = {
  dns_failed: { code: 'openchs_unreachable', outcome: 'not_sent' },
  connection_refused: { code: 'openchs_unreachable', outcome: 'not_sent' },
  timeout_connect: { code: 'openchs_silent', outcome: 'not_sent' },
  tls_failed: { code: 'openchs_tls_failed', outcome: 'not_sent' },
  timeout_first_byte: { code: 'openchs_silent', outcome: 'uncertain' },
  timeout_idle: { code: 'openchs_silent', outcome: 'uncertain' },
  timeout_total: { code: 'openchs_silent', outcome: 'uncertain' },
  reset: { code: 'openchs_broken_off', outcome: 'uncertain' },
  truncated: { code: 'openchs_broken_off', outcome: 'uncertain' },
};

/** Codes of the system where no connection came about. */
const neverConnected = /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/;

/** The failure of a call on its way, in words of this connector. */
export function wayError(error: UpstreamError, host: string): OpenchsError {
  const reason = String(error.details.reason ?? error.code);
  const known = ways[error.code];
  const seconds = Number(error.details.seconds ?? 0);
  return new OpenchsError(known?.code ?? 'openchs_unreachable', {
    details: { host, reason, seconds },
    outcome: known?.outcome ?? (neverConnected.test(reason) ? 'not_sent' : 'uncertain'),
    isOutage: true,
  });
}
