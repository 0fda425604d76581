import type { CasePriority, CaseStatus } from './case.js';

/**
 * How far the case of a denied claim came on its way to OpenCHS. `sending` is written down before the first byte leaves;
 * `uncertain` = it may have arrived; `refused` = it is not sent any more, and a person has to see to it.
 */
export const outboxStates = ['new', 'sending', 'retry', 'uncertain', 'done', 'refused'] as const;
export type OutboxState = (typeof outboxStates)[number];

/** A denial that is to have a case there. */
export interface OutboxKey {
  readonly target: string;
  readonly hospitalCode: string;
  readonly tranId: string;
  readonly denyCode: string;
}

/** What was sent of a case, until it is known whether it arrived; it names no patient. `at` is ISO 8601 UTC. */
export interface SentCase {
  readonly title: string;
  readonly description: string;
  readonly priority: CasePriority;
  readonly at: string;
  /** With the free text of the case here. */
  readonly withText: boolean;
}

/** One row of the outbox; instants are ISO 8601 UTC. */
export interface OutboxRow extends OutboxKey {
  readonly id: number;
  readonly reference: string;
  readonly caseId: number;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly nextAt: string | null;
  readonly firstTriedAt: string | null;
  readonly triedAt: string | null;
  readonly remoteId: string | null;
  /** Status there, in that site's word. */
  readonly remoteStatus: string | null;
  /** The same in our words; null = it is none that we know. */
  readonly remoteAs: CaseStatus | null;
  /** Status here when the two were last compared. */
  readonly localStatus: CaseStatus | null;
  readonly isGone: boolean;
  readonly wasUncertain: boolean;
  readonly copies: number;
  readonly checkAt: string | null;
  readonly syncedAt: string | null;
  readonly problem: string | null;
  readonly details: Readonly<Record<string, string | number>>;
  readonly sent: SentCase | null;
  /** When a person had it sent again. */
  readonly decidedAt: string | null;
  readonly createdAt: string;
}

/** How a row is left by an attempt; what is absent stays. */
export interface OutboxChange {
  readonly state?: OutboxState;
  readonly nextAt?: Date | null;
  readonly remoteId?: string | null;
  readonly remoteStatus?: string | null;
  readonly remoteAs?: CaseStatus | null;
  readonly localStatus?: CaseStatus | null;
  readonly isGone?: boolean;
  readonly wasUncertain?: boolean;
  readonly copies?: number;
  readonly checkAt?: Date | null;
  readonly syncedAt?: Date | null;
  readonly decidedAt?: Date;
  readonly problem?: string | null;
  readonly details?: Readonly<Record<string, string | number>> | null;
}
