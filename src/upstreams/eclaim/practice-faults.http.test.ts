import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { ProblemCode } from '../../domain/problems/index.js';
import type { FaultKind } from '../../practice/portal/fault-board.js';
import { linkShapes } from '../../practice/portal/switches.js';
import { createPracticeServer, type PracticeServer } from '../../practice/practice-server.js';
import { fails, wholeWorkbook } from '../../testing/portal/eclaim-rig.js';
import { fastSettings, shortLimits } from '../../testing/portal/fast-settings.js';
import { keepingLog } from '../../testing/portal/quiet-log.js';
import type { UpstreamSettings } from '../upstream-settings.js';
import { createEclaimClient, type EclaimClient } from './client.js';
import type { Listing, OfferedFile } from './listing.js';

// The whole list of formats/nhso-eclaim-protocol.md 11, against the practice NHSO.

const month = { month: 1, yearBe: 2569, scheme: 'ucs' } as const;
const signal = new AbortController().signal;
let practice: PracticeServer;
let folder: string;
let client: EclaimClient;
const clients: EclaimClient[] = [];

function open(
  username = 'practice',
  change: Partial<UpstreamSettings> = {},
  now = '2026-01-20T05:00:00Z',
): EclaimClient {
  const made = createEclaimClient({
    settings: { ...fastSettings(practice.url), retryDelaysMs: [5], ...change },
    account: { username, password: 'practice' },
    log: keepingLog(),
    checkWorkbook: wholeWorkbook,
    now: () => new Date(now),
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
  folder = await mkdtemp(join(tmpdir(), 'practice-'));
  client = open();
});
afterEach(async () => {
  for (const one of clients.splice(0)) one.close();
  await rm(folder, { recursive: true });
});

const download = (file: OfferedFile, by = client) =>
  by.download(month, file, { folder, onBytes: () => undefined }, signal);

async function firstFile(by = client): Promise<OfferedFile> {
  await by.signIn(signal);
  const { files } = await by.listing(month, signal);
  const [file] = files;
  assert.ok(file, 'the month has a file');
  return file;
}

type FaultRow = readonly [kind: FaultKind, code: ProblemCode, ms?: number];

const fileFaults: readonly FaultRow[] = [
  ['page_as_html', 'login_page'],
  ['page_as_excel', 'login_page'],
  ['sso_notice', 'sso_notice'],
  ['no_right', 'no_right'],
  ['empty', 'empty'],
  ['tiny', 'not_a_workbook'],
  ['cut_off', 'truncated'],
  ['half_with_length', 'truncated'],
  ['broken_inside', 'damaged'],
  ['server_error', 'http_500'],
  ['unavailable', 'http_503', 10],
  ['unavailable_date', 'http_503', 10],
  ['too_many', 'http_429'],
  ['forbidden', 'http_403'],
  ['drip', 'timeout_total', 200],
  ['silence', 'timeout_idle'],
  ['no_answer', 'timeout_first_byte'],
  ['reset_before', 'reset'],
  ['header_too_large', 'header_too_large'],
];

for (const [kind, code, ms] of fileFaults)
  test(`a workbook with the fault ${kind} is named ${code} and comes once the fault is gone`, async () => {
    const file = await firstFile();
    practice.faults.add({ call: 'rep_file', kind, times: 'always', ...(ms === undefined ? {} : { ms }) });
    const faced = code.startsWith('timeout_') ? open('practice', { limits: shortLimits }) : client;
    if (faced !== client) await faced.signIn(signal);
    await fails(download(file, faced), code);
    assert.deepEqual(
      (await readdir(folder)).filter((name) => !name.endsWith('.refused')),
      [],
    );
    practice.faults.clear();
    const { storedName } = await download(file);
    assert.deepEqual(await readdir(folder), [storedName]);
  });

const listingFaults: readonly FaultRow[] = [
  ['no_table', 'no_listing_table'],
  ['no_right', 'no_right'],
  ['sso_notice', 'sso_notice'],
  ['server_error', 'http_500'],
  ['cut_off', 'truncated'],
  ['no_answer', 'timeout_first_byte'],
  ['empty', 'no_listing_table'],
];

for (const [kind, code] of listingFaults)
  test(`a listing with the fault ${kind} is named ${code}, never an empty month`, async () => {
    await client.signIn(signal);
    const faced = code.startsWith('timeout_') ? open('practice', { limits: shortLimits }) : client;
    if (faced !== client) await faced.signIn(signal);
    practice.faults.add({ call: 'listing', kind, times: 'always' });
    await fails(faced.listing(month, signal), code);
    practice.faults.clear();
    assert.ok((await client.listing(month, signal)).files.length > 0);
  });

const signInFaults: readonly FaultRow[] = [
  ['wrong_password', 'refused'],
  ['locked_account', 'locked'],
  ['sso_notice', 'sso_notice'],
  ['server_error', 'portal_error'],
  ['no_answer', 'timeout_first_byte'],
  ['reset_before', 'reset'],
];

for (const [kind, code] of signInFaults)
  test(`a sign-in with the fault ${kind} is named ${code}`, async () => {
    const faced = code.startsWith('timeout_') ? open('practice', { limits: shortLimits }) : client;
    practice.faults.add({ call: 'login', kind, times: 'always' });
    await fails(faced.signIn(signal, 'once'), code);
    assert.equal(practice.requests().filter((one) => one.call === 'login').length, 1);
  });

test('a connection that ends in the body is no whole file', async () => {
  const file = await firstFile();
  practice.faults.add({ call: 'rep_file', kind: 'reset_in_body', times: 'always' });
  await fails(download(file), 'reset', 'truncated');
  assert.deepEqual(await readdir(folder), []);
});

test('accounts: locked, of another hospital, and without the right to a scheme', async () => {
  await fails(open('locked').signIn(signal), 'locked');
  await fails(open('other').signIn(signal), 'other_hospital_account');
  const early = open('other', {}, '2026-03-01T00:00:00Z');
  await early.signIn(signal);
  await fails(early.listing(month, signal), 'other_hospital_account');
  const narrow = open('noright');
  await narrow.signIn(signal);
  await fails(narrow.listing({ ...month, scheme: 'ofc' }, signal), 'no_right');
});

test('a 500 of the main page right after the sign-in is passed over', async () => {
  practice.faults.add({ call: 'main', kind: 'server_error' });
  await client.signIn(signal);
});

test('single sign-on in place of the form is told as such', async () => {
  practice.setSwitches({ signIn: 'sso' });
  await fails(client.signIn(signal), 'sso_notice');
});

for (const kind of ['session_over', 'session_over_error_page'] as const)
  test(`a session that ends in the middle (${kind}) is opened once more`, async () => {
    const file = await firstFile();
    practice.faults.add({ call: 'rep_file', kind });
    await download(file);
    assert.equal(practice.requests().filter((one) => one.call === 'login').length, 2);
  });

const byName = (listing: Listing) =>
  [...listing.reps]
    .map(({ cells: _, ready: __, ...rep }) => rep)
    .sort((a, b) => `${a.filename}`.localeCompare(`${b.filename}`));

test('one more column at the left, and another charset, read as the listing always does', async () => {
  await client.signIn(signal);
  const usual = await client.listing(month, signal);
  practice.faults.add({ call: 'listing', kind: 'extra_column' });
  const wider = await client.listing(month, signal);
  practice.setSwitches({ charset: 'tis-620' });
  const thai = await client.listing(month, signal);
  assert.deepEqual([wider.problems, thai.problems], [[], []]);
  assert.deepEqual(byName(wider), byName(usual));
  assert.deepEqual(thai.reps, usual.reps);
  assert.ok(
    usual.reps.every((rep) => rep.total === rep.passed + rep.failed && rep.sendDate?.startsWith('20')),
  );
});

test('every shape of link leads to the file, but a foreign host and a row without link', async () => {
  await client.signIn(signal);
  const usual = await client.listing(month, signal);
  for (const shape of linkShapes) {
    practice.setSwitches({ links: [shape] });
    const listing = await client.listing(month, signal);
    const expected =
      shape === 'foreign_host' || shape === 'no_link' ? [] : usual.files.map((one) => one.filename);
    assert.deepEqual(
      listing.files.map((one) => one.filename),
      expected,
      shape,
    );
    const refused = listing.problems.filter((problem) => problem.code === 'link_refused').length;
    assert.equal(refused, shape === 'foreign_host' ? usual.files.length : 0, shape);
    assert.equal(listing.pending, usual.files.length - expected.length, shape);
    const [file] = listing.files;
    if (file) assert.equal((await download(file)).storedName, file.filename);
  }
});

test('the manners hold: one call at a time, a pause after each answer, no cookie but the session', async () => {
  practice.setSwitches({ manners: '429', cookieTrap: true });
  const polite = open('practice', { pauseMs: 320 });
  await download(await firstFile(polite), polite);
  assert.deepEqual(
    practice
      .requests()
      .map((one) => one.status)
      .filter((status) => status !== 200 && status !== 302),
    [],
  );
  assert.deepEqual(new Set(practice.requests().flatMap((one) => one.cookieNames)), new Set(['JSESSIONID']));
  assert.ok(practice.requests().every((one) => one.userAgent === 'eclaim-rep/test'));
});

test('told that it asks too fast, the client slows down and goes on', async () => {
  practice.setSwitches({ manners: '429' });
  await open('practice', { retryDelaysMs: [5, 5, 5], pauseMs: 100 }).signIn(signal);
  assert.ok(practice.requests().some((one) => one.status === 429));
});

test('a month of 400 files is one page', async () => {
  await client.signIn(signal);
  const [year = '', busy = ''] = practice.marks.busyMonth.split('-');
  const asked = { month: Number(busy), yearBe: Number(year) + 543, scheme: 'ucs' } as const;
  const { files, reps, problems } = await client.listing(asked, signal);
  assert.deepEqual([files.length, reps.length, problems], [400, 400, []]);
});
