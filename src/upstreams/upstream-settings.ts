/** Everything the clients of NHSO's web sites need to know; `config` gives it, tests make it short. */
export interface UpstreamSettings {
  /** Scheme, host and port; plain http for loopback addresses only. */
  readonly eclaimBaseUrl: string;
  readonly smtBaseUrl: string;
  /** The single sign-on of e-Claim. */
  readonly iamBaseUrl: string;
  /** Vendor number at SMT, or null: the hospital code with zeros at the left, 10 digits. */
  readonly smtVendorId: string | null;
  /** Own hospital code; '' = not set yet. */
  readonly hospitalCode: string;
  /** One fixed value, no disguise, e.g. `eclaim-rep/0.1.0`. */
  readonly userAgent: string;
  /** Pause after each answer; up to half of it is added at random. 0 counts for loopback addresses only. */
  readonly pauseMs: number;
  readonly smtPauseMs: number;
  readonly limits: TimeLimits;
  readonly smtLimits: TimeLimits;
  /** Waits before the second, third … try; a Retry-After of the site wins. */
  readonly retryDelaysMs: readonly number[];
  readonly smtRetryDelaysMs: readonly number[];
  /** Wait after 429 and 403 that name no time. */
  readonly tooFastWaitMs: number;
  /** Wait before a file of 0 bytes is asked for once more. */
  readonly emptyWaitMs: number;
  /** `http://host:port` of a proxy, or null. */
  readonly outboundProxy: string | null;
  /** Certificates (PEM) that are trusted beside the built-in ones, or null. */
  readonly extraCa: string | null;
  readonly maxPageBytes: number;
  readonly maxFileBytes: number;
  /** Told the `Date` of each answer of NHSO's sites. */
  readonly heardTime?: (siteTime: Date, host: string) => void;
}

/** Milliseconds of one request: until connected, from then to the first byte, between bytes, and in all. */
export interface TimeLimits {
  readonly connectMs: number;
  readonly firstByteMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
}

/** A Retry-After beyond this is cut to it. */
export const longestWaitMs = 15 * 60_000;

/** The times of formats/nhso-eclaim-protocol.md 9 and smt-protocol.md 1. */
export const defaultUpstreamSettings: UpstreamSettings = {
  eclaimBaseUrl: 'https://eclaim.nhso.go.th',
  smtBaseUrl: 'https://smt.nhso.go.th',
  iamBaseUrl: 'https://iam.nhso.go.th',
  smtVendorId: null,
  hospitalCode: '',
  userAgent: 'eclaim-rep',
  pauseMs: 1000,
  smtPauseMs: 2000,
  limits: { connectMs: 20_000, firstByteMs: 120_000, idleMs: 60_000, totalMs: 900_000 },
  smtLimits: { connectMs: 20_000, firstByteMs: 60_000, idleMs: 60_000, totalMs: 300_000 },
  retryDelaysMs: [5000, 10_000, 20_000],
  smtRetryDelaysMs: [5000, 20_000, 60_000],
  tooFastWaitMs: 60_000,
  emptyWaitMs: 2000,
  outboundProxy: null,
  extraCa: null,
  maxPageBytes: 32 * 1024 * 1024,
  maxFileBytes: 200 * 1024 * 1024,
};

/** Whether the host of an address is this machine itself. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The pause that is kept: a site that is not this machine never gets less than one second. */
export function politePause(pauseMs: number, base: URL): number {
  return isLoopback(base) ? Math.max(0, pauseMs) : Math.max(1000, pauseMs);
}
