/** How alike two headings are, and whether they stand in the same place: what a person is offered as the same column. */
import { pathKey } from './heading-paths.js';

/** Fewest letters to put in, take out or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [above, letter] of [...a].entries()) {
    const next = [above + 1];
    for (const [index, other] of [...b].entries()) {
      const changed = (row[index] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** 1 = the same but for white space and spelling of SARA AM, 0 = nothing in common. */
export function likeness(heading: string, other: string): number {
  const [a, b] = [pathKey(heading), pathKey(other)];
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 0 : 1 - distance(a, b) / longest;
}

/** The part of a group is called the same: only the words above it changed. */
function sameLevel(heading: string, other: string): boolean {
  const last = (path: string) => pathKey(path.split(' > ').at(-1) ?? '');
  return last(heading) === last(other);
}

const digits = (heading: string) => pathKey(heading).replace(/\D+/gu, ' ').trim();

export interface FormColumn {
  readonly index: number;
  readonly heading: string;
}

export interface SheetColumn {
  readonly position: number;
  readonly heading: string;
  /** Columns of the form that would stand here by the nearest known column on either side. */
  readonly expected: readonly number[];
}

export interface Suggestion {
  /** Column of the form. */
  readonly index: number;
  /** 0 to 1, two places. */
  readonly likeness: number;
  /** Both neighbours are those of the form's column. */
  readonly samePlace: boolean;
  /** Nothing else comes near it: may be offered as the answer. */
  readonly sure: boolean;
}

interface Pair extends Suggestion {
  readonly position: number;
  readonly score: number;
}

function pairOf(missing: FormColumn, unknown: SheetColumn): Omit<Pair, 'sure'> {
  const alike = Math.round(likeness(missing.heading, unknown.heading) * 100) / 100;
  const sides = unknown.expected.filter((index) => index === missing.index).length;
  return {
    index: missing.index,
    position: unknown.position,
    likeness: alike,
    samePlace: sides === 2,
    score: alike + 0.2 * sides,
  };
}

/** For each unknown column of a sheet (by its position) the missing column of the form that it probably is. */
export function suggestColumns(
  missing: readonly FormColumn[],
  unknown: readonly SheetColumn[],
): ReadonlyMap<number, Suggestion> {
  const pairs = missing.flatMap((one) => unknown.map((other) => pairOf(one, other)));
  const isSure = (pair: Omit<Pair, 'sure'>) => {
    const rivals = pairs.filter(
      (one) => one !== pair && (one.index === pair.index || one.position === pair.position),
    );
    const headings = [
      missing.find(({ index }) => index === pair.index)?.heading ?? '',
      unknown.find(({ position }) => position === pair.position)?.heading ?? '',
    ] as const;
    const sameNumbers = digits(headings[0]) === digits(headings[1]);
    const isAlike = pair.likeness >= 0.8 || (pair.likeness >= 0.6 && sameLevel(...headings));
    return isAlike && sameNumbers && rivals.every((one) => pair.score - one.score >= 0.15);
  };
  const found = new Map<number, Suggestion>();
  const given = new Set<number>();
  for (const pair of [...pairs].sort((a, b) => b.score - a.score)) {
    if (found.has(pair.position) || given.has(pair.index)) continue;
    if (pair.likeness < 0.5 && !pair.samePlace) continue;
    given.add(pair.index);
    const { index, likeness: alike, samePlace } = pair;
    found.set(pair.position, { index, likeness: alike, samePlace, sure: isSure(pair) });
  }
  return found;
}
