/**
 * Which form a sheet has, by its headings: never by the name of the file or sheet, nor by positions alone
 * (product rule 4). Every heading of the form must be there; what is added or moved is told.
 */
import { headingKey } from '../domain/clean-text.js';
import type { FileType, LayoutDifference } from './file-type.js';
import { type HeadingGrid, pathKey } from './heading-paths.js';
import { anchorRows, type Span, spans } from './heading-spans.js';
import { layoutDifference } from './layout-difference.js';
import { type LayoutMapping, mappedLayout } from './layout-mapping.js';
import { movedColumns } from './moved-columns.js';
import type { SheetLayout, UnknownColumn } from './sheet-layout.js';

export type { SheetLayout } from './sheet-layout.js';

export type LayoutMatch =
  | { readonly layout: SheetLayout; readonly nearest: null }
  | { readonly layout: null; readonly nearest: LayoutDifference | null };

/** A form with the keys of its headings, made once for all attempts. */
export interface Form {
  readonly fileType: FileType;
  readonly keys: readonly string[];
  /** Keys that NHSO itself writes twice. */
  readonly repeated: ReadonlySet<string>;
  /** Keys of all levels of all headings. */
  readonly words: ReadonlySet<string>;
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

/** A sheet is called near a form when they share this part of all headings of both. */
const nearEnough = 0.1;

/**
 * Finds the form's columns: where the form has them, else by the likeliest path, else by any path. A heading that the form
 * repeats is found in the sheet's own order: the place of one may be taken by the other.
 */
function findColumns(form: Form, { headings, likely, possible }: Span): (number | null)[] {
  const taken = new Set<number>();
  const free = (column: number) => !taken.has(column);
  const found: (number | null)[] = [];
  for (const [index, key] of form.keys.entries()) {
    const columns = possible.get(key) ?? [];
    const before = key === form.keys[index - 1] ? (found[index - 1] ?? null) : null;
    const column =
      columns.find((one) => one === index && free(one) && !form.repeated.has(key)) ??
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

/**
 * Columns of the form (by index) that may stand in more than one place: the sheet has their heading once more than the
 * form, or one of two with the same heading left its order. Which is which, only a person can say.
 */
function doubtful({ form, span, positions, unknown }: Attempt): ReadonlySet<number> {
  const spare = new Set(unknown.flatMap(({ column }) => span.headings[column]?.keys ?? []));
  const { moved } = movedColumns(positions.map((column) => column ?? -1));
  const astray = new Set(
    moved.map((index) => form.keys[index] ?? '').filter((key) => form.repeated.has(key)),
  );
  const isDoubtful = (key: string) => spare.has(key) || astray.has(key);
  return new Set(form.keys.flatMap((key, index) => (isDoubtful(key) ? [index] : [])));
}

const isWhole = ({ matched, positions }: Attempt) => matched === positions.length;
/** Whole, and no column of the sheet is left over. */
const isExact = (one: Attempt) => isWhole(one) && one.unknown.length === 0 && doubtful(one).size === 0;
/** Whole, and beyond doubt. */
const isPlain = (one: Attempt, forms: readonly Form[]) =>
  isWhole(one) && doubtful(one).size === 0 && !isOfSibling(one, forms);
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
  const unsure = doubtful(one);
  const positions = one.positions.map((column, index) => (unsure.has(index) ? null : column));
  return layoutDifference(
    one.form.fileType,
    one.span.headings.map(({ path }) => path),
    positions,
  );
}

/** Tries forms on every row span that may be the heading and has all their headings, until one fits whole. */
function attemptsOf(grid: HeadingGrid, anchors: readonly number[], forms: readonly Form[]): Attempt[] {
  const attempts: Attempt[] = [];
  for (const anchor of forms.length === 0 ? [] : anchors) {
    for (const span of spans(anchor, grid)) {
      const possible = forms.filter(({ keys }) => keys.every((key) => span.possible.has(key)));
      attempts.push(...possible.map((form) => attempt(form, span)));
      if (attempts.some(isExact)) break;
    }
    if (attempts.some(isWhole)) break;
  }
  return attempts;
}

/** The most of the form's headings that a sheet with these words can have. */
function mostFound(form: Form, said: ReadonlySet<string>): number {
  const { columns } = form.fileType;
  return columns.filter(([, heading]) => heading.split(' > ').every((word) => said.has(headingKey(word))))
    .length;
}

/** The attempt that comes nearest, among forms that do not fit whole and beyond doubt. */
function nearestAttempt(
  all: readonly Span[],
  forms: readonly Form[],
  said: ReadonlySet<string>,
): Attempt | null {
  const likeliest = forms
    .map((form) => ({ form, most: mostFound(form, said) / form.keys.length }))
    .sort((a, b) => b.most - a.most);
  let near: Attempt | null = null;
  for (const { form, most } of likeliest) {
    if (most < (near ? likeness(near) : nearEnough)) continue;
    const attempts = all.map((span) => attempt(form, span));
    const open = attempts.filter((one) => !isWhole(one) || doubtful(one).size > 0);
    near = best(near ? [near, ...open] : open, nearest);
  }
  return near && likeness(near) >= nearEnough ? near : null;
}

function matchForms(
  grid: HeadingGrid,
  forms: readonly Form[],
  words: ReadonlySet<string>,
  mappings: readonly LayoutMapping[],
): LayoutMatch {
  const anchors = anchorRows(grid, words);
  const said = new Set(grid.keys.values());
  // Only a form whose every word stands in the sheet can fit whole.
  const likely = forms.filter((form) => [...form.words].every((word) => said.has(word)));
  const attempts = attemptsOf(grid, anchors, likely);
  const known = best(attempts.filter(isExact), fullest) ?? best(attempts.filter(isWhole), fullest);
  if (known && isPlain(known, forms)) return { layout: layoutOf(known), nearest: null };
  const all = anchors.flatMap((anchor) => [...spans(anchor, grid)]);
  const fileTypes = forms.map(({ fileType }) => fileType);
  for (const span of mappings.length === 0 ? [] : all) {
    const layout = mappedLayout(span, mappings, fileTypes);
    if (layout) return { layout, nearest: null };
  }
  const near = nearestAttempt(all, forms, said);
  return { layout: null, nearest: near && differenceOf(near) };
}

/** Prepares forms for every sheet to come. */
export function formsOf(fileTypes: readonly FileType[]): readonly Form[] {
  return fileTypes.map((fileType): Form => {
    const headings = fileType.columns.map(([, heading]) => heading);
    const words = headings.flatMap((heading) => heading.split(' > ').map(headingKey));
    const keys = headings.map(pathKey);
    const repeated = new Set(keys.filter((key, index) => keys.indexOf(key) !== index));
    return { fileType, keys, repeated, words: new Set(words) };
  });
}

/**
 * Returns what compares a sheet's first rows with every one of the forms, and where none fits, with the mappings that
 * people approved.
 */
export function layoutMatcher(
  forms: readonly Form[],
  mappings: readonly LayoutMapping[] = [],
): (grid: HeadingGrid) => LayoutMatch {
  const words = new Set(forms.flatMap((form) => [...form.words]));
  return (grid) => matchForms(grid, forms, words, mappings);
}
