/**
 * Which form a sheet has, by its headings: never by the name of the file or sheet, nor by positions alone
 * (product rule 4). Every heading of the form must be there; what is added or moved is told.
 */
import { headingKey } from '../domain/clean-text.js';
import type { FileType, LayoutDifference } from './file-type.js';
import { type ColumnHeading, columnHeadings, type HeadingGrid, pathKey } from './heading-paths.js';

export interface UnknownColumn {
  readonly column: number;
  readonly heading: string;
}

export interface SheetLayout {
  readonly fileType: FileType;
  /** Last row of the heading, 0-based: data stands below. */
  readonly lastHeadingRow: number;
  /** Column of the sheet for each column of the form, 0-based. */
  readonly positions: readonly number[];
  readonly unknown: readonly UnknownColumn[];
  /** Headings of the form that stand in another column than the form says. */
  readonly moved: readonly string[];
}

export type LayoutMatch =
  | { readonly layout: SheetLayout; readonly nearest: null }
  | { readonly layout: null; readonly nearest: LayoutDifference | null };

/** A form with the keys of its headings, made once for all attempts. */
interface Form {
  readonly fileType: FileType;
  readonly keys: readonly string[];
}

interface Attempt {
  readonly form: Form;
  readonly bottom: number;
  readonly headings: readonly ColumnHeading[];
  /** null where the form's heading was not found. */
  readonly positions: readonly (number | null)[];
  /** Share of the form's headings that were found: 1 = all. */
  readonly share: number;
  readonly unknown: readonly UnknownColumn[];
}

/** A heading may reach this many rows above and below the row that names most columns. */
const reach = 3;
/** A sheet is called near a form when this share of the form's headings is there. */
const nearShare = 0.3;

/** The row in which most cells are words of a known heading; null where no row has three. */
function anchorRow(grid: HeadingGrid, words: ReadonlySet<string>): number | null {
  const counts = grid.map(
    (texts) => texts.filter((text) => text !== '' && words.has(headingKey(text))).length,
  );
  const most = Math.max(...counts);
  return most < 3 ? null : counts.indexOf(most);
}

/** Finds the form's columns: where the form has them, else by the likeliest path, else by any path. */
function findColumns(form: Form, headings: readonly ColumnHeading[]): (number | null)[] {
  const taken = new Set<number>();
  const found: (number | null)[] = [];
  for (const [index, key] of form.keys.entries()) {
    const free = (column: number) => column >= 0 && !taken.has(column);
    const fits = (column: number) => free(column) && (headings[column]?.keys.includes(key) ?? false);
    const before = key === form.keys[index - 1] ? (found[index - 1] ?? null) : null;
    const column = [
      fits(index) ? index : -1,
      headings.findIndex((one, at) => one.keys[0] === key && free(at)),
      headings.findIndex((_, at) => fits(at)),
      // Two columns under one merged heading, saved without the merge: the second has no heading at all.
      before !== null && headings[before + 1]?.path === '' ? before + 1 : -1,
    ].find(free);
    if (column !== undefined) taken.add(column);
    found.push(column ?? null);
  }
  return found;
}

function attempt(form: Form, headings: readonly ColumnHeading[], bottom: number): Attempt {
  const positions = findColumns(form, headings);
  const used = new Set(positions);
  const unknown = headings.flatMap(({ path }, column) =>
    path === '' || used.has(column) ? [] : [{ column, heading: path }],
  );
  const share = positions.filter((column) => column !== null).length / positions.length;
  return { form, bottom, headings, positions, share, unknown };
}

/** Every row span that may be the heading, around the anchor; the shortest first. */
function spans(anchor: number, rows: number): [top: number, bottom: number][] {
  const found: [number, number][] = [];
  for (let top = anchor; top >= Math.max(0, anchor - reach); top -= 1)
    for (let bottom = anchor; bottom <= Math.min(rows - 1, anchor + reach); bottom += 1)
      found.push([top, bottom]);
  return found.sort((a, b) => a[1] - a[0] - (b[1] - b[0]));
}

/** The older form of a kind is not taken for a newer one in which a heading was renamed. */
function isOfSibling(one: Attempt, forms: readonly Form[]): boolean {
  const { sheetKind, form } = one.form.fileType;
  const siblings = forms.filter(({ fileType }) => fileType.sheetKind === sheetKind && fileType.form === form);
  const foreign = new Set(siblings.flatMap(({ keys }) => keys.filter((key) => !one.form.keys.includes(key))));
  return one.unknown.some(({ column }) => one.headings[column]?.keys.some((key) => foreign.has(key)));
}

/** More of the form is better; then the wider form, then fewer columns that it does not know. */
function better(a: Attempt, b: Attempt): Attempt {
  if (a.share !== b.share) return b.share > a.share ? b : a;
  if (a.positions.length !== b.positions.length) return b.positions.length > a.positions.length ? b : a;
  return b.unknown.length < a.unknown.length ? b : a;
}

function best(attempts: readonly Attempt[]): Attempt | null {
  return attempts.reduce<Attempt | null>((a, b) => (a ? better(a, b) : b), null);
}

function layoutOf(one: Attempt): SheetLayout {
  const { fileType } = one.form;
  const positions = one.positions.map((column) => column ?? -1); // all are found: share is 1
  return {
    fileType,
    lastHeadingRow: one.bottom,
    positions,
    unknown: one.unknown,
    moved: fileType.columns.filter(([index], at) => positions[at] !== index).map(([, heading]) => heading),
  };
}

function differenceOf(one: Attempt): LayoutDifference {
  const missing = one.form.fileType.columns.filter((_, index) => one.positions[index] === null);
  return {
    layout: one.form.fileType.id,
    missing: missing.map(([, heading]) => heading),
    unknown: one.unknown.map(({ heading }) => heading),
  };
}

/** Compares a sheet's first rows with every known form. */
export function matchLayout(grid: HeadingGrid, fileTypes: readonly FileType[]): LayoutMatch {
  const words = new Set(
    fileTypes.flatMap(({ columns }) =>
      columns.flatMap(([, heading]) => heading.split(' > ').map(headingKey)),
    ),
  );
  const anchor = anchorRow(grid, words);
  if (anchor === null) return { layout: null, nearest: null };
  const forms = fileTypes.map((fileType) => ({
    fileType,
    keys: fileType.columns.map(([, heading]) => pathKey(heading)),
  }));
  const attempts = spans(anchor, grid.length).flatMap(([top, bottom]) => {
    const headings = columnHeadings(grid, top, bottom);
    return forms.map((form) => attempt(form, headings, bottom));
  });
  const whole = best(attempts.filter(({ share }) => share === 1));
  if (whole && !isOfSibling(whole, forms)) return { layout: layoutOf(whole), nearest: null };
  const near = best(attempts.filter(({ share }) => share < 1));
  return { layout: null, nearest: near && near.share >= nearShare ? differenceOf(near) : null };
}
