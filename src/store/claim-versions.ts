import type { DialectFacts, Queryable } from '../db/db.js';
import { empty, join, raw, type Sql, sql } from '../db/sql.js';
import type { StoredVersion } from '../domain/claim-version.js';
import type { ChangeBatch } from './changes.js';
import { newStanding } from './claim-standing.js';
import { claimTables, type ItemKind, itemKinds } from './claims.js';

/** A version with what the narrow claim row and the figures need of it. Money in baht, dates Gregorian. */
export interface ClaimVersionRow extends StoredVersion {
  readonly tranId: string;
  readonly fileId: number;
  readonly kind: string;
  readonly scheme: string;
  readonly fileType: string;
  readonly repNo: string | null;
  readonly hn: string | null;
  readonly an: string | null;
  readonly pid: string | null;
  readonly patientName: string | null;
  readonly hcode: string;
  readonly hmain: string | null;
  readonly href: string | null;
  readonly mainFund: string;
  readonly serviceType: string;
  readonly drg: string | null;
  readonly adjrw: string | null;
  readonly rw: string | null;
  readonly latePercent: string | null;
  readonly dischargeDay: string | null;
  readonly serviceDay: string | null;
  readonly fiscalYear: number | null;
  readonly serviceMonth: string | null;
  readonly isIp: boolean;
  readonly isDenied: boolean;
  readonly errorCode: string | null;
  readonly claimed: string | null;
  readonly reimbursed: string | null;
  readonly loss: string | null;
  readonly reimbNhso: string | null;
  readonly fileDate: string | null;
  readonly isAppeal: boolean;
}

/** The amount that a statement is compared with: the parts that the row has (as `byNhso` of domain/claim says them). */
function sumOf(parts: readonly string[]): string {
  const isEmpty = parts.map((name) => `c.${name} is null`).join(' and ');
  const total = parts.map((name) => `coalesce(c.${name}, 0)`).join(' + ');
  return `case when ${isEmpty} then null else ${total} end`;
}

/** Columns of claim_current that hold what one row `c` of a claim table says. */
const shared = {
  tran_id: 'c.tran_id',
  file_id: 'c.file_id',
  kind: 'c.kind',
  scheme: 'c.scheme',
  file_type: 'c.file_type',
  rep_no: "coalesce(c.rep_no, '')",
  hn: 'c.hn',
  pid: 'c.pid',
  patient_name: 'c.name',
  hcode: 'c.hcode',
  href: "case when c.href in ('', '-') then null else c.href end",
  service_day: 'c.service_day',
  fiscal_year: 'c.fiscal_year',
  service_month: 'c.service_month',
  is_ip: 'c.is_ip',
  is_denied: 'c.is_denied',
  error_code: 'c.error_code',
  claimed: 'c.claimed',
  reimbursed: 'c.reimbursed',
  loss: 'c.loss',
} as const;

/** Those that only one of the forms has, or that have another name there. */
const own: Readonly<
  Record<
    ItemKind,
    Record<
      'an' | 'hmain' | 'main_fund' | 'service_type' | 'drg' | 'adjrw' | 'rw' | 'discharge_day' | 'reimb_nhso',
      string
    >
  >
> = {
  opip: {
    an: 'c.an',
    hmain: 'c.hmain',
    main_fund: "coalesce(c.main_fund, '')",
    service_type: "coalesce(c.service_type, '')",
    drg: 'c.drg',
    adjrw: 'c.adjrw_nhso',
    rw: 'c.rw',
    discharge_day: 'cast(c.datedsc as date)',
    // UCS fills the first, LGO and OFC the first two, SSS the third.
    reimb_nhso: sumOf(['reimb_nhso', 'reimb_pp', 'total_service_amt']),
  },
  orf: {
    an: 'null',
    hmain: 'c.hmain2',
    main_fund: "''",
    service_type: "''",
    drg: 'null',
    adjrw: 'null',
    rw: 'null',
    discharge_day: 'cast(null as date)',
    // The statement is compared with both parts of an ORF claim (product.md, reconciliation).
    reimb_nhso: sumOf(['reimb_total', 'cr_total']),
  },
};

