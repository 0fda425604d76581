import type { FigureFilter } from './figure-filter.js';
import { rate } from './rate.js';

/** How many claims took so many days; null = one of the two days is not known. */
export type DayCounts = ReadonlyMap<number | null, number>;

const dayLong = 86_400_000;

/** Whole days from one Gregorian day to another; null where one is not known. */
export function daysBetween(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : Math.round((Date.parse(to) - Date.parse(from)) / dayLong);
}

/** Puts so many claims of one group, and of all, to the days that they took. */
export function dayCounter() {
  const groups = new Map<string, Map<number | null, number>>();
  const total = new Map<number | null, number>();
  return {
    ...{ groups, total },
    add(key: string, days: number | null, claims: number): void {
      const group = groups.get(key) ?? new Map<number | null, number>();
      groups.set(key, group);
      for (const each of [group, total]) each.set(days, (each.get(days) ?? 0) + claims);
    },
  };
}

/** What is told of days: exact, the median such that half of the claims took no longer. */
export function dayFacts(taken: DayCounts) {
  const days = [...taken].flatMap(([each, count]) => (each === null ? [] : [[each, count] as const]));
  days.sort(([a], [b]) => a - b);
  const measured = days.reduce((sum, [, count]) => sum + count, 0);
  const sum = days.reduce((all, [each, count]) => all + each * count, 0);
  let passed = 0;
  const median = days.find(([, count]) => {
    passed += count;
    return passed * 2 >= measured;
  });
  return {
    claims: measured + (taken.get(null) ?? 0),
    measured,
    sum,
    average: rate(BigInt(sum), BigInt(measured)),
    median: median?.[0] ?? null,
    longest: days.at(-1)?.[0] ?? null,
    upTo: (most: number) => days.reduce((all, [each, count]) => all + (each <= most ? count : 0), 0),
  };
}

/** Claims that have a service date. */
export function datedOf(filter: FigureFilter): FigureFilter {
  return { ...filter, undated: null, noDate: false };
}
