import type { ReadColumn } from '../domain/claim.js';

/**
 * The claims of one workbook by the visit that they are about, for an item sheet that has no TRAN_ID (formats/tables.md 4):
 * null where two claims are about one visit, so that an item is given to no claim rather than to a wrong one.
 */
export type VisitClaims = Map<string, string | null>;

/** HN, AN and day of admission; null where the row says no HN. */
function visitOf(read: ReadColumn): string | null {
  const hn = read('hn');
  if (hn === null) return null;
  const day = String(read('dateadm') ?? '').slice(0, 10);
  return [hn, read('an') ?? '', day].join('|');
}

export function noteVisit(visits: VisitClaims, read: ReadColumn, tranId: string): void {
  const visit = visitOf(read);
  if (visit === null) return;
  const before = visits.get(visit);
  visits.set(visit, before === undefined || before === tranId ? tranId : null);
}

/** TRAN_ID of the one claim that fits an item row; null where none or several do. */
export function claimOfVisit(visits: VisitClaims, read: ReadColumn): string | null {
  const visit = visitOf(read);
  return visit === null ? null : (visits.get(visit) ?? null);
}
