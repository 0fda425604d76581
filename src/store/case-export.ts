import type { Db, EachRows, KeyedSelect, RowTexts } from '../db/db.js';
import { join, sql } from '../db/sql.js';
import type { CasePriority, CaseSource, CaseStatus, RemoteCase } from '../domain/case.js';
import type { CaseFacts } from '../domain/case-json.js';
import { type CaseFilter, caseConditions, countCases } from './case-list.js';

const columns = [
  ...([
    sql`c.case_number`,
    sql`c.title`,
    sql`c.description`,
    sql`c.category`,
    sql`c.priority`,
    sql`c.status`,
  ] as const),
  ...([
    sql`c.tran_id`,
    sql`c.deny_code`,
    sql`c.reporter_phone`,
    sql`c.reporter_email`,
    sql`u.username`,
  ] as const),
  ...([
    sql`c.external_ref`,
    sql`c.source`,
    sql`c.version`,
    sql`c.created_at`,
    sql`b.at`,
    sql`c.resolved_at`,
  ] as const),
  // A document is no text to every driver.
  sql`cast(c.remote as char(2000))`,
];

function selectOf(filter: CaseFilter): KeyedSelect {
  return {
    select: sql`select c.id, ${join(columns)} from cases c left join users u on u.id = c.assigned_user_id
      left join change_batches b on b.batch = c.change_batch and b.kind = 'case' where ${caseConditions(filter)}`,
    key: sql`c.id`,
  };
}

/** An instant as a stream of rows writes it, in the form that single rows have. */
const instant = (text: string): string => `${text.replace(' ', 'T').replace(/(\+00|Z)?$/, '')}Z`;

function factsOf(row: RowTexts): CaseFacts {
  const at = (index: number): string => row[index] ?? '';
  const optional = (index: number): string | null => row[index] ?? null;
  const resolved = optional(17);
  const remote = optional(18);
  return {
    id: Number(at(0)),
    case_number: at(1),
    title: at(2),
    description: optional(3),
    category: at(4),
    // Written by store/cases alone, hence these words are known.
    priority: at(5) as CasePriority,
    status: at(6) as CaseStatus,
    tran_id: optional(7),
    deny_code: optional(8),
    reporter_phone: optional(9),
    reporter_email: optional(10),
    assigned_to: optional(11),
    external_ref: optional(12),
    source: at(13) as CaseSource,
    version: Number(at(14)),
    created_at: instant(at(15)),
    updated_at: instant(at(16)),
    resolved_at: resolved === null ? null : instant(resolved),
    remote: remote === null ? null : (JSON.parse(remote) as RemoteCase),
  };
}

/** All cases of the filter as they stand at one moment: their number, then they, group by group, the newest first. */
export async function readCases<T>(
  db: Db,
  filter: CaseFilter,
  work: (
    total: number,
    each: (take: (cases: readonly CaseFacts[]) => Promise<void>) => Promise<void>,
  ) => Promise<T>,
): Promise<T> {
  return await db.readRows(
    selectOf(filter),
    (view) => countCases(view, filter),
    (total: number, each: EachRows) => work(total, (take) => each((rows) => take(rows.map(factsOf)))),
  );
}
