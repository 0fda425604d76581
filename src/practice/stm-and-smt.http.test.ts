import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { openSheetjsWorkbook } from '../filetypes/sheetjs-workbook.js';
import { ask, isWorkbook, rowCount, signIn } from '../testing/practice-visit.js';
import type { FaultKind } from './portal/fault-board.js';
import { createPracticeServer, type PracticeServer } from './practice-server.js';

let server: PracticeServer;
before(async () => {
  server = await createPracticeServer({ seed: 'http', today: '2026-04-10' });
});
after(() => server.close());
beforeEach(() => server.reset());

const search = {
  vendorSearchConditionCode: '1',
  zoneId: '',
  provinceId: '',
  vendorId: '0000099999',
  vendorId5Digit: '',
  budgetSource: '',
  budgetYear: '2569',
  transferStartDate: '01/10/2568',
  transferEndDate: '30/09/2569',
  hospType: null,
  isTest: '',
};
const smtPath = '/smtf/api/budgetreport/budgetSummaryByVendorReport/search';
const stmListPath = '/webComponent/ucs/statementUCSViewAction.do';

type SmtRow = Readonly<Record<string, string | number | null>>;

async function transfers(body: object = {}): Promise<SmtRow[]> {
  const reply = await ask(server, smtPath, { json: { ...search, ...body } });
  assert.equal(reply.status, 200);
  return JSON.parse(reply.text).datas;
}

function satang(value: string | number | null | undefined): number {
  return Math.round(Number(String(value ?? '').replaceAll(',', '') || 0) * 100);
}

/** Net receivable of every statement, read from the workbooks that the portal gives. */
async function receivables(): Promise<Map<string, { net: number; details: number }>> {
  const headers = await signIn(server);
  const list = await ask(server, stmListPath, {
    form: { year: '', month: '', person_type: '', period_no: '' },
    headers,
  });
  const found = new Map<string, { net: number; details: number }>();
  for (const [, fields = ''] of list.text.matchAll(/downloadBill\(([^)]*)\)/g)) {
    const [document_no = '', person_type = '', hcode = ''] = [...fields.matchAll(/'([^']*)'/g)].map(
      ([, text]) => text ?? '',
    );
    const file = await ask(server, '/webComponent/ucs/statementUCSDownloadAction.do', {
      form: { document_no, person_type, hcode },
      headers,
    });
    assert.ok(isWorkbook(file.body));
    const [receivable, , normal, appeal] = openSheetjsWorkbook(file.body).sheets;
    const numbers = (sheet: typeof normal, column: number) =>
      [...(sheet?.rows() ?? [])].map(({ cells }) => ({ first: cells[0], cell: cells[column] }));
    const sums = [normal, appeal].map((sheet) =>
      numbers(sheet, 37).reduce(
        (sum, { first, cell }) =>
          sum + (first?.value !== 'รวม' && typeof cell?.value === 'number' ? satang(cell.value) : 0),
        0,
      ),
    );
    const last = numbers(receivable, 6).at(-1)?.cell?.value;
    const period = `${document_no.slice(-9, -3).slice(2)}_${document_no.slice(6, 8)}_01`;
    found.set(period, { net: satang(Number(last)), details: sums.reduce((sum, part) => sum + part, 0) });
  }
  return found;
}

test('statements are listed by GET and POST, and their details add up to the receivable with its deduction', async () => {
  const headers = await signIn(server);
  const fields = { year: '2026', month: '', person_type: '2', period_no: '', PAGE_HEAD: '1' };
  const posted = await ask(server, stmListPath, { form: fields, headers });
  const got = await ask(server, `${stmListPath}?${new URLSearchParams(fields)}`, { headers });
  assert.equal(got.text, posted.text);
  const number = Number(/พบข้อมูลทั้งหมด (\d+) รายการ/.exec(posted.text)?.[1]);
  assert.equal(rowCount(posted.text), number);
  assert.ok(number > 0);
  assert.doesNotMatch(posted.text, /ผู้ป่วยนอก/);
  for (const { net, details } of (await receivables()).values())
    assert.ok(net <= details && net > details * 0.98);
});

