import { fiscalYearOf } from '../../domain/fiscal-year.js';
import { monthName } from '../../domain/thai-date.js';
import { buddhistDayText, buddhistYear } from '../claims/wall-time.js';
import type { Statement } from '../stm/statement.js';
import { stmWorkbookBytes } from '../stm/stm-workbook.js';
import { type Answer, type Call, htmlAnswer, type Practice, textAnswer } from './call.js';
import { errorPage, escapeHtml, noRightPage, portalPage } from './html.js';
import { forSignedIn } from './portal-session.js';
import type { PracticeUser } from './users.js';

/** Statements: page, list and file (nhso-eclaim-protocol 8). */

function forStm(practice: Practice, call: Call, answer: (user: PracticeUser) => Answer): Answer {
  return forSignedIn(practice, call, (user) => (user.maySeeStm ? answer(user) : htmlAnswer(noRightPage)));
}

/** `GET statementUCSAction.do`. */
export function stmPageCall(practice: Practice, call: Call): Answer {
  return forStm(practice, call, () =>
    htmlAnswer(
      portalPage(
        'e-Claim',
        `<h3>Statement UCS</h3>
<form name="frmSearch" method="post" action="/webComponent/ucs/statementUCSViewAction.do">
<input type="text" name="year"><input type="text" name="month"><select name="person_type"><option value=""></option><option value="1">ผู้ป่วยนอก</option><option value="2">ผู้ป่วยใน</option></select>
<input type="text" name="period_no"><input type="hidden" name="PAGE_HEAD" value="1">
</form><div id="result"></div>`,
      ),
    ),
  );
}

const personType = (statement: Statement) => (statement.kind === 'OP' ? '1' : '2');

/** The month of service in words, e.g. `พฤศจิกายน 2568`. */
function monthWords(month: string): string {
  return `${monthName(Number(month.slice(5, 7)), 'th', true)} ${buddhistYear(month)}`;
}

function statementRow(statement: Statement): string {
  const fields = [
    statement.documentNo,
    personType(statement),
    statement.hospital,
    `${statement.hospital} รพ.ตัวอย่าง`,
    '9900 ตัวอย่าง',
    '',
    '',
  ];
  const click = `downloadBill(${fields.map((field) => `'${field}'`).join(', ')});`;
  const cells = [
    '1',
    buddhistDayText(statement.issuedOn),
    monthWords(statement.month),
    statement.kind === 'IP' ? 'ผู้ป่วยใน' : 'ผู้ป่วยนอก',
    statement.period,
    '',
    statement.documentNo,
    statement.hospital.padStart(10, '0'),
    `<a href="javascript:void(0);" onclick="${escapeHtml(click)}">ดาวน์โหลด</a>`,
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function matches(practice: Practice, fields: URLSearchParams, statement: Statement): boolean {
  const year = fields.get('year') ?? '';
  const month = fields.get('month') ?? '';
  const type = fields.get('person_type') ?? '';
  const period = fields.get('period_no') ?? '';
  const hcode = fields.get('hcode') ?? '';
  const ofStatement =
    practice.switches().stmYear === 'fiscal'
      ? fiscalYearOf(`${statement.month}-01`) - 543
      : Number(statement.month.slice(0, 4));
  return (
    (year === '' || Number(year) === ofStatement) &&
    (month === '' || Number(month) === Number(statement.month.slice(5, 7))) &&
    (type === '' || type === personType(statement)) &&
    (period === '' || period === '1') &&
    (hcode === '' || hcode === statement.hospital)
  );
}

const titles = ['งวดที่', 'วันที่ออก', 'เดือนที่ให้บริการ', 'ประเภท', 'งวด STM', 'วันที่ส่ง', 'เลขที่เอกสาร', 'Vendor', ''];

/** What is wrong with the table, as a fault. */
type TableFault = 'missing' | 'one_column_more';

function listTable(found: readonly Statement[], fault: TableFault | null): string {
  if (fault === 'missing') return '';
  const more = (cell: string) => (fault === 'one_column_more' ? cell : '');
  return `<table id="table-detail" class="tbl">
<thead><tr>${more('<th>ลำดับ</th>')}${titles.map((title) => `<th>${title}</th>`).join('')}</tr></thead>
<tbody>
${found.map((statement, i) => statementRow(statement).replace('<tr>', `<tr>${more(`<td>${i + 1}</td>`)}`)).join('\n')}
</tbody></table>`;
}

/** `statementUCSViewAction.do`, POST and GET: part of a page with the statements found, newest first. */
export function stmListCall(practice: Practice, call: Call): Answer {
  return stmListCallWith(null)(practice, call);
}

export function stmListCallWith(fault: TableFault | null): (practice: Practice, call: Call) => Answer {
  return (practice, call) => {
    const { stmMethod } = practice.switches();
    if (stmMethod !== 'both' && stmMethod !== call.method.toLowerCase())
      return textAnswer('Method Not Allowed', 405);
    return forStm(practice, call, (user) => {
      const fields = call.method === 'POST' ? call.form : call.query;
      const found = practice
        .statementsOf(user.hospital)
        .filter((statement) => matches(practice, fields, statement))
        .reverse();
      return htmlAnswer(`<div>พบข้อมูลทั้งหมด ${found.length} รายการ</div>\n${listTable(found, fault)}`);
    });
  };
}

/** `POST statementUCSDownloadAction.do`: the workbook of one document. */
export function stmFileCall(practice: Practice, call: Call): Answer {
  return forStm(practice, call, (user) => {
    const asked = call.form.get('document_no');
    const statement = practice.statementsOf(user.hospital).find(({ documentNo }) => documentNo === asked);
    if (!statement || call.form.get('hcode') !== user.hospital) return htmlAnswer(errorPage);
    const { fileContentType } = practice.switches();
    return {
      status: 200,
      headers: fileContentType === 'none' ? {} : { 'Content-Type': fileContentType },
      body: stmWorkbookBytes(statement),
    };
  });
}
