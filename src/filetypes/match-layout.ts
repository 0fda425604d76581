/**
 * Which form a sheet has, by its headings: never by the name of the file or sheet, nor by positions alone
 * (product rule 4). Every heading of the form must be there; what is added or moved is told.
 */
import { headingKey } from '../domain/clean-text.js';
import type { FileType, LayoutDifference } from './file-type.js';
import { type ColumnHeading, columnHeadings, type HeadingGrid, pathKey } from './heading-paths.js';
import { movedColumns } from './moved-columns.js';

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
  /** Headings of the form that do not stand in its order, or, where no column says why, in its places. */
  readonly moved: readonly string[];
}

export type LayoutMatch =
  | { readonly layout: SheetLayout; readonly nearest: null }
  | { readonly layout: null; readonly nearest: LayoutDifference | null };

/** A form with the keys of its headings, made once for all attempts. */
interface Form {
  readonly fileType: FileType;
  readonly keys: readonly string[];
  /** Keys of all levels of all headings. */
  readonly words: ReadonlySet<string>;
}

/** The headings of one row span, and where their keys stand. */
interface Span {
  readonly bottom: number;
  readonly headings: readonly ColumnHeading[];
  /** Columns by their likeliest key, and by any of their keys. */
  readonly likely: ReadonlyMap<string, readonly number[]>;
  readonly possible: ReadonlyMap<string, readonly number[]>;
}

interface Attempt {
  readonly form: Form;
  readonly span: Span;
  /** null where the form's heading was not found. */
  readonly positions: readonly (number | null)[];
  /** How many of the form's headings were found. */
  readonly matched: number;
  readonly unknown: readonly UnknownColumn[];
}

/** A heading may reach this many rows above and below the row that names most columns. */
const reach = 3;
/** A sheet is called near a form when they share this part of all headings of both. */
const nearEnough = 0.1;

/** A row may belong to the heading when it has this part of the words that the fullest row has. */
const wordsOfFullest = 0.25;

/**
 * The rows that may belong to the heading, from the top: three of their cells or more are words of a known heading. The
 * fullest alone will not do: where cells are not merged, a heading that is repeated among the data says more in one row
 * than the true one in each of its rows.
 */
function anchorRows(grid: HeadingGrid, words: ReadonlySet<string>): number[] {
  const counts = grid.texts.map((row) => row.filter((text) => words.has(grid.keys.get(text) ?? '')).length);
  const least = Math.max(3, wordsOfFullest * Math.max(...counts));
  return counts.flatMap((count, row) => (count >= least ? [row] : []));
}

function columnsByKey(keys: readonly (readonly string[])[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [column, ofColumn] of keys.entries()) {
    for (const key of ofColumn) found.set(key, [...(found.get(key) ?? []), column]);
  }
  return found;
}

/** Every row span that may be the heading, around the anchor; the shortest first. */
function* spans(anchor: number, grid: HeadingGrid): Generator<Span> {
  const last = grid.texts.length - 1;
  for (let rows = 0; rows <= 2 * reach; rows += 1) {
    for (let top = Math.max(0, anchor - reach); top <= anchor; top += 1) {
      const bottom = top + rows;
      if (bottom < anchor || bottom > Math.min(last, anchor + reach)) continue;
      const headings = columnHeadings(grid, top, bottom);
      const likely = columnsByKey(headings.map(({ keys }) => keys.slice(0, 1)));
      const possible = columnsByKey(headings.map(({ keys }) => keys));
      yield { bottom, headings, likely, possible };
    }
  }
}

/** Finds the form's columns: where the form has them, else by the likeliest path, else by any path. */
function findColumns(form: Form, { headings, likely, possible }: Span): (number | null)[] {
  const taken = new Set<number>();
  const free = (column: number) => !taken.has(column);
  const found: (number | null)[] = [];
  for (const [index, key] of form.keys.entries()) {
    const columns = possible.get(key) ?? [];
    const before = key === form.keys[index - 1] ? (found[index - 1] ?? null) : null;
    const column =
      columns.find((one) => one === index && free(one)) ??
      likely.get(key)?.find(free) ??
      columns.find(free) ??
      // Two columns under one merged heading, saved without the merge: the second has no heading at all.
      (before !== null && headings[before + 1]?.path === '' ? before + 1 : null);
    if (column !== null) taken.add(column);
    found.push(column);
  }
  return found;
}

