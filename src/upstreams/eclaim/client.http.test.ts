import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { ProblemCode } from '../../domain/problems/index.js';
import { checkWorkbook } from '../../filetypes/check-workbook.js';
import { ReadFailure } from '../../filetypes/read-failure.js';
import { writeWorkbook } from '../../practice/biff8-writer.js';
import { fastSettings } from '../../testing/portal/fast-settings.js';
import {
  type Answerer,
  errorPage,
  listingPage,
  loginPage,
  noRightPage,
  noticePage,
  type OtherPortal,
  page,
  startOtherPortal,
} from '../../testing/portal/other-portal.js';
import { keepingLog } from '../../testing/portal/quiet-log.js';
import { UpstreamError } from '../upstream-error.js';
import type { UpstreamSettings } from '../upstream-settings.js';
import { createEclaimClient, type EclaimClient } from './client.js';
import type { OfferedFile } from './listing.js';

const month = { month: 1, yearBe: 2569, scheme: 'ucs' } as const;
const name = 'eclaim_99999_OP_25690105_201501885';
const workbook = writeWorkbook([
  { name: 'Detail', rows: Array.from({ length: 300 }, (_, row) => [row, `ก${row}`]) },
]);
const listing = 'ValidationMainAction';
const file = 'InvoiceReportExcelAction';

let portal: OtherPortal;
let folder: string;
let client: EclaimClient;
let log: ReturnType<typeof keepingLog>;
const signal = new AbortController().signal;

function open(change: Partial<UpstreamSettings> = {}, password = 'right'): EclaimClient {
  log = keepingLog();
  return createEclaimClient({
    settings: { ...fastSettings(portal.url), ...change },
    account: { username: 'hospital', password },
    log,
    checkWorkbook(bytes) {
      try {
        checkWorkbook(bytes);
        return null;
      } catch (error) {
        if (error instanceof ReadFailure) return error.code;
        throw error;
      }
    },
  });
}

beforeEach(async () => {
  portal = await startOtherPortal();
  folder = await mkdtemp(join(tmpdir(), 'portal-'));
  portal.rows.push({ name, repNo: '690190001', total: 1250, failed: 49 });
  portal.files.set(`${name}.xls`, workbook);
  client = open();
});

afterEach(async () => {
  client.close();
  await portal.close();
  await rm(folder, { recursive: true });
});

const offered = (): OfferedFile => ({
  filename: `${name}.xls`,
  url: new URL(`/webComponent/invoice/${file}.do?fn=${name}.xls`, portal.url),
});
const download = (by = client) => by.download(month, offered(), { folder, onBytes: () => undefined }, signal);
const fails = (work: Promise<unknown>, code: ProblemCode) =>
  assert.rejects(work, (error) => {
    assert.ok(error instanceof UpstreamError, String(error));
    assert.equal(error.code, code);
    return true;
  });
const bytes =
  (body: Buffer | string, type = 'application/vnd.ms-excel'): Answerer =>
  (_, response) =>
    void response.writeHead(200, { 'content-type': type }).end(body);
const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Answerer =>
  (_, response) =>
    void response.writeHead(code, headers).end(body);
const times = (count: number, answer: Answerer) => Array.from({ length: count }, () => answer);
const htmlPage =
  (html: string): Answerer =>
  (_, response) =>
    page(response, html);
const resetSocket = (response: ServerResponse) => response.socket?.resetAndDestroy();

test('a sign-in is proven by the listing of this month, and only the session cookie is sent', async () => {
  await client.signIn(signal);
  const lines = portal.requests.map((request) => request.line.replace(/\?.*/, '').split('/').at(-1));
  assert.deepEqual(lines, ['LoginAction.do', 'LoginAction.do', 'MainWebAction.do', `${listing}.do`]);
  assert.deepEqual(
    new Set(portal.requests.flatMap((request) => request.cookies)),
    new Set(['', 'JSESSIONID']),
  );
});

test('a wrong password is sent once and never again', async () => {
  await fails(open({}, 'wrong').signIn(signal), 'refused');
  assert.equal(portal.requests.filter((request) => request.body.includes('pass=')).length, 1);
});

test('a locked account, the SSO notice and another hospital are told apart', async () => {
  portal.next('LoginAction', htmlPage(loginPage), htmlPage(`บัญชีของท่านถูกล็อก${loginPage}`));
  await fails(client.signIn(signal), 'locked');
  portal.next('LoginAction', htmlPage(noticePage));
  await fails(client.signIn(signal), 'sso_notice');
  portal.next(
    'LoginAction',
    htmlPage(loginPage),
    (_, response) =>
      void response
        .writeHead(302, { location: 'https://iam.invalid/realms/nhso/protocol/openid-connect/auth?x=1' })
        .end(),
  );
  await fails(client.signIn(signal), 'sso_notice');
  await fails(open({ hospitalCode: '88888' }).signIn(signal), 'other_hospital_account');
});

