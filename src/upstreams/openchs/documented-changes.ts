import { strangeAnswer } from './answer-error.js';
import { type DocumentedRow, documentedPage, type ListedPage } from './documented-rows.js';
import type { Site } from './site.js';
import { isAhead, movedTime, siteTime } from './site-time.js';

export interface ReadSince {
  /**
   * false = the site does not honour `updated_since`, or gives so few rows at once, in no order to go on by, that others may
   * lie behind them: what is not among the rows may have changed all the same.
   */
  readonly isWhole: boolean;
  readonly rows: readonly DocumentedRow[];
  /** The newest time that the site named and that is not yet to come; null = there is none. */
  readonly newest: string | null;
}

const usualLimit = 100;
const largestLimit = 1000;
const mostPages = 2000;
const dayMs = 86_400_000;
/** No site gives fewer rows at once than this: so few are all that there are. */
const fewest = 10;
const longAgoMs = 3_650 * dayMs;

/** Where the reading of one list stands. */
interface Reading {
  since: string;
  limit: number;
  next: string | null;
  newest: string | null;
  /** Rows of the largest page: the site gives so many at once. */
  most: number;
  readonly rows: Map<string, DocumentedRow>;
  readonly asked: Set<string>;
}

/** Reads all pages of what changed since a moment, and notices a site that answers another question. */
export async function readSince(
  site: Site,
  list: { readonly path: string; readonly headers: Readonly<Record<string, string>> },
  since: string,
  signal: AbortSignal,
): Promise<ReadSince> {
  const reading: Reading = {
    since,
    limit: usualLimit,
    next: null,
    newest: null,
    most: 0,
    rows: new Map(),
    asked: new Set(),
  };
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await readPage(site, list, reading, signal);
    const step = take(reading, page);
    if (step === 'more') continue;
    const isWhole =
      step === 'end' ||
      (step === 'doubt' && (await givesMore(site, list, reading, page.rows.length, signal)));
    return { isWhole, ...readSoFar(reading, site.settings.now()) };
  }
  return { isWhole: false, ...readSoFar(reading, site.settings.now()) };
}

function readSoFar(reading: Reading, now: Date): Pick<ReadSince, 'rows' | 'newest'> {
  const rows = [...reading.rows.values()];
  let newest: string | null = null;
  for (const { updatedAt: text } of rows) {
    if (text === null || isAhead(text, now)) continue;
    if (newest === null || siteTime(text) > siteTime(newest)) newest = text;
  }
  return { rows, newest };
}

/** Whether the site gives more rows at once than it just did, when it is asked for all that it has. */
async function givesMore(
  site: Site,
  list: { readonly path: string; readonly headers: Readonly<Record<string, string>> },
  reading: Reading,
  count: number,
  signal: AbortSignal,
): Promise<boolean> {
  const since = movedTime(reading.since, -longAgoMs);
  const { rows } = await readPage(site, list, { ...reading, since, next: null }, signal);
  return rows.length > count;
}

async function readPage(
  site: Site,
  { path, headers }: { readonly path: string; readonly headers: Readonly<Record<string, string>> },
  { next, since, limit }: Reading,
  signal: AbortSignal,
): Promise<ListedPage> {
  const query = { updated_since: since, limit: String(limit) };
  const answer = await site.read(
    next === null ? { method: 'GET', path, query, headers } : { method: 'GET', path: next, headers },
    signal,
  );
  const page = documentedPage(answer.json);
  if (page === null) throw strangeAnswer(site.host, 'no list of cases');
  const following = page.next === null ? null : new URL(page.next, addressOfSite(site)).href;
  return { ...page, next: following };
}

const addressOfSite = ({ settings }: Site) => settings.baseUrl;

/** Takes a page in and says how it goes on; `doubt` = it may be a part of what was asked for. */
function take(reading: Reading, page: ListedPage): 'more' | 'end' | 'ignored' | 'doubt' {
  const times = page.rows.map(({ updatedAt }) => updatedAt).filter((text) => text !== null);
  if (times.some((text) => isBefore(text, reading.since))) return 'ignored';
  const before = reading.rows.size;
  for (const row of page.rows) reading.rows.set(`${row.remote.id} ${row.updatedAt}`, row);
  for (const text of times)
    if (reading.newest === null || siteTime(text) > siteTime(reading.newest)) reading.newest = text;
  if (page.next !== null) return follow(reading, page.next);
  // Whom the site led from page to page, it has led to the end.
  if (reading.next !== null || page.rows.length === 0) return 'end';
  // A page without a way on may be shorter than was asked for, because the site gives no more at once: the next one
  // begins at the newest time, and the reading ends where that brings nothing new.
  const isNew = reading.rows.size > before;
  if (isNew && isAscending(page, times) && isLater(reading.newest ?? '', reading.since)) {
    reading.most = Math.max(reading.most, page.rows.length);
    reading.since = reading.newest ?? reading.since;
    return 'more';
  }
  return lastOf(reading, page.rows.length);
}

/** Whether what is missing behind a page can only be newer than what is on it. All of one time, it could be anything. */
function isAscending({ rows }: ListedPage, times: readonly string[]): boolean {
  if (times.length < rows.length) return false;
  const isSorted = times.every((text, at) => at === 0 || siteTime(text) >= siteTime(times[at - 1] ?? text));
  return isSorted && (rows.length === 1 || siteTime(times[0] ?? '') < siteTime(times.at(-1) ?? ''));
}

/** A page behind which nothing can be asked for by its times: is it all, or as many as the site gives at once? */
function lastOf(reading: Reading, count: number): 'more' | 'end' | 'ignored' | 'doubt' {
  if (count < reading.limit) return count < fewest || count < reading.most ? 'end' : 'doubt';
  if (reading.limit >= largestLimit) return 'ignored';
  reading.limit = largestLimit;
  return 'more';
}

/** Whether a time of the site lies behind the one that was asked for; the site's own form is worth more than ours. */
function isLater(text: string, since: string): boolean {
  return !isOneForm(text, since) || siteTime(text) > siteTime(since);
}

const isOneForm = (a: string, b: string) => movedTime(a, 0).endsWith('Z') === movedTime(b, 0).endsWith('Z');

function follow(reading: Reading, next: string): 'more' | 'ignored' {
  if (reading.asked.has(next)) return 'ignored';
  reading.asked.add(next);
  reading.next = next;
  return 'more';
}

/** Whether a row is older than was asked for. A site without offsets may be read half a day wrong at the first time. */
function isBefore(text: string, since: string): boolean {
  return siteTime(text) < siteTime(since) - (isOneForm(text, since) ? 1000 : dayMs);
}
