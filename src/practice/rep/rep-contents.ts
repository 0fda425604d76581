import { createDice } from '../claims/dice.js';
import { inventOrfClaim, type OrfClaim } from '../claims/orf-claim.js';
import { type ClaimPlace, inventUcsClaim, type UcsClaim } from '../claims/ucs-claim.js';
import { claimKindOf, formOf, isAppeal, type RepForm, type RepType } from './rep-type.js';
import type { CellStyle } from './ucs-detail.js';

/** Everything that decides what one REP workbook holds: the same description gives the same bytes. */
export interface RepFile {
  readonly seed: string;
  readonly type: RepType;
  readonly hospital: string;
  /** Thai clock time, Gregorian `YYYY-MM-DD HH:MM:SS`; its day stands in the file's name. */
  readonly sentAt: string;
  /** Milliseconds of the name's sequence. */
  readonly milliseconds: number;
  /** REP number of the first document; further documents follow on. */
  readonly repNo: number;
  readonly documents: number;
  readonly rows: number;
  readonly firstTranId: number;
  readonly denialPercent: number;
  readonly style: CellStyle;
  /** The workbook whose claims an appeal takes up again. */
  readonly appealed: RepFile | null;
}

/** Claims of one workbook; `old` are the rows of an appeal that repeat what was decided before. */
export type RepContents =
  | {
      readonly form: Exclude<RepForm, 'orf'>;
      readonly claims: readonly UcsClaim[];
      readonly old: readonly UcsClaim[];
    }
  | { readonly form: 'orf'; readonly claims: readonly OrfClaim[]; readonly old: readonly OrfClaim[] };

/** Error code of an appeal's rows that repeat the earlier decision (formats/README 5, assumed). */
const oldRowCode = 'AP1';
const appealDenialPercent = 35;

/** `eclaim_99999_OP_25690105_201501885.xls` (formats/README 1.1). */
export function repFileName(file: RepFile): string {
  const day = `${Number(file.sentAt.slice(0, 4)) + 543}${file.sentAt.slice(5, 7)}${file.sentAt.slice(8, 10)}`;
  const clock = file.sentAt.slice(11).replaceAll(':', '');
  return `eclaim_${file.hospital}_${file.type}_${day}_${clock}${String(file.milliseconds).padStart(3, '0')}.xls`;
}

function placeOf(file: RepFile, row: number): ClaimPlace {
  const perDocument = Math.ceil(file.rows / file.documents);
  const document = Math.floor(row / perDocument);
  return {
    seed: file.seed,
    hospital: file.hospital,
    repNo: String(file.repNo + document),
    seq: row - document * perDocument + 1,
    tranId: String(file.firstTranId + row),
    sentAt: file.sentAt,
    denialPercent: file.denialPercent,
  };
}

/** The dice of a claim depend on the claim alone: an appeal invents the same claim again. */
function inventAs<Claim extends UcsClaim | OrfClaim>(
  place: ClaimPlace,
  invent: (dice: ReturnType<typeof createDice>, place: ClaimPlace) => Claim,
): Claim {
  return invent(createDice(`${place.seed}/claim/${place.tranId}`), place);
}

function firstDecisions<Claim extends UcsClaim | OrfClaim>(
  file: RepFile,
  invent: (dice: ReturnType<typeof createDice>, place: ClaimPlace) => Claim,
): Claim[] {
  return Array.from({ length: file.rows }, (_, row) => inventAs(placeOf(file, row), invent));
}

/** NHSO's own appeal takes money back from passed claims; the hospital's asks again for denied ones. */
function appealed<Claim extends UcsClaim | OrfClaim>(
  file: RepFile,
  base: RepFile,
  invent: (dice: ReturnType<typeof createDice>, place: ClaimPlace) => Claim,
): { claims: Claim[]; old: Claim[] } {
  const byNhso = file.type.endsWith('_NHSO');
  const before = firstDecisions(base, invent);
  const wanted = before.filter((claim) => claim.errors.length > 0 !== byNhso);
  const taken = wanted.slice(0, file.rows);
  const claims = taken.map((claim, row) => {
    const again = createDice(`${file.seed}/appeal/${file.repNo}/${claim.tranId}`);
    const denied = byNhso || again.chance(appealDenialPercent);
    const place = { ...placeOf(base, before.indexOf(claim)), denialPercent: denied ? 100 : 0 };
    // Summary has one amount for an appeal, so no agency has a part in it.
    return { ...inventAs(place, invent), repNo: String(file.repNo), seq: row + 1, paidByAgency: 0 };
  });
  return { claims, old: taken.map((claim) => ({ ...claim, errors: [oldRowCode] })) };
}

function decisions<Claim extends UcsClaim | OrfClaim>(
  file: RepFile,
  invent: (dice: ReturnType<typeof createDice>, place: ClaimPlace) => Claim,
): { claims: Claim[]; old: Claim[] } {
  if (isAppeal(file.type) && file.appealed) return appealed(file, file.appealed, invent);
  return { claims: firstDecisions(file, invent), old: [] };
}

/** Invents the claims of one workbook. */
export function repContents(file: RepFile): RepContents {
  const form = formOf(file.type);
  if (form === 'orf') return { form, ...decisions(file, inventOrfClaim) };
  const kind = claimKindOf(file.type) === 'IP' ? 'IP' : 'OP';
  return { form, ...decisions(file, (dice, place) => inventUcsClaim(dice, kind, place)) };
}

/** The control totals that the portal's listing shows: claims of the reported documents. */
export function repTotals(contents: RepContents): { total: number; passed: number; failed: number } {
  const errors = contents.claims.map((claim) => claim.errors.length);
  const failed = errors.filter((count) => count > 0).length;
  return { total: errors.length, passed: errors.length - failed, failed };
}
