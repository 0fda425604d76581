import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { ProblemCode } from '../../domain/problems/index.js';
import type { FaultKind } from '../../practice/portal/fault-board.js';
import { createPracticeServer, type PracticeServer } from '../../practice/practice-server.js';
import { fails, wholeWorkbook } from '../../testing/portal/eclaim-rig.js';
import { fastSettings, shortLimits } from '../../testing/portal/fast-settings.js';
import { keepingLog } from '../../testing/portal/quiet-log.js';
import type { UpstreamSettings } from '../upstream-settings.js';
import { createEclaimClient, type EclaimClient } from './client.js';
import type { OfferedStatement } from './statement-listing.js';

// Statements, against the practice NHSO and its faults (formats/nhso-eclaim-protocol.md 8 and 11).

const signal = new AbortController().signal;
const november = { month: 11, yearBe: 2568 };
const names = ['STM_99999_IPUCS256811_01.xls', 'STM_99999_OPUCS256811_01.xls'];
let practice: PracticeServer;
let folder: string;
const clients: EclaimClient[] = [];

function open(username = 'practice', change: Partial<UpstreamSettings> = {}): EclaimClient {
  const made = createEclaimClient({
    settings: { ...fastSettings(practice.url), retryDelaysMs: [5], ...change },
    account: { username, password: 'practice' },
    log: keepingLog(),
    checkWorkbook: wholeWorkbook,
    now: () => new Date('2026-01-20T05:00:00Z'),
  });
  clients.push(made);
  return made;
}

before(async () => {
  practice = await createPracticeServer({ today: '2026-01-20' });
});
after(() => practice.close());
beforeEach(async () => {
  practice.reset();
  folder = await mkdtemp(join(tmpdir(), 'statements-'));
});
afterEach(async () => {
  for (const one of clients.splice(0)) one.close();
  await rm(folder, { recursive: true });
});

async function signedIn(username = 'practice', change: Partial<UpstreamSettings> = {}) {
  const client = open(username, change);
  await client.signIn(signal);
  return client;
}

const download = (client: EclaimClient, statement: OfferedStatement) =>
  client.downloadStatement(statement, { folder, onBytes: () => undefined }, signal);

async function namesOf(client: EclaimClient, month = november): Promise<string[]> {
  const { statements, problems } = await client.statements(month, signal);
  assert.deepEqual(problems, []);
  return statements.map((one) => one.filename).sort();
}

async function firstOf(client: EclaimClient): Promise<OfferedStatement> {
  const [first] = (await client.statements(november, signal)).statements;
  assert.ok(first, 'the month has a statement');
  return first;
}

for (const stmYear of ['fiscal', 'calendar'] as const)
  for (const stmMethod of ['both', 'get', 'post'] as const)
    test(`the statements of a month are listed where the year is the ${stmYear} year and the method ${stmMethod}`, async () => {
      practice.setSwitches({ stmYear, stmMethod });
      const client = await signedIn();
      assert.deepEqual(await namesOf(client), names);
      assert.deepEqual(await namesOf(client, { month: 1, yearBe: 2569 }), []);
    });

test('a statement is fetched as it is, and only for the account that may see it', async () => {
  const client = await signedIn();
  const saved = await download(client, await firstOf(client));
  assert.deepEqual(await readdir(folder), [saved.storedName]);
  await fails((await signedIn('noright')).statements(november, signal), 'no_right');
});

test('a session that ends before the list and before the file is made anew, once each', async () => {
  const client = await signedIn();
  practice.faults.add({ call: 'stm_list', kind: 'session_over', times: 1 });
  const statement = await firstOf(client);
  practice.faults.add({ call: 'stm_file', kind: 'session_over_error_page', times: 1 });
  await download(client, statement);
  const sent = practice.requests().filter(({ call, method }) => call === 'login' && method === 'POST').length;
  assert.equal(sent, 3);
});

test('an account of another hospital is refused before any file', async () => {
  const client = await signedIn('other', { hospitalCode: '' });
  assert.equal((await client.statements(november, signal)).statements.length > 0, true);
  await fails(open('other').signIn(signal), 'other_hospital_account');
});

type FaultRow = readonly [kind: FaultKind, code: ProblemCode];

const listFaults: readonly FaultRow[] = [
  ['no_table', 'no_listing_table'],
  ['no_right', 'no_right'],
  ['sso_notice', 'sso_notice'],
  ['server_error', 'http_500'],
  ['cut_off', 'truncated'],
];
for (const [kind, code] of listFaults)
  test(`a list of statements with the fault ${kind} is named ${code} and never an empty month`, async () => {
    const client = await signedIn();
    practice.faults.add({ call: 'stm_list', kind, times: 'always' });
    await fails(client.statements(november, signal), code);
    practice.faults.clear();
    assert.deepEqual(await namesOf(client), names);
  });

test('a column more at the left changes nothing', async () => {
  practice.faults.add({ call: 'stm_list', kind: 'extra_column', times: 'always' });
  assert.deepEqual(await namesOf(await signedIn()), names);
});

const fileFaults: readonly FaultRow[] = [
  ['page_as_html', 'login_page'],
  ['page_as_excel', 'login_page'],
  ['no_right', 'no_right'],
  ['empty', 'empty'],
  ['tiny', 'not_a_workbook'],
  ['cut_off', 'truncated'],
  ['half_with_length', 'truncated'],
  ['broken_inside', 'damaged'],
  ['server_error', 'http_500'],
  ['reset_in_body', 'truncated'],
];
for (const [kind, code] of fileFaults)
  test(`a statement with the fault ${kind} is named ${code} and comes once the fault is gone`, async () => {
    const client = await signedIn();
    const statement = await firstOf(client);
    practice.faults.add({ call: 'stm_file', kind, times: 'always' });
    await fails(download(client, statement), code);
    const left = (await readdir(folder)).filter((name) => !name.endsWith('.refused'));
    assert.deepEqual(left, []);
    practice.faults.clear();
    const { storedName } = await download(client, statement);
    assert.deepEqual(await readdir(folder), [storedName]);
  });

test('a statement that does not begin to come is given more time than a REP, then named', async () => {
  const client = await signedIn('practice', { limits: { ...shortLimits, firstByteMs: 100, totalMs: 5000 } });
  const statement = await firstOf(client);
  practice.faults.add({ call: 'stm_file', kind: 'no_answer', times: 'always' });
  const began = performance.now();
  await fails(download(client, statement), 'timeout_first_byte');
  assert.ok(performance.now() - began >= 500, 'two tries of 250 ms');
});
