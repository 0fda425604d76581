/** Sheets of a statement that their headings alone do not show: the receivable sheet, and headings with labels inside. */
import { sectionOf } from '../domain/statement-section.js';
import type { CellReader } from './cell-reader.js';
import { type HeadingGrid, pathKey } from './heading-paths.js';
import { isStatementType } from './index.js';
import type { LayoutMatch, SheetLayout } from './match-layout.js';
import { receivableLayout } from './receivable-sheet.js';
import type { WorkbookSheet } from './workbook-reader.js';

/** The heading without labels of sections and stray zeros, which the form of D1 has inside it (formats/layouts.json). */
function withoutLabels({ texts }: HeadingGrid): HeadingGrid {
  const isLabel = (text: string) => /^0(?:\.0+)?$/u.test(text) || sectionOf(text) !== null;
  const bare = texts.map((row) => row.map((text) => (isLabel(text) ? '' : text)));
  return { texts: bare, keys: new Map([...new Set(bare.flat())].map((text) => [text, pathKey(text)])) };
}

/** The layout of such a sheet; null where it is none. A receivable sheet also says how many rows it has. */
export function statementLayout(
  source: WorkbookSheet,
  grid: HeadingGrid,
  layoutOf: (grid: HeadingGrid) => LayoutMatch,
  reader: CellReader,
): { readonly layout: SheetLayout; readonly dataRows: number | null } | null {
  const receivable = receivableLayout(source, reader);
  if (receivable) return receivable;
  const { layout } = layoutOf(withoutLabels(grid));
  return layout && isStatementType(layout.fileType) ? { layout, dataRows: null } : null;
}
