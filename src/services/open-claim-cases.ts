import { caseCreated } from '../domain/case-event.js';
import { fiscalYearOf } from '../domain/fiscal-year.js';
import { dayOf } from '../domain/thai-date.js';
import { type ClaimForCase, claimsForCases, openCasesOf } from '../store/case-claims.js';
import { takeCaseSerials } from '../store/case-numbers.js';
import { insertCases, insertedCases, settleInsertedCases } from '../store/case-rows.js';
import type { NewCaseRow } from '../store/cases.js';
import { recordEvents } from '../store/events.js';
import type { Actor } from './actor.js';
import type { CaseParts } from './create-case.js';
import { freeCaseNumbers } from './free-case-numbers.js';
import { inChangeBatch } from './in-change-batch.js';

/** A claim by its numbers. */
export interface PickedClaim {
  readonly hospital: string;
  readonly tranId: string;
}

/** What became of a picked claim. */
export type PickedOutcome = PickedClaim &
  (
    | { readonly outcome: 'opened' | 'has_case'; readonly id: number; readonly caseNumber: string }
    | { readonly outcome: 'no_claim' }
  );

const keyOf = ({ hospital, tranId }: PickedClaim) => `${hospital}/${tranId}`;

/**
 * Opens a case for each of these claims that has none to be worked on, all in one transaction; asked once more it opens
 * none. `titleOf` says what a case is called.
 */
export async function openClaimCases(
  parts: CaseParts,
  picked: readonly PickedClaim[],
  { titleOf, by }: { readonly titleOf: (claim: ClaimForCase) => string; readonly by: Actor },
): Promise<PickedOutcome[]> {
  const fiscalYear = fiscalYearOf(dayOf(parts.now()));
  const wanted = [...new Map(picked.map((one) => [keyOf(one), one])).values()];
  const { answer } = await inChangeBatch(parts.db, async (tx, batch) => {
    const outcomes = new Map<string, PickedOutcome>();
    const rows: NewCaseRow[] = [];
    // First of all: whoever opens cases at the same time waits here, and then sees these.
    await takeCaseSerials(tx, fiscalYear, 0);
    for (const hospital of [...new Set(wanted.map((one) => one.hospital))].sort()) {
      const tranIds = wanted.flatMap((one) => (one.hospital === hospital ? [one.tranId] : []));
      const open = new Map((await openCasesOf(tx, hospital, tranIds)).map((one) => [one.tran_id, one]));
      const claims = new Map((await claimsForCases(tx, hospital, tranIds)).map((one) => [one.tranId, one]));
      for (const tranId of tranIds) {
        const there = open.get(tranId);
        const one = { hospital, tranId };
        if (there !== undefined)
          outcomes.set(keyOf(one), {
            ...one,
            outcome: 'has_case',
            id: there.id,
            caseNumber: there.case_number,
          });
        else if (!claims.has(tranId)) outcomes.set(keyOf(one), { ...one, outcome: 'no_claim' });
      }
      const due = tranIds.flatMap((tranId) => (open.has(tranId) ? [] : (claims.get(tranId) ?? [])));
      const numbers = await freeCaseNumbers(tx, hospital, fiscalYear, due.length);
      rows.push(...due.map((claim, at) => newCase(claim, numbers[at] ?? '', titleOf(claim))));
    }
    await insertCases(tx, rows, batch);
    if (rows.length > 0) await settleInsertedCases(tx, batch, by);
    for await (const made of rows.length > 0 ? insertedCases(tx, batch) : []) {
      await recordEvents(tx, batch, made.flatMap(caseCreated));
      for (const { id, hospital_code: hospital, tran_id: tranId, case_number } of made)
        if (tranId !== null)
          outcomes.set(keyOf({ hospital, tranId }), {
            ...{ hospital, tranId, id },
            ...{ outcome: 'opened', caseNumber: case_number },
          });
    }
    return wanted.flatMap((one) => outcomes.get(keyOf(one)) ?? []);
  });
  parts.bus?.publish('event.recorded', {});
  return answer;
}

function newCase(claim: ClaimForCase, number: string, title: string): NewCaseRow {
  const isDenied = claim.denyCode !== null;
  return {
    hospital_code: claim.hospitalCode,
    case_number: number,
    title,
    description: null,
    category: isDenied ? 'denial' : 'other',
    priority: isDenied ? 'high' : 'medium',
    status: 'open',
    tran_id: claim.tranId,
    deny_code: claim.denyCode,
    reporter_phone: null,
    reporter_email: null,
    assigned_user_id: null,
    external_ref: null,
    source: 'page',
  };
}
