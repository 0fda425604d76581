import type { Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import type { CasePriority, CaseStatus } from '../domain/case.js';
import {
  type CaseRow,
  caseColumns,
  caseTables,
  type HospitalBound,
  type StoredCase,
  toCase,
  wholeCases,
} from './cases.js';
import type { FeedSource } from './change-feed.js';

/** What lists are filtered by; an empty list = whatever. Instants are UTC text. */
export interface CaseFilter {
  readonly hospital: HospitalBound;
  readonly statuses: readonly CaseStatus[];
  readonly priorities: readonly CasePriority[];
  readonly categories: readonly string[];
  readonly tranIds: readonly string[];
  readonly caseNumbers: readonly string[];
  readonly externalRefs: readonly string[];
  /** Included. */
  readonly createdAfter: string | null;
  /** Not included. */
  readonly createdBefore: string | null;
  /** Username, or `none`: nobody works on it. */
  readonly assignedTo?: string | null;
  /** Part of the title or of the number. */
  readonly words?: string | null;
}

export const everyCase: CaseFilter = {
  hospital: null,
  statuses: [],
  priorities: [],
  categories: [],
  tranIds: [],
  caseNumbers: [],
  externalRefs: [],
  createdAfter: null,
  createdBefore: null,
};

/** Texts that stand for themselves inside `like … escape '!'`. */
const literally = (words: string): string => `%${words.replace(/[!%_]/g, '!$&')}%`;

function conditions(filter: CaseFilter): Sql[] {
  const anyOf = (column: Sql, values: readonly string[]) =>
    values.length === 0 ? [] : [sql`${column} in (${join([...values])})`];
  const { hospital, createdAfter, createdBefore, assignedTo = null, words = null } = filter;
  return [
    ...(hospital === null ? [] : [sql`c.hospital_code = ${hospital}`]),
    ...anyOf(sql`c.status`, filter.statuses),
    ...anyOf(sql`c.priority`, filter.priorities),
    ...anyOf(sql`c.category`, filter.categories),
    ...anyOf(sql`c.tran_id`, filter.tranIds),
    ...anyOf(sql`c.case_number`, filter.caseNumbers),
    ...anyOf(sql`c.external_ref`, filter.externalRefs),
    ...(createdAfter === null ? [] : [sql`c.created_at >= ${createdAfter}`]),
    ...(createdBefore === null ? [] : [sql`c.created_at < ${createdBefore}`]),
    ...(assignedTo === null
      ? []
      : assignedTo === 'none'
        ? [sql`c.assigned_user_id is null`]
        : [sql`u.username = ${assignedTo}`]),
    ...(words === null
      ? []
      : [
          sql`(lower(c.title) like ${literally(words.toLowerCase())} escape '!'
          or lower(c.case_number) like ${literally(words.toLowerCase())} escape '!')`,
        ]),
  ];
}

const whereOf = (list: readonly Sql[]): Sql => (list.length === 0 ? sql`1 = 1` : join([...list], ' and '));

/** What the filter asks of `cases c` with who works on it as `users u`. */
export const caseConditions = (filter: CaseFilter): Sql => whereOf(conditions(filter));

/** Newest id first, below `before`. */
export async function listCases(
  db: Queryable,
  filter: CaseFilter,
  { limit, before }: { readonly limit: number; readonly before: number | null },
): Promise<StoredCase[]> {
  const below = before === null ? [] : [sql`c.id < ${before}`];
  const rows = await db.query<CaseRow>(sql`${wholeCases}
    where ${whereOf([...conditions(filter), ...below])} order by c.id desc limit ${limit}`);
  return rows.map(toCase);
}

export async function countCases(db: Queryable, filter: CaseFilter): Promise<number> {
  const row = await db.first<{ n: number }>(
    sql`select count(*) as n from ${caseTables} where ${whereOf(conditions(filter))}`,
  );
  return row?.n ?? 0;
}

/** The changes of cases in the order of their commits, as store/change-feed reads them; rows are `FeedCaseRow`. */
export function caseFeed(filter: CaseFilter): FeedSource {
  return {
    kind: 'case',
    from: caseTables,
    columns: caseColumns,
    where: conditions(filter),
    hospitalCode: filter.hospital,
  };
}

/** When it changed stands beside the row in the feed. */
export type FeedCaseRow = Omit<CaseRow, 'id' | 'updated_at'>;

export async function countCasesByStatus(
  db: Queryable,
  filter: CaseFilter,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ status: string; n: number }>(
    sql`select c.status, count(*) as n from ${caseTables} where ${whereOf(conditions(filter))} group by c.status`,
  );
  return new Map(rows.map(({ status, n }) => [status, n]));
}
