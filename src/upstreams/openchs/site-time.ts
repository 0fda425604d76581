/** Times as one site writes them; some name no offset, and then nobody but the site knows what they mean. */

const offset = /(Z|[+-]\d\d:?\d\d)$/;

/** Milliseconds that order the times of one site; NaN = it is none. Without an offset they are read as UTC. */
export function siteTime(text: string): number {
  return Date.parse(offset.test(text) ? text : `${text.replace(' ', 'T')}Z`);
}

/** A time of the site moved by some milliseconds, in the form in which it came. */
export function movedTime(text: string, ms: number): string {
  const moved = new Date(siteTime(text) + ms).toISOString();
  return offset.test(text) ? moved : moved.slice(0, -1);
}

/** The later of two times of one site. Of two forms the site's own wins: only it can be given back. */
export function laterOf(known: string, told: string | null): string {
  if (told === null) return known;
  const isOneForm = offset.test(known) === offset.test(told);
  return isOneForm && siteTime(known) > siteTime(told) ? known : told;
}

const farthestEastMs = 14 * 3_600_000;

/**
 * Whether a time lies ahead of our clock: whatever was dated so by a clock that went wrong tells nothing of how far a reading
 * came. Without an offset it may be of any zone.
 */
export function isAhead(text: string, now: Date): boolean {
  return siteTime(text) > now.getTime() + (offset.test(text) ? 0 : farthestEastMs);
}
