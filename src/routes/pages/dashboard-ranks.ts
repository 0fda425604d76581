/** Rows of a list of the overview that has not all. */
export const mostRows = 6;

/** The groups of a list, that with the most first; equal ones by their key. */
export function mostFirst<Sums>(
  groups: Iterable<readonly [string, Sums]>,
  of: (sums: Sums) => bigint,
): (readonly [string, Sums])[] {
  return [...groups]
    .map((group) => ({ group, amount: of(group[1]) }))
    .sort((a, b) =>
      a.amount === b.amount ? (a.group[0] < b.group[0] ? -1 : 1) : a.amount < b.amount ? 1 : -1,
    )
    .map(({ group }) => group);
}