function attempt(form: Form, span: Span): Attempt {
  const positions = findColumns(form, span);
  const used = new Set(positions);
  const unknown = span.headings.flatMap(({ path }, column) =>
    path === '' || used.has(column) ? [] : [{ column, heading: path }],
  );
  const matched = positions.filter((column) => column !== null).length;
  return { form, span, positions, matched, unknown };
}

/** The older form of a kind is not taken for a newer one in which a heading was renamed. */
function isOfSibling(one: Attempt, forms: readonly Form[]): boolean {
  const { sheetKind, form } = one.form.fileType;
  const siblings = forms.filter(({ fileType }) => fileType.sheetKind === sheetKind && fileType.form === form);
  const foreign = new Set(siblings.flatMap(({ keys }) => keys.filter((key) => !one.form.keys.includes(key))));
  return one.unknown.some(({ column }) => one.span.headings[column]?.keys.some((key) => foreign.has(key)));
}

const isWhole = ({ matched, positions }: Attempt) => matched === positions.length;
/** Whole, and no column of the sheet is left over. */
const isExact = (one: Attempt) => isWhole(one) && one.unknown.length === 0;
/** Headings that sheet and form share, of all that either has. */
const likeness = ({ matched, positions, unknown }: Attempt) => matched / (positions.length + unknown.length);

/** The wider form, then fewer columns that it does not know. */
function fullest(a: Attempt, b: Attempt): Attempt {
  if (a.matched !== b.matched) return b.matched > a.matched ? b : a;
  return b.unknown.length < a.unknown.length ? b : a;
}

function nearest(a: Attempt, b: Attempt): Attempt {
  return likeness(b) > likeness(a) ? b : a;
}

function best(attempts: readonly Attempt[], choose: (a: Attempt, b: Attempt) => Attempt): Attempt | null {
  return attempts.reduce<Attempt | null>((a, b) => (a ? choose(a, b) : b), null);
}

function layoutOf(one: Attempt): SheetLayout {
  const { fileType } = one.form;
  const positions = one.positions.map((column) => column ?? -1); // all are found
  const { moved, displaced } = movedColumns(positions);
  const isExplained = moved.length > 0 || one.unknown.length > 0;
  return {
    fileType,
    lastHeadingRow: one.span.bottom,
    positions,
    unknown: one.unknown,
    moved: (isExplained ? moved : displaced).map((index) => fileType.columns[index]?.[1] ?? ''),
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

/** Tries forms on every row span that may be the heading, until one fits whole. */
function attemptsOf(grid: HeadingGrid, anchors: readonly number[], forms: readonly Form[]): Attempt[] {
  const attempts: Attempt[] = [];
  for (const anchor of forms.length === 0 ? [] : anchors) {
    for (const span of spans(anchor, grid)) {
      attempts.push(...forms.map((form) => attempt(form, span)));
      if (attempts.some(isExact)) break;
    }
    if (attempts.some(isWhole)) break;
  }
  return attempts;
}

function matchForms(grid: HeadingGrid, forms: readonly Form[], words: ReadonlySet<string>): LayoutMatch {
  const anchors = anchorRows(grid, words);
  const said = new Set(grid.keys.values());
  // As a rule one form has all its words in the sheet and no column of the sheet is left over: no other can fit better.
  const likely = forms.filter((form) => [...form.words].every((word) => said.has(word)));
  const exact = best(attemptsOf(grid, anchors, likely).filter(isExact), fullest);
  if (exact) return { layout: layoutOf(exact), nearest: null };
  const attempts = attemptsOf(grid, anchors, forms);
  const whole = best(attempts.filter(isWhole), fullest);
  if (whole && !isOfSibling(whole, forms)) return { layout: layoutOf(whole), nearest: null };
  const near = best(
    attempts.filter((one) => !isWhole(one)),
    nearest,
  );
  return { layout: null, nearest: near && likeness(near) >= nearEnough ? differenceOf(near) : null };
}

/** Prepares the known forms once, and returns what compares a sheet's first rows with every one of them. */
export function layoutMatcher(fileTypes: readonly FileType[]): (grid: HeadingGrid) => LayoutMatch {
  const forms = fileTypes.map((fileType): Form => {
    const headings = fileType.columns.map(([, heading]) => heading);
    const words = headings.flatMap((heading) => heading.split(' > ').map(headingKey));
    return { fileType, keys: headings.map(pathKey), words: new Set(words) };
  });
  const words = new Set(forms.flatMap((form) => [...form.words]));
  return (grid) => matchForms(grid, forms, words);
}
