import type { Dice } from './dice.js';
import { type ClaimItems, itemsFor } from './items.js';
import { type Person, personOf } from './person.js';
import { drgs, errorCodes } from './price-list.js';
import { daysLater } from './wall-time.js';

/** Groups of funds as the Summary sheet adds them up. */
export type FundGroup = 'hc' | 'ae' | 'inst' | 'ip' | 'dmis' | 'pp' | 'drug';

/** What OP, IP and ORF claims have in common. */
export interface ClaimBase {
  readonly repNo: string;
  /** Number inside the REP document, from 1. */
  readonly seq: number;
  readonly tranId: string;
  readonly person: Person;
  /** Thai clock time, Gregorian. */
  readonly visitedAt: string;
  readonly errors: readonly string[];
  readonly group: FundGroup;
  readonly items: ClaimItems;
}

/** One OP or IP claim as NHSO decided it. Money in satang, weights in ten-thousandths. */
export interface UcsClaim extends ClaimBase {
  readonly kind: 'OP' | 'IP';
  readonly an: string | null;
  readonly dischargedAt: string | null;
  readonly mainFund: string;
  readonly subFund: string;
  readonly serviceType: string;
  readonly referredFrom: string | null;
  readonly drg: string | null;
  readonly rw: number;
  readonly late: { readonly code: string; readonly percent: number };
  /** (1.1) without and (1.2) with transport, drugs and instruments; (1.3) is their sum. */
  readonly claimedPlain: number;
  readonly claimedItems: number;
  readonly paidByPatient: number;
  /** (9): pay rate x late percentage x AdjRW; 0 for OP. */
  readonly computed: number;
  /** Paid by fund, by database column of the form; empty for a denied claim. */
  readonly funds: Readonly<Record<string, number>>;
  readonly paidByAgency: number;
}

export interface ClaimPlace {
  readonly seed: string;
  readonly hospital: string;
  readonly repNo: string;
  readonly seq: number;
  readonly tranId: string;
  /** When the file was sent; visits lie before it. */
  readonly sentAt: string;
  /** 0 = passed for certain, 100 = denied for certain. */
  readonly denialPercent: number;
}

export const baseRate = 835_000;

interface OpFund {
  readonly main: string;
  readonly sub: string;
  readonly column: string;
  readonly group: FundGroup;
  readonly service: string;
}

const opFund = (main: string, sub: string, column: string, group: FundGroup, service: string): OpFund => ({
  main,
  sub,
  column,
  group,
  service,
});
const opFunds = [
  opFund('AE01', 'OPAE', 'ae_opae', 'ae', 'A'),
  opFund('AE01', 'OPAE', 'ae_opae', 'ae', 'E'),
  opFund('AE01', 'CAREF', 'ae_caref', 'ae', 'R'),
  opFund('HC02', 'OPHC', 'ophc', 'hc', 'N'),
  opFund('DM01', 'DMISRC', 'dmisrc_amt', 'dmis', 'N'),
  opFund('HD01', 'DMISHD', 'dmis_dmishd', 'dmis', 'N'),
  opFund('PP01', 'PP', 'dmis_pp', 'pp', 'P'),
  opFund('PP01', 'PP', 'dmis_pp', 'pp', 'P'),
] as const;
const ipFunds = ['ipinrgr', 'ipinrgr', 'ipinrgr', 'ipinrgc', 'ipaec', 'ipaer'] as const;
const lateSteps = [
  { code: '-', percent: 100 },
  { code: 'A', percent: 95 },
  { code: 'B', percent: 90 },
] as const;

const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

/** Codes of a denied claim; now and then two in one cell. */
export function rolledErrors(dice: Dice, denialPercent: number): readonly string[] {
  const denied = dice.chance(denialPercent);
  const often = dice.pick(['438', '438', '337', '555', '301']);
  const seldom = dice.pick(errorCodes);
  const first = dice.chance(60) ? often : seldom;
  const second = dice.pick(errorCodes);
  const two = dice.chance(8) && second !== first;
  if (!denied) return [];
  return two ? [first, second] : [first];
}

export function rolledPerson(dice: Dice, place: ClaimPlace): Person {
  return personOf(place.seed, place.hospital, dice.int(0, 99_999));
}

/** A clock time on the day that lies `days` before the file was sent. */
export function timeBefore(dice: Dice, sentAt: string, days: number, firstHour = 7, lastHour = 19): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const clock = `${two(dice.int(firstHour, lastHour))}:${two(dice.int(0, 59))}:${two(dice.int(0, 59))}`;
  return `${daysLater(sentAt, -days).slice(0, 10)} ${clock}`;
}

/** Amounts end on .00, .25, .50 or .75 as bills do. */
function billed(dice: Dice, fromBaht: number, toBaht: number): number {
  return dice.int(fromBaht * 4, toBaht * 4) * 25;
}

