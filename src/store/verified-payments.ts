import type { Queryable } from '../db/db.js';
import { raw, type Sql, sql } from '../db/sql.js';
import { paymentColumns } from '../domain/payment-columns.js';
import { bahtOf, satangOf } from '../domain/satang.js';
import { claimTables, type ItemKind, itemKinds } from './claims.js';

/** What is kept of a payment column of a file and is not what its Detail rows have. */
export interface PaymentDifference {
  readonly fileId: number;
  readonly kind: ItemKind;
  /** A payment column; or what a row is told by: the sum in baht, how many rows have one, how many rows have a first. */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/** By `column`: what a file has; counts as whole numbers, amounts in satang. */
type Sums = ReadonlyMap<string, bigint>;

type Row = Readonly<Record<string, string | number | null>>;

/** What the Detail rows of each file have. */
async function sumsOfRows(db: Queryable, kind: ItemKind): Promise<Map<number, Sums>> {
  const names = paymentColumns[kind].map(([name]) => name);
  const each = names.flatMap((name) => [
    `coalesce(sum(c.${name}), 0.00) as ${name}`,
    `sum(case when c.${name} <> 0 then 1 else 0 end) as n_${name}`,
  ]);
  const any = names.map((name) => `c.${name} <> 0`).join(' or ');
  const rows = await db.query<Row>(sql`
    select c.file_id, ${raw(each.join(', '))}, sum(case when ${raw(any)} then 1 else 0 end) as firsts
    from ${raw(claimTables[kind])} c group by c.file_id`);
  const sums = rows.map((row) => {
    const ofNames = names.flatMap((name): [string, bigint][] => [
      [name, satangOf(String(row[name]))],
      [`${name}, rows`, BigInt(row[`n_${name}`] ?? 0)],
    ]);
    const some = ofNames.filter(([, value]) => value !== 0n);
    return [Number(row.file_id), new Map([...some, ['rows with a first', BigInt(row.firsts ?? 0)]])] as const;
  });
  return new Map(sums);
}

/** What is kept of each file. */
async function keptSums(db: Queryable, kind: ItemKind): Promise<Map<number, Sums>> {
  const ofKind: Sql = sql`from claim_payment p where p.item_kind = ${kind}`;
  const columns = await db.query<{ file_id: number; name: string; amount: string; n: number }>(sql`
    select p.file_id, p.payment_column as name, sum(p.amount) as amount, count(*) as n
    ${ofKind} group by p.file_id, p.payment_column`);
  const firsts = await db.query<{ file_id: number; n: number }>(sql`
    select p.file_id, sum(case when p.is_first then 1 else 0 end) as n ${ofKind} group by p.file_id`);
  const files = new Map<number, Map<string, bigint>>(
    firsts.map(({ file_id, n }) => [file_id, new Map([['rows with a first', BigInt(n)]])]),
  );
  for (const { file_id, name, amount, n } of columns)
    files.get(file_id)?.set(name, satangOf(amount)).set(`${name}, rows`, BigInt(n));
  return files;
}

/** Compares the payments of each file with its Detail rows, column by column. */
export async function paymentDifferences(db: Queryable): Promise<PaymentDifference[]> {
  const none: Sums = new Map();
  const all: PaymentDifference[] = [];
  for (const kind of itemKinds) {
    const [rows, kept] = [await sumsOfRows(db, kind), await keptSums(db, kind)];
    for (const fileId of new Set([...rows.keys(), ...kept.keys()])) {
      const [expected, found] = [rows.get(fileId) ?? none, kept.get(fileId) ?? none];
      for (const what of new Set([...expected.keys(), ...found.keys()])) {
        const [one, other] = [expected.get(what) ?? 0n, found.get(what) ?? 0n];
        if (one === other) continue;
        const text = what.includes('rows') ? String : bahtOf;
        all.push({ fileId, kind, what, expected: text(one), found: text(other) });
      }
    }
  }
  return all;
}
