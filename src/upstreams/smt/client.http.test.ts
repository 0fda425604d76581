import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, test } from 'node:test';
import type { ProblemCode } from '../../domain/problems/index.js';
import { fastSettings, shortLimits } from '../../testing/portal/fast-settings.js';
import { keepingLog } from '../../testing/portal/quiet-log.js';
import { UpstreamError } from '../upstream-error.js';
import type { UpstreamSettings } from '../upstream-settings.js';
import { createSmtClient, type SmtClient } from './client.js';

type Answerer = (response: ServerResponse) => void;

let answers: Answerer[];
let asked: { body: unknown; cookie: string | undefined; authorization: string | undefined }[];
let kept: string[];
let client: SmtClient;
let open: (change?: Partial<UpstreamSettings>, findToken?: () => Promise<string | null>) => SmtClient;
let close: () => Promise<void>;
const signal = new AbortController().signal;

const json =
  (value: unknown): Answerer =>
  (response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
const send =
  (status: number, body: string, headers: Record<string, string> = {}): Answerer =>
  (response) =>
    void response.writeHead(status, headers).end(body);
const record = {
  runDt: '2025-12-27T10:00:00+07:00',
  postingDate: '25681227',
  batchNo: 9901,
  refDocNo: '6811_IP_01',
  vndrNo: '0000099999',
  fundName: 'กองทุนผู้ป่วยใน',
  fundGroup: 1,
  fundGroupDescr: 'งบจ่ายรายหัว',
  amount: 1250000.5,
  wait: '',
  debt: '50,000.00',
  total: '1,200,000.50',
};

beforeEach(async () => {
  answers = [];
  asked = [];
  kept = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const { cookie, authorization } = request.headers;
      asked.push({ body: JSON.parse(body), cookie, authorization });
      response.setHeader('set-cookie', '_ga=1; path=/');
      answers.shift()?.(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  open = (change = {}, findToken = async () => null) =>
    createSmtClient({
      settings: { ...fastSettings(`http://127.0.0.1:${port}`), ...change },
      log: keepingLog(),
      keepAnswer: async (body) => void kept.push(body),
      findToken,
    });
  client = open();
  close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
});
afterEach(async () => {
  client.close();
  await close();
});

async function fails(code: ProblemCode, ...given: Answerer[]): Promise<UpstreamError> {
  answers = [...given];
  const error = await client.transfers(2569, signal).then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof UpstreamError);
  assert.equal(error.code, code);
  return error;
}

test('a fiscal year is asked in one call, with dates of the Buddhist Era and a vendor of 10 digits', async () => {
  answers = [json({ datas: [record] })];
  const { transfers, refused } = await client.transfers(2569, signal);
  assert.deepEqual(refused, []);
  assert.deepEqual(asked[0]?.body, {
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
  });
  const [transfer] = transfers;
  assert.deepEqual(
    [
      transfer?.runDate,
      transfer?.postingDay,
      transfer?.batchNo,
      transfer?.amount,
      transfer?.wait,
      transfer?.debt,
    ],
    ['2025-12-27', '2025-12-27', '9901', '1250000.50', null, '50000.00'],
  );
  assert.equal(transfer?.total, '1200000.50');
});

test('no cookie is ever sent to SMT', async () => {
  answers = [json({ datas: [] }), json({ datas: [] })];
  await client.transfers(2569, signal);
  await client.transfers(2569, signal);
  assert.deepEqual(
    asked.map(({ cookie }) => cookie),
    [undefined, undefined],
  );
});

test('an answer without a list is never taken for no transfers', async () => {
  await fails('unexpected_answer', json({ datas: null }));
  await fails('unexpected_answer', json({}));
  await fails('unexpected_answer', json([]));
  assert.equal(kept.length, 3);
  await fails('login_page', send(200, '\n<!doctype html><html></html>'));
  await fails('smt_sign_in_needed', send(401, ''));
  await fails('smt_sign_in_needed', send(403, ''));
  const refused = await fails('smt_request_refused', send(400, '{"message": "vendorId ต้องมี 10 หลัก"}'));
  assert.match(refused.text('th'), /HTTP 400: vendorId ต้องมี 10 หลัก\)/);
  assert.match((await fails('smt_request_refused', send(400, ''))).text('en'), /HTTP 400: -\)/);
  await fails('header_too_large', send(400, 'Request Header Or Cookie Too Large'));
});

test('a fault that passes is tried again, one that stays is named', async () => {
  const cut = send(200, '{"datas":[{"amount":1');
  const reset: Answerer = (response) => void response.socket?.resetAndDestroy();
  answers = [cut, send(503, '', { 'retry-after': '0' }), reset, json({ datas: [record] })];
  assert.equal((await client.transfers(2569, signal)).transfers.length, 1);
  await fails('broken_answer', cut, cut, cut, cut);
  await fails('http_500', send(500, ''), send(500, ''), send(500, ''), send(500, ''));
  client.close();
  client = open({ smtLimits: shortLimits, smtRetryDelaysMs: [] });
  await fails('timeout_first_byte');
});

test('records equal in every key field are kept apart, unreadable ones are named', async () => {
  answers = [
    json({
      datas: [
        record,
        record,
        { ...record, amount: 1.005 },
        { ...record, refDocNo: '-', amount: 'สองร้อย' },
        { ...record, postingDate: '25681332' },
        { ...record, fundGroupDescr: undefined, fundGroupDesc: 'งบจ่ายรายหัว', fundGroup: null },
      ],
    }),
  ];
  const { transfers, refused } = await client.transfers(2569, signal);
  assert.deepEqual(
    transfers.map((one) => [one.occurrence, one.fundGroup, one.fundGroupDesc]),
    [
      [1, 1, 'งบจ่ายรายหัว'],
      [2, 1, 'งบจ่ายรายหัว'],
      [1, null, 'งบจ่ายรายหัว'],
    ],
  );
  assert.equal(transfers[0]?.recordKey, transfers[1]?.recordKey);
  assert.deepEqual(
    refused.map(({ number, field, occurrence }) => [number, field, occurrence]),
    [
      [3, 'amount', 3],
      [4, 'amount', 1],
      [5, 'postingDate', 1],
    ],
  );
});

test('where the service wants a token, that of the portal is sent once; one that is refused ends the call', async () => {
  client.close();
  client = open({}, async () => 'a.b.c');
  answers = [send(401, ''), json({ datas: [record] })];
  assert.equal((await client.transfers(2569, signal)).transfers.length, 1);
  assert.deepEqual(
    asked.map(({ authorization }) => authorization),
    [undefined, 'Bearer a.b.c'],
  );
  asked = [];
  await fails('smt_sign_in_needed', send(401, ''), send(403, ''));
  assert.equal(asked.length, 2);
});
