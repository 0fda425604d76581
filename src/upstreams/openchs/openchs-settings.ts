/** Everything the connector needs to know; `config` gives it, tests make it short. */
export interface OpenchsSettings {
  readonly profile: OpenchsProfileName;
  /** Address of the site; a path may follow, without a slash at its end. */
  readonly baseUrl: string;
  /** documented: the API key; native: `user:password`; gateway: the token. */
  readonly credential: string;
  /** What cases are filed under there: a word (documented), an id of that site (native). */
  readonly category: string;
  readonly sexId: string;
  readonly ageGroupId: string;
  readonly officeName: string;
  /** E.164, e.g. `+66812345678`. */
  readonly officePhone: string;
  readonly officeEmail: string;
  readonly verifyTls: boolean;
  readonly allowedNetworks: readonly string[];
  readonly extraCa: string | null;
  readonly userAgent: string;
  readonly connectMs: number;
  readonly totalMs: number;
  readonly maxAnswerBytes: number;
  /** From the beginning of one call to that of the next. */
  readonly paceMs: number;
  readonly now: () => Date;
  /** Waits; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1, for waits that differ between servers. */
  readonly random: () => number;
}

export const openchsProfileNames = ['documented', 'native', 'gateway'] as const;
export type OpenchsProfileName = (typeof openchsProfileNames)[number];

/** Two calls a second at most, also after an outage. */
export const openchsLimits = {
  connectMs: 5_000,
  totalMs: 30_000,
  maxAnswerBytes: 20 * 1024 * 1024,
  paceMs: 500,
} as const;
