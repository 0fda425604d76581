/**
 * A mapping that a person approved: which column of a strange sheet is which column of a known form. It holds for every
 * sheet with the same headings in the same places, and for no other.
 */
import { createHash } from 'node:crypto';
import type { FileType } from './file-type.js';
import { pathKey } from './heading-paths.js';
import type { Span } from './heading-spans.js';
import type { SheetLayout } from './sheet-layout.js';

/** What the reader needs of an approved mapping. */
export interface LayoutMapping {
  /** Of `layoutFingerprint`. */
  readonly fingerprint: string;
  /** Known layout as which the sheet is read, e.g. `rep-opip-120`. */
  readonly layout: string;
  /** Column of the sheet for each column of the form, 0-based; null = NHSO does not send it any more. */
  readonly positions: readonly (number | null)[];
  /** Who approved it and when, for the words of the warning `layout_by_mapping`. */
  readonly told: Readonly<Record<string, string>>;
}

/** SHA-256 (hex) of a sheet's heading paths by their places; '' = a column without a heading. */
export function layoutFingerprint(headings: readonly string[]): string {
  const keys = headings.map(pathKey);
  while (keys.at(-1) === '') keys.pop();
  return createHash('sha256').update(JSON.stringify(keys)).digest('hex');
}

/** Columns that make a row a row: whoever maps a sheet must say where they are. */
export function requiredColumns({
  columns,
  rowNumberColumn,
  tranIdColumn,
  anchorColumn,
}: FileType): ReadonlySet<number> {
  const repNo = columns.find(([, , name]) => name === 'rep_no')?.[0];
  const required = [rowNumberColumn, tranIdColumn, anchorColumn, repNo];
  return new Set(required.filter((index): index is number => index !== null && index !== undefined));
}

/** Whether a mapping still fits the form it names: an upgrade may have changed the form. */
export function fitsForm({ positions }: LayoutMapping, fileType: FileType): boolean {
  const used = positions.filter((position) => position !== null);
  const required = [...requiredColumns(fileType)];
  return (
    positions.length === fileType.columns.length &&
    new Set(used).size === used.length &&
    required.every((index) => positions[index] !== null)
  );
}

/** The layout of a sheet whose headings somebody mapped; null where these headings are not those. */
export function mappedLayout(
  span: Span,
  mappings: readonly LayoutMapping[],
  fileTypes: readonly FileType[],
): SheetLayout | null {
  const fingerprint = layoutFingerprint(span.headings.map(({ path }) => path));
  const found = mappings.filter((mapping) => mapping.fingerprint === fingerprint);
  const [mapping] = found;
  if (!mapping || found.length > 1) return null;
  const fileType = fileTypes.find(({ id }) => id === mapping.layout);
  if (!fileType || !fitsForm(mapping, fileType)) return null;
  const used = new Set(mapping.positions);
  return {
    fileType,
    lastHeadingRow: span.bottom,
    positions: mapping.positions.map((position) => position ?? -1),
    unknown: span.headings.flatMap(({ path }, column) =>
      path === '' || used.has(column) ? [] : [{ column, heading: path }],
    ),
    moved: [],
    mapped: mapping.told,
  };
}
