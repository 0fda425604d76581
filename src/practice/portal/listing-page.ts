import { buddhistText, daysLater } from '../claims/wall-time.js';
import type { ListedRep } from '../rep/practice-calendar.js';
import { escapeHtml, portalPage } from './html.js';
import type { LinkShape } from './switches.js';

/** The listing of REP files (nhso-eclaim-protocol 6). */

export const filePath = '/webComponent/invoice/InvoiceReportExcelAction.do';
const ecdPath = '/webComponent/validation/GetFileAction.do';
const headings = [
  'วันที่ส่ง',
  'เลขที่ REP',
  'รหัสหน่วยบริการ',
  'ชื่อหน่วยบริการ',
  'ชื่อแฟ้ม',
  'ทั้งหมด',
  'ผ่าน',
  'ไม่ผ่าน',
  'ประเภทการนำเข้า',
  'วันที่ตรวจ',
  'ผู้นำเข้า',
  'Excel File',
];

export interface ListingPage {
  /** Buddhist Era. */
  readonly year: number;
  readonly month: number;
  readonly scheme: string;
  readonly hospital: string;
  readonly reps: readonly ListedRep[];
  readonly links: readonly LinkShape[];
  /** Address of this server, for absolute links. */
  readonly url: string;
  readonly table: 'as_always' | 'missing' | 'one_column_more' | 'other_order';
}

/** The places of the usual columns, as another edition of the page might have them. */
const otherOrder = [4, 11, 1, 2, 3, 5, 6, 7, 9, 0, 10, 8];
const reordered = <Cell>(cells: readonly Cell[]): Cell[] => otherOrder.flatMap((place) => cells[place] ?? []);

const count = (number: number) => number.toLocaleString('en-US');
const ecdName = (name: string) => name.replace(/xls$/, 'ecd');

function anchor(href: string, text = 'download excel'): string {
  return `<a href="${escapeHtml(href)}">${text}</a>`;
}

function excelLink(name: string, shape: LinkShape, url: string): string {
  const usual = `${filePath}?status=excel&filename=${ecdName(name)}`;
  switch (shape) {
    case 'fn_xls':
      return anchor(`${filePath}?status=excel&fn=${name}`);
    case 'file_xls':
      return anchor(`${filePath}?status=excel&file=${name}`);
    case 'absolute':
      return anchor(`${url}${usual}`);
    case 'relative':
      return anchor(`../invoice/InvoiceReportExcelAction.do?status=excel&filename=${ecdName(name)}`);
    case 'upper_case':
      return anchor(usual, 'DOWNLOAD EXCEL');
    case 'bold_and_space':
      return `<a\n  class="lnk" href="${escapeHtml(usual)}">\n   <b>download</b>\n\t excel </a>`;
    case 'path_up':
      return anchor(`${filePath}?status=excel&filename=../../${ecdName(name)}`);
    case 'foreign_host':
      return anchor(`https://eclaim.example.invalid${usual}`);
    case 'no_link':
      return '';
    default:
      return anchor(usual);
  }
}

function listingRow(rep: ListedRep, shape: LinkShape, page: ListingPage): string {
  const { file, listed } = rep;
  const ecd = `rep_${ecdName(rep.name)}`;
  const cells = [
    buddhistText(file.sentAt),
    String(file.repNo),
    page.hospital,
    'โรงพยาบาลตัวอย่าง',
    anchor(`${ecdPath}?fn=${ecd}`, ecd),
    count(listed.total),
    anchor('#', count(listed.passed)),
    anchor('#', count(listed.failed)),
    'ONLINE',
    buddhistText(daysLater(file.sentAt, 1)),
    'ระบบ',
    excelLink(rep.name, shape, page.url),
  ];
  if (page.table === 'one_column_more') cells.unshift('<input type="checkbox" name="sel">');
  const ordered = page.table === 'other_order' ? reordered(cells) : cells;
  const row = `<tr>${ordered.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  return shape === 'twice' ? `${row}\n${row}` : row;
}

function headingsOf(table: ListingPage['table']): readonly string[] {
  if (table === 'one_column_more') return ['เลือก', ...headings];
  return table === 'other_order' ? reordered(headings) : headings;
}

function table(page: ListingPage): string {
  const titles = headingsOf(page.table);
  const rows = page.reps.map((rep, i) =>
    listingRow(rep, page.links[i % page.links.length] ?? 'filename_ecd', page),
  );
  return `<table id="content2"><thead><tr>${titles.map((title) => `<th>${title}</th>`).join('')}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table>`;
}

function options(from: number, to: number, chosen: number): string {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
    .map((number) => `<option value="${number}"${number === chosen ? ' selected' : ''}>${number}</option>`)
    .join('');
}

export function listingPage(page: ListingPage): string {
  return portalPage(
    'e-Claim',
    `<h3>ผลการตอบกลับ : ข้อมูลผลการตรวจสอบ</h3>
<form name="frm" action="?" method="get">
<select name="mo">${options(1, 12, page.month)}</select>
<select name="ye">${options(page.year - 5, page.year + 1, page.year)}</select>
<input type="hidden" name="maininscl" value="${escapeHtml(page.scheme)}">
<input type="submit" value="แสดงข้อมูล">
</form>
${page.table === 'missing' ? '' : table(page)}`,
  );
}
