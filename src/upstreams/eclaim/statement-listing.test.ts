import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UpstreamError } from '../upstream-error.js';
import { readClick, readStatementPage } from './statement-listing.js';
import { monthOfService, yearsToAsk } from './statement-period.js';

const click = (documentNo: string) =>
  `downloadBill(&#39;${documentNo}&#39;, &#39;2&#39;, &#39;99999&#39;, &#39;99999 รพ.ตัวอย่าง&#39;, &#39;9900 ตัวอย่าง&#39;, &#39;&#39;, &#39;&#39;);`;
const row = (documentNo: string, month: string) =>
  `<tr><td>1</td><td>20/12/2568</td><td>${month}</td><td>ผู้ป่วยใน</td><td>6811_IP_01</td><td></td>
  <td>other</td><td>0000099999</td><td><a href="#" onclick="${click(documentNo)}">ดาวน์โหลด</a></td></tr>`;
const list = (told: number, ...rows: readonly string[]) =>
  `<div>พบข้อมูลทั้งหมด ${told} รายการ</div><table id="table-detail"><tr><th>งวด</th></tr>${rows.join('')}</table>`;

test('a statement is known by the call of its link, not by a cell', () => {
  const { rows, problems } = readStatementPage(list(1, row('99999_IPUCS256811_01', 'พฤศจิกายน 2568')));
  assert.deepEqual(problems, []);
  assert.deepEqual(rows, [
    {
      statement: {
        filename: 'STM_99999_IPUCS256811_01.xls',
        documentNo: '99999_IPUCS256811_01',
        request: {
          document_no: '99999_IPUCS256811_01',
          person_type: '2',
          hcode: '99999',
          hname: '99999 รพ.ตัวอย่าง',
          province_name: '9900 ตัวอย่าง',
          datesend_from: '',
          datesend_to: '',
        },
        dates: ['20/12/2568'],
      },
      month: { month: 11, yearBe: 2568 },
    },
  ]);
});

test('a count that differs from the rows, and a row without a document number, are told', () => {
  const { rows, unreadable, problems } = readStatementPage(
    list(3, row('99999_IPUCS256811_01', 'พฤศจิกายน 2568'), row('../../etc/passwd', 'พฤศจิกายน 2568')),
  );
  assert.equal(rows.length, 1);
  assert.equal(unreadable, 1);
  assert.deepEqual(problems, [
    { code: 'statement_row_unreadable', details: { row: 2 } },
    { code: 'statement_list_differs', details: { told: 3, read: 2 } },
  ]);
});

test('a table without rows is an empty month, a page without its table is none', () => {
  assert.deepEqual(readStatementPage(list(0, '<tr><td colspan="9">ไม่พบข้อมูล</td></tr>')).rows, []);
  assert.throws(
    () => readStatementPage('<div>พบข้อมูลทั้งหมด 0 รายการ</div>'),
    (error: unknown) => error instanceof UpstreamError && error.code === 'no_listing_table',
  );
});

test('quotes in a name are read, and other calls are not', () => {
  assert.equal(
    readClick(`downloadBill('99999_OPUCS256901_01','1','99999','รพ. \\'ก\\'','','','')`)?.hname,
    `รพ. 'ก'`,
  );
  assert.equal(readClick(`viewBill('99999_OPUCS256901_01','1','99999','','','','')`), null);
  assert.equal(readClick(`downloadBill('99999_OPUCS256901_01','1','99999')`), null);
});

test('from October to December both meanings of the year are asked for', () => {
  assert.deepEqual(yearsToAsk({ month: 9, yearBe: 2568 }), [2025]);
  assert.deepEqual(yearsToAsk({ month: 10, yearBe: 2568 }), [2026, 2025]);
  assert.deepEqual(monthOfService(['x', 'ตุลาคม 2568']), { month: 10, yearBe: 2568 });
  assert.equal(monthOfService(['20/12/2568', 'ผู้ป่วยใน']), null);
});
