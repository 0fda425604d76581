import { type OrfClaim, orfCentralPaid, orfClaimed, orfPaid } from '../practice/claims/orf-claim.js';
import { claimedNet, paidByNhso, type UcsClaim } from '../practice/claims/ucs-claim.js';
import { createPracticeCalendar, type ListedRep } from '../practice/rep/practice-calendar.js';
import { repContents } from '../practice/rep/rep-contents.js';
import { claimKindOf, formOf, isAppeal, listingOf, repTypes } from '../practice/rep/rep-type.js';

/** Figures as they must be, made of the invented claims themselves: no workbook, no database, none of our sums. */

/** A claim as its newest answer says it; money in satang, weights in ten-thousandths. */
export interface PlainClaim {
  readonly tranId: string;
  readonly scheme: string;
  readonly kind: string;
  readonly fund: string;
  readonly serviceType: string;
  readonly drg: string;
  readonly referrer: string;
  readonly day: string;
  readonly month: string;
  readonly hn: string;
  readonly codes: readonly string[];
  readonly claimed: number;
  readonly reimbursed: number;
  readonly byNhso: number;
  readonly rw: number;
  readonly fileDay: string;
  readonly firstPassed: boolean;
  readonly firstReimbursed: number;
  readonly appealed: boolean;
  readonly items: UcsClaim['items'];
  /** Unit where the patient is registered; the forms of LGO and OFC name none. */
  readonly mainHospital: string;
  /** By how many per cent it is paid; null where its form has no percentage. */
  readonly latePercent: number | null;
  /** Days of an inpatient from admission to discharge; null where one of both is not known. */
  readonly stay: number | null;
  /** What stands in the payment columns of the forms of UCS and SSS, in satang. */
  readonly payments: Readonly<Record<string, number>>;
}

export const quarterDay = '2025-12-31';
const months = ['2025-10', '2025-11', '2025-12'];
/** Of the year before, UCS alone. */
const yearBefore = '2024-12';

/** The workbooks of the last quarter of 2025 and those of UCS of a month a year before, oldest first. */
export function quarterFiles(): readonly ListedRep[] {
  const calendar = createPracticeCalendar({ seed: 'quarter', hospital: '99999', today: quarterDay });
  const schemes = [...new Set(repTypes.map(listingOf))];
  const quarter = months.flatMap((month) => schemes.flatMap((scheme) => calendar.listing(month, scheme)));
  return [...calendar.listing(yearBefore, 'ucs'), ...quarter].sort((a, b) =>
    orderOf(a) < orderOf(b) ? -1 : 1,
  );
}

const orderOf = ({ file }: ListedRep) => `${file.sentAt} ${String(file.milliseconds).padStart(3, '0')}`;

interface Version {
  readonly claim: UcsClaim | OrfClaim;
  readonly rep: ListedRep;
}

/** Every claim once, with what its versions say of it. */
export function plainClaims(files: readonly ListedRep[]): readonly PlainClaim[] {
  const versions = new Map<string, Version[]>();
  for (const rep of files)
    for (const claim of repContents(rep.file).claims)
      versions.set(claim.tranId, [...(versions.get(claim.tranId) ?? []), { claim, rep }]);
  return [...versions.values()].map(plainClaim);
}

function plainClaim(versions: readonly Version[]): PlainClaim {
  const [first, last] = [versions[0], versions.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('a claim has a version');
  const { claim, rep } = last;
  const day = claim.visitedAt.slice(0, 10);
  return {
    tranId: claim.tranId,
    scheme: listingOf(rep.file.type),
    kind: claimKindOf(rep.file.type).toLowerCase(),
    ...codesOf(last),
    referrer: referrerOf(claim),
    day,
    month: day.slice(0, 7),
    hn: claim.person.hn,
    codes: claim.errors,
    ...amountsOf(last),
    fileDay: rep.file.sentAt.slice(0, 10),
    firstPassed: first.claim.errors.length === 0,
    firstReimbursed: amountsOf(first).reimbursed,
    appealed: versions.some((version) => isAppeal(version.rep.file.type)),
    items: claim.items,
    ...factsOf(last),
  };
}

function factsOf({
  claim,
  rep,
}: Version): Pick<PlainClaim, 'mainHospital' | 'latePercent' | 'stay' | 'payments'> {
  const form = formOf(rep.file.type);
  const mainHospital = form === 'lgo' || form === 'ofc' ? '' : claim.person.hmain;
  if (claim.kind === 'ORF') return { mainHospital, latePercent: null, stay: null, payments: {} };
  const discharged = claim.kind === 'IP' ? claim.dischargedAt : null;
  const dayOf = (at: string) => Date.parse(at.slice(0, 10));
  const ofSss = { [claim.kind === 'IP' ? 'ip_amt' : 'op_amt']: paidByNhso(claim) };
  return {
    mainHospital,
    // The form of SSS has a code in place of a percentage.
    latePercent: form === 'sss' ? null : claim.late.percent,
    stay: discharged === null ? null : (dayOf(discharged) - dayOf(claim.visitedAt)) / 86_400_000,
    payments: form === 'ucs' ? claim.funds : form === 'sss' ? ofSss : {},
  };
}

/** The practice form of ORF names the patient's own unit, or the next one where that is the hospital itself. */
function referrerOf(claim: UcsClaim | OrfClaim): string {
  if (claim.kind !== 'ORF') return claim.referredFrom ?? '';
  return claim.person.hmain === '99999' ? '99002' : claim.person.hmain;
}

function codesOf({ claim, rep }: Version): Pick<PlainClaim, 'fund' | 'serviceType' | 'drg' | 'rw'> {
  if (claim.kind === 'ORF') return { fund: '', serviceType: '', drg: '', rw: 0 };
  const { mainFund, serviceType, drg, rw } = claim;
  // The form of SSS has no fund.
  return { fund: listingOf(rep.file.type) === 'sss' ? '' : mainFund, serviceType, drg: drg ?? '', rw };
}

function amountsOf({ claim, rep }: Version): Pick<PlainClaim, 'claimed' | 'reimbursed' | 'byNhso'> {
  if (claim.kind === 'ORF') {
    const paid = orfPaid(claim) + orfCentralPaid(claim);
    return { claimed: orfClaimed(claim), reimbursed: paid, byNhso: paid };
  }
  const byNhso = paidByNhso(claim);
  // Only the form of UCS has a part that the agency pays.
  const agency = listingOf(rep.file.type) === 'ucs' ? claim.paidByAgency : 0;
  return { claimed: claimedNet(claim), reimbursed: byNhso + agency, byNhso };
}

export function baht(satang: number): string {
  const size = Math.abs(satang);
  return `${satang < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`;
}

/** Half up, by long division of whole numbers. */
export function divided(part: number, whole: number, places: number): string | null {
  if (whole === 0) return null;
  const digits = String((BigInt(Math.abs(part)) * 10n ** BigInt(places + 1)) / BigInt(whole));
  const rounded = String((BigInt(digits) + 5n) / 10n).padStart(places + 1, '0');
  const text = `${rounded.slice(0, -places)}.${rounded.slice(-places)}`;
  return part < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

export function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((all, item) => all + of(item), 0);
}

export function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items)
    for (const key of keysOf(item)) groups.set(key, [...(groups.get(key) ?? []), item]);
  return groups;
}
