import type { Db, Queryable } from '../db/db.js';
import { join, raw, type Sql, sql } from '../db/sql.js';
import {
  flagOf,
  keyOf,
  type MasterList,
  type MasterListName,
  type MasterRow,
  masterLists,
} from '../domain/master-list.js';

/** `seed` = came with the program; `upload` = an administrator brought or changed it, and no seed replaces it. */
export type MasterOrigin = 'seed' | 'upload';

export type StoredMasterRow = MasterRow & { readonly origin: MasterOrigin };

/** State of one list, for the page and for the loading of seeds. */
export interface MasterListState {
  readonly name: MasterListName;
  readonly entries: number;
  readonly inUse: number;
  /** Entries that an administrator brought or changed. */
  readonly uploaded: number;
  /** 0 = no seed was loaded yet. */
  readonly seedVersion: number;
  readonly origin: MasterOrigin;
  readonly changedBy: number | null;
  readonly changedAt: string | null;
}

const columnsOf = (list: MasterList): readonly string[] => [
  ...new Set([...list.columns.map(({ name }) => name), flagOf(list), 'origin']),
];

/** Version of the seed of each list that was loaded; a list that is not named was never loaded. */
export async function seedVersions(db: Queryable): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ name: string; seed_version: number }>(
    sql`select name, seed_version from master_lists`,
  );
  return new Map(rows.map((row) => [row.name, row.seed_version]));
}

/** Waits for whoever changes this list in another process, to the end of the transaction; answers its seed's version. */
export async function lockMasterList(tx: Queryable, name: MasterListName, now: Date): Promise<number> {
  const row = { name, seed_version: 0, origin: 'seed', changed_by: null, changed_at: now };
  await tx.upsert('master_lists', [row], ['name'], []);
  const locked = await tx.first<{ seed_version: number }>(
    sql`select seed_version from master_lists where name = ${name} for update`,
  );
  return locked?.seed_version ?? 0;
}

export async function markMasterList(
  tx: Queryable,
  name: MasterListName,
  mark: {
    readonly seedVersion?: number;
    readonly origin: MasterOrigin;
    readonly changedBy: number | null;
    readonly now: Date;
  },
): Promise<void> {
  const version = mark.seedVersion === undefined ? sql`seed_version` : sql`${mark.seedVersion}`;
  await tx.execute(sql`
    update master_lists set seed_version = ${version}, origin = ${mark.origin}, changed_by = ${mark.changedBy},
      changed_at = ${mark.now}, updated_at = ${mark.now} where name = ${name}`);
}

/** All entries, ordered by their code. */
export async function masterRows(db: Queryable, list: MasterList): Promise<StoredMasterRow[]> {
  const columns = raw(columnsOf(list).join(', '));
  return db.query<StoredMasterRow>(
    sql`select ${columns} from ${raw(list.name)} order by ${raw(keyOf(list))}`,
  );
}

/** Inserts entries, or writes their columns over those of the same code; notes of the hospital stay. */
export async function saveMasterRows(
  db: Queryable,
  list: MasterList,
  rows: readonly MasterRow[],
  origin: MasterOrigin,
  now: Date,
): Promise<void> {
  const own = list.columns.map(({ name }) => name);
  const key = keyOf(list);
  const full = rows.map((row) => ({
    ...Object.fromEntries(own.map((name) => [name, row[name] ?? null])),
    // A new scheme is in use as its list says; the switch of one that is known is not touched.
    ...(own.includes(flagOf(list)) ? {} : { [flagOf(list)]: row.enabled_default === true }),
    origin,
    updated_at: now,
  }));
  const updated = [...own.filter((name) => name !== key), 'origin', 'updated_at'];
  await db.upsert(list.name, full, [key], updated);
}

/** Switches entries off that a list no longer has: claims of earlier years still name them. */
export async function retireMasterRows(
  db: Queryable,
  list: MasterList,
  codes: readonly string[],
  origin: MasterOrigin,
  now: Date,
): Promise<void> {
  for (let from = 0; from < codes.length; from += 1000)
    await db.execute(sql`
      update ${raw(list.name)} set ${raw(flagOf(list))} = ${false}, origin = ${origin}, updated_at = ${now}
      where ${raw(keyOf(list))} in (${join(codes.slice(from, from + 1000))})`);
}

