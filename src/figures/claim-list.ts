import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import { maskName } from '../domain/mask-identity.js';
import type { StatementStanding } from '../domain/statement-standing.js';
import type { ClaimListFilter } from './claim-list-filter.js';
import {
  type ClaimCursor,
  type ClaimOrder,
  newestFirst,
  type PageQuestion,
  stretches,
} from './claim-order.js';
import { stretchIds } from './claim-walk.js';

/** One claim by its current version, without citizen id; baht, Gregorian days. */
export interface ClaimListRow extends Omit<StoredClaim, 'patient_name'> {
  /** Name with most of its letters hidden. */
  readonly patient: string | null;
}

/** The row as it is stored. */
export interface StoredClaim {
  readonly id: number;
  readonly hospital_code: string;
  readonly tran_id: string;
  readonly kind: string;
  readonly scheme: string;
  readonly rep_no: string;
  readonly hn: string | null;
  readonly an: string | null;
  readonly patient_name: string | null;
  readonly main_fund: string;
  readonly service_type: string;
  readonly drg: string | null;
  /** Hospital that referred the patient. */
  readonly referrer: string | null;
  readonly adjrw: string | null;
  /** Hospital where the patient is registered. */
  readonly main_hospital: string | null;
  /** The unit that treated; another one than the hospital where that claims for its units. */
  readonly treating: string;
  /** Days from admission to discharge of an inpatient. */
  readonly stay_days: number | null;
  /** By how many per cent it is paid for being sent late, with four places. */
  readonly late_percent: string | null;
  readonly service_day: string | null;
  readonly is_denied: boolean;
  readonly error_code: string | null;
  readonly claimed: string | null;
  readonly reimbursed: string | null;
  readonly loss: string | null;
  readonly versions: number;
  readonly file_id: number;
  readonly file_date: string | null;
  /** What counted statements say of it, and the sum of their rows. */
  readonly state: StatementStanding;
  readonly stated: string | null;
}

/** Columns of `claim_current c` for a StoredClaim. */
export const claimColumns = sql`c.id, c.hospital_code, c.tran_id, c.kind, lower(c.scheme) as scheme, c.rep_no, c.hn, c.an,
  c.patient_name, c.main_fund, c.service_type, c.drg, c.href as referrer, c.adjrw,
  c.hmain as main_hospital, c.hcode as treating, c.stay_days, c.late_percent, c.service_day, c.is_denied, c.error_code, c.claimed,
  c.reimbursed, c.loss, c.versions, c.file_id, c.file_date, c.recon_state as state,
  c.stm_amount as stated`;

export function claimListRow({ patient_name, ...row }: StoredClaim): ClaimListRow {
  return { ...row, patient: patient_name === null ? null : maskName(patient_name) };
}

export interface ClaimPage {
  readonly rows: readonly ClaimListRow[];
  /** Rows of the list before the first of these, as the way here counted them. */
  readonly rank: number;
  /** Where the next page begins; null = these are the last. */
  readonly next: ClaimCursor | null;
  readonly previous: ClaimCursor | null;
}

/** The value of a row that the list is ordered by. */
function orderedBy(row: ClaimListRow, { sort }: ClaimOrder): string | null {
  if (sort === 'id') return null;
  return sort === 'day' ? row.service_day : row[sort];
}

async function walk(
  db: Queryable,
  filter: ClaimListFilter,
  question: PageQuestion,
  atMost: number | null,
): Promise<ClaimListRow[]> {
  // The sums know that there are none, without a look through all claims for one.
  if (atMost === 0) return [];
  const { order, cursor, limit } = question;
  const along = stretches(order, cursor);
  const rows: ClaimListRow[] = [];
  for (const [index, ids] of (await stretchIds(db, filter, question, atMost)).entries()) {
    if (rows.length === limit) break;
    const rest = limit - rows.length;
    const some = await db.query<StoredClaim>(sql`
      select ${claimColumns} from (${ids(rest)}) m join claim_current c on c.id = m.id
      order by ${along[index]?.order ?? sql`c.id`} limit ${rest}`);
    rows.push(...some.map(claimListRow));
  }
  return rows;
}

/**
 * One page of the claims of the filter; it costs the same wherever in the list it stands. `atMost` is how many claims the
 * list has at most, where that is known: a few are found by their filter, many by their order.
 */
export async function listClaims(
  db: Queryable,
  filter: ClaimListFilter,
  question: PageQuestion,
  atMost: number | null = null,
): Promise<ClaimPage> {
  // One more row tells whether the list goes on.
  return pageOf(await walk(db, filter, { ...question, limit: question.limit + 1 }, atMost), question);
}

/** The page that these rows make, walked from the cursor on, of which one more than its length may be there. */
export function pageOf(found: readonly ClaimListRow[], { order, cursor, limit }: PageQuestion): ClaimPage {
  const goesOn = found.length > limit;
  const back = cursor?.side === 'before';
  const rows = back ? found.slice(0, limit).reverse() : found.slice(0, limit);
  const rank = cursor === null || (back && !goesOn) ? 0 : Math.max(0, cursor.rank);
  const place = (side: ClaimCursor['side'], row: ClaimListRow | undefined, at: number): ClaimCursor | null =>
    row === undefined ? null : { side, value: orderedBy(row, order), id: row.id, rank: at };
  const hasNext = back || goesOn;
  const hasPrevious = back ? goesOn : cursor !== null;
  return {
    rows,
    rank,
    next: hasNext ? place('after', rows.at(-1), rank + rows.length) : null,
    previous: hasPrevious ? place('before', rows[0], Math.max(0, rank - limit)) : null,
  };
}

/** Every claim of the filter in the order of the list, read in pages so that no list is held whole. */
export async function* eachClaim(
  db: Queryable,
  filter: ClaimListFilter,
  order: ClaimOrder = newestFirst,
): AsyncGenerator<ClaimListRow> {
  for (let cursor: ClaimCursor | null = null; ; ) {
    const page: ClaimPage = await listClaims(db, filter, { order, cursor, limit: 500 });
    yield* page.rows;
    if (page.next === null) return;
    cursor = page.next;
  }
}
