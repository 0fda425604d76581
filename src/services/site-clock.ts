/** What the answers of a site said about the time: kept in memory, for the look at alerts. */
export interface SiteClock {
  /** The `Date` of an answer that has just come (RFC 9110, section 6.6.1: whole seconds). */
  heard(siteTime: Date, host: string): void;
  /** Milliseconds that our clock is ahead by the newest answer; null before the first. */
  latest(): { readonly aheadMs: number; readonly host: string; readonly at: Date } | null;
}

export function createSiteClock(now: () => Date): SiteClock {
  let latest: ReturnType<SiteClock['latest']> = null;
  return {
    heard(siteTime, host) {
      const at = now();
      if (!Number.isNaN(siteTime.getTime()))
        latest = { aheadMs: at.getTime() - siteTime.getTime(), host, at };
    },
    latest: () => latest,
  };
}
