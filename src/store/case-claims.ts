import type { Queryable } from '../db/db.js';
import { join, sql } from '../db/sql.js';
import type { CaseStatus } from '../domain/case.js';
import type { HospitalBound } from './cases.js';

/** The claim that a case is about. */
export interface CaseClaim {
  readonly hospitalCode: string;
  /** First error code of its current version. */
  readonly denyCode: string | null;
}

/** `hospital` bounds what may be seen; where several have the number, that of `own` comes first. */
export async function findCaseClaim(
  db: Queryable,
  tranId: string,
  { hospital, own }: { readonly hospital: HospitalBound; readonly own: string },
): Promise<CaseClaim | null> {
  const bound = hospital === null ? sql`1 = 1` : sql`c.hospital_code = ${hospital}`;
  return await db.first<CaseClaim>(sql`
    select c.hospital_code as "hospitalCode",
      (select e.code from claim_error e where e.item_kind = c.item_kind and e.item_id = c.item_id
        order by e.position_no limit 1) as "denyCode"
    from claim_current c where c.tran_id = ${tranId} and ${bound}
    order by case when c.hospital_code = ${own} then 0 else 1 end, c.hospital_code limit 1`);
}

/** The same for many numbers at once. */
export async function findCaseClaims(
  db: Queryable,
  tranIds: readonly string[],
  { hospital, own }: { readonly hospital: HospitalBound; readonly own: string },
): Promise<ReadonlyMap<string, CaseClaim>> {
  if (tranIds.length === 0) return new Map();
  const bound = hospital === null ? sql`1 = 1` : sql`c.hospital_code = ${hospital}`;
  const rows = await db.query<CaseClaim & { readonly tranId: string }>(sql`
    select c.tran_id as "tranId", c.hospital_code as "hospitalCode",
      (select e.code from claim_error e where e.item_kind = c.item_kind and e.item_id = c.item_id
        order by e.position_no limit 1) as "denyCode"
    from claim_current c where c.tran_id in (${join([...tranIds])}) and ${bound}
    order by case when c.hospital_code = ${own} then 1 else 0 end, c.hospital_code desc`);
  // The last one of a number counts: the own hospital's, else the first by code.
  return new Map(rows.map(({ tranId, ...claim }) => [tranId, claim]));
}

/** A claim that a case is opened on. */
export interface ClaimForCase extends CaseClaim {
  readonly tranId: string;
}

/** These claims of a hospital; one that is not stored is missing. */
export function claimsForCases(
  db: Queryable,
  hospital: string,
  tranIds: readonly string[],
): Promise<ClaimForCase[]> {
  return db.query<ClaimForCase>(sql`
    select c.tran_id as "tranId", c.hospital_code as "hospitalCode",
      (select e.code from claim_error e where e.item_kind = c.item_kind and e.item_id = c.item_id
        order by e.position_no limit 1) as "denyCode"
    from claim_current c where c.hospital_code = ${hospital} and c.tran_id in (${join([...tranIds])})`);
}

/** The cases on claims of a hospital that are still worked on, the oldest first. */
export function openCasesOf(
  db: Queryable,
  hospital: string,
  tranIds: readonly string[],
): Promise<ClaimCase[]> {
  return db.query<ClaimCase>(sql`select id, hospital_code, tran_id, case_number, status from cases
    where hospital_code = ${hospital} and tran_id in (${join([...tranIds])})
      and status not in ('resolved', 'closed') order by id desc`);
}

/** A case as the list of its claims names it. */
export interface ClaimCase {
  readonly id: number;
  readonly hospital_code: string;
  readonly tran_id: string;
  readonly case_number: string;
  readonly status: CaseStatus;
}

/** The cases on these claims, the oldest first. */
export async function casesOfClaims(
  db: Queryable,
  claims: readonly { readonly hospital_code: string; readonly tran_id: string }[],
): Promise<ClaimCase[]> {
  const found: ClaimCase[] = [];
  for (const hospital of new Set(claims.map(({ hospital_code }) => hospital_code))) {
    const ids = claims.flatMap((claim) => (claim.hospital_code === hospital ? [claim.tran_id] : []));
    found.push(
      ...(await db.query<ClaimCase>(sql`select id, hospital_code, tran_id, case_number, status from cases
        where hospital_code = ${hospital} and tran_id in (${join(ids)}) order by id`)),
    );
  }
  return found;
}
