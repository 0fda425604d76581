import type { Queryable } from '../db/db.js';
import { join, raw, type Sql, sql } from '../db/sql.js';
import { paymentColumns } from '../domain/payment-columns.js';
import { claimTables, type ItemKind, itemKinds } from './claims.js';

/** Detail rows: those of a file, of a hospital, or one. */
type DetailRows =
  | { readonly fileId: number }
  | { readonly hospitalCode: string }
  | { readonly itemId: number };

function conditionOf(rows: DetailRows): Sql {
  if ('fileId' in rows) return sql`c.file_id = ${rows.fileId}`;
  return 'itemId' in rows ? sql`c.id = ${rows.itemId}` : sql`c.hospital_code = ${rows.hospitalCode}`;
}

/** The payment columns in which any of these rows has an amount, in the order of the workbook: few of the many there are. */
async function usedColumns(db: Queryable, kind: ItemKind, rows: DetailRows): Promise<string[]> {
  const names = paymentColumns[kind].map(([name]) => name);
  const each = names.map((name) => `max(case when c.${name} <> 0 then 1 else 0 end) as ${name}`);
  const used = await db.first<Readonly<Record<string, number | null>>>(
    sql`select ${raw(each.join(', '))} from ${raw(claimTables[kind])} c where ${conditionOf(rows)}`,
  );
  return names.filter((name) => Number(used?.[name] ?? 0) === 1);
}

/** Writes one claim_payment row per amount in a payment column of these Detail rows, which have none yet. */
export async function insertClaimPayments(db: Queryable, kind: ItemKind, rows: DetailRows): Promise<void> {
  const used = await usedColumns(db, kind, rows);
  if (used.length === 0) return;
  const places = used.map(
    (name, place) => sql`select ${raw(String(place))} as place, ${raw(`'${name}'`)} as name`,
  );
  const amounts = used.map((name, place) => `when ${place} then c.${name}`);
  // In the order of the columns, so that one of them is the first.
  const first = used.map((name, place) => `when c.${name} <> 0 then ${place}`);
  await db.execute(sql`
    insert into claim_payment (item_kind, item_id, file_id, payment_column, is_first, amount)
    select ${raw(`'${kind}'`)}, z.id, z.file_id, z.name, z.place = z.first_place, z.amount from (
      select c.id, c.file_id, v.name, v.place, case v.place ${raw(amounts.join(' '))} end as amount,
        case ${raw(first.join(' '))} end as first_place
      from ${raw(claimTables[kind])} c cross join (${join(places, ' union all ')}) v
      where ${conditionOf(rows)}
    ) z where z.amount <> 0`);
}

/** Writes anew what the rows of a hospital are paid for. The caller holds its import lock. */
export async function rebuildPayments(db: Queryable, hospitalCode: string): Promise<void> {
  await db.execute(sql`delete from claim_payment
    where file_id in (select f.id from eclaim_imported_files f where f.hospital_code = ${hospitalCode})`);
  for (const kind of itemKinds) await insertClaimPayments(db, kind, { hospitalCode });
}

/** A file whose kept payments are not those of its Detail rows. */
export interface PaymentDifference {
  readonly fileId: number;
  /** null = there is no such file. */
  readonly filename: string | null;
  readonly kind: ItemKind;
  /** Sum of the amounts in baht, how many there are, how many rows have one; by the Detail rows, and as kept. */
  readonly measures: readonly { readonly name: string; readonly expected: string; readonly found: string }[];
}

const measures = ['amount', 'payments', 'claim_rows'] as const;

/** What is kept of the payment columns of each file, beside its Detail rows. */
function bothSides(kind: ItemKind): Sql {
  const names = paymentColumns[kind].map(([name]) => `c.${name}`);
  const ofRows = {
    amount: `sum(${names.map((name) => `coalesce(${name}, 0)`).join(' + ')})`,
    payments: `sum(${names.map((name) => `case when ${name} <> 0 then 1 else 0 end`).join(' + ')})`,
    claim_rows: `sum(case when ${names.map((name) => `${name} <> 0`).join(' or ')} then 1 else 0 end)`,
  };
  const kept = {
    amount: 'sum(p.amount)',
    payments: 'count(*)',
    claim_rows: 'sum(case when p.is_first then 1 else 0 end)',
  };
  const named = (sums: Readonly<Record<string, string>>) =>
    raw(
      Object.entries(sums)
        .map(([name, sum]) => `${sum} as ${name}`)
        .join(', '),
    );
  return sql`
    select c.file_id, 1 as side, ${named(ofRows)} from ${raw(claimTables[kind])} c group by c.file_id
    union all
    select p.file_id, -1, ${named(kept)} from claim_payment p where p.item_kind = ${kind} group by p.file_id`;
}

/** Compares the payments of each file with its Detail rows; the database does, so that nothing else is read. */
export async function paymentDifferences(db: Queryable): Promise<PaymentDifference[]> {
  const sides = measures.flatMap((name) => [
    `coalesce(sum(case when d.side = 1 then d.${name} end), 0) as expected_${name}`,
    `coalesce(sum(case when d.side = -1 then d.${name} end), 0) as found_${name}`,
  ]);
  const differ = measures.map((name) => `sum(d.${name} * d.side) <> 0`).join(' or ');
  const all: PaymentDifference[] = [];
  for (const kind of itemKinds) {
    const rows = await db.query<
      { file_id: number; filename: string | null } & Readonly<Record<string, string | number | null>>
    >(sql`
      select d.file_id, f.filename, ${raw(sides.join(', '))} from (${bothSides(kind)}) d
      left join eclaim_imported_files f on f.id = d.file_id
      group by d.file_id, f.filename having ${raw(differ)} order by d.file_id`);
    for (const row of rows) {
      const compared = measures.map((name) => ({
        name,
        expected: String(row[`expected_${name}`]),
        found: String(row[`found_${name}`]),
      }));
      const differing = compared.filter(({ expected, found }) => expected !== found);
      all.push({ fileId: row.file_id, filename: row.filename, kind, measures: differing });
    }
  }
  return all;
}
