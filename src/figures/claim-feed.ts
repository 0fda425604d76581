/** Claims as other systems read them: one row each by its current version, with what statements say of it. */
import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import type { StatementStanding } from '../domain/statement-standing.js';
import { type ClaimListFilter, claimListConditions } from './claim-list-filter.js';
import { newestFirst } from './claim-order.js';
import { stretchIds } from './claim-walk.js';
import { claimsAtMost } from './known-counts.js';

/** The row as it is stored; baht, Gregorian days. */
export interface FeedClaim {
  readonly id: number;
  readonly hospital_code: string;
  readonly tran_id: string;
  readonly version: number;
  readonly rep_no: string;
  readonly scheme: string;
  readonly kind: string;
  readonly fund: string;
  readonly service_type: string;
  readonly service_day: string | null;
  readonly claimed: string | null;
  readonly loss: string | null;
  readonly reimbursed: string | null;
  readonly error_code: string | null;
  readonly is_denied: boolean;
  readonly state: StatementStanding;
  /** What NHSO is to pay by the current version, and what counted statements say. */
  readonly promised: string | null;
  readonly stated: string | null;
  readonly file_id: number;
  readonly hn: string | null;
  readonly an: string | null;
  readonly pid: string | null;
  readonly patient_name: string | null;
}

const columns = sql`c.hospital_code, c.tran_id, c.versions as version, c.rep_no, lower(c.scheme) as scheme,
  lower(c.kind) as kind, c.main_fund as fund, c.service_type, c.service_day, c.claimed, c.loss, c.reimbursed, c.error_code,
  c.is_denied, c.recon_state as state, c.reimb_nhso as promised, c.stm_amount as stated,
  c.file_id, c.hn, c.an, c.pid, c.patient_name`;

/** The claims of a filter as `store/change-feed` reads them in the order of changes. */
export function claimFeedSource(filter: ClaimListFilter) {
  return {
    kind: 'claim',
    from: sql`claim_current c`,
    columns,
    where: [claimListConditions(filter)],
    hospitalCode: filter.hospital,
  } as const;
}

/** A claim with the instant of its last change. */
export type ListedClaim = FeedClaim & { readonly updated_at: string };

/** Claims that came last first, behind the id. */
export async function newestClaims(
  db: Queryable,
  filter: ClaimListFilter,
  { below, limit }: { readonly below: number | null; readonly limit: number },
): Promise<ListedClaim[]> {
  const cursor = below === null ? null : { side: 'after' as const, value: null, id: below, rank: 0 };
  const [ids] = await stretchIds(
    db,
    filter,
    { order: newestFirst, cursor, limit },
    await claimsAtMost(db, filter),
  );
  if (!ids) return [];
  return db.query<ListedClaim>(sql`select c.id, ${columns}, b.at as updated_at
    from (${ids(limit)}) m join claim_current c on c.id = m.id
    join change_batches b on b.batch = c.change_batch and b.kind = 'claim' order by c.id desc limit ${limit}`);
}
