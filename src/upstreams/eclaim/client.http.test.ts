import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import {
  downloadTo,
  type EclaimRig,
  fails,
  htmlPage,
  rigMonth as month,
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
  errorPage,
  listingPage,
  loginPage,
  noRightPage,
  noticePage,
} from '../../testing/portal/other-portal.js';

const listing = 'ValidationMainAction';
const half = workbook.subarray(0, Math.floor(workbook.length / 2));
const file = 'InvoiceReportExcelAction';
const signal = new AbortController().signal;
let rig: EclaimRig;

beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

test('a sign-in is proven by the listing of this month, and only the session cookie is sent', async () => {
  const client = rig.open();
  await client.signIn(signal);
  const lines = rig.portal.requests.map((request) => request.line.replace(/\?.*/, '').split('/').at(-1));
  assert.deepEqual(lines, ['LoginAction.do', 'LoginAction.do', 'MainWebAction.do', `${listing}.do`]);
  assert.deepEqual(
    new Set(rig.portal.requests.flatMap((request) => request.cookies)),
    new Set(['', 'JSESSIONID']),
  );
});

test('the time of each answer is told, with the site that said it', async () => {
  const heard: string[] = [];
  const heardTime = (at: Date, host: string) => heard.push(`${Number.isNaN(at.getTime())} ${host}`);
  await rig.open({ heardTime }).signIn(signal);
  assert.equal(heard.length, rig.portal.requests.length);
  assert.match(heard[0] ?? '', /^false 127\.0\.0\.1:\d+$/);
});

test('a wrong password is sent once and never again', async () => {
  await fails(rig.open({}, 'wrong').signIn(signal), 'refused');
  assert.equal(rig.portal.requests.filter((request) => request.body.includes('pass=')).length, 1);
});

test('a locked account, the SSO notice and another hospital are told apart', async () => {
  rig.portal.next('LoginAction', htmlPage(loginPage), htmlPage(`บัญชีของท่านถูกล็อก${loginPage}`));
  await fails(rig.open().signIn(signal), 'locked');
  rig.portal.next('LoginAction', htmlPage(noticePage));
  await fails(rig.open().signIn(signal), 'sso_notice');
  rig.portal.next(
    'LoginAction',
    htmlPage(loginPage),
    (_, response) =>
      void response
        .writeHead(302, { location: 'https://iam.invalid/realms/nhso/protocol/openid-connect/auth?x=1' })
        .end(),
  );
  await fails(rig.open().signIn(signal), 'sso_notice');
  await fails(rig.open({ hospitalCode: '88888' }).signIn(signal), 'other_hospital_account');
});

test('a 500 of the main page right after the sign-in does not hide that it worked', async () => {
  rig.portal.next('MainWebAction', sendStatus(500));
  const client = rig.open();
  await client.signIn(signal);
  assert.equal(rig.portal.requests.filter((request) => request.body.includes('pass=')).length, 1);
});

test('the listing is read from other white space, attribute order and charset', async () => {
  const client = rig.open();
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
  const client = rig.open();
  await client.signIn(signal);
  rig.portal.next(listing, htmlPage(listingPage(rig.portal.rows, true)));
  const { reps, problems } = await client.listing(month, signal);
  assert.deepEqual(problems, []);
  assert.deepEqual([reps[0]?.repNo, reps[0]?.total, reps[0]?.failed], ['690190001', 1250, 49]);
});

test('a listing without its table is no empty month, and a scheme without right is named', async () => {
  const client = rig.open();
  await client.signIn(signal);
  rig.portal.next(listing, ...times(4, htmlPage('<html><body>ข้อมูลผลการ</body></html>')));
  await fails(client.listing(month, signal), 'no_listing_table');
  rig.portal.next(listing, htmlPage(noRightPage));
  await fails(client.listing(month, signal), 'no_right');
});

test('a sign-in whose listing comes without its table asks for the listing again, not for the password', async () => {
  rig.portal.next(listing, htmlPage('<html><body>ข้อมูลผลการ</body></html>'));
  await rig.open().signIn(signal);
  assert.equal(rig.portal.requests.filter((request) => request.line.includes(listing)).length, 2);
  assert.equal(rig.portal.requests.filter((request) => request.body.includes('pass=')).length, 1);
});

