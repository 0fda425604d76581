import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UpstreamError } from '../upstream-error.js';
import { readListing } from './listing.js';

const base = new URL('https://portal.invalid');
const address = new URL('/webComponent/validation/ValidationMainAction.do?mo=1', base);
const name = 'eclaim_99999_OP_25690105_201501885';
const excel = `<a href="/webComponent/invoice/InvoiceReportExcelAction.do?status=excel&amp;filename=${name}.ecd">download excel</a>`;

interface Row {
  readonly cells?: Partial<Record<number, string>>;
  readonly link?: string;
}

function rowOf({ cells = {}, link = excel }: Row = {}): string {
  const usual = [
    '05/01/2569 20:15:01',
    '690190001',
    '99999',
    'โรงพยาบาลตัวอย่าง',
    `<a href="/webComponent/validation/GetFileAction.do?fn=rep_${name}.ecd">rep_${name}.ecd</a>`,
    '1,250',
    '<a href="#">1,201</a>',
    '<a href="#">49</a>',
    'ONLINE',
    '06/01/2569 02:10:44',
    'ระบบ',
    link,
  ];
  return `<tr>${usual.map((cell, index) => `<td>${cells[index] ?? cell}</td>`).join('')}</tr>`;
}

const read = (rows: string, head = '') =>
  readListing(
    `<html><table id="content2"><thead>${head}</thead><tbody>${rows}</tbody></table></html>`,
    address,
    base,
  );
const files = (rows: string) => read(rows).files.map((file) => file.filename);
const codes = (rows: string, head = '') => read(rows, head).problems.map((problem) => problem.code);

test('a table without rows is an empty month, a page without the table is not', () => {
  assert.deepEqual(read(''), { files: [], reps: [], pending: 0, problems: [] });
  assert.deepEqual(read('<tr><td colspan="12">ไม่พบข้อมูล</td></tr>').files, []);
  assert.throws(
    () => readListing('<html><table id="content"></table></html>', address, base),
    (error) => error instanceof UpstreamError && error.code === 'no_listing_table',
  );
});

test('the workbook is found by its path or its text, never by the claim file or the numbers', () => {
  assert.deepEqual(files(rowOf()), [`${name}.xls`]);
  assert.deepEqual(
    files(rowOf({ link: `<a href="/x/get.do?FILENAME=${name}.xls">Download&nbsp;<b>EXCEL</b></a>` })),
    [`${name}.xls`],
  );
  assert.deepEqual(
    files(rowOf({ link: `<a href="/x/GetFileAction.do?fn=${name}.ecd">download excel</a>` })),
    [],
  );
  assert.deepEqual(files(rowOf({ cells: { 5: excel.replace('download excel', '1,250') }, link: '' })), [
    `${name}.xls`,
  ]);
});

test('a link that leads to another site, or nowhere, is refused and named; nothing is asked there', () => {
  for (const href of [
    `https://other.invalid/InvoiceReportExcelAction.do?fn=${name}.ecd`,
    `//other.invalid/InvoiceReportExcelAction.do?fn=${name}.ecd`,
    `https://portal.invalid@other.invalid/InvoiceReportExcelAction.do?fn=${name}.ecd`,
    `https://portal.invalid:8443/InvoiceReportExcelAction.do?fn=${name}.ecd`,
    `javascript:get('InvoiceReportExcelAction.do?fn=${name}.ecd')`,
    `file:///InvoiceReportExcelAction.do?fn=${name}.ecd`,
  ]) {
    const rows = rowOf({ link: `<a href="${href}">download excel</a>` });
    assert.deepEqual([files(rows), codes(rows)], [[], ['link_refused']], href);
  }
});

test('the portal under plain http behind its TLS proxy is still the portal', () => {
  const link = excel.replace('href="', 'href="http://portal.invalid');
  assert.equal(read(rowOf({ link })).files[0]?.url.origin, 'https://portal.invalid');
});

