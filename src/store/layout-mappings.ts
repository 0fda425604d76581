import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/** An approved mapping as it is kept; instants are ISO 8601 UTC. */
export interface LayoutMappingRow {
  readonly id: number;
  readonly fingerprint: string;
  readonly sheet_kind: string;
  readonly layout_id: string;
  /** JSON text: the columns, and what is kept as extra. */
  readonly mapping: string;
  readonly note: string | null;
  readonly approved_name: string;
  readonly approved_at: string;
  readonly revoked_at: string | null;
  readonly revoked_by: string | null;
}

const columns = sql`m.id, m.fingerprint, m.sheet_kind, m.layout_id, m.mapping, m.note, m.approved_name, m.approved_at,
  m.revoked_at, u.username as revoked_by`;
const tables = sql`layout_mappings m left join users u on u.id = m.revoked_by`;

export interface NewMapping {
  readonly fingerprint: string;
  readonly sheetKind: string;
  readonly layout: string;
  /** JSON text. */
  readonly mapping: string;
  readonly note: string;
  readonly by: number | null;
  readonly byName: string;
  readonly at: Date;
}

/** Takes the place of an earlier mapping of the same headings; what that one was stands in the audit log. */
export async function saveMapping(tx: Queryable, one: NewMapping): Promise<void> {
  const row = {
    fingerprint: one.fingerprint,
    sheet_kind: one.sheetKind,
    layout_id: one.layout,
    mapping: one.mapping,
    note: one.note,
    approved_by: one.by,
    approved_name: one.byName.slice(0, 190),
    approved_at: one.at,
    revoked_by: null,
    revoked_at: null,
    updated_at: one.at,
  };
  const key = ['fingerprint', 'sheet_kind'];
  const update = Object.keys(row).filter((name) => !key.includes(name));
  await tx.upsert('layout_mappings', [row], key, update);
}

/** Mappings in use, the oldest first. */
export function mappingsInUse(db: Queryable): Promise<LayoutMappingRow[]> {
  return db.query<LayoutMappingRow>(
    sql`select ${columns} from ${tables} where m.revoked_at is null order by m.id`,
  );
}

/** All mappings, the newest first. */
export function listMappings(db: Queryable): Promise<LayoutMappingRow[]> {
  return db.query<LayoutMappingRow>(sql`select ${columns} from ${tables} order by m.id desc`);
}

export function findMapping(db: Queryable, id: number): Promise<LayoutMappingRow | null> {
  return db.first<LayoutMappingRow>(sql`select ${columns} from ${tables} where m.id = ${id}`);
}

/** The mapping that somebody approved for these headings, in use or revoked. */
export function findMappingOf(
  db: Queryable,
  { fingerprint, sheetKind }: { readonly fingerprint: string; readonly sheetKind: string },
): Promise<LayoutMappingRow | null> {
  return db.first<LayoutMappingRow>(
    sql`select ${columns} from ${tables} where m.fingerprint = ${fingerprint} and m.sheet_kind = ${sheetKind}`,
  );
}

export async function revokeMappingRow(
  tx: Queryable,
  id: number,
  { by, at }: { readonly by: number | null; readonly at: Date },
): Promise<void> {
  await tx.execute(sql`update layout_mappings set revoked_at = ${at}, revoked_by = ${by}, updated_at = ${at}
    where id = ${id} and revoked_at is null`);
}
