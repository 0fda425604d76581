import type { Queryable } from '../db/db.js';
import {
  type ClaimField,
  differencesOf,
  type FieldDifference,
  type FieldType,
} from '../domain/claim-fields.js';
import { newestFirst, type Standing, standingOf } from '../domain/claim-standing.js';
import { addBaht, subtractBaht } from '../domain/satang.js';
import type { StatementStanding } from '../domain/statement-standing.js';
import type { ColumnRow } from '../filetypes/file-type.js';
import { fileTypes } from '../filetypes/index.js';
import {
  type ClaimRow,
  claimRows,
  itemRows,
  keptStanding,
  type StatedRow,
  type StoredRow,
  statedRows,
} from '../store/claim-rows.js';

/** One answer about the claim, as one row of one workbook gives it. */
export interface ClaimVersion extends ClaimRow {
  readonly fields: readonly ClaimField[];
  readonly standing: Standing;
  /** What changed since the version before; null = there is none before it. */
  readonly differences: readonly FieldDifference[] | null;
  /** Number of that version; null as above. */
  readonly since: number | null;
  /** Baht that came to what is reimbursed, or went; null where one of both is unknown. */
  readonly reimbursedChange: string | null;
}

export const itemSheets = ['drug', 'instrument', 'deny', 'zero_paid'] as const;
export type ItemSheet = (typeof itemSheets)[number];

export interface ItemRows {
  readonly fileId: number;
  readonly sheet: ItemSheet;
  readonly rows: readonly (readonly ClaimField[])[];
}

/** Everything that is stored of one claim of one hospital. */
export interface Claim {
  readonly tranId: string;
  readonly hospitalCode: string;
  /** Other hospitals with a claim of this number. */
  readonly otherHospitals: readonly string[];
  /** Newest first, rows that only repeat an older REP at the end; never empty. */
  readonly versions: readonly ClaimVersion[];
  /** The version that counts; null = none does. */
  readonly current: ClaimVersion | null;
  /** The one whose content is shown: the current one, else the newest. */
  readonly shown: ClaimVersion;
  /** Rows of the item sheets of every file that has a version, by file; the shown version's first, then newest first. */
  readonly items: readonly ItemRows[];
  readonly statements: {
    readonly rows: readonly StatedRow[];
    /** What NHSO is to pay by the current version, what counted statements say, and the second less the first. */
    readonly promised: string | null;
    readonly stated: string | null;
    readonly difference: string | null;
    /** null = no version counts. */
    readonly standing: StatementStanding | null;
  };
}

const privateColumns: Readonly<Record<string, ClaimField['privacy']>> = {
  name: 'name',
  patient_name: 'name',
  pid: 'pid',
};

const fieldType = (type: ColumnRow[3]): FieldType =>
  type === 'key40' || type === 'key64' || type === 'key255' ? 'text' : type;

/** The cells of a stored row under the headings of its form, then those that the form does not have. */
function fieldsOf({ layoutId, columns, extra }: StoredRow): ClaimField[] {
  const form = fileTypes.find(({ id }) => id === layoutId)?.columns ?? [];
  const known = form.map(([, heading, name, type, group]): ClaimField => {
    const value = name === null ? extra[heading] : columns[name];
    const privacy = name === null ? (group === 'patient' ? 'unknown' : 'open') : privateColumns[name];
    return {
      key: name ?? heading,
      heading,
      type: fieldType(type),
      group,
      privacy: privacy ?? 'open',
      value: value === null || value === undefined ? null : String(value),
    };
  });
  const withoutColumn = new Set(form.filter(([, , name]) => name === null).map(([, heading]) => heading));
  const added = Object.entries(extra).filter(([heading]) => !withoutColumn.has(heading));
  return [
    ...known,
    ...added.map(
      ([heading, value]): ClaimField => ({
        key: `extra ${heading}`,
        heading,
        type: 'text',
        group: 'extra',
        privacy: 'unknown',
        value,
      }),
    ),
  ];
}

/** A reported version is compared with the one before it, a repeated row with the newest answer older than its file. */
function versionsOf(rows: readonly ClaimRow[]): ClaimVersion[] {
  const ordered = newestFirst(rows).map((row) => ({ ...row, fields: fieldsOf(row) }));
  return ordered.map((row) => {
    const before = ordered.find(
      (other) => other !== row && other.role === 'reported' && other.versionKey < row.versionKey,
    );
    return {
      ...row,
      standing: standingOf(row, rows),
      differences: before ? differencesOf(before.fields, row.fields) : null,
      since: before?.versionNo ?? null,
      reimbursedChange: before ? subtractBaht(row.reimbursed, before.reimbursed) : null,
    };
  });
}

async function itemsOf(db: Queryable, fileIds: readonly number[], tranId: string): Promise<ItemRows[]> {
  const all: ItemRows[] = [];
  for (const sheet of itemSheets) {
    const rows = await itemRows(db, `eclaim_${sheet}`, fileIds, tranId);
    for (const fileId of fileIds) {
      const ofFile = rows.filter((row) => row.fileId === fileId).map(fieldsOf);
      if (ofFile.length > 0) all.push({ fileId, sheet, rows: ofFile });
    }
  }
  return all.sort((a, b) => fileIds.indexOf(a.fileId) - fileIds.indexOf(b.fileId));
}

async function statementsOf(
  db: Queryable,
  hospitalCode: string,
  tranId: string,
  current: ClaimVersion | null,
): Promise<Claim['statements']> {
  const rows = await statedRows(db, hospitalCode, tranId);
  const kept = current && (await keptStanding(db, hospitalCode, tranId));
  const counted = rows.filter(({ counts }) => counts);
  // Of a claim without a current version nothing is kept. A row without an amount says that nothing is paid.
  const stated = kept ? kept.stated : addBaht(...counted.map((row) => row.stated ?? '0.00'));
  const promised = kept?.promised ?? null;
  return {
    rows,
    promised,
    stated,
    difference: subtractBaht(stated, promised),
    standing: kept?.standing ?? null,
  };
}

/**
 * All versions of a claim with what changed between them, the content of the one that counts, its items and what the
 * statements say. `prefer` is the hospital asked for, or the installation's own; null = the first that has the claim.
 * Answers null where no stored workbook holds the TRAN_ID.
 */
export async function readClaim(
  { db }: { readonly db: Queryable },
  tranId: string,
  prefer: string | null,
): Promise<Claim | null> {
  const all = await claimRows(db, tranId);
  const hospitals = [...new Set(all.map(({ hospitalCode }) => hospitalCode))].sort();
  const hospitalCode = hospitals.find((code) => code === prefer) ?? hospitals[0];
  if (hospitalCode === undefined) return null;
  const versions = versionsOf(all.filter((row) => row.hospitalCode === hospitalCode));
  const current = versions.find(({ isCurrent }) => isCurrent) ?? null;
  const shown = current ?? versions[0];
  if (shown === undefined) return null;
  return {
    tranId,
    hospitalCode,
    otherHospitals: hospitals.filter((code) => code !== hospitalCode),
    versions,
    current,
    shown,
    items: await itemsOf(db, [...new Set([shown, ...versions].map(({ fileId }) => fileId))], tranId),
    statements: await statementsOf(db, hospitalCode, tranId, current),
  };
}
