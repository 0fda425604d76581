import type { FileKind } from './file-kind.js';
import { fiscalYearOf } from './fiscal-year.js';
import { isSchemeCode, type SchemeCode } from './scheme.js';

/**
 * The smallest piece that NHSO is asked for, and a cell of the grid: the REP files or statements of a scheme and a
 * month (Gregorian `YYYY-MM`; of a statement the month of service), or all transfers of a fiscal year (Buddhist Era).
 */
export type GridUnit =
  | { readonly kind: FileKind; readonly scheme: SchemeCode; readonly month: string }
  | { readonly kind: 'smt'; readonly fiscalYear: number };

/** `rep/ucs/2569-01`, `smt/2569`: as jobs name their units, with years of the Buddhist Era. */
export function gridUnitKey(unit: GridUnit): string {
  if (unit.kind === 'smt') return `smt/${unit.fiscalYear}`;
  return `${unit.kind}/${unit.scheme}/${Number(unit.month.slice(0, 4)) + 543}-${unit.month.slice(5, 7)}`;
}

/** The key with `-` between its parts, for addresses and ids of elements. */
export function gridUnitSlug(unit: GridUnit): string {
  return gridUnitKey(unit).replaceAll('/', '-');
}

/** Reads a key or its form in addresses; null for anything else. */
export function readGridUnit(text: string): GridUnit | null {
  const year = /^smt[-/](2[5-6]\d\d)$/.exec(text)?.[1];
  if (year !== undefined) return { kind: 'smt', fiscalYear: Number(year) };
  const [, kind, scheme = '', yearBe, month] =
    /^(rep|stm)[-/]([a-z]{3})[-/](2[5-6]\d\d)-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  if ((kind !== 'rep' && kind !== 'stm') || !isSchemeCode(scheme)) return null;
  // The portal has statements of UCS alone.
  if (kind === 'stm' && scheme !== 'ucs') return null;
  return { kind, scheme, month: `${Number(yearBe) - 543}-${month}` };
}

/** Month and Buddhist Era year as NHSO is asked for them. */
export function askedMonth(month: string): { readonly month: number; readonly year: number } {
  return { month: Number(month.slice(5, 7)), year: Number(month.slice(0, 4)) + 543 };
}

/** The fiscal year (Buddhist Era) in whose grid the unit stands. */
export function fiscalYearOfUnit(unit: GridUnit): number {
  return unit.kind === 'smt' ? unit.fiscalYear : fiscalYearOf(`${unit.month}-01`);
}
