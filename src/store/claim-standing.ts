/** What statements say of each claim, kept in claim_current.recon_state and stm_amount. */
import type { Queryable, Tx } from '../db/db.js';
import { join, raw, type Sql, sql } from '../db/sql.js';
import { statementSchemes } from '../domain/statement-standing.js';
import type { ChangeBatch } from './changes.js';
import { moveInStateSums } from './claim-rollups.js';

/** The facts of `domain/statement-standing` as columns. */
interface StandingColumns {
  readonly scheme: Sql;
  readonly isDenied: Sql;
  readonly promised: Sql;
  readonly stated: Sql;
}

const schemes = join(statementSchemes.map((scheme) => scheme.toUpperCase()));

/** The standing of a claim that stands in no statement. */
const unstated = ({ scheme, isDenied }: Pick<StandingColumns, 'scheme' | 'isDenied'>) => sql`case
  when ${isDenied} then 'denied' when ${scheme} in (${schemes}) then 'waiting_stm' else 'not_covered' end`;

/** `domain/statement-standing` as the database says it; a test holds the two together. */
export function standingSql({ scheme, isDenied, promised, stated }: StandingColumns): Sql {
  return sql`case
    when ${stated} is null then ${unstated({ scheme, isDenied })}
    when ${isDenied} then case when ${stated} = 0 then 'denied' else 'needs_person' end
    when abs(${stated} - coalesce(${promised}, 0)) <= 0.01 then 'matched'
    when ${stated} <= 0 then 'reversed'
    when ${stated} < coalesce(${promised}, 0) then 'part_paid'
    else 'over' end`;
}

/** The same for a claim of a claim table `c` that came now, before anybody looks for statements of it. */
export const newStanding = unstated({ scheme: sql`c.scheme`, isDenied: sql`c.is_denied` });

/** Rows of the statements that count: current issues, not undone. */
const countedRows = sql`stm_claim_item s join stm_imported_files g
  on g.id = s.file_id and g.is_current = ${true} and g.undone_at is null`;

/** What the counted statements say of these claims (a thousand at most) in baht; a claim without a row is missing. */
export async function statedAmounts(
  db: Queryable,
  hospitalCode: string,
  tranIds: readonly string[],
): Promise<Map<string, string>> {
  if (tranIds.length === 0) return new Map();
  const rows = await db.query<{ tran_id: string; stated: string }>(sql`
    select s.tran_id, coalesce(sum(s.total_compensation), 0.00) as stated from ${countedRows}
    where s.tran_id in (${join([...tranIds])}) and s.hospital_code = ${hospitalCode} group by s.tran_id`);
  return new Map(rows.map(({ tran_id, stated }) => [tran_id, stated]));
}

/**
 * What counted statements say of claim `c`, looked up claim by claim. A statement has just filled its table when this is
 * asked, so that a planner knows nothing of it: left to itself it reads whole files, or all claims, for each claim. A
 * subquery with one value can be put nowhere else; so can the look at the file of a row.
 */
const statedOfClaim = sql`(
  select case when count(s.id) = 0 then null else coalesce(sum(s.total_compensation), 0.00) end
  from stm_claim_item s
  where s.tran_id = c.tran_id and s.hospital_code = c.hospital_code
    and (select g.id from stm_imported_files g
      where g.id = s.file_id and g.is_current = ${true} and g.undone_at is null) is not null)`;

/** What is kept and what should be, of the claims `c` of a condition: so many at most, which a planner believes. */
function comparedStandings(where: Sql, most: number): Sql {
  const standing = standingSql({
    scheme: sql`t.scheme`,
    isDenied: sql`t.is_denied`,
    promised: sql`t.reimb_nhso`,
    stated: sql`t.stated`,
  });
  return sql`select t.id, t.recon_state as kept_state, t.stm_amount as kept_amount, t.stated, ${standing} as standing
    from (select c.id, c.scheme, c.is_denied, c.reimb_nhso, c.recon_state, c.stm_amount, ${statedOfClaim} as stated
      from claim_current c where ${where} limit ${most}) t`;
}

const differs = sql`(d.kept_state = d.standing
  and (d.kept_amount = d.stated or (d.kept_amount is null and d.stated is null))) is not true`;

/** Claims per statement, far below the limit of parameters. */
const step = 1000;
const mostEver = Number.MAX_SAFE_INTEGER;

async function writeStandings(tx: Tx, batch: ChangeBatch, from: Sql): Promise<number> {
  return tx.updateSelect(
    'claim_current',
    ['change_batch', 'stm_amount', 'recon_state'],
    sql`select d.id, ${raw(String(batch.id))} as change_batch, d.stated as stm_amount, d.standing as recon_state ${from}`,
    'id',
  );
}

/** What the postings of claims `c` say of it: so many claims at most, which a planner believes and begins with. */
async function writeInPostings(tx: Tx, batch: ChangeBatch, where: Sql, most: number): Promise<void> {
  await tx.updateSelect(
    'claim_postings',
    ['recon_state'],
    sql`select c.id as claim_id, c.recon_state from claim_current c
      where ${where} and c.change_batch = ${batch.id} limit ${most}`,
    'claim_id',
  );
}

/**
 * Writes what the counted statements say of these claims now, and moves them in the sums by state. With `all` each of them comes
 * into the batch, for statements are told with their claim; else those alone of which something else is said than before.
 * Claims of `openFile` are in no sums yet.
 */
export async function keepStandings(
  tx: Tx,
  batch: ChangeBatch,
  asked: Readonly<{
    hospitalCode: string;
    tranIds: readonly string[];
    all: boolean;
    openFile?: number;
  }>,
): Promise<void> {
  const { hospitalCode, tranIds, all, openFile = null } = asked;
  for (let from = 0; from < tranIds.length; from += step) {
    const some = tranIds.slice(from, from + step);
    const ofSome = sql`c.hospital_code = ${hospitalCode} and c.tran_id in (${join(some)})`;
    const compared = sql`from (${comparedStandings(ofSome, some.length)}) d`;
    const scope = { hospitalCode, tranIds: some, butOfFile: openFile };
    await moveInStateSums(tx, scope, async () => {
      const written = await writeStandings(tx, batch, all ? compared : sql`${compared} where ${differs}`);
      if (written > 0) await writeInPostings(tx, batch, ofSome, some.length);
    });
  }
}

/** The same for every claim of a hospital, whose sums and postings are written anew after it; answers how many were mended. */
export async function mendStandings(tx: Tx, batch: ChangeBatch, hospitalCode: string): Promise<number> {
  const ofHospital = sql`c.hospital_code = ${hospitalCode}`;
  const compared = comparedStandings(ofHospital, mostEver);
  return writeStandings(tx, batch, sql`from (${compared}) d where ${differs}`);
}