test('a 500 of the main page right after the sign-in does not hide that it worked', async () => {
  portal.next('MainWebAction', status(500));
  await client.signIn(signal);
  assert.equal(portal.requests.filter((request) => request.body.includes('pass=')).length, 1);
});

test('the listing is read from other white space, attribute order and charset', async () => {
  await client.signIn(signal);
  const { files, reps, problems, pending } = await client.listing(month, signal);
  assert.deepEqual(problems, []);
  assert.equal(pending, 0);
  assert.deepEqual(
    files.map((one) => one.filename),
    [`${name}.xls`],
  );
  const { cells, ...rep } = reps[0] ?? { cells: [] };
  assert.equal(cells[3], 'โรงพยาบาล ตัวอย่าง');
  assert.deepEqual(rep, {
    repNo: '690190001',
    hospitalCode: '99999',
    sendDate: '2026-01-05 20:15:01',
    checkDate: '2026-01-06 02:10:44',
    total: 1250,
    passed: 1201,
    failed: 49,
    importType: 'ONLINE',
    importer: 'ระบบ',
    filename: `${name}.xls`,
    ready: true,
  });
});

test('a column more at the left moves the listing, it is not misread', async () => {
  await client.signIn(signal);
  portal.next(listing, htmlPage(listingPage(portal.rows, true)));
  const { reps, problems } = await client.listing(month, signal);
  assert.deepEqual(problems, []);
  assert.deepEqual([reps[0]?.repNo, reps[0]?.total, reps[0]?.failed], ['690190001', 1250, 49]);
});

test('a listing without its table is no empty month, and a scheme without right is named', async () => {
  await client.signIn(signal);
  portal.next(listing, ...times(4, htmlPage('<html><body>ข้อมูลผลการ</body></html>')));
  await fails(client.listing(month, signal), 'no_listing_table');
  portal.next(listing, htmlPage(noRightPage));
  await fails(client.listing(month, signal), 'no_right');
});

test('a workbook arrives whole under its own name, whatever the content type says', async () => {
  await client.signIn(signal);
  const saved = await download();
  assert.equal(saved.storedName, `${name}.xls`);
  assert.deepEqual(await readFile(join(folder, saved.storedName)), workbook);
  assert.deepEqual(await readdir(folder), [`${name}.xls`]);
});

test('a session that ends in the middle is opened once more and the run goes on', async () => {
  await client.signIn(signal);
  portal.endSessions();
  assert.equal((await download()).bytes, workbook.length);
  assert.equal(portal.requests.filter((request) => request.body.includes('pass=')).length, 2);
  portal.endSessions();
  portal.next(file, htmlPage(errorPage));
  assert.equal((await download()).bytes, workbook.length);
  assert.equal(portal.requests.filter((request) => request.body.includes('pass=')).length, 3);
});

interface Fault {
  readonly title: string;
  readonly answer: Answerer;
  readonly code: ProblemCode;
  /** Tries until it gives up. */
  readonly tries: number;
}