/** All of them; the percentage of late sending is a text, in a second column where the first has a code. */
function narrowColumns(kind: ItemKind, dialect: DialectFacts) {
  const [second, first] = ['c.ps_percent2', 'c.ps_percent'].map((name) => dialect.numberIn(raw(name)).sql);
  const late_percent = kind === 'orf' ? 'cast(null as decimal(9,4))' : `coalesce(${second}, ${first})`;
  return { ...shared, ...own[kind], late_percent };
}

/** What a version says beside that, by its name in ClaimVersionRow. */
const ofVersion = {
  id: 'c.id',
  versionKey: 'c.version_key',
  versionNo: 'c.version_no',
  isCurrent: 'c.is_current',
  superseded: 'f.superseded',
  fileDate: 'f.file_date',
  appealKind: 'f.appeal_kind',
} as const;

/** `service_day` as `serviceDay`. */
const camelCase = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

function versionColumns(kind: ItemKind, dialect: DialectFacts): Sql {
  const narrow = Object.entries(narrowColumns(kind, dialect)).map(([name, value]) => [
    camelCase(name),
    value,
  ]);
  const all = [...narrow, ...Object.entries(ofVersion)];
  return raw(all.map(([name, value]) => `${value} as "${name}"`).join(', '));
}

/** All reported rows of these claims, from both tables; reference rows of appeals never count as a version. */
export async function claimVersions(
  db: Queryable,
  hospitalCode: string,
  tranIds: readonly string[],
): Promise<ClaimVersionRow[]> {
  const all: ClaimVersionRow[] = [];
  if (tranIds.length === 0) return all;
  for (const itemKind of itemKinds) {
    const rows = await db.query<Omit<ClaimVersionRow, 'itemKind' | 'isAppeal'> & { appealKind: string }>(sql`
      select ${versionColumns(itemKind, db.dialect)}
      from ${raw(claimTables[itemKind])} c join eclaim_imported_files f on f.id = c.file_id
      where c.hospital_code = ${hospitalCode} and c.tran_id in (${join([...tranIds])}) and c.row_role = 'reported'`);
    for (const { appealKind, ...row } of rows) all.push({ ...row, itemKind, isAppeal: appealKind !== '' });
  }
  return all;
}

/** Another reported row of the same claim as row `c` of this table, in either table. */
function hasOtherRow(kind: ItemKind): Sql {
  const others = itemKinds.map((other) => {
    const isOther = other === kind ? sql` and o.id <> c.id` : empty;
    return sql`exists (select 1 from ${raw(claimTables[other])} o
      where o.hospital_code = c.hospital_code and o.tran_id = c.tran_id and o.row_role = 'reported'${isOther})`;
  });
  return sql`(${join(others, ' or ')})`;
}

/** Rows of one file that were stored behind a row of it: their ids are greater than `after`. */
export interface NewRows {
  readonly kind: ItemKind;
  readonly fileId: number;
  readonly after: number;
}

function areNew({ fileId, after }: NewRows): Sql {
  return sql`c.file_id = ${fileId} and c.id > ${after} and c.row_role = 'reported'`;
}

/** The id of the last of these rows; null where there is none. */
export async function lastRowId(db: Queryable, rows: NewRows): Promise<number | null> {
  const found = await db.first<{ last: number | null }>(
    sql`select max(c.id) as last from ${raw(claimTables[rows.kind])} c where ${areNew(rows)}`,
  );
  return found?.last ?? null;
}

/** TRAN_IDs of those whose claim has more than this one reported row: earlier or later versions, or twice in the file. */
export async function tranIdsWithOtherRows(db: Queryable, rows: NewRows): Promise<Set<string>> {
  const found = await db.query<{ tran_id: string }>(sql`
    select distinct c.tran_id from ${raw(claimTables[rows.kind])} c
    where ${areNew(rows)} and ${hasOtherRow(rows.kind)}`);
  return new Set(found.map((row) => row.tran_id));
}

