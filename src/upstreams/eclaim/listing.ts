import { type CheerioAPI, load } from 'cheerio';
import { UpstreamError } from '../upstream-error.js';
import { isExcelLink, readFileLink, storedName } from './file-link.js';
import { type ListingColumns, listingColumns, type TableRow } from './listing-columns.js';
import { type ListingNumbers, readListingNumbers } from './listing-row.js';

/** A workbook that the listing offers; each name once. */
export interface OfferedFile {
  /** As stored, e.g. `eclaim_99999_OP_25690105_201501885.xls`. */
  readonly filename: string;
  /** Where to get it. May hold a token of the portal: never stored, never logged. */
  readonly url: URL;
}

/** One row of the listing: what the portal says about one REP document. */
export interface ListedRep extends ListingNumbers {
  /** As stored; null where the row names no file. */
  readonly filename: string | null;
  /** Whether the row has a link to the workbook; without one NHSO has checked, but not written the file yet. */
  readonly ready: boolean;
  /** The texts of all cells, as shown. */
  readonly cells: readonly string[];
}

export interface ListingProblem {
  readonly code: 'listing_changed' | 'link_refused' | 'file_name_refused';
  readonly filename: string | null;
  /** REP number or place in the list, for people. */
  readonly rep: string;
}

export interface Listing {
  readonly files: readonly OfferedFile[];
  readonly reps: readonly ListedRep[];
  /** Names of rows that have no file yet. */
  readonly pending: number;
  readonly problems: readonly ListingProblem[];
}

/**
 * Reads the page of one month and scheme (formats/nhso-eclaim-protocol.md 6). A page without the table is never an
 * empty month: it fails `no_listing_table`.
 */
export function readListing(page: string, address: URL, base: URL): Listing {
  const $ = load(page);
  const table = $('table#content2').first();
  if (table.length === 0) throw new UpstreamError('no_listing_table');
  const rows = table
    .find('tr')
    .toArray()
    .filter((row) => $(row).closest('table').is(table));
  const columns = listingColumns($, rows);
  const read = rows.map((row) => ({ texts: textsOf($, row), hrefs: linksOf($, row) }));
  const usualNameCell = read.map(({ texts }) => nameCellOf(texts)).find((index) => index >= 0) ?? 4;
  const files = new Map<string, OfferedFile>();
  const reps: ListedRep[] = [];
  const problems: ListingProblem[] = [];
  for (const [index, cells] of read.entries()) {
    if (!looksLikeRep(cells)) continue;
    const found = readRow(cells, columns, { address, base, place: `#${index + 1}`, usualNameCell });
    reps.push(...(found.rep === null ? [] : [found.rep]));
    problems.push(...found.problems);
    for (const file of found.files) if (!files.has(file.filename)) files.set(file.filename, file);
  }
  const pending = new Set(reps.filter((rep) => !rep.ready && !files.has(rep.filename ?? '')).map(nameOf))
    .size;
  return { files: [...files.values()], reps, pending, problems };
}

const nameOf = (rep: ListedRep) => rep.filename ?? rep.repNo;

interface RowPlace {
  readonly address: URL;
  readonly base: URL;
  readonly place: string;
  readonly usualNameCell: number;
}

/** What is in a row: the texts of its cells, and where its links to workbooks lead. */
interface RowCells {
  readonly texts: readonly string[];
  readonly hrefs: readonly string[];
}

interface ReadRow {
  readonly rep: ListedRep | null;
  readonly files: readonly OfferedFile[];
  readonly problems: readonly ListingProblem[];
}

function textsOf($: CheerioAPI, row: TableRow): string[] {
  const cells = $(row).children('td').toArray();
  return cells.map((cell) => $(cell).text().replace(/\s+/g, ' ').trim());
}

function nameCellOf(texts: readonly string[]): number {
  return texts.findIndex((text) => ecdNameIn(text) !== null);
}

/** Headings, notes and sums are no REP: those have a file name, a link to a workbook, or numbers all over. */
function looksLikeRep({ texts, hrefs }: RowCells): boolean {
  if (texts.length < 2) return false;
  if (nameCellOf(texts) >= 0 || hrefs.length > 0) return true;
  return texts.length >= 8 && texts.filter((text) => /\d/.test(text)).length >= 4;
}

function readRow({ texts, hrefs }: RowCells, columns: ListingColumns | null, at: RowPlace): ReadRow {
  const nameCell = nameCellOf(texts);
  const ecdName = ecdNameIn(texts[nameCell] ?? '');
  const links = hrefs.map((href) => readFileLink(at.base, at.address, href, ecdName));
  const numbers = readListingNumbers(texts, columns, nameCell < 0 ? at.usualNameCell : nameCell);
  const rep = numbers?.repNo ?? at.place;
  const problems: ListingProblem[] = [];
  const files: OfferedFile[] = [];
  for (const link of links)
    if (link.kind === 'file') files.push({ filename: link.filename, url: link.url });
    else problems.push({ code: link.code, filename: null, rep });
  const filename = files[0]?.filename ?? (ecdName === null ? null : storedName(ecdName));
  if (numbers === null) problems.push({ code: 'listing_changed', filename, rep });
  const ready = files.length > 0;
  return { rep: numbers && { ...numbers, filename, ready, cells: texts }, files, problems };
}

/** `rep_eclaim_….ecd` in a text; null if there is none. */
function ecdNameIn(text: string): string | null {
  return /(?:rep_)?eclaim_[A-Za-z0-9_.-]+/i.exec(text)?.[0] ?? null;
}

/** Addresses of the row's links to workbooks. */
function linksOf($: CheerioAPI, row: TableRow): string[] {
  const hrefs: string[] = [];
  for (const anchor of $(row).find('a[href]').toArray()) {
    const href = $(anchor).attr('href') ?? '';
    if (isExcelLink(href, $(anchor).text())) hrefs.push(href);
  }
  return hrefs;
}
