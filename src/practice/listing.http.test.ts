import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { schemeCodes } from '../domain/scheme.js';
import { ask, isWorkbook, linksOf, listingPath, rowCount, signIn } from '../testing/practice-visit.js';
import { linkShapes } from './portal/switches.js';
import { createPracticeServer, type PracticeServer } from './practice-server.js';

let server: PracticeServer;
before(async () => {
  server = await createPracticeServer({ seed: 'http', today: '2026-02-10' });
});
after(() => server.close());
beforeEach(() => server.reset());

test('the listing has one row a file, newest first, with the totals of the workbook; months without files an empty table', async () => {
  const headers = await signIn(server);
  const { text } = await ask(server, listingPath(), { headers });
  const listed = server.calendar.listing('2026-01', 'ucs');
  assert.equal(rowCount(text), listed.length);
  const names = [...text.matchAll(/>rep_(eclaim_\w+)\.ecd</g)].map(([, name]) => `${name}.xls`);
  assert.deepEqual(
    names,
    listed.map(({ name }) => name),
  );
  const days = names.map((name) => name.split('_').slice(-2).join(''));
  assert.deepEqual(days, [...days].sort().reverse());
  for (const {
    listed: { total, passed },
  } of listed)
    assert.ok(text.includes(`<td>${total}</td><td><a href="#">${passed}</a></td>`));
  const without = schemeCodes.filter((scheme) => server.calendar.listing('2026-01', scheme).length === 0);
  assert.ok(without.length > 0);
  for (const scheme of without) {
    const empty = await ask(server, listingPath(1, 2569, scheme), { headers });
    assert.match(empty.text, /<table id="content2">/);
    assert.equal(rowCount(empty.text), 0);
  }
  const one = await ask(server, `${listingPath()}&repno=${listed[0]?.file.repNo}`, { headers });
  assert.equal(rowCount(one.text), 1);
  assert.equal(
    rowCount((await ask(server, '/webComponent/validation/ValidationMainAction.do', { headers })).text) > 0,
    true,
  );
});

test("every file of a month comes as a workbook; the hospital's own file is none", async () => {
  const headers = await signIn(server);
  const links = linksOf((await ask(server, listingPath(), { headers })).text);
  for (const href of links) {
    const file = await ask(server, href, { headers });
    assert.equal(file.headers['content-type'], 'application/vnd.ms-excel');
    assert.equal(file.headers['content-disposition'], undefined);
    assert.ok(isWorkbook(file.body), href);
  }
  assert.equal(
    isWorkbook((await ask(server, '/webComponent/validation/GetFileAction.do?fn=x.ecd', { headers })).body),
    false,
  );
});

test('every shape of link leads to the file, but those that must not be followed', async () => {
  const headers = await signIn(server);
  const listing = new URL(listingPath(), server.url);
  for (const shape of linkShapes) {
    server.setSwitches({ links: [shape] });
    const { text } = await ask(server, listingPath(), { headers });
    const [href] = linksOf(text);
    if (shape === 'no_link') {
      assert.equal(href, undefined);
      continue;
    }
    assert.ok(href);
    const url = new URL(href, listing);
    if (shape === 'foreign_host') assert.notEqual(url.host, listing.host);
    else assert.ok(isWorkbook((await ask(server, `${url.pathname}${url.search}`, { headers })).body), shape);
    if (shape === 'twice') assert.equal(rowCount(text), 2 * server.calendar.listing('2026-01', 'ucs').length);
    if (shape === 'upper_case') assert.match(text, />DOWNLOAD EXCEL</);
    if (shape === 'path_up') assert.match(href, /\.\.\//);
  }
});

test('an account without the right sees that, and another hospital has other files', async () => {
  const noright = await signIn(server, 'noright');
  assert.match((await ask(server, listingPath(1, 2569, 'ofc'), { headers: noright })).text, /คุณไม่มีสิทธิ์/);
  assert.match(
    (await ask(server, '/webComponent/ucs/statementUCSAction.do', { headers: noright })).text,
    /คุณไม่มีสิทธิ์/,
  );
  assert.ok(rowCount((await ask(server, listingPath(), { headers: noright })).text) > 0);
  const other = await signIn(server, 'other');
  assert.match((await ask(server, listingPath(), { headers: other })).text, /eclaim_88888_OP_/);
});

test('the listing can come in TIS-620, named in the header', async () => {
  const headers = await signIn(server);
  server.setSwitches({ charset: 'tis-620' });
  const reply = await ask(server, listingPath(), { headers });
  assert.match(String(reply.headers['content-type']), /TIS-620/);
  assert.match(new TextDecoder('windows-874').decode(reply.body), /โรงพยาบาลตัวอย่าง/);
});
