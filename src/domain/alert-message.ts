import type { AlertSeverity } from './alert.js';
import type { Language } from './errors.js';

/** Ways out for alerts. */
export const alertChannels = ['email', 'webhook', 'line'] as const;
export type AlertChannel = (typeof alertChannels)[number];

export function isAlertChannel(word: string): word is AlertChannel {
  return alertChannels.some((channel) => channel === word);
}

/** One matter in a message: it is open, or it is resolved. Nothing in it is a patient's. */
export interface AlertLine {
  readonly key: string;
  readonly kind: 'open' | 'resolved';
  readonly severity: AlertSeverity;
  readonly title: Readonly<Record<Language, string>>;
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
}

/** What is told at once; the same in every attempt. */
export interface AlertMessage {
  /** UUID: the receiver's means to notice a repetition. */
  readonly id: string;
  /** The worst first. None: a test message. */
  readonly lines: readonly AlertLine[];
  readonly hospitalCode: string;
  /** Address of the page of alerts; null where the program does not know its own. */
  readonly address: string | null;
}

/** Lines beyond this are counted, not printed. */
export const mostLines = 20;

const ranks: Readonly<Record<AlertSeverity, number>> = { error: 0, warning: 1, info: 2 };

/** Open before resolved, errors before warnings. */
export function inOrder(lines: readonly AlertLine[]): AlertLine[] {
  const rank = ({ kind, severity }: AlertLine) => (kind === 'open' ? 0 : 10) + ranks[severity];
  return [...lines].sort((a, b) => rank(a) - rank(b));
}
