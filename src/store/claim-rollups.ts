import { randomUUID } from 'node:crypto';
import type { Queryable } from '../db/db.js';
import { join, raw, type Sql, sql } from '../db/sql.js';
import { summedFacts } from '../domain/summed-facts.js';
import { addPostings, takePostings, takePostingsOfHospital } from './claim-postings.js';

/** A table of sums over claim_current: its dimensions, as a claim `c` (and its error code `e`) says them. */
export interface Rollup {
  readonly table:
    | 'claim_sums'
    | 'claim_fund_sums'
    | 'claim_error_sums'
    | 'claim_drg_sums'
    | 'claim_referrer_sums'
    | 'claim_payment_sums'
    | 'claim_fact_sums';
  readonly dimensions: Readonly<Record<string, string>>;
  readonly from: string;
  readonly where: string;
  /** What statements say of a claim moves it from one row to another. */
  readonly ofStatements?: true;
  /** What begins the key of the table before the months, with every value of it. */
  readonly begins?: string;
  /** What only some tables sum. */
  readonly more?: Readonly<Record<string, string>>;
}

const ofEach = {
  service_month: "coalesce(c.service_month, '')",
  hospital_code: 'c.hospital_code',
  scheme: 'c.scheme',
  kind: 'c.kind',
} as const;
const ofFund = { main_fund: 'c.main_fund', service_type: 'c.service_type' } as const;
const ofState = {
  is_denied: 'c.is_denied',
  first_denied: 'c.first_denied',
  has_appeal: 'c.has_appeal',
} as const;
const claims = 'claim_current c';
const all = '1 = 1';

const part = (unit: string) => `extract(${unit} from c.service_day)`;
/** A day as a number, 20251005; null = the claim does not state the fact. */
const factNumber = `case v.fact
  when 'day' then ${part('year')} * 10000 + ${part('month')} * 100 + ${part('day')}
  when 'late' then c.late_percent when 'stay' then c.stay_days
  when 'main_hospital' then case when c.hmain is null then null else 0 end
  when 'treating' then case when c.hcode = c.hospital_code then null else 0 end end`;
const factText = "case v.fact when 'main_hospital' then c.hmain when 'treating' then c.hcode else '' end";

/** What one AdjRW brings, and the RW before it was adjusted, are asked of claims that state one. */
const ofWeighed = {
  adjrw_reimbursed: 'coalesce(sum(case when c.adjrw is not null then c.reimbursed end), 0.00)',
  rw: 'coalesce(sum(case when c.adjrw is not null then c.rw end), 0.0000)',
} as const;

/** What NHSO is to pay of the claims, and what counted statements say of them. */
const ofStatements = {
  promised: 'coalesce(sum(c.reimb_nhso), 0.00)',
  stated: 'coalesce(sum(c.stm_amount), 0.00)',
} as const;

/**
 * Every table of sums: a small one, and one for each of what claims are split by further, since all of it in one would have
 * almost as many rows as there are claims. Codes stand in rows of their own, and only a denied claim has any.
 */
export const rollups: readonly Rollup[] = [
  {
    table: 'claim_sums',
    dimensions: { ...ofEach, ...ofState, recon_state: 'c.recon_state' },
    from: claims,
    where: all,
    more: { ...ofWeighed, ...ofStatements },
    ofStatements: true,
  },
  {
    table: 'claim_fund_sums',
    dimensions: { ...ofEach, ...ofFund, ...ofState },
    from: claims,
    where: all,
    more: ofWeighed,
  },
  {
    table: 'claim_error_sums',
    dimensions: { ...ofEach, code: "coalesce(e.code, '')", ...ofState },
    from: `${claims} left join claim_error e on e.item_kind = c.item_kind and e.item_id = c.item_id`,
    where: 'c.is_denied',
  },
  {
    table: 'claim_drg_sums',
    dimensions: { ...ofEach, drg: "coalesce(c.drg, '')", ...ofState },
    from: claims,
    where: all,
    more: ofWeighed,
  },
  // Most claims were not referred: they have no rows here.
  {
    table: 'claim_referrer_sums',
    dimensions: { ...ofEach, href: 'c.href', ...ofState },
    from: claims,
    where: 'c.href is not null',
  },
  // A claim stands under each of its payment columns, and under one of them as its first.
  {
    table: 'claim_payment_sums',
    dimensions: { ...ofEach, payment_column: 'p.payment_column', is_first: 'p.is_first', ...ofState },
    from: `${claims} join claim_payment p on p.item_kind = c.item_kind and p.item_id = c.item_id`,
    where: all,
    more: { amount: 'sum(p.amount)' },
  },
  // What claims state beside: each fact in rows of its own, and none where a claim does not state it.
  {
    table: 'claim_fact_sums',
    dimensions: { fact: 'v.fact', ...ofEach, fact_number: factNumber, fact_text: factText, ...ofState },
    from: `${claims} cross join (${summedFacts.map((name) => `select '${name}' as fact`).join(' union all ')}) v`,
    where: `${factNumber} is not null`,
    begins: `fact in (${summedFacts.map((name) => `'${name}'`).join(', ')})`,
  },
];

/** What is summed; each can be added and taken away. */
export const rollupMeasures: Readonly<Record<string, string>> = {
  claims: 'count(*)',
  claimed: 'coalesce(sum(c.claimed), 0.00)',
  reimbursed: 'coalesce(sum(c.reimbursed), 0.00)',
  first_reimbursed: 'coalesce(sum(c.first_reimbursed), 0.00)',
  adjrw: 'coalesce(sum(c.adjrw), 0.0000)',
  adjrw_claims: 'count(c.adjrw)',
};

/** All that a table sums, by the names of its columns. */
export const measuresOfRollup = ({ more }: Rollup) => ({ ...rollupMeasures, ...more });

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

/** What these claims amount to, as rows of the table; with `-` what takes them away. */
export function rollupSelect(rollup: Rollup, condition: Sql, sign: '' | '-' = ''): Sql {
  const { dimensions, from, where } = rollup;
  const keys = Object.entries(dimensions).map(([name, value]) => `${value} as ${name}`);
  const sums = Object.entries(measuresOfRollup(rollup)).map(([name, sum]) => `${sign}${sum} as ${name}`);
  const group = raw(Object.values(dimensions).join(', '));
  return sql`select ${raw([...keys, ...sums].join(', '))} from ${raw(from)}
    where ${raw(where)} and ${condition} group by ${group}`;
}

async function addSigned(
  db: Queryable,
  scope: RollupScope,
  sign: '' | '-',
  those: readonly Rollup[] = rollups,
): Promise<void> {
  const condition = conditionOf(scope);
  for (const rollup of those) {
    const measures = Object.keys(measuresOfRollup(rollup));
    const key = Object.keys(rollup.dimensions);
    const select = rollupSelect(rollup, condition, sign);
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
        where ${raw(begins ?? all)} and service_month in (${join(those)}) and hospital_code = ${hospitalCode} and claims = 0`,
    );
}

/** Hospitals that have claims, or sums of claims. */
export async function hospitalsWithSums(db: Queryable): Promise<string[]> {
  const tables = ['claim_current', ...rollups.map(({ table }) => table)];
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
