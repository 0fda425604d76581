import type { Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import { askedMonth, type GridUnit } from '../domain/grid-unit.js';

/** States of the completeness grid (formats/tables.md 7). */
export type UnitState =
  | 'never_asked'
  | 'empty'
  | 'complete'
  | 'new_since'
  | 'incomplete'
  | 'failed'
  | 'waiting_person';

export interface UnitCheck {
  readonly upstream: 'eclaim' | 'smt';
  readonly type: 'rep' | 'stm' | 'smt';
  /** Lower case; '' where the upstream knows no schemes. */
  readonly scheme: string;
  /** 0 = the whole year. */
  readonly month: number;
  /** Buddhist Era. */
  readonly yearBe: number;
  readonly state: UnitState;
  /** What the upstream lists, and what of it is stored; null = not known this time, the numbers stay. */
  readonly counts: { readonly listed: number; readonly stored: number } | null;
  /** A code of domain/problems, or null. */
  readonly problem: string | null;
}

/** A unit that had all and now lacks some: the portal has new files since. */
function stateAfter(before: UnitState | undefined, now: UnitState): UnitState {
  const hadAll = before === 'complete' || before === 'empty' || before === 'new_since';
  return now === 'incomplete' && hadAll ? 'new_since' : now;
}

/** Writes what the last look at a unit found; `tries` counts the looks since it was last well. */
export async function saveDownloadUnit(db: Queryable, check: UnitCheck): Promise<void> {
  const now = new Date();
  const key = { upstream: check.upstream, type: check.type, scheme: check.scheme.toUpperCase() };
  const known = await db.first<{ state: UnitState; tries: number }>(
    sql`select state, tries from download_units where upstream = ${key.upstream} and type = ${key.type}
        and scheme = ${key.scheme} and month = ${check.month} and year = ${check.yearBe}`,
  );
  const well = check.state === 'complete' || check.state === 'empty';
  const row = {
    ...key,
    month: check.month,
    year: check.yearBe,
    state: stateAfter(known?.state, check.state),
    listed: check.counts?.listed ?? 0,
    stored: check.counts?.stored ?? 0,
    problem: check.problem,
    tries: well ? 0 : (known?.tries ?? 0) + 1,
    // The job that looks says anew when it comes again.
    next_try_at: null,
    checked_at: now,
    created_at: now,
    updated_at: now,
  };
  const counts = check.counts === null ? [] : ['listed', 'stored'];
  const update = ['state', 'problem', 'tries', 'next_try_at', 'checked_at', 'updated_at', ...counts];
  await db.upsert('download_units', [row], ['upstream', 'type', 'scheme', 'month', 'year'], update);
}

function isUnit(unit: GridUnit): Sql {
  if (unit.kind === 'smt') return sql`(type = 'smt' and year = ${unit.fiscalYear})`;
  const { month, year } = askedMonth(unit.month);
  return sql`(type = ${unit.kind} and scheme = ${unit.scheme.toUpperCase()} and month = ${month} and year = ${year})`;
}

/** Notes when units that are not well are asked for again; null = not by themselves. */
export async function setNextTry(db: Queryable, units: readonly GridUnit[], at: Date | null): Promise<void> {
  if (units.length === 0) return;
  await db.execute(sql`update download_units set next_try_at = ${at} where state in ('failed', 'incomplete', 'new_since')
    and (${join(units.map(isUnit), ' or ')})`);
}

/** What the last look at a unit found. */
export interface KnownUnit {
  readonly state: UnitState;
  readonly listed: number;
  readonly stored: number;
  readonly problem: string | null;
  readonly tries: number;
  readonly nextTryAt: string | null;
  readonly checkedAt: string | null;
}

/** Null where the upstream was never asked. */
export function findDownloadUnit(
  db: Queryable,
  unit: Pick<UnitCheck, 'upstream' | 'type' | 'scheme' | 'month' | 'yearBe'>,
): Promise<KnownUnit | null> {
  return db.first<KnownUnit>(
    sql`select state, listed, "stored", problem, tries, next_try_at as "nextTryAt", checked_at as "checkedAt"
        from download_units where upstream = ${unit.upstream} and type = ${unit.type}
          and scheme = ${unit.scheme.toUpperCase()} and month = ${unit.month} and year = ${unit.yearBe}`,
  );
}