const half = workbook.subarray(0, Math.floor(workbook.length / 2));
const damaged = Buffer.from(workbook);
damaged.fill(0x37, 44, 512);
const faults: readonly Fault[] = [
  {
    title: 'a page without any mark',
    answer: htmlPage('<html>ขออภัย</html>'),
    code: 'unknown_page',
    tries: 4,
  },
  { title: 'the sign-in page as Excel', answer: bytes(loginPage), code: 'login_page', tries: 2 },
  { title: 'the SSO notice', answer: htmlPage(noticePage), code: 'sso_notice', tries: 1 },
  { title: 'no right', answer: htmlPage(noRightPage), code: 'no_right', tries: 1 },
  { title: 'the error page', answer: bytes(errorPage), code: 'error_page', tries: 4 },
  { title: '0 bytes', answer: bytes(''), code: 'empty', tries: 2 },
  { title: 'a tiny file', answer: bytes(workbook.subarray(0, 80)), code: 'not_a_workbook', tries: 1 },
  { title: 'plain text', answer: bytes('ok'), code: 'not_a_workbook', tries: 1 },
  { title: 'a zip', answer: bytes('PK\u0003\u0004 and more'), code: 'not_a_workbook_xlsx', tries: 1 },
  {
    title: 'a connection closed at half',
    answer: (_, response) => {
      response.writeHead(200, { 'content-length': workbook.length });
      response.write(half, () => response.socket?.end());
    },
    code: 'truncated',
    tries: 4,
  },
  { title: 'half the file with its own length', answer: bytes(half), code: 'truncated', tries: 4 },
  { title: 'damaged tables', answer: bytes(damaged), code: 'damaged', tries: 4 },
  { title: '500', answer: status(500), code: 'http_500', tries: 4 },
  { title: '404', answer: status(404), code: 'http_404', tries: 1 },
  { title: '503 with seconds', answer: status(503, { 'retry-after': '0' }), code: 'http_503', tries: 4 },
  { title: '429', answer: status(429, { 'retry-after': '0' }), code: 'http_429', tries: 2 },
  { title: '403', answer: status(403, { 'retry-after': '0' }), code: 'http_403', tries: 2 },
  {
    title: 'a header that is too large',
    answer: status(400, {}, '<h1>Request Header Or Cookie Too Large</h1>'),
    code: 'header_too_large',
    tries: 2,
  },
  { title: 'no answer', answer: () => undefined, code: 'timeout_first_byte', tries: 4 },
  {
    title: 'silence in the middle',
    answer: (_, response) => void response.writeHead(200).write(half),
    code: 'timeout_idle',
    tries: 4,
  },
  {
    title: 'a drip of bytes',
    answer: (_, response) => {
      response.writeHead(200).write(half);
      const drip = setInterval(() => response.write('.'), 50);
      response.on('close', () => clearInterval(drip));
    },
    code: 'timeout_total',
    tries: 2,
  },
  {
    title: 'a reset before the head',
    answer: (_, response) => resetSocket(response),
    code: 'reset',
    tries: 4,
  },
  {
    title: 'a reset in the body',
    answer: (_, response) => {
      response.writeHead(200, { 'content-length': workbook.length });
      response.write(half, () => setTimeout(resetSocket, 20, response));
    },
    code: 'reset',
    tries: 4,
  },
];

for (const fault of faults)
  test(`${fault.title}: named ${fault.code}, never a file, and the next try succeeds`, async () => {
    const patient = open({ retryDelaysMs: [5, 10, 20].slice(0, Math.max(1, fault.tries - 1)) });
    await patient.signIn(signal);
    portal.next(file, ...times(fault.tries, fault.answer));
    await fails(download(patient), fault.code);
    const left = (await readdir(folder)).filter((entry) => !entry.endsWith('.refused'));
    assert.deepEqual(left, []);
    assert.equal(portal.requests.filter((request) => request.line.includes(file)).length, fault.tries);
    assert.equal((await download(patient)).bytes, workbook.length);
    assert.deepEqual(await readdir(folder), [`${name}.xls`]);
    patient.close();
  });

test('one fault alone is passed over by trying again', async () => {
  await client.signIn(signal);
  portal.next(file, bytes(''), status(502), bytes(half), htmlPage(errorPage));
  assert.equal((await download()).bytes, workbook.length);
});

test('other bytes under a name are kept beside, the same bytes are not kept twice', async () => {
  await client.signIn(signal);
  await writeFile(join(folder, `${name}.xls`), 'earlier');
  const { storedName } = await download();
  assert.match(storedName, /^eclaim_99999_OP_25690105_201501885~[0-9a-f]{8}\.xls$/);
  assert.equal((await download()).storedName, storedName);
  assert.equal(await readFile(join(folder, `${name}.xls`), 'utf8'), 'earlier');
  assert.equal((await readdir(folder)).length, 2);
});

test('a cancel closes the socket at once', async () => {
  await client.signIn(signal);
  const cancel = new AbortController();
  const closed = new Promise<void>((resolve) => {
    portal.next(file, (_, response) => {
      response.on('close', resolve);
      response.writeHead(200).write(half, () => cancel.abort(new Error('a person cancelled')));
    });
  });
  const work = client.download(month, offered(), { folder, onBytes: () => undefined }, cancel.signal);
  await assert.rejects(work, /a person cancelled/);
  await closed;
  assert.deepEqual(await readdir(folder), []);
});

test('no connection is refused, no name is unknown, without a name for it', async () => {
  await fails(open({ eclaimBaseUrl: 'http://127.0.0.1:1' }).signIn(signal, 'once'), 'connection_refused');
});

test('a password, a cookie or a token stands in no log line and no error', async () => {
  const secret = 'S3cret-w0rd';
  await assert.rejects(open({}, secret).signIn(signal), (error) => {
    assert.ok(!JSON.stringify(error, Object.getOwnPropertyNames(error)).includes(secret));
    return true;
  });
  portal.next('LoginAction', (_, response) => resetSocket(response));
  portal.always(listing, (_, response) => resetSocket(response));
  await assert.rejects(open().signIn(signal), (error) => {
    assert.ok(error instanceof Error && error.cause === undefined);
    return true;
  });
  assert.ok(!log.lines.join().includes('right'));
});