test('a file name is the last part of a path, and plain', () => {
  const named = (fn: string) => rowOf({ link: excel.replace(`${name}.ecd`, fn) });
  assert.deepEqual(files(named(`../../${name}.ecd`)), [`${name}.xls`]);
  assert.deepEqual(files(named(`..%5C..%5Crep_${name}.xls`)), [`${name}.xls`]);
  for (const fn of ['..', '.ecd', 'a%00b.ecd', 'a/..ecd', `${'a'.repeat(300)}.ecd`, 'ชื่อไทย.ecd', 'a%20b.ecd'])
    assert.deepEqual([files(named(fn)), codes(named(fn))], [[], ['file_name_refused']], fn);
});

test('a link without a name takes the name of the claim file beside it', () => {
  assert.deepEqual(files(rowOf({ link: '<a href="/InvoiceReportExcelAction.do?id=7">download excel</a>' })), [
    `${name}.xls`,
  ]);
});

test('the same file twice is one file, and every document keeps its row', () => {
  const { files: offered, reps } = read(rowOf() + rowOf({ cells: { 1: '690190002' } }));
  assert.equal(offered.length, 1);
  assert.deepEqual(
    reps.map((rep) => rep.repNo),
    ['690190001', '690190002'],
  );
});

test('a row without link is pending', () => {
  const { files: offered, pending, reps } = read(rowOf({ link: '' }));
  assert.deepEqual([offered, pending, reps[0]?.ready, reps[0]?.filename], [[], 1, false, `${name}.xls`]);
});

test('numbers that are not where they should be are named, and the file is fetched all the same', () => {
  for (const cells of [
    { 5: 'ONLINE' },
    { 6: '1,300' },
    { 7: '' },
    { 1: '05/01/2569 20:15:01' },
    { 2: 'โรงพยาบาล' },
    { 5: '1.5' },
  ]) {
    const rows = rowOf({ cells });
    assert.deepEqual(
      [files(rows), codes(rows)],
      [[`${name}.xls`], ['listing_changed']],
      JSON.stringify(cells),
    );
    assert.deepEqual(read(rows).reps, []);
  }
});

const heads = [
  'วันที่ส่ง',
  'เลขที่ REP',
  'HCODE',
  'ชื่อ',
  'ไฟล์',
  'ทั้งหมด',
  'ผ่าน',
  'ไม่ผ่าน',
  'ประเภท',
  'วันที่ตรวจ',
  'ผู้นำเข้า',
  'Excel File',
];
const headOf = (names: readonly string[]) => `<tr>${names.map((text) => `<th>${text}</th>`).join('')}</tr>`;

test('columns that changed places are found by their headings, or named where headings and row disagree', () => {
  assert.deepEqual(codes(rowOf(), headOf(heads)), []);
  const swapped = [...heads];
  [swapped[6], swapped[7]] = ['ไม่ผ่าน', 'ผ่าน'];
  assert.deepEqual(codes(rowOf(), headOf(swapped)), ['listing_changed']);
  const moved = `<tr>${['1,250', '1,201', '49', '690190001', '99999', `rep_${name}.ecd`, excel].map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  const movedHeads = ['ทั้งหมด', 'ผ่าน', 'ไม่ผ่าน', 'เลขที่ REP', 'HCODE', 'ไฟล์', 'Excel'];
  const { reps, problems } = read(moved, headOf(movedHeads));
  assert.deepEqual([problems, reps[0]?.repNo, reps[0]?.total, reps[0]?.failed], [[], '690190001', 1250, 49]);
});

test('headings as ordinary cells, sums and tables inside cells are no documents', () => {
  const head = `<tr>${heads.map((text) => `<td>${text}</td>`).join('')}</tr>`;
  const sum = '<tr><td colspan="5">รวม</td><td>1,250</td><td>1,201</td><td>49</td><td colspan="4"></td></tr>';
  const inner = rowOf({ cells: { 10: '<table><tr><td>a</td><td>b</td></tr></table>' } });
  const { reps, problems } = read(head + inner + sum);
  assert.deepEqual([reps.length, problems], [1, []]);
});
