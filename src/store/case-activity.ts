import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/** One field that changed, or that the case was made. */
export interface CaseActivity {
  readonly id: number;
  readonly activity: 'created' | 'changed';
  readonly field: string | null;
  readonly oldValue: string | null;
  readonly newValue: string | null;
  readonly actorName: string;
  /** Instant as text, UTC. */
  readonly at: string;
}

export interface NewCaseActivity extends Omit<CaseActivity, 'id' | 'at' | 'actorName'> {
  readonly caseId: number;
}

const columns = [
  'case_id',
  'activity',
  'field',
  'old_value',
  'new_value',
  'actor_kind',
  'actor_id',
  'actor_name',
] as const;

/** Who does it, as the audit log names them. */
export interface ActivityActor {
  readonly actorKind: string;
  readonly actorId: number | null;
  readonly actorName: string;
}

export async function addCaseActivity(
  tx: Queryable,
  by: ActivityActor,
  rows: readonly NewCaseActivity[],
): Promise<void> {
  await tx.bulkInsert(
    'case_activity',
    columns,
    rows.map((row) => [
      row.caseId,
      row.activity,
      row.field,
      row.oldValue,
      row.newValue,
      by.actorKind,
      by.actorId,
      by.actorName.slice(0, 190),
    ]),
  );
}

/** The oldest first. */
export function caseActivity(db: Queryable, caseId: number): Promise<CaseActivity[]> {
  return db.query<CaseActivity>(sql`
    select id, activity, field, old_value as "oldValue", new_value as "newValue", actor_name as "actorName",
      created_at as "at" from case_activity where case_id = ${caseId} order by id`);
}
