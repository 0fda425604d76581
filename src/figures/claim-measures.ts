import { raw, type Sql } from '../db/sql.js';
import { subtractBaht } from '../domain/satang.js';

/** Counts and exact sums over the current versions of a group of claims; baht as text with two places. */
export interface ClaimMeasures {
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
}

export type Measure = keyof ClaimMeasures;

/** How many claims a row `c` stands for, and how many of them state an AdjRW. */
interface Counted {
  readonly claims: string;
  readonly adjrwClaims: string;
}
export const ofClaims: Counted = { claims: '1', adjrwClaims: 'case when c.adjrw is null then 0 else 1 end' };
export const ofKeptSums: Counted = { claims: 'c.claims', adjrwClaims: 'c.adjrw_claims' };

interface Summed {
  readonly sum: (of: Counted) => string;
  /** Places of a decimal; null = a count. */
  readonly places: number | null;
}

const count = (sum: Summed['sum']): Summed => ({
  sum: (of) => `coalesce(sum(${sum(of)}), 0)`,
  places: null,
});
const baht = (sum: string): Summed => ({ sum: () => `coalesce(sum(${sum}), 0.00)`, places: 2 });

/** By their names in a row; the loss is what lies between two of them. */
const summed: Readonly<Record<Exclude<Measure, 'loss'>, Summed>> = {
  claims: count(({ claims }) => claims),
  denied: count(({ claims }) => `case when c.is_denied then ${claims} else 0 end`),
  firstPassed: count(({ claims }) => `case when c.first_denied then 0 else ${claims} end`),
  appealed: count(({ claims }) => `case when c.has_appeal then ${claims} else 0 end`),
  claimed: baht('c.claimed'),
  reimbursed: baht('c.reimbursed'),
  deniedClaimed: baht('case when c.is_denied then c.claimed end'),
  firstReimbursed: baht('c.first_reimbursed'),
  appealedReimbursed: baht('case when c.has_appeal then c.reimbursed end'),
  appealedFirstReimbursed: baht('case when c.has_appeal then c.first_reimbursed end'),
  adjrw: { sum: () => 'coalesce(sum(c.adjrw), 0.0000)', places: 4 },
  adjrwClaims: count(({ adjrwClaims }) => adjrwClaims),
};

/** Every measure. */
export const allMeasures: readonly Measure[] = [...(Object.keys(summed) as (keyof typeof summed)[]), 'loss'];

/** Places of a decimal; null = a count. */
export function placesOf(name: Measure): number | null {
  return name === 'loss' ? summed.claimed.places : summed[name].places;
}

function parts(names: readonly Measure[]): (keyof typeof summed)[] {
  const asked = names.flatMap((name) => (name === 'loss' ? (['claimed', 'reimbursed'] as const) : [name]));
  return [...new Set(asked)];
}

/** The measures as columns of a select over rows `c`. A database works for each, so that few are asked for where few are shown. */
export function measureColumns(names: readonly Measure[], of: Counted): Sql {
  return raw(
    parts(names)
      .map((name) => `${summed[name].sum(of)} as "${name}"`)
      .join(', '),
  );
}

/** The measures of a row that was asked for them. */
export function measuresOf<Name extends Measure>(
  row: Readonly<Record<string, unknown>>,
  names: readonly Name[],
): Pick<ClaimMeasures, Name> {
  const baht = (name: 'claimed' | 'reimbursed') => withPlaces(row[name], 2);
  const values: Record<string, number | string> = {};
  for (const name of names as readonly Measure[]) {
    const places = placesOf(name);
    if (name === 'loss') values[name] = subtractBaht(baht('claimed'), baht('reimbursed')) ?? '0.00';
    else values[name] = places === null ? Number(row[name] ?? 0) : withPlaces(row[name], places);
  }
  // Each name was given its value above.
  return values as Pick<ClaimMeasures, Name>;
}

/** A sum of no rows comes back as `0` from one dialect and as `0.00` from another. */
function withPlaces(sum: unknown, places: number): string {
  const text = String(sum ?? '0');
  const point = text.indexOf('.');
  if (point === -1) return `${text}.${'0'.repeat(places)}`;
  return text.padEnd(point + 1 + places, '0');
}
