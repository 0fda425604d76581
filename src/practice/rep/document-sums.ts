import { repOpipColumns } from '../../filetypes/rep-opip.columns.js';
import { repOrfColumns } from '../../filetypes/rep-orf.columns.js';
import { type OrfClaim, orfCentralPaid, orfPaid } from '../claims/orf-claim.js';
import { claimedNet, type FundGroup, paidByNhso, type UcsClaim } from '../claims/ucs-claim.js';

/** What a Summary row adds up over the claims of one REP document. Money in satang. */
export interface DocumentSums {
  readonly cases: number;
  readonly failed: number;
  readonly claimed: Readonly<Record<FundGroup, number>>;
  readonly paid: Readonly<Record<FundGroup, number>>;
  /** Sum of the funds. */
  readonly paidTotal: number;
  readonly paidByAgency: number;
  /** ORF: net reimbursement of OP refer (10). */
  readonly paidForRefer: number;
}

const groups = ['hc', 'ae', 'inst', 'ip', 'dmis', 'pp', 'drug'] as const;
/** These two stand under DMIS in Detail, and have a pair of columns of their own in Summary. */
const preventionColumns = new Set(['dmis_pp', 'cr_pp']);

function isGroup(name: string): name is FundGroup {
  return (groups as readonly string[]).includes(name);
}

/** Fund column of Detail to group of Summary. */
const groupOfColumn = new Map<string, FundGroup>();
for (const [, , name, , group] of [...repOpipColumns, ...repOrfColumns]) {
  const fund = group.replace('fund:', '');
  if (name !== null && group.startsWith('fund:') && isGroup(fund))
    groupOfColumn.set(name, preventionColumns.has(name) ? 'pp' : fund);
}

function noMoney(): Record<FundGroup, number> {
  return { hc: 0, ae: 0, inst: 0, ip: 0, dmis: 0, pp: 0, drug: 0 };
}

function addFunds(sums: Record<FundGroup, number>, funds: Readonly<Record<string, number>>): void {
  for (const [column, amount] of Object.entries(funds)) {
    const group = groupOfColumn.get(column);
    if (group === undefined) throw new RangeError(`no Summary column adds up ${column}`);
    sums[group] += amount;
  }
}

export function ucsSums(claims: readonly UcsClaim[]): DocumentSums {
  const claimed = noMoney();
  const paid = noMoney();
  for (const claim of claims) {
    claimed[claim.group] += claimedNet(claim);
    addFunds(paid, claim.funds);
  }
  return {
    cases: claims.length,
    failed: claims.filter((claim) => claim.errors.length > 0).length,
    claimed,
    paid,
    paidTotal: claims.reduce((sum, claim) => sum + paidByNhso(claim), 0),
    paidByAgency: claims.reduce((sum, claim) => sum + claim.paidByAgency, 0),
    paidForRefer: 0,
  };
}

export function orfSums(claims: readonly OrfClaim[]): DocumentSums {
  const claimed = noMoney();
  const paid = noMoney();
  for (const claim of claims) {
    claimed[claim.group] += claim.centralClaimed;
    claimed.drug += claim.items.drugs.reduce((sum, item) => sum + item.claimed, 0);
    addFunds(paid, claim.central);
  }
  return {
    cases: claims.length,
    failed: claims.filter((claim) => claim.errors.length > 0).length,
    claimed,
    paid,
    paidTotal: claims.reduce((sum, claim) => sum + orfCentralPaid(claim), 0),
    paidByAgency: 0,
    paidForRefer: claims.reduce((sum, claim) => sum + orfPaid(claim), 0),
  };
}
