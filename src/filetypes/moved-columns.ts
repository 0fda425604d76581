/** A place in the row of columns that keep their order, with the column before it in the longest such row. */
interface Link {
  readonly length: number;
  readonly before: number | null;
}

/**
 * Which columns of the form (by index) left their order, given the sheet's column of each. The fewest that explain the
 * sheet: a column that is put in between, or one that is taken to another place, moves no other. Where the order is kept
 * and yet all stand elsewhere (a blank column in front), `displaced` has them.
 */
export function movedColumns(positions: readonly number[]): {
  readonly moved: readonly number[];
  readonly displaced: readonly number[];
} {
  const indexes = [...positions.keys()];
  const displaced = indexes.filter((index) => positions[index] !== index);
  // As nearly always; else every column is compared with all before it.
  if (indexes.every((index) => index === 0 || (positions[index] ?? 0) > (positions[index - 1] ?? 0)))
    return { moved: [], displaced };
  const links: Link[] = [];
  let last: number | null = null;
  for (const [index, position] of positions.entries()) {
    let before: number | null = null;
    for (const [one, link] of links.entries()) {
      const isLonger = before === null || link.length > (links[before]?.length ?? 0);
      if ((positions[one] ?? 0) < position && isLonger) before = one;
    }
    links.push({ length: (before === null ? 0 : (links[before]?.length ?? 0)) + 1, before });
    if (last === null || (links[index]?.length ?? 0) > (links[last]?.length ?? 0)) last = index;
  }
  const kept = new Set<number>();
  for (let at = last; at !== null; at = links[at]?.before ?? null) kept.add(at);
  return { moved: indexes.filter((index) => !kept.has(index)), displaced };
}
