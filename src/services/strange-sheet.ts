import { AppError } from '../domain/errors.js';
import type { WorkbookHead } from './open-events.js';

/** A sheet with data whose layout is not known, as the problem that keeps its workbook out; null = there is none. */
export function strangeSheet(head: WorkbookHead): AppError | null {
  const strange = head.sheets.find((sheet) => sheet.layout === null && sheet.hasRows);
  if (!strange) return null;
  const { name: sheet, nearest } = strange;
  const rows = strange.dataRows ?? 0;
  if (!nearest) return new AppError('layout_foreign', { sheet, rows });
  const { layout, positions, unknown } = nearest;
  return new AppError('layout_unknown', {
    sheet,
    nearest: layout,
    missing: positions.filter((position) => position === null).length,
    unknown: unknown.length,
    rows,
  });
}