/** The other columns of claim_current, for a claim of which `c` is the one row and `f` its file. */
function singleColumns(kind: ItemKind, batch: ChangeBatch): Record<string, string> {
  return {
    change_batch: String(batch.id),
    hospital_code: 'c.hospital_code',
    item_kind: `'${kind}'`,
    item_id: 'c.id',
    versions: '1',
    has_appeal: "case when f.appeal_kind = '' then false else true end",
    first_denied: 'c.is_denied',
    first_reimbursed: 'c.reimbursed',
    first_file_date: 'f.file_date',
    file_date: 'f.file_date',
  };
}

/**
 * Writes claim_current for those of these rows that are the one reported row of their claim, its first and current version:
 * by the database itself, as what services/settle-claims says of one version. `isMixed`: some have other rows, and are left.
 * `isReread`: the claims may have their row already. Statements are not looked at: `claim-standing` keeps what they say.
 */
export async function insertSingleClaims(
  db: Queryable,
  batch: ChangeBatch,
  rows: NewRows,
  { isMixed, isReread }: { readonly isMixed: boolean; readonly isReread: boolean },
): Promise<void> {
  const { kind } = rows;
  const values = { ...narrowColumns(kind, db.dialect), ...singleColumns(kind, batch) };
  const columns = [...Object.keys(values), 'recon_state'];
  const isSingle = isMixed ? sql` and not ${hasOtherRow(kind)}` : empty;
  const select = sql`
    select ${raw(Object.values(values).join(', '))}, ${newStanding}
    from ${raw(claimTables[kind])} c join eclaim_imported_files f on f.id = c.file_id
    where ${areNew(rows)}${isSingle}`;
  const key = ['hospital_code', 'tran_id'];
  if (isReread) {
    await markDiffering(db, batch, rows, { values, isSingle });
    // A row that was there has its batch already: the new one where it differs. What statements say of it is kept after.
    const unset = [...key, 'change_batch', 'recon_state'];
    const rest = columns.filter((column) => !unset.includes(column));
    await db.upsertSelect('claim_current', columns, select, key, rest);
  } else await db.execute(sql`insert into claim_current (${raw(columns.join(', '))})${select}`);
}

/** Narrow rows of this file that will say something else get the new batch; the others keep theirs. */
async function markDiffering(
  db: Queryable,
  batch: ChangeBatch,
  rows: NewRows,
  { values, isSingle }: { readonly values: Readonly<Record<string, string>>; readonly isSingle: Sql },
): Promise<void> {
  const unseen = ['hospital_code', 'tran_id', 'item_kind', 'item_id', 'change_batch'];
  const same = Object.entries(values)
    .filter(([column]) => !unseen.includes(column))
    .map(([column, value]) => {
      const own = `claim_current.${column}`;
      return `(${own} = ${value} or (${own} is null and ${value} is null))`;
    });
  await db.execute(sql`
    update claim_current set change_batch = ${batch.id} where claim_current.file_id = ${rows.fileId} and exists (
      select 1 from ${raw(claimTables[rows.kind])} c join eclaim_imported_files f on f.id = c.file_id
      where c.hospital_code = claim_current.hospital_code and c.tran_id = claim_current.tran_id and ${areNew(rows)}${isSingle}
        and (${raw(same.join(' and '))}) is not true)`);
}

/** Writes version number and current mark of rows that got others, and of their error codes. */
export async function setVersions(
  db: Queryable,
  kind: ItemKind,
  versionNo: number,
  isCurrent: boolean,
  ids: readonly number[],
): Promise<void> {
  for (let from = 0; from < ids.length; from += 1000) {
    const some = join(ids.slice(from, from + 1000));
    await db.execute(
      sql`update ${raw(claimTables[kind])} set version_no = ${versionNo}, is_current = ${isCurrent} where id in (${some})`,
    );
    await db.execute(
      sql`update claim_error set is_current = ${isCurrent} where item_kind = ${kind} and item_id in (${some})`,
    );
  }
}