test('a site that drops every kept connection loses no request', async () => {
  const head = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${loginPage.length}\r\n\r\n`;
  const dropping = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(head + loginPage);
      socket.once('data', () => socket.resetAndDestroy());
    });
  });
  await new Promise<void>((resolve) => dropping.listen(0, '127.0.0.1', resolve));
  const { port } = dropping.address() as AddressInfo;
  const client = rig.open({ eclaimBaseUrl: `http://127.0.0.1:${port}` });
  // The password got its answer, the sign-in page again, rather than a cut connection.
  await fails(client.signIn(signal), 'refused');
  dropping.close();
});

test('a workbook arrives whole under its own name, whatever the content type says', async () => {
  const client = rig.open();
  await client.signIn(signal);
  const saved = await downloadTo(rig, client);
  assert.equal(saved.storedName, `${name}.xls`);
  assert.deepEqual(await readFile(join(rig.folder, saved.storedName)), workbook);
  assert.deepEqual(await readdir(rig.folder), [`${name}.xls`]);
});

test('a session that ends in the middle is opened once more and the run goes on', async () => {
  const client = rig.open();
  await client.signIn(signal);
  rig.portal.endSessions();
  assert.equal((await downloadTo(rig, client)).bytes, workbook.length);
  assert.equal(rig.portal.requests.filter((request) => request.body.includes('pass=')).length, 2);
  rig.portal.endSessions();
  rig.portal.next(file, htmlPage(errorPage));
  assert.equal((await downloadTo(rig, client)).bytes, workbook.length);
  assert.equal(rig.portal.requests.filter((request) => request.body.includes('pass=')).length, 3);
});

test('one fault alone is passed over by trying again', async () => {
  const client = rig.open();
  await client.signIn(signal);
  rig.portal.next(file, sendBytes(''), sendStatus(502), sendBytes(half), htmlPage(errorPage));
  assert.equal((await downloadTo(rig, client)).bytes, workbook.length);
});

test('other bytes under a name are kept beside, the same bytes are not kept twice', async () => {
  const client = rig.open();
  await client.signIn(signal);
  await writeFile(join(rig.folder, `${name}.xls`), 'earlier');
  const { storedName } = await downloadTo(rig, client);
  assert.match(storedName, /^eclaim_99999_OP_25690105_201501885~[0-9a-f]{8}\.xls$/);
  assert.equal((await downloadTo(rig, client)).storedName, storedName);
  assert.equal(await readFile(join(rig.folder, `${name}.xls`), 'utf8'), 'earlier');
  assert.equal((await readdir(rig.folder)).length, 2);
});

test('a cancel closes the socket at once', async () => {
  const client = rig.open();
  await client.signIn(signal);
  const cancel = new AbortController();
  const closed = new Promise<void>((resolve) => {
    rig.portal.next(file, (_, response) => {
      response.on('close', resolve);
      response.writeHead(200).write(half, () => cancel.abort(new Error('a person cancelled')));
    });
  });
  const work = downloadTo(rig, client, cancel.signal);
  await assert.rejects(work, /a person cancelled/);
  await closed;
  assert.deepEqual(await readdir(rig.folder), []);
});

test('a connection that does not come about is told apart: refused, no TLS, a handshake without end', async () => {
  await fails(rig.open({ eclaimBaseUrl: 'http://127.0.0.1:1' }).signIn(signal, 'once'), 'connection_refused');
  const plain = rig.portal.url.replace('http:', 'https:');
  await fails(rig.open({ eclaimBaseUrl: plain }).signIn(signal, 'once'), 'tls_failed');
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const limits = { ...shortLimits, connectMs: 200 };
  const stuck = rig.open({ eclaimBaseUrl: `https://127.0.0.1:${port}`, limits });
  await fails(stuck.signIn(signal, 'once'), 'timeout_connect');
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => silent.close(resolve));
});

test('a password, a cookie or a token stands in no log line and no error', async () => {
  const secret = 'S3cret-w0rd';
  await assert.rejects(rig.open({}, secret).signIn(signal), (error) => {
    assert.ok(!JSON.stringify(error, Object.getOwnPropertyNames(error)).includes(secret));
    return true;
  });
  rig.portal.next('LoginAction', reset);
  rig.portal.always(listing, reset);
  await assert.rejects(rig.open().signIn(signal), (error) => {
    assert.ok(error instanceof Error && error.cause === undefined);
    return true;
  });
  assert.ok(!rig.logLines.join().includes('right'));
});
