import { type CheerioAPI, load } from 'cheerio';
import { readDocumentNo } from '../../domain/statement-file-name.js';
import { UpstreamError } from '../upstream-error.js';
import type { TableRow } from './listing-columns.js';
import { monthOfService, type StatementMonth } from './statement-period.js';

export type { StatementMonth } from './statement-period.js';

/** The seven fields that ask for a statement's workbook, in the order of `downloadBill` (protocol 8). */
export const statementFields = [
  'document_no',
  'person_type',
  'hcode',
  'hname',
  'province_name',
  'datesend_from',
  'datesend_to',
] as const;

export type StatementRequest = Readonly<Record<(typeof statementFields)[number], string>>;

/** A statement that the portal offers. */
export interface OfferedStatement {
  /** e.g. `STM_99999_IPUCS256811_01.xls` */
  readonly filename: string;
  readonly documentNo: string;
  readonly request: StatementRequest;
  /** Dates of the row as shown (issued, sent): where they change, the statement was written anew. */
  readonly dates: readonly string[];
}

export interface StatementListingProblem {
  readonly code: 'statement_row_unreadable' | 'statement_list_differs';
  readonly details: Readonly<Record<string, string | number>>;
}

export interface StatementListing {
  readonly statements: readonly OfferedStatement[];
  /** Rows that name a statement which cannot be asked for. */
  readonly unreadable: number;
  readonly problems: readonly StatementListingProblem[];
}

/** What a page of the list says, whatever month its rows are of. */
export interface StatementPage extends StatementListing {
  readonly rows: readonly { readonly statement: OfferedStatement; readonly month: StatementMonth | null }[];
}

/**
 * Reads the part of a page that lists statements. Columns are known by what stands in them, not by their place: the
 * sources disagree on it (formats/README 4, no. 34). A page without its table is never an empty month: it fails
 * `no_listing_table`.
 */
export function readStatementPage(page: string): StatementPage {
  const $ = load(page);
  const table = $('table#table-detail').first();
  if (table.length === 0) throw new UpstreamError('no_listing_table');
  const rows: { statement: OfferedStatement; month: StatementMonth | null }[] = [];
  const problems: StatementListingProblem[] = [];
  let place = 0;
  for (const row of table.find('tr').toArray()) {
    const texts = textsOf($, row);
    if (texts.length < fewestCells) continue;
    place += 1;
    const statement = readRow($, row, texts);
    if (statement !== null) rows.push({ statement, month: monthOf(statement, texts) });
    else problems.push({ code: 'statement_row_unreadable', details: { row: place } });
  }
  const unreadable = problems.length;
  const told = countTold($.root().text());
  if (told !== null && told !== place)
    problems.push({ code: 'statement_list_differs', details: { told, read: place } });
  const statements = [...new Map(rows.map(({ statement }) => [statement.filename, statement])).values()];
  return { rows, statements, unreadable, problems };
}

/** A row of the list has 9 cells; notes ("nothing found") have one. */
const fewestCells = 5;

function textsOf($: CheerioAPI, row: TableRow): string[] {
  const cells = $(row).children('td').toArray();
  return cells.map((cell) => $(cell).text().replace(/\s+/g, ' ').trim());
}

function readRow($: CheerioAPI, row: TableRow, texts: readonly string[]): OfferedStatement | null {
  for (const one of $(row).find('[onclick]').toArray()) {
    const request = readClick($(one).attr('onclick') ?? '');
    const name = request === null ? null : readDocumentNo(request.document_no);
    if (request === null || name === null) continue;
    const dates = texts.filter((text) => /\d{1,2}\/\d{1,2}\/\d{4}/.test(text));
    return { filename: name.filename, documentNo: name.documentNo, request, dates };
  }
  return null;
}

/** The arguments of `downloadBill('…', …)`; null where it is another call, or has other arguments. */
export function readClick(onclick: string): StatementRequest | null {
  const list = /downloadBill\s*\(([\s\S]*)\)/.exec(onclick)?.[1];
  if (list === undefined) return null;
  const values = [...list.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map((match) =>
    (match[1] ?? match[2] ?? '').replace(/\\(.)/g, '$1'),
  );
  const [document_no, person_type, hcode, hname, province_name, datesend_from, datesend_to] = values;
  if (values.length !== statementFields.length || document_no === undefined || hcode === undefined)
    return null;
  return {
    document_no,
    person_type: person_type ?? '',
    hcode,
    hname: hname ?? '',
    province_name: province_name ?? '',
    datesend_from: datesend_from ?? '',
    datesend_to: datesend_to ?? '',
  };
}

/** The month of service as the row says it, else as the document's number does. */
function monthOf({ documentNo }: OfferedStatement, texts: readonly string[]): StatementMonth | null {
  return monthOfService(texts) ?? readDocumentNo(documentNo);
}

/** N of `พบข้อมูลทั้งหมด N รายการ`; null where the page does not say it. */
function countTold(text: string): number | null {
  const match = /พบข้อมูลทั้งหมด\s*([\d,]+)\s*รายการ/.exec(text);
  return match?.[1] === undefined ? null : Number(match[1].replaceAll(',', ''));
}
