import { bahtText } from '../../domain/baht-text.js';
import { dayText, instantText } from '../../domain/thai-date.js';
import type { Claim } from '../../services/read-claim.js';
import type { AuditOfSubject } from '../../store/audit-log.js';
import type { ClaimNote } from '../../store/claim-notes.js';
import type { PeriodTransfer } from '../../store/claim-transfers.js';
import type { PageContext } from '../page-context.js';

/** What people wrote about the claim, and the form for one more. */
export interface NotesView {
  readonly action: string;
  /** What was typed and not kept. */
  readonly typed: string;
  readonly notes: readonly {
    readonly text: string;
    readonly by: string;
    /** Where the author takes it back; null for everybody else. */
    readonly takeBack: string | null;
  }[];
}

/** The hospital goes with the form (claim.ts), not with its address. */
export function notesView(
  { tranId }: Claim,
  notes: readonly ClaimNote[],
  { userId, typed }: { readonly userId: number | null; readonly typed: string },
  { baseUrl, language }: PageContext,
): NotesView {
  const action = `${baseUrl}/claims/${encodeURIComponent(tranId)}/notes`;
  return {
    action,
    typed,
    notes: notes.map(({ id, authorId, authorName, note, at }) => ({
      text: note,
      by: `${authorName} · ${instantText(at, language)}`,
      takeBack: authorId === userId ? `${action}/${id}/delete` : null,
    })),
  };
}

/** Who looked at the claim, and what they did. */
export interface SeenLine {
  readonly what: string;
  readonly when: string;
  /** '' where none was given or the reader may not see it. */
  readonly reason: string;
}

const told: ReadonlySet<string> = new Set(['view', 'reveal', 'export', 'change']);

export function seenLines(
  seen: readonly AuditOfSubject[],
  { t, language, can }: PageContext,
): readonly SeenLine[] {
  return seen
    .filter(({ action }) => told.has(action))
    .map(({ actorName, action, at, reason }) => ({
      what: `${actorName} ${t(`claim.seen_${action}`)}`,
      when: instantText(at, language),
      reason: reason !== null && can('audit') ? t('claim.seen_reason', { reason }) : '',
    }));
}

export interface TransferLine {
  readonly period: string;
  readonly day: string;
  readonly fund: string;
  readonly amount: string;
  readonly total: string;
}

export function transferLines(
  transfers: readonly PeriodTransfer[],
  { language }: PageContext,
): readonly TransferLine[] {
  return transfers.map((one) => ({
    period: one.period,
    day: dayText(one.postingDay, language),
    fund: one.fund ?? '–',
    amount: bahtText(one.amount),
    total: bahtText(one.total),
  }));
}
