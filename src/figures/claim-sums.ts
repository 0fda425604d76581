import type { Queryable } from '../db/db.js';
import { empty, type Sql, sql } from '../db/sql.js';
import { subtractBaht } from '../domain/satang.js';
import { claimConditions } from './claim-conditions.js';
import type { FigureBy } from './figure.js';
import type { FigureFilter } from './figure-filter.js';

/** Counts and exact sums over the current versions of a group of claims; baht as text with two places. */
export interface ClaimSums {
  readonly claims: number;
  readonly denied: number;
  readonly claimed: string;
  readonly reimbursed: string;
  readonly deniedClaimed: string;
  /** claimed − reimbursed over the group, never clamped. */
  readonly loss: string;
  /** Claims whose first version passed. */
  readonly firstPassed: number;
  /** What the first versions were reimbursed. */
  readonly firstReimbursed: string;
  /** Claims with a version from an appeal workbook, and what their last and first versions were reimbursed. */
  readonly appealed: number;
  readonly appealedReimbursed: string;
  readonly appealedFirstReimbursed: string;
  /** Σ AdjRW with four places, and how many claims state one. */
  readonly adjrw: string;
  readonly adjrwClaims: number;
  /** Different HN; 0 unless they were asked for. */
  readonly patients: number;
}

/** What costs more than the sums and is therefore only done on request. */
export interface SumsWanted {
  /** Counts different HN, from the claims themselves. */
  readonly patients?: boolean;
}

interface SumRow {
  group_key: string | null;
  claims: number;
  denied: number;
  claimed: string;
  reimbursed: string;
  denied_claimed: string;
  first_passed: number;
  first_reimbursed: string;
  appealed: number;
  appealed_reimbursed: string;
  appealed_first: string;
  adjrw: string;
  adjrw_claims: number;
  patients: number;
}

const groupOf: Readonly<Record<FigureBy, Sql>> = {
  month: sql`coalesce(c.service_month, '')`,
  scheme: sql`lower(c.scheme)`,
  kind: sql`lower(c.kind)`,
  fund: sql`c.main_fund`,
  service_type: sql`c.service_type`,
  error_code: sql`coalesce(e.code, '')`,
  hospital: sql`c.hospital_code`,
  drg: sql`coalesce(c.drg, '')`,
};

const sums = sql`count(*) as claims, sum(case when c.is_denied then 1 else 0 end) as denied,
  sum(case when c.first_denied then 0 else 1 end) as first_passed,
  sum(case when c.has_appeal then 1 else 0 end) as appealed, count(c.adjrw) as adjrw_claims,
  coalesce(sum(c.claimed), 0.00) as claimed, coalesce(sum(c.reimbursed), 0.00) as reimbursed,
  coalesce(sum(case when c.is_denied then c.claimed end), 0.00) as denied_claimed,
  coalesce(sum(c.first_reimbursed), 0.00) as first_reimbursed,
  coalesce(sum(case when c.has_appeal then c.reimbursed end), 0.00) as appealed_reimbursed,
  coalesce(sum(case when c.has_appeal then c.first_reimbursed end), 0.00) as appealed_first,
  coalesce(sum(c.adjrw), 0.0000) as adjrw`;

/** Sums per group; a claim with two error codes counts once under each, without one under ''. */
export async function claimSumsBy(
  db: Queryable,
  filter: FigureFilter,
  by: FigureBy,
  wanted: SumsWanted = {},
): Promise<Map<string, ClaimSums>> {
  const codes =
    by === 'error_code'
      ? sql`left join claim_error e on e.item_kind = c.item_kind and e.item_id = c.item_id`
      : empty;
  const group = groupOf[by];
  const rows = await db.query<SumRow>(
    sql`select ${group} as group_key, ${sums}, ${patients(wanted)} as patients
      from claim_current c ${codes} where ${claimConditions(filter)} group by ${group}`,
  );
  return new Map(rows.map((row) => [row.group_key ?? '', sumsOf(row)]));
}

const patients = (wanted: SumsWanted) => (wanted.patients ? sql`count(distinct c.hn)` : sql`0`);

/** Sums over all claims of the filter, each once. */
export async function claimSumsOf(
  db: Queryable,
  filter: FigureFilter,
  wanted: SumsWanted = {},
): Promise<ClaimSums> {
  const row = await db.first<SumRow>(
    sql`select '' as group_key, ${sums}, ${patients(wanted)} as patients
      from claim_current c where ${claimConditions(filter)}`,
  );
  return sumsOf(row);
}

/** The sums of no claim. */
export const noClaims: ClaimSums = sumsOf(null);

function sumsOf(row: SumRow | null): ClaimSums {
  const claimed = places(row?.claimed, 2);
  const reimbursed = places(row?.reimbursed, 2);
  return {
    claims: Number(row?.claims ?? 0),
    denied: Number(row?.denied ?? 0),
    claimed,
    reimbursed,
    deniedClaimed: places(row?.denied_claimed, 2),
    loss: subtractBaht(claimed, reimbursed) ?? '0.00',
    firstPassed: Number(row?.first_passed ?? 0),
    firstReimbursed: places(row?.first_reimbursed, 2),
    appealed: Number(row?.appealed ?? 0),
    appealedReimbursed: places(row?.appealed_reimbursed, 2),
    appealedFirstReimbursed: places(row?.appealed_first, 2),
    adjrw: places(row?.adjrw, 4),
    adjrwClaims: Number(row?.adjrw_claims ?? 0),
    patients: Number(row?.patients ?? 0),
  };
}

/** A sum of no rows comes back as `0` from one dialect and as `0.00` from another. */
function places(sum: string | undefined, count: number): string {
  const [whole = '0', decimals = ''] = String(sum ?? '0').split('.');
  return `${whole}.${decimals.padEnd(count, '0')}`;
}