test('the funds of a statement add up to its net receivable; one period is 1,000.00 short', async () => {
  const statements = await receivables();
  const paid = new Map<string, number>();
  for (const row of await transfers())
    paid.set(String(row.refDocNo), (paid.get(String(row.refDocNo)) ?? 0) + satang(row.amount));
  const differences = [...paid]
    .filter(([period]) => statements.has(period))
    .map(([period, amount]) => (statements.get(period)?.net ?? 0) - amount);
  assert.ok(differences.length > 4);
  assert.deepEqual(
    differences.filter((difference) => difference !== 0),
    [100_000],
  );
});

test('transfers hold what a reader must take: text amounts, empty ones, both spellings, a NULL group, a time, equal records', async () => {
  const rows = await transfers({ transferStartDate: '01/10/2567' });
  const some = (holds: (row: SmtRow) => boolean) => assert.ok(rows.some(holds), holds.toString());
  some(({ amount }) => typeof amount === 'string' && amount.includes(','));
  some(({ amount }) => typeof amount === 'number');
  some(({ wait, debt }) => wait === '' || debt === '');
  some(({ wait }) => satang(wait) > 0);
  some(({ debt }) => satang(debt) > 0);
  some(({ bond }) => satang(bond) > 0);
  some((row) => 'fundGroupDesc' in row);
  some((row) => 'fundGroupDescr' in row);
  some(({ fundGroup }) => fundGroup === null);
  some(({ runDt }) => String(runDt).includes('T'));
  some(({ refDocNo }) => String(refDocNo).startsWith('DCKD'));
  assert.equal(rows.filter(({ refDocNo }) => refDocNo === '-').length % 2, 0);
  some(({ refDocNo }) => refDocNo === '-');
  for (const row of rows)
    assert.equal(
      satang(row.total),
      satang(row.amount) - satang(row.wait) - satang(row.debt) - satang(row.bond),
    );
});

test('the search refuses Gregorian years and five digits, and filters by dates, source and vendor', async () => {
  for (const wrong of [{ vendorId: '99999' }, { transferStartDate: '01/10/2025' }, { budgetYear: '2026' }]) {
    const reply = await ask(server, smtPath, { json: { ...search, ...wrong } });
    assert.equal(reply.status, 400);
    assert.notEqual(JSON.parse(reply.text).message, '');
  }
  assert.deepEqual(await transfers({ vendorId: '0000012345' }), []);
  const all = await transfers();
  const lgo = await transfers({ budgetSource: 'LG' });
  assert.ok(lgo.length > 0 && lgo.length < all.length);
  const november = await transfers({ transferStartDate: '01/11/2568', transferEndDate: '30/11/2568' });
  assert.ok(
    november.length > 0 && november.every(({ postingDate }) => String(postingDate).startsWith('256811')),
  );
  const byFive = { vendorSearchConditionCode: '2', vendorId: '', vendorId5Digit: '99999' };
  assert.equal((await transfers(byFive)).length, all.length);
});

test('by switch SMT wants the token of the portal, and its second answer differs', async () => {
  const before = await transfers();
  server.setSwitches({ smtChanged: true });
  const later = await transfers();
  assert.equal(later.length, before.length);
  assert.notEqual(satang(later[0]?.amount), satang(before[0]?.amount));
  assert.ok(!later.some(({ recId }) => recId === before[1]?.recId));
  server.setSwitches({ smtAuth: 'bearer' });
  assert.equal((await ask(server, smtPath, { json: search })).status, 401);
  const bearer = async (username: string) => {
    const reply = await ask(server, '/Client/backend/api/auth', { json: { username, password: 'practice' } });
    return { Authorization: `Bearer ${JSON.parse(reply.text).token}` };
  };
  assert.equal((await ask(server, smtPath, { json: search, headers: await bearer('practice') })).status, 200);
  assert.equal((await ask(server, smtPath, { json: search, headers: await bearer('other') })).status, 403);
});

test('SMT faults: cut JSON, datas missing, null and empty, a page, 20,000 records', async () => {
  const faulty = async (kind: FaultKind) => {
    server.faults.add({ call: 'smt_search', kind });
    return (await ask(server, smtPath, { json: search })).text;
  };
  const cut = await faulty('broken_json');
  assert.throws(() => JSON.parse(cut), SyntaxError);
  assert.equal(await faulty('datas_null'), '{"datas":null}');
  assert.equal(await faulty('datas_missing'), '{}');
  assert.equal(await faulty('datas_empty'), '{"datas":[]}');
  assert.match(await faulty('page_as_html'), /^<!DOCTYPE/);
  assert.equal(JSON.parse(await faulty('many_records')).datas.length, 20_000);
});
