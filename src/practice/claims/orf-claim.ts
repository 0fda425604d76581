import type { Dice } from './dice.js';
import { itemsFor } from './items.js';
import { type ClaimBase, type ClaimPlace, rolledErrors, rolledPerson, timeBefore } from './ucs-claim.js';

/** One ORF claim (OP refer) as NHSO decided it. Money in satang. */
export interface OrfClaim extends ClaimBase {
  readonly kind: 'ORF';
  readonly referNo: string;
  readonly diagnoses: readonly string[];
  readonly procedures: readonly string[];
  /** Expenses by category, 1 to 19; their sum is the claimed amount (1). */
  readonly expenses: Readonly<Record<number, number>>;
  readonly notClaimable: number;
  /** Listed OPREF items (5), other treatment before (6) and after (7) reduction. */
  readonly listed: number;
  readonly othersBefore: number;
  readonly othersAfter: number;
  /** Central reimburse, by database column of the form. */
  readonly central: Readonly<Record<string, number>>;
  readonly centralCase: string | null;
  readonly centralClaimed: number;
}

/** What the CUP pays at most of one case, in satang (`<=1600`). */
export const mostOfCup = 160_000;

const diagnoses = ['I251', 'C509', 'N185', 'S7200', 'H251', 'E119', 'I639', 'K802'] as const;
const procedures = ['8872', '9925', '3995', '8703', '1371'] as const;
const centralCases = [
  { name: 'HC', column: 'cr_ophc_hc02', group: 'hc' },
  { name: 'HC', column: 'cr_ophc_hc05', group: 'hc' },
  { name: 'AE', column: 'cr_ae04', group: 'ae' },
  { name: 'AE', column: 'cr_carae_ae08', group: 'ae' },
  { name: 'INST', column: 'cr_opinst_hc09', group: 'inst' },
  { name: 'DMIS', column: 'cr_dmishd', group: 'dmis' },
] as const;
/** Drugs used in the hospital; their sheet lines are part of these expenses. */
const drugCategory = 3;
const expenseCategories = [3, 4, 5, 7, 8, 11, 12, 17] as const;

function rolledExpenses(dice: Dice): Record<number, number> {
  const expenses: Record<number, number> = {};
  for (let i = dice.int(2, 5); i > 0; i--) {
    const category = dice.pick(expenseCategories);
    expenses[category] = (expenses[category] ?? 0) + dice.int(200, 6_000) * 25;
  }
  return expenses;
}

/** Invents one ORF claim; dice and `denialPercent` as in `inventUcsClaim`. */
export function inventOrfClaim(dice: Dice, place: ClaimPlace): OrfClaim {
  const errors = rolledErrors(dice, place.denialPercent);
  const denied = errors.length > 0;
  const items = itemsFor(dice, { drugs: 40, instruments: 0, denied });
  const expenses = rolledExpenses(dice);
  const claimed = Object.values(expenses).reduce((sum, amount) => sum + amount, 0);
  const drugClaimed = items.drugs.reduce((sum, item) => sum + item.claimed, 0);
  if (drugClaimed > 0) expenses[drugCategory] = (expenses[drugCategory] ?? 0) + drugClaimed;
  const centralCase = dice.chance(45) ? dice.pick(centralCases) : null;
  const centralClaimed = centralCase ? Math.round((claimed * dice.int(20, 60)) / 10_000) * 100 : 0;
  const rest = claimed - centralClaimed;
  const listed = Math.round((rest * dice.int(30, 70)) / 10_000) * 100;
  const othersAfter = Math.round(((rest - listed) * dice.int(70, 100)) / 100);
  const drugPaid = items.drugs.reduce((sum, item) => sum + item.paid, 0);
  const central: Record<string, number> = {};
  if (!denied && centralCase) central[centralCase.column] = centralClaimed;
  if (!denied && drugPaid > 0) central.cr_drug = drugPaid;
  return {
    kind: 'ORF',
    repNo: place.repNo,
    seq: place.seq,
    tranId: place.tranId,
    person: rolledPerson(dice, place),
    visitedAt: timeBefore(dice, place.sentAt, dice.int(1, 8)),
    errors,
    group: centralCase?.group ?? 'hc',
    items,
    referNo: `99${String(dice.int(0, 99_999)).padStart(5, '0')}`,
    diagnoses: dice.chance(25) ? [dice.pick(diagnoses), 'Z515'] : [dice.pick(diagnoses)],
    procedures: dice.chance(60) ? [dice.pick(procedures)] : [],
    expenses,
    notClaimable: dice.chance(15) ? dice.int(50, 500) * 100 : 0,
    listed: denied ? 0 : listed,
    othersBefore: denied ? 0 : rest - listed,
    othersAfter: denied ? 0 : othersAfter,
    central,
    centralCase: centralCase?.name ?? null,
    centralClaimed,
  };
}

/** Claimed (1): the sum of the claimable expenses. */
export function orfClaimed(claim: OrfClaim): number {
  return Object.values(claim.expenses).reduce((sum, amount) => sum + amount, 0);
}

/** Net reimbursement (10) = (8) = (5) + (7). */
export function orfPaid(claim: OrfClaim): number {
  return claim.listed + claim.othersAfter;
}

/** Net reimbursement of the central part. */
export function orfCentralPaid(claim: OrfClaim): number {
  return Object.values(claim.central).reduce((sum, amount) => sum + amount, 0);
}
