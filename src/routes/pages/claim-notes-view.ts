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

/** Looks of one page of them: the newest beside the notes, then more at a time. */
export const shownLooks = { newest: 20, older: 200 } as const;
/** The acts that are told; each has its words. */
export const toldActs = ['view', 'reveal', 'export', 'change'] as const;

/** One page of who looked, from the newest on. */
export interface SeenView {
  readonly lines: readonly SeenLine[];
  /** Those before the last of these, and back to the newest; null = there are none. */
  readonly older: string | null;
  readonly newest: string | null;
}

/** `seen` has one look more than the page shows where there are older ones. */
export function seenView(
  seen: readonly AuditOfSubject[],
  { address, before }: { readonly address: string; readonly before: number | null },
  { t, language, can }: PageContext,
): SeenView {
  const shown = seen.slice(0, before === null ? shownLooks.newest : shownLooks.older);
  const last = seen.length > shown.length ? shown.at(-1) : undefined;
  const sign = address.includes('?') ? '&' : '?';
  return {
    lines: shown.map(({ actorName, action, at, reason }) => ({
      what: `${actorName} ${t(`claim.seen_${action}`)}`,
      when: instantText(at, language),
      reason: reason !== null && can('audit') ? t('claim.seen_reason', { reason }) : '',
    })),
    older: last === undefined ? null : `${address}${sign}seen_before=${last.id}#seen`,
    newest: before === null ? null : `${address}#seen`,
  };
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