export async function masterListStates(db: Queryable): Promise<MasterListState[]> {
  const marks = await db.query<{
    name: MasterListName;
    seed_version: number;
    origin: MasterOrigin;
    changed_by: number | null;
    changed_at: string;
  }>(sql`select name, seed_version, origin, changed_by, changed_at from master_lists`);
  const states: MasterListState[] = [];
  for (const list of masterLists) {
    const mark = marks.find(({ name }) => name === list.name);
    const counts = await db.first<{ entries: number; in_use: number | null; uploaded: number | null }>(sql`
      select count(*) as entries, sum(case when ${raw(flagOf(list))} = ${true} then 1 else 0 end) as in_use,
        sum(case when origin = 'upload' then 1 else 0 end) as uploaded from ${raw(list.name)}`);
    states.push({
      name: list.name,
      entries: counts?.entries ?? 0,
      inUse: Number(counts?.in_use ?? 0),
      uploaded: Number(counts?.uploaded ?? 0),
      seedVersion: mark?.seed_version ?? 0,
      origin: mark?.origin ?? 'seed',
      changedBy: mark?.changed_by ?? null,
      changedAt: mark?.changed_at ?? null,
    });
  }
  return states;
}

/** What NHSO says of an error code, and what the hospital added. */
export interface ErrorCodeText {
  readonly code: string;
  /** Corrective, Deny, Verify or ''. */
  readonly type: string;
  readonly description: string | null;
  /** What to do, by NHSO. */
  readonly guide: string | null;
  /** What to do, by the hospital itself. */
  readonly localNote: string | null;
  /** False = NHSO's newest list no longer has it. */
  readonly isActive: boolean;
}

const textColumns: Sql = sql`code, type, description, guide, local_note as "localNote", is_active as "isActive"`;

/**
 * Texts of error codes by the code as it was asked; one that is not in the list is missing (a workbook may hold codes
 * newer than it). Upper and lower case are the same.
 */
export async function errorCodeTexts(
  db: Queryable,
  codes: Iterable<string>,
): Promise<ReadonlyMap<string, ErrorCodeText>> {
  const asked = [...new Set(codes)].filter((code) => code !== '');
  const wanted = [...new Set(asked.flatMap((code) => [code, code.toUpperCase()]))];
  const found = new Map<string, ErrorCodeText>();
  for (let from = 0; from < wanted.length; from += 1000) {
    const rows = await db.query<ErrorCodeText>(
      sql`select ${textColumns} from nhso_error_codes where code in (${join(wanted.slice(from, from + 1000))})`,
    );
    for (const row of rows) found.set(row.code, row);
  }
  return new Map(
    asked.flatMap((code) => {
      const text = found.get(code) ?? found.get(code.toUpperCase());
      return text ? [[code, text] as const] : [];
    }),
  );
}

/** Codes that hold the words in their code, text, guide or note; all where there are none. Ordered by code. */
export async function searchErrorCodes(
  db: Queryable,
  asked: { readonly words: string; readonly after: string | null; readonly limit: number },
): Promise<{ readonly rows: readonly ErrorCodeText[]; readonly total: number }> {
  const like = `%${asked.words.toLowerCase().replace(/[!%_]/gu, '!$&')}%`;
  const fields = ['code', 'description', 'guide', 'local_note'];
  const matches = fields.map((name) => sql`lower(${raw(name)}) like ${like} escape '!'`);
  const where = asked.words === '' ? sql`code <> ''` : sql`(${join(matches, ' or ')})`;
  const total = await db.first<{ count: number }>(
    sql`select count(*) as count from nhso_error_codes where ${where}`,
  );
  const from = asked.after === null ? where : sql`${where} and code > ${asked.after}`;
  const rows = await db.query<ErrorCodeText>(
    sql`select ${textColumns} from nhso_error_codes where ${from} order by code limit ${asked.limit}`,
  );
  return { rows, total: total?.count ?? 0 };
}

/** Writes the hospital's own note, '' takes it away; false where there is no such code. */
export async function saveLocalNote(
  db: Db | Queryable,
  code: string,
  note: string,
  now: Date,
): Promise<boolean> {
  const rows = await db.execute(sql`
    update nhso_error_codes set local_note = ${note === '' ? null : note}, updated_at = ${now} where code = ${code}`);
  return rows > 0;
}
