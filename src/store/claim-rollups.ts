import { randomUUID } from 'node:crypto';
import type { Queryable } from '../db/db.js';
import { join, raw, type Sql, sql } from '../db/sql.js';
import { addPostings, takePostings, takePostingsOfHospital } from './claim-postings.js';
import { type Alike, measuresOfRollup, type Rollup, rollupSelect, rollups } from './rollup-tables.js';

/** Which claims come into the sums or go out of them. */
export type RollupScope =
  | { readonly fileId: number }
  | {
      readonly hospitalCode: string;
      readonly tranIds: readonly string[];
      /** Claims that count by this file are left alone. */
      readonly butOfFile: number | null;
    }
  | { readonly hospitalCode: string };

function conditionOf(scope: RollupScope): Sql {
  if ('fileId' in scope) return sql`c.file_id = ${scope.fileId}`;
  const ofHospital = sql`c.hospital_code = ${scope.hospitalCode}`;
  if (!('tranIds' in scope)) return ofHospital;
  const some = sql`${ofHospital} and c.tran_id in (${join([...scope.tranIds])})`;
  return scope.butOfFile === null ? some : sql`${some} and c.file_id <> ${scope.butOfFile}`;
}

/** A file is of one hospital and scheme: to group its claims by them too takes MariaDB a sixth longer. */
async function alikeOf(db: Queryable, scope: RollupScope): Promise<Alike> {
  if (!('fileId' in scope)) return {};
  const said = await db.first<
    Readonly<Record<'hospital' | 'other_hospital' | 'scheme' | 'other_scheme', string | null>>
  >(sql`
    select min(c.hospital_code) as hospital, max(c.hospital_code) as other_hospital, min(c.scheme) as scheme,
      max(c.scheme) as other_scheme from claim_current c where ${conditionOf(scope)}`);
  const { hospital = null, scheme = null } = said ?? {};
  if (hospital === null || scheme === null) return {};
  if (said?.other_hospital !== hospital || said.other_scheme !== scheme) return {};
  return { hospital_code: sql`${hospital}`, scheme: sql`${scheme}` };
}

async function addSigned(
  db: Queryable,
  scope: RollupScope,
  sign: '' | '-',
  those: readonly Rollup[] = rollups,
): Promise<void> {
  const condition = conditionOf(scope);
  const alike = await alikeOf(db, scope);
  for (const rollup of those) {
    const measures = Object.keys(measuresOfRollup(rollup));
    const key = Object.keys(rollup.dimensions);
    const select = rollupSelect(rollup, condition, { sign, alike });
    await db.addSelect(rollup.table, [...key, ...measures], select, key, measures);
  }
  await markChanged(db, scope);
}

/** Whoever keeps what these sums said sees by another mark that they are others now (figures/remembered-sums). */
async function markChanged(db: Queryable, scope: RollupScope): Promise<void> {
  const mark = randomUUID();
  if ('hospitalCode' in scope) {
    const row = { hospital_code: scope.hospitalCode, mark };
    return await db.upsert('claim_sums_marks', [row], ['hospital_code'], ['mark']);
  }
  const ofFile = sql`select hospital_code, ${mark} as mark from eclaim_imported_files where id = ${scope.fileId}`;
  await db.upsertSelect('claim_sums_marks', ['hospital_code', 'mark'], ofFile, ['hospital_code'], ['mark']);
}

/**
 * Adds what these claims and their error codes stand for now, and what they are found by (claim-postings). The caller holds the
 * hospital's import lock.
 */
export async function addToRollups(db: Queryable, scope: RollupScope): Promise<void> {
  if ('tranIds' in scope && scope.tranIds.length === 0) return;
  await addSigned(db, scope, '');
  await addPostings(db, conditionOf(scope));
}

/**
 * Takes away what these claims and their error codes stand for, before they change. Answers their months, in which
 * `dropEmptyRollups` then finds the rows that nothing is left of.
 */
export async function takeFromRollups(db: Queryable, scope: RollupScope): Promise<string[]> {
  if ('tranIds' in scope && scope.tranIds.length === 0) return [];
  const claims = await db.query<{ id: number; month: string }>(
    sql`select c.id, coalesce(c.service_month, '') as "month" from claim_current c where ${conditionOf(scope)}`,
  );
  if (claims.length === 0) return [];
  await addSigned(db, scope, '-');
  await takePostings(
    db,
    claims.map(({ id }) => id),
  );
  return [...new Set(claims.map(({ month }) => month))];
}

/**
 * Changes what statements say of these claims (a thousand at most) by `write`, and moves them to where the sums have them
 * after it. The caller holds the hospital's import lock.
 */
export async function moveInStateSums(
  db: Queryable,
  scope: Extract<RollupScope, { tranIds: readonly string[] }>,
  write: () => Promise<void>,
): Promise<void> {
  const those = rollups.filter((rollup) => rollup.ofStatements);
  const months = await db.query<{ month: string }>(
    sql`select distinct coalesce(c.service_month, '') as "month" from claim_current c where ${conditionOf(scope)}`,
  );
  if (months.length > 0) await addSigned(db, scope, '-', those);
  await write();
  if (months.length === 0) return;
  await addSigned(db, scope, '', those);
  await dropEmptyRollups(
    db,
    scope.hospitalCode,
    months.map(({ month }) => month),
    those,
  );
}

/** Removes rows without a claim from these months. */
export async function dropEmptyRollups(
  db: Queryable,
  hospitalCode: string,
  months: Iterable<string>,
  tables: readonly Rollup[] = rollups,
): Promise<void> {
  const those = [...new Set(months)];
  if (those.length === 0) return;
  for (const { table, begins } of tables)
    await db.execute(
      // By the whole beginning of its key, so that no row of another hospital is locked.
      sql`delete from ${raw(table)}
        where ${raw(begins ?? '1 = 1')} and service_month in (${join(those)}) and hospital_code = ${hospitalCode} and claims = 0`,
    );
}

/** Hospitals that have claims, or sums of claims. */
export async function hospitalsWithSums(db: Queryable): Promise<string[]> {
  const tables = ['claim_current', 'claim_postings', ...rollups.map(({ table }) => table)];
  const codes = tables.map((table) => sql`select hospital_code as code from ${raw(table)}`);
  const rows = await db.query<{ code: string }>(sql`${join(codes, ' union ')} order by 1`);
  return rows.map(({ code }) => code);
}

/** Writes the sums of a hospital anew and answers how many rows. The caller holds its import lock. */
export async function rebuildRollups(db: Queryable, hospitalCode: string): Promise<number> {
  for (const { table } of rollups)
    await db.execute(sql`delete from ${raw(table)} where hospital_code = ${hospitalCode}`);
  await takePostingsOfHospital(db, hospitalCode);
  await addToRollups(db, { hospitalCode });
  let rows = 0;
  for (const { table } of rollups) {
    const counted = await db.first<{ n: number }>(
      sql`select count(*) as n from ${raw(table)} where hospital_code = ${hospitalCode}`,
    );
    rows += counted?.n ?? 0;
  }
  return rows;
}
