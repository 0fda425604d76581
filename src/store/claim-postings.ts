import type { Queryable } from '../db/db.js';
import { join, raw, type Sql, sql } from '../db/sql.js';

/** What claims `c` are found by beside their own columns: where its values stand. */
const traits = [
  { name: 'code', table: 'claim_error', value: 'x.code' },
  { name: 'payment', table: 'claim_payment', value: 'x.payment_column' },
] as const;

/** What a posting has of its claim, so that lists need no look at the claim. */
export const postedColumns = [
  ...(['hospital_code', 'tran_id', 'scheme', 'kind', 'main_fund', 'service_type', 'drg', 'href'] as const),
  ...([
    'hmain',
    'hcode',
    'is_denied',
    'first_denied',
    'has_appeal',
    'service_day',
    'service_weekday',
  ] as const),
  ...(['stay_days', 'file_date', 'claimed', 'reimbursed', 'loss', 'adjrw', 'late_percent'] as const),
  'recon_state',
] as const;

const columns = ['trait', 'trait_value', 'claim_id', ...postedColumns];

/** The postings of these claims `c`, as their rows say them. */
export function postingsSelect(condition: Sql): Sql {
  const own = postedColumns.map((name) => `c.${name}`).join(', ');
  const each = traits.map(
    ({ name, table, value }) => sql`
      select ${raw(`'${name}'`)} as trait, ${raw(value)} as trait_value, c.id as claim_id, ${raw(own)}
      from claim_current c join ${raw(table)} x on x.item_kind = c.item_kind and x.item_id = c.item_id
      where ${condition}`,
  );
  return join(each, ' union all ');
}

/** Adds what these claims are found by. */
export async function addPostings(db: Queryable, condition: Sql): Promise<void> {
  await db.execute(sql`insert into claim_postings (${raw(columns.join(', '))})${postingsSelect(condition)}`);
}

/** So many at a time: far below the limit of parameters, and so few that they are looked up even in a small table. */
const step = 250;

/** Takes out what these claims were found by. */
export async function takePostings(db: Queryable, claimIds: readonly number[]): Promise<void> {
  for (let from = 0; from < claimIds.length; from += step)
    await db.execute(
      sql`delete from claim_postings where claim_id in (${join(claimIds.slice(from, from + step))})`,
    );
}

/**
 * Takes out all of a hospital: those that name it, and those of its claims whatever they name. Their numbers are read first,
 * for a delete that goes through the table waits for everybody who writes to it.
 */
export async function takePostingsOfHospital(db: Queryable, hospitalCode: string): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await db.query<{ id: number }>(sql`
      select distinct p.claim_id as id from claim_postings p left join claim_current c on c.id = p.claim_id
      where p.claim_id > ${after} and (p.hospital_code = ${hospitalCode} or c.hospital_code = ${hospitalCode})
      order by p.claim_id limit 5000`);
    const last = rows.at(-1);
    if (last === undefined) return;
    await takePostings(
      db,
      rows.map(({ id }) => id),
    );
    after = last.id;
  }
}
