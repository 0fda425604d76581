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
  /** Different HN. */
  readonly patients: number;
}

interface SumRow {
  group_key: string | null;
  claims: number;
  denied: number;
  claimed: string;
  reimbursed: string;
  denied_claimed: string;
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
  coalesce(sum(c.claimed), 0) as claimed, coalesce(sum(c.reimbursed), 0) as reimbursed,
  coalesce(sum(case when c.is_denied then c.claimed else 0 end), 0) as denied_claimed,
  count(distinct c.hn) as patients`;

/** Sums per group; a claim with two error codes counts once under each, without one under ''. */
export async function claimSumsBy(
  db: Queryable,
  filter: FigureFilter,
  by: FigureBy,
): Promise<Map<string, ClaimSums>> {
  const codes =
    by === 'error_code'
      ? sql`left join claim_error e on e.item_kind = c.item_kind and e.item_id = c.item_id`
      : empty;
  const group = groupOf[by];
  const rows = await db.query<SumRow>(
    sql`select ${group} as group_key, ${sums} from claim_current c ${codes} where ${claimConditions(filter)} group by ${group}`,
  );
  return new Map(rows.map((row) => [row.group_key ?? '', sumsOf(row)]));
}

/** Sums over all claims of the filter, each once. */
export async function claimSumsOf(db: Queryable, filter: FigureFilter): Promise<ClaimSums> {
  const row = await db.first<SumRow>(
    sql`select '' as group_key, ${sums} from claim_current c where ${claimConditions(filter)}`,
  );
  return sumsOf(row);
}

function sumsOf(row: SumRow | null): ClaimSums {
  const claimed = twoPlaces(row?.claimed);
  const reimbursed = twoPlaces(row?.reimbursed);
  return {
    claims: Number(row?.claims ?? 0),
    denied: Number(row?.denied ?? 0),
    claimed,
    reimbursed,
    deniedClaimed: twoPlaces(row?.denied_claimed),
    loss: subtractBaht(claimed, reimbursed) ?? '0.00',
    patients: Number(row?.patients ?? 0),
  };
}

/** A sum of no rows comes back as `0` from one dialect and as `0.00` from another. */
function twoPlaces(sum: string | undefined): string {
  const [whole = '0', decimals = ''] = String(sum ?? '0').split('.');
  return `${whole}.${decimals.padEnd(2, '0')}`;
}