function opClaim(dice: Dice, place: ClaimPlace): UcsClaim {
  const fund = dice.pick(opFunds);
  const errors = rolledErrors(dice, place.denialPercent);
  const items = itemsFor(dice, {
    drugs: 45,
    instruments: fund.group === 'hc' ? 30 : 4,
    denied: errors.length > 0,
  });
  const plain = billed(dice, fund.group === 'pp' ? 50 : 120, fund.group === 'hc' ? 6_000 : 2_400);
  const late = dice.chance(92) ? lateSteps[0] : dice.pick(lateSteps);
  const drugPaid = total(items.drugs.map((item) => item.paid));
  const instrumentPaid = total(items.instruments.map((item) => item.paid));
  const agencyPart = dice.chance(2) ? billed(dice, 50, 300) : 0;
  const paid: Record<string, number> = {};
  if (errors.length === 0) {
    paid[fund.column] = Math.round((plain * late.percent) / 100);
    if (drugPaid > 0) paid.drug = drugPaid;
    if (instrumentPaid > 0) paid.opinst = instrumentPaid;
  }
  return {
    repNo: place.repNo,
    seq: place.seq,
    tranId: place.tranId,
    person: rolledPerson(dice, place),
    kind: 'OP',
    an: null,
    visitedAt: timeBefore(dice, place.sentAt, dice.int(1, 6)),
    dischargedAt: null,
    errors,
    group: fund.group,
    items,
    mainFund: fund.main,
    subFund: fund.sub,
    serviceType: fund.service,
    referredFrom: fund.service === 'R' ? '99002' : null,
    drg: null,
    rw: 0,
    late,
    claimedPlain: plain,
    claimedItems: total([...items.drugs, ...items.instruments].map((item) => item.claimed)),
    paidByPatient: dice.chance(10) ? 3_000 : 0,
    computed: 0,
    funds: paid,
    paidByAgency: errors.length === 0 ? agencyPart : 0,
  };
}

function ipClaim(dice: Dice, place: ClaimPlace): UcsClaim {
  const errors = rolledErrors(dice, place.denialPercent);
  const { drg, rw: base } = dice.pick(drgs);
  const rw = base + dice.int(-900, 1_400);
  const late = dice.chance(88) ? lateSteps[0] : dice.pick(lateSteps);
  const computed = Math.round((baseRate * late.percent * rw) / 1_000_000);
  const items = itemsFor(dice, { drugs: 55, instruments: 22, denied: errors.length > 0 });
  const instrumentPaid = total(items.instruments.map((item) => item.paid));
  const fund = dice.pick(ipFunds);
  const highCost = dice.chance(8) ? billed(dice, 500, 9_000) : 0;
  const transport = dice.chance(10) ? billed(dice, 300, 2_500) : 0;
  const paid: Record<string, number> = {};
  if (errors.length === 0) {
    paid[fund] = computed;
    if (instrumentPaid > 0) paid.inst = instrumentPaid;
    if (highCost > 0) paid.iphc = highCost;
    if (transport > 0) paid.ae_caref = transport;
  }
  const stay = dice.int(1, 9);
  const discharged = dice.int(1, 5);
  const dischargedAt = timeBefore(dice, place.sentAt, discharged, 9, 16);
  const referred = dice.chance(15);
  return {
    repNo: place.repNo,
    seq: place.seq,
    tranId: place.tranId,
    person: rolledPerson(dice, place),
    kind: 'IP',
    an: `${String(Number(place.sentAt.slice(2, 4)) + 43)
      .padStart(2, '0')
      .slice(-2)}${place.tranId.slice(-7)}`,
    visitedAt: timeBefore(dice, place.sentAt, discharged + stay, 0, 23),
    dischargedAt,
    errors,
    group: 'ip',
    items,
    mainFund: 'IP01',
    subFund: fund.toUpperCase(),
    serviceType: referred ? 'R' : dice.pick(['N', 'N', 'E', 'A']),
    referredFrom: referred ? '99003' : null,
    drg,
    rw,
    late,
    claimedPlain: Math.round((computed * dice.int(85, 150)) / 2_500) * 25,
    claimedItems: total([...items.drugs, ...items.instruments].map((item) => item.claimed)),
    paidByPatient: 0,
    computed,
    funds: paid,
    paidByAgency: 0,
  };
}

/**
 * Invents one OP or IP claim. The same dice give the same claim; another `denialPercent` changes only how it was
 * decided, so that an appeal is the same claim with another end.
 */
export function inventUcsClaim(dice: Dice, kind: 'OP' | 'IP', place: ClaimPlace): UcsClaim {
  return kind === 'OP' ? opClaim(dice, place) : ipClaim(dice, place);
}

/** Net reimbursement by NHSO (ชดเชยสุทธิ > สปสช.): the sum of the funds. */
export function paidByNhso(claim: UcsClaim): number {
  return total(Object.values(claim.funds));
}

export function claimedNet(claim: UcsClaim): number {
  return claim.claimedPlain + claim.claimedItems;
}
