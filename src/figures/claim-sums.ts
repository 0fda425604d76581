import type { Queryable } from '../db/db.js';
import { join, raw, type Sql, sql } from '../db/sql.js';
import { addedBy, type SumsCell } from './add-claim-sums.js';
import { claimConditions } from './claim-conditions.js';
import {
  allMeasures,
  type ClaimMeasures,
  type Measure,
  measureColumns,
  measuresOf,
  ofClaims,
  ofKeptSums,
} from './claim-measures.js';
import type { FigureBy } from './figure.js';
import type { FigureFilter } from './figure-filter.js';
import { asking } from './remembered-sums.js';
import { type SummedSource, summedSource } from './summed-source.js';
import { weighedSource } from './weighed-source.js';

/** Every measure of a group of claims, and its patients. */
export interface ClaimSums extends ClaimMeasures {
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
  treating: sql`c.hcode`,
};

const claimsFor = (by: FigureBy | null) =>
  by === 'error_code'
    ? sql`claim_current c left join claim_error e on e.item_kind = c.item_kind and e.item_id = c.item_id`
    : sql`claim_current c`;

/** A group that others were taken off may have no claim left. */
const someLeft = ({ canBeEmpty }: SummedSource) => (canBeEmpty ? sql` having sum(c.claims) <> 0` : sql``);

type GroupRow = Readonly<Record<string, string | number | null>>;

/**
 * Some measures per group; a claim with two error codes counts once under each, without one under ''. They are read from
 * the sums that imports keep (store/claim-rollups) wherever these know what the filter asks, else from the claims.
 */
export async function measuresBy<Name extends Measure>(
  db: Queryable,
  filter: FigureFilter,
  by: FigureBy,
  names: readonly Name[],
  { fromClaims = false }: Pick<SumsWanted, 'fromClaims'> = {},
): Promise<Map<string, Pick<ClaimMeasures, Name>>> {
  const kept = fromClaims ? null : (summedSource(filter, by) ?? weighedSource(filter, by, names));
  const group = kept ? kept.group : groupOf[by];
  const rows = await asking(
    db,
    kept,
  )<GroupRow>(
    kept
      ? sql`select ${group} as group_key, ${measureColumns(names, ofKeptSums)} from ${kept.from} group by ${group}${someLeft(kept)}`
      : sql`select ${group} as group_key, ${measureColumns(names, ofClaims)} from ${claimsFor(by)}
          where ${claimConditions(filter)} group by ${group}`,
  );
  return new Map(rows.map((row) => [String(row.group_key ?? ''), measuresOf(row, names)]));
}

/** Every measure per group, as `measuresBy` counts them. */
export async function claimSumsBy(
  db: Queryable,
  filter: FigureFilter,
  by: FigureBy,
  wanted: SumsWanted = {},
): Promise<Map<string, ClaimSums>> {
  const groups = await measuresBy(db, filter, by, allMeasures, wanted);
  const patients = wanted.patients ? await patientsBy(db, filter, by) : new Map<string, number>();
  return new Map([...groups].map(([key, sums]) => [key, { ...sums, patients: patients.get(key) ?? 0 }]));
}

/** A split of which each claim has one key. */
export type PlainSplit = Exclude<FigureBy, 'error_code' | 'drg' | 'treating'>;

/**
 * The measures by several splits at once, by one question, for pages that show them beside one another. Meant for splits
 * with few groups.
 */
export async function measuresByAll<By extends PlainSplit, Name extends Measure>(
  db: Queryable,
  filter: FigureFilter,
  bys: readonly By[],
  names: readonly Name[],
): Promise<readonly SumsCell<By, Name>[]> {
  const sources = bys.map((by) => summedSource(filter, by));
  // Funds and types of service stand in a table of their own, which has the other columns too.
  const widest = bys.findIndex((by) => by === 'fund' || by === 'service_type');
  const kept = sources.every((source) => source !== null) ? sources[Math.max(widest, 0)] : null;
  const groups = bys.map((by, index) => (kept ? (sources[index]?.group ?? groupOf[by]) : groupOf[by]));
  const keys = groups.map((group, index) => sql`${group} as ${raw(`key_${index}`)}`);
  const rows = await asking(
    db,
    kept,
  )<GroupRow>(
    kept
      ? sql`select ${join(keys)}, ${measureColumns(names, ofKeptSums)} from ${kept.from} group by ${join(groups)}${someLeft(kept)}`
      : sql`select ${join(keys)}, ${measureColumns(names, ofClaims)} from ${claimsFor(null)}
          where ${claimConditions(filter)} group by ${join(groups)}`,
  );
  return rows.map((row) => ({
    // One entry is made for each of `bys`.
    keys: Object.fromEntries(bys.map((by, index) => [by, String(row[`key_${index}`] ?? '')])) as Record<
      By,
      string
    >,
    measures: measuresOf(row, names),
  }));
}

/** The measures of several splits by one question, each added up. */
export async function measuresByEach<By extends PlainSplit, Name extends Measure>(
  db: Queryable,
  filter: FigureFilter,
  bys: readonly By[],
  names: readonly Name[],
): Promise<Readonly<Record<By, ReadonlyMap<string, Pick<ClaimMeasures, Name>>>>> {
  const cells = await measuresByAll(db, filter, bys, names);
  // One entry is made for each of `bys`.
  return Object.fromEntries(bys.map((by) => [by, addedBy(cells, by, names)])) as Record<
    By,
    Map<string, Pick<ClaimMeasures, Name>>
  >;
}

/** Some measures over all claims of the filter, each claim once. */
export async function measuresInAll<Name extends Measure>(
  db: Queryable,
  filter: FigureFilter,
  names: readonly Name[],
  { fromClaims = false }: Pick<SumsWanted, 'fromClaims'> = {},
): Promise<Pick<ClaimMeasures, Name>> {
  const kept = fromClaims ? null : (summedSource(filter, null) ?? weighedSource(filter, null, names));
  const [row] = await asking(
    db,
    kept,
  )<GroupRow>(
    kept
      ? sql`select ${measureColumns(names, ofKeptSums)} from ${kept.from}`
      : sql`select ${measureColumns(names, ofClaims)} from ${claimsFor(null)} where ${claimConditions(filter)}`,
  );
  return measuresOf(row ?? {}, names);
}

/** Every measure over all claims of the filter. */
export async function claimSumsOf(
  db: Queryable,
  filter: FigureFilter,
  wanted: SumsWanted = {},
): Promise<ClaimSums> {
  const sums = await measuresInAll(db, filter, allMeasures, wanted);
  const patients = wanted.patients ? await patientsBy(db, filter, null) : null;
  return { ...sums, patients: patients?.get('') ?? 0 };
}

/** Hospitals number their patients each for themselves: one HN of two hospitals is two persons. */
const patient = sql`case when c.hn is not null then concat(c.hospital_code, ' ', c.hn) end`;

async function patientsBy(
  db: Queryable,
  filter: FigureFilter,
  by: FigureBy | null,
): Promise<Map<string, number>> {
  const group = by === null ? sql`''` : groupOf[by];
  const rows = await db.query<{ group_key: string | null; patients: number }>(sql`
    select ${group} as group_key, count(distinct ${patient}) as patients from ${claimsFor(by)}
    where ${claimConditions(filter)} ${by === null ? sql`` : sql`group by ${group}`}`);
  return new Map(rows.map((row) => [row.group_key ?? '', Number(row.patients)]));
}

/** The sums of no claim. */
export const noClaims: ClaimSums = { ...measuresOf({}, allMeasures), patients: 0 };
