import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, test } from 'node:test';
import type { ProblemCode } from '../../domain/problems/index.js';
import {
  downloadTo,
  type EclaimRig,
  fails,
  htmlPage,
  rigName as name,
  openRig,
  reset,
  sendBytes,
  sendStatus,
  times,
  rigWorkbook as workbook,
} from '../../testing/portal/eclaim-rig.js';
import { shortLimits } from '../../testing/portal/fast-settings.js';
import {
  type Answerer,
  errorPage,
  loginPage,
  noRightPage,
  noticePage,
} from '../../testing/portal/other-portal.js';

const file = 'InvoiceReportExcelAction';
const signal = new AbortController().signal;
let rig: EclaimRig;

beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

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
  { title: 'the sign-in page as Excel', answer: sendBytes(loginPage), code: 'login_page', tries: 2 },
  { title: 'the SSO notice', answer: htmlPage(noticePage), code: 'sso_notice', tries: 1 },
  { title: 'no right', answer: htmlPage(noRightPage), code: 'no_right', tries: 1 },
  { title: 'the error page', answer: sendBytes(errorPage), code: 'error_page', tries: 4 },
  { title: '0 bytes', answer: sendBytes(''), code: 'empty', tries: 2 },
  { title: 'a tiny file', answer: sendBytes(workbook.subarray(0, 80)), code: 'not_a_workbook', tries: 1 },
  { title: 'plain text', answer: sendBytes('ok'), code: 'not_a_workbook', tries: 1 },
  { title: 'a zip', answer: sendBytes('PK\u0003\u0004 and more'), code: 'not_a_workbook_xlsx', tries: 1 },
  {
    title: 'a connection closed at half',
    answer: (_, response) => {
      response.writeHead(200, { 'content-length': workbook.length });
      response.write(half, () => response.socket?.end());
    },
    code: 'truncated',
    tries: 4,
  },
  { title: 'half the file with its own length', answer: sendBytes(half), code: 'truncated', tries: 4 },
  { title: 'damaged tables', answer: sendBytes(damaged), code: 'damaged', tries: 4 },
  { title: '500', answer: sendStatus(500), code: 'http_500', tries: 4 },
  { title: '404', answer: sendStatus(404), code: 'http_404', tries: 1 },
  { title: '503 with seconds', answer: sendStatus(503, { 'retry-after': '0' }), code: 'http_503', tries: 4 },
  { title: '429', answer: sendStatus(429, { 'retry-after': '0' }), code: 'http_429', tries: 2 },
  { title: '403', answer: sendStatus(403, { 'retry-after': '0' }), code: 'http_403', tries: 2 },
  {
    title: 'a header that is too large',
    answer: sendStatus(400, {}, '<h1>Request Header Or Cookie Too Large</h1>'),
    code: 'header_too_large',
    tries: 2,
  },
  {
    title: 'a head of 300 KB',
    answer: sendStatus(200, { 'x-trace': 'x'.repeat(300 * 1024) }),
    code: 'answer_head_too_large',
    tries: 2,
  },
  { title: 'no answer', answer: () => undefined, code: 'timeout_first_byte', tries: 2 },
  {
    title: 'silence in the middle',
    answer: (_, response) => void response.writeHead(200).write(half),
    code: 'timeout_idle',
    tries: 2,
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
    answer: reset,
    code: 'reset',
    tries: 4,
  },
  {
    title: 'a reset in the body',
    answer: (_, response) => {
      response.writeHead(200, { 'content-length': workbook.length });
      response.write(half, () => setTimeout(() => response.socket?.resetAndDestroy(), 20));
    },
    code: 'reset',
    tries: 4,
  },
];

for (const fault of faults)
  test(`${fault.title}: named ${fault.code}, never a file, and the next try succeeds`, async () => {
    const retryDelaysMs = [5, 10, 20].slice(0, Math.max(1, fault.tries - 1));
    const limits = fault.code.startsWith('timeout_') ? { limits: shortLimits } : {};
    const patient = rig.open({ retryDelaysMs, ...limits });
    await patient.signIn(signal);
    rig.portal.next(file, ...times(fault.tries, fault.answer));
    await fails(downloadTo(rig, patient), fault.code);
    const left = (await readdir(rig.folder)).filter((entry) => !entry.endsWith('.refused'));
    assert.deepEqual(left, []);
    assert.equal(rig.portal.requests.filter((request) => request.line.includes(file)).length, fault.tries);
    const next = rig.open();
    await next.signIn(signal);
    assert.equal((await downloadTo(rig, next)).bytes, workbook.length);
    assert.deepEqual(await readdir(rig.folder), [`${name}.xls`]);
  });
