import type { Queryable } from '../db/db.js';
import { join, raw, type Sql, sql } from '../db/sql.js';
import { subtractBaht } from '../domain/satang.js';
import { addClaimSums } from './add-claim-sums.js';
import { claimConditions } from './claim-conditions.js';
import type { FigureBy } from './figure.js';
import type { FigureFilter } from './figure-filter.js';
import { type SummedSource, summedSource } from './summed-source.js';

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

/** How the answer is found; the sums are the same. */
export interface SumsWanted {
  /** Counts different HN, which only the claims themselves can tell. */
  readonly patients?: boolean;
  /** Adds the claims up themselves, also where sums of them are kept. */
  readonly fromClaims?: boolean;
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
}

/** The measures of a claim, or of a row of kept sums, by the names of the rows. */
interface Measured {
  readonly claims: string;
  readonly adjrwClaims: string;
}
const ofClaims: Measured = { claims: '1', adjrwClaims: 'case when c.adjrw is null then 0 else 1 end' };
const ofKeptSums: Measured = { claims: 'c.claims', adjrwClaims: 'c.adjrw_claims' };

function sums({ claims, adjrwClaims }: Measured): Sql {
  return raw(`coalesce(sum(${claims}), 0) as claims,
    coalesce(sum(case when c.is_denied then ${claims} else 0 end), 0) as denied,
    coalesce(sum(case when c.first_denied then 0 else ${claims} end), 0) as first_passed,
    coalesce(sum(case when c.has_appeal then ${claims} else 0 end), 0) as appealed,
    coalesce(sum(c.claimed), 0.00) as claimed, coalesce(sum(c.reimbursed), 0.00) as reimbursed,
    coalesce(sum(case when c.is_denied then c.claimed end), 0.00) as denied_claimed,
    coalesce(sum(c.first_reimbursed), 0.00) as first_reimbursed,
    coalesce(sum(case when c.has_appeal then c.reimbursed end), 0.00) as appealed_reimbursed,
    coalesce(sum(case when c.has_appeal then c.first_reimbursed end), 0.00) as appealed_first,
    coalesce(sum(c.adjrw), 0.0000) as adjrw, coalesce(sum(${adjrwClaims}), 0) as adjrw_claims`);
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
  referrer: sql`coalesce(c.href, '')`,
};

const claimsFor = (by: FigureBy | null) =>
  by === 'error_code'
    ? sql`claim_current c left join claim_error e on e.item_kind = c.item_kind and e.item_id = c.item_id`
    : sql`claim_current c`;

/** A group that others were taken off may have no claim left. */
const someLeft = ({ canBeEmpty }: SummedSource) => (canBeEmpty ? sql` having sum(c.claims) <> 0` : sql``);

/**
 * Sums per group; a claim with two error codes counts once under each, without one under ''. They are read from the sums
 * that imports keep (store/claim-rollups) wherever these know what the filter asks, else from the claims.
 */
export async function claimSumsBy(
  db: Queryable,
  filter: FigureFilter,
  by: FigureBy,
  wanted: SumsWanted = {},
): Promise<Map<string, ClaimSums>> {
  const kept = wanted.fromClaims ? null : summedSource(filter, by);
  const group = kept ? kept.group : groupOf[by];
  const rows = await db.query<SumRow>(
    kept
      ? sql`select ${group} as group_key, ${sums(ofKeptSums)} from ${kept.from} group by ${group}${someLeft(kept)}`
      : sql`select ${group} as group_key, ${sums(ofClaims)} from ${claimsFor(by)}
          where ${claimConditions(filter)} group by ${group}`,
  );
  const patients = wanted.patients ? await patientsBy(db, filter, by) : new Map<string, number>();
  return new Map(
    rows.map((row) => [row.group_key ?? '', sumsOf(row, patients.get(row.group_key ?? '') ?? 0)]),
  );
}

/** A split of which each claim has one key. */
export type PlainSplit = Exclude<FigureBy, 'error_code' | 'drg'>;

/**
 * The sums of several splits by one question, for pages that show them beside one another: the groups of all of them
 * together, added up for each. Meant for splits with few groups.
 */
export async function claimSumsByEach<By extends PlainSplit>(
  db: Queryable,
  filter: FigureFilter,
  bys: readonly By[],
): Promise<Readonly<Record<By, ReadonlyMap<string, ClaimSums>>>> {
  const sources = bys.map((by) => summedSource(filter, by));
  // Funds and types of service stand in a table of their own, which has the other columns too.
  const widest = bys.findIndex((by) => by === 'fund' || by === 'service_type');
  const kept = sources.every((source) => source !== null) ? sources[Math.max(widest, 0)] : null;
  const groups = bys.map((by, index) => (kept ? (sources[index]?.group ?? groupOf[by]) : groupOf[by]));
  const keys = groups.map((group, index) => sql`${group} as ${raw(`key_${index}`)}`);
  const rows = await db.query<SumRow & Record<string, string | number | null>>(
    kept
      ? sql`select ${join(keys)}, ${sums(ofKeptSums)} from ${kept.from} group by ${join(groups)}${someLeft(kept)}`
      : sql`select ${join(keys)}, ${sums(ofClaims)} from ${claimsFor(null)}
          where ${claimConditions(filter)} group by ${join(groups)}`,
  );
  const added = bys.map((by, index) => {
    const parts = new Map<string, ClaimSums[]>();
    for (const row of rows) {
      const key = String(row[`key_${index}`] ?? '');
      parts.set(key, [...(parts.get(key) ?? []), sumsOf(row, 0)]);
    }
    const entries = [...parts].map(([key, all]) => [key, { ...addClaimSums(all), patients: 0 }] as const);
    return [by, new Map(entries)] as const;
  });
  // One entry was made for each of `bys`.
  return Object.fromEntries(added) as Record<By, Map<string, ClaimSums>>;
}

/** Sums over all claims of the filter, each once. */
export async function claimSumsOf(
  db: Queryable,
  filter: FigureFilter,
  wanted: SumsWanted = {},
): Promise<ClaimSums> {
  const kept = wanted.fromClaims ? null : summedSource(filter, null);
  const row = await db.first<SumRow>(
    kept
      ? sql`select '' as group_key, ${sums(ofKeptSums)} from ${kept.from}`
      : sql`select '' as group_key, ${sums(ofClaims)} from ${claimsFor(null)} where ${claimConditions(filter)}`,
  );
  const patients = wanted.patients ? await patientsBy(db, filter, null) : null;
  return sumsOf(row, patients?.get('') ?? 0);
}

async function patientsBy(
  db: Queryable,
  filter: FigureFilter,
  by: FigureBy | null,
): Promise<Map<string, number>> {
  const group = by === null ? sql`''` : groupOf[by];
  const rows = await db.query<{ group_key: string | null; patients: number }>(sql`
    select ${group} as group_key, count(distinct c.hn) as patients from ${claimsFor(by)}
    where ${claimConditions(filter)} ${by === null ? sql`` : sql`group by ${group}`}`);
  return new Map(rows.map((row) => [row.group_key ?? '', Number(row.patients)]));
}

/** The sums of no claim. */
export const noClaims: ClaimSums = sumsOf(null, 0);

function sumsOf(row: SumRow | null, patients: number): ClaimSums {
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
    patients,
  };
}

/** A sum of no rows comes back as `0` from one dialect and as `0.00` from another. */
function places(sum: string | undefined, count: number): string {
  const [whole = '0', decimals = ''] = String(sum ?? '0').split('.');
  return `${whole}.${decimals.padEnd(count, '0')}`;
}
