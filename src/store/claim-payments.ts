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
