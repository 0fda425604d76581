/** The known name within two letters of a mistyped one, or null. Short names are not guessed at. */
export function closestName(name: string, known: readonly string[]): string | null {
  if (name.length < 5) return null;
  const near = known
    .filter((other) => Math.abs(other.length - name.length) <= 2)
    .map((other) => ({ other, distance: letterDistance(name.toUpperCase(), other) }))
    .filter(({ other, distance }) => distance <= (other.length < 8 ? 1 : 2))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.other ?? null;
}

/** Letters to add, drop or replace to make one word of the other (Levenshtein). */
export function letterDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
