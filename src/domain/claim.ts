import { fiscalYearOf } from './fiscal-year.js';
import type { RepFileName } from './rep-file-name.js';
import { addBaht, subtractBaht } from './satang.js';

/** Which columns of a Detail sheet hold the claimed and the reimbursed amount. */
export type ClaimForm = 'ucs' | 'orf' | 'lgo' | 'ofc' | 'sss';

interface AmountColumns {
  readonly claimed: readonly string[];
  readonly reimbursed: readonly string[];
  readonly byNhso: readonly string[];
  readonly day: string;
}

/** Treatment and PP stand apart in the form of LGO and OFC. */
const agencyAmounts: AmountColumns = {
  claimed: ['claim_drg', 'claim_pp'],
  reimbursed: ['reimb_nhso', 'reimb_pp'],
  byNhso: ['reimb_nhso', 'reimb_pp'],
  day: 'dateadm',
};

/**
 * Claimed, reimbursed, day of service and the amount that a statement is compared with, by form (formats/tables.md 3.1).
 * ORF, LGO and OFC are assumed there: the first real file must confirm them against its Summary sheet. What a statement
 * of LGO, OFC or SSS would be compared with is assumed here: no statement of theirs is known.
 */
const amountColumns: Readonly<Record<ClaimForm, AmountColumns>> = {
  ucs: {
    claimed: ['claim_net'],
    reimbursed: ['reimb_nhso', 'reimb_agency'],
    byNhso: ['reimb_nhso'],
    day: 'dateadm',
  },
  orf: {
    claimed: ['claim_amt'],
    reimbursed: ['reimb_total', 'cr_total'],
    byNhso: ['reimb_total', 'cr_total'],
    day: 'service_date',
  },
  lgo: agencyAmounts,
  ofc: agencyAmounts,
  sss: {
    claimed: ['claim_request'],
    reimbursed: ['total_service_amt'],
    byNhso: ['total_service_amt'],
    day: 'dateadm',
  },
};

export type RowRole = 'reported' | 'reference';
export type ClaimStatus = 'passed' | 'denied' | 'reference';

/** What the product derives from a Detail row and stores beside it. Money in baht, dates Gregorian, fiscal year Buddhist Era. */
export interface ClaimFacts {
  readonly kind: 'OP' | 'IP' | 'ORF' | '';
  readonly serviceDay: string | null;
  readonly fiscalYear: number | null;
  /** YYYY-MM */
  readonly serviceMonth: string | null;
  readonly errorCodes: readonly string[];
  readonly isDenied: boolean;
  readonly claimed: string | null;
  readonly reimbursed: string | null;
  readonly loss: string | null;
  /** What the statement (STM) is compared with. */
  readonly reimbursedByNhso: string | null;
}

/** Reads a column of the row by its database name; null where the layout has no such column. */
export type ReadColumn = (name: string) => string | number | null;

function textOf(value: string | number | null): string | null {
  return value === null ? null : String(value);
}

function kindOf(form: ClaimForm, file: Pick<RepFileName, 'baseType'>, read: ReadColumn): ClaimFacts['kind'] {
  if (form === 'orf') return 'ORF';
  if (file.baseType === 'OP' || file.baseType === 'IP') return file.baseType;
  const patientType = textOf(read('ptype'))?.toUpperCase();
  return patientType === 'OP' || patientType === 'IP' ? patientType : '';
}

/**
 * The error codes of a cell: pieces of letters and digits with hyphens inside (`256-1`), split at everything else.
 * `-` and `0` alone mean passed. They are written as the list of NHSO writes them, in capitals: `c312` is `C312`. How NHSO separates several codes is not known (formats/tables.md 3.1, claim_error).
 */
export function errorCodesOf(cell: string | null): readonly string[] {
  if (cell === null) return [];
  const pieces = (cell.match(/[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*/g) ?? []).map((piece) => piece.toUpperCase());
  // Codes of NHSO have at most 5 characters; a longer run is a sentence, and stands whole in the error_code column.
  return [...new Set(pieces.filter((piece) => piece !== '0' && piece.length <= 20))];
}

/** Codes of "old data, no statement will be issued": appeal, eAppeal, EPAC (formats/README 1.5). */
const oldRowCodes: readonly string[] = ['AP1', 'EA1', 'EP1'];

/**
 * Whether a row of a workbook is new or, in an appeal, repeated from an older REP for reference: its REP no. is then not
 * in Summary. Only where the workbook has no Summary rows, the row's error code decides.
 */
export function rowRoleOf(
  file: Pick<RepFileName, 'appealKind'>,
  row: { readonly repNo: string; readonly errorCodes: readonly string[] },
  summaryRepNos: ReadonlySet<string>,
): RowRole {
  if (file.appealKind === '') return 'reported';
  const isOld =
    summaryRepNos.size > 0
      ? !summaryRepNos.has(row.repNo)
      : row.errorCodes.some((code) => oldRowCodes.includes(code));
  return isOld ? 'reference' : 'reported';
}

/** denied = error code not empty, where `-`, `0` and blanks are empty (product.md, figures). */
export function isDeniedBy(cell: string | null): boolean {
  return cell !== null && !['', '-', '0'].includes(cell.trim());
}

export function claimFacts(
  form: ClaimForm,
  file: Pick<RepFileName, 'baseType'>,
  read: ReadColumn,
): ClaimFacts {
  const columns = amountColumns[form];
  const sum = (names: readonly string[]) => addBaht(...names.map((name) => textOf(read(name))));
  const serviceDay = textOf(read(columns.day))?.slice(0, 10) ?? null;
  const errorCell = textOf(read('error_code'));
  const claimed = sum(columns.claimed);
  const reimbursed = sum(columns.reimbursed);
  return {
    kind: kindOf(form, file, read),
    serviceDay,
    fiscalYear: serviceDay === null ? null : fiscalYearOf(serviceDay),
    serviceMonth: serviceDay?.slice(0, 7) ?? null,
    errorCodes: errorCodesOf(errorCell),
    isDenied: isDeniedBy(errorCell),
    claimed,
    reimbursed,
    loss: subtractBaht(claimed, reimbursed),
    reimbursedByNhso: sum(columns.byNhso),
  };
}
