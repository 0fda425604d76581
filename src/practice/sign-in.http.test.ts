import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { cookiesOf } from '../testing/bare-http.js';
import {
  actionOf,
  ask,
  finishSso,
  isWorkbook,
  listingPath,
  loginPath,
  mainPath,
  signIn,
  toOtp,
} from '../testing/practice-visit.js';
import { totpAt } from './portal/totp.js';
import { practiceTotpSecret } from './portal/users.js';
import { createPracticeServer, type PracticeServer } from './practice-server.js';

let server: PracticeServer;
before(async () => {
  server = await createPracticeServer({ seed: 'http', today: '2026-02-10' });
});
after(() => server.close());
beforeEach(() => server.reset());

test('the old form signs in with user and pass, and leads to the page of success', async () => {
  const page = await ask(server, loginPath);
  assert.match(page.text, /name="user"/);
  assert.match(String(page.headers['set-cookie']), /^JSESSIONID=\w+; Path=\/webComponent; HttpOnly$/);
  const headers = { Cookie: cookiesOf(page) };
  const sent = await ask(server, loginPath, { form: { user: 'practice', pass: 'practice' }, headers });
  assert.equal(sent.status, 302);
  assert.equal(sent.headers.location, mainPath);
  const main = await ask(server, mainPath, { headers });
  assert.match(main.text, /ยินดีต้อนรับ.*ออกจากระบบ/);
  assert.match(main.text, /maininscl=ucs/);
});

test('refusals come with 200, in Thai and without the word "error"; a real account is unknown here', async () => {
  for (const [user, pass] of [
    ['practice', 'wrong'],
    ['somebody', 'real'],
    ['locked', 'practice'],
  ] as const) {
    const reply = await ask(server, loginPath, { form: { user, pass } });
    assert.equal(reply.status, 200);
    assert.match(reply.text, /type="password"/);
    assert.match(reply.text, user === 'locked' ? /ถูกระงับ/ : /ไม่ถูกต้อง/);
    assert.doesNotMatch(reply.text, /error/i);
  }
});

test('who is not signed in is led to the sign-in page from every call', async () => {
  for (const path of [listingPath(), '/webComponent/ucs/statementUCSAction.do']) {
    const reply = await ask(server, path);
    assert.equal(reply.status, 302);
    assert.equal(reply.headers.location, loginPath);
  }
  assert.match((await ask(server, mainPath)).text, /type="password"/);
});

test('the single sign-on asks for the password, then for the code, and comes back signed in', async () => {
  server.setSwitches({ signIn: 'sso' });
  const notice = await ask(server, loginPath, { form: { user: 'practice', pass: 'practice' } });
  assert.match(notice.text, /ประกาศใช้งานระบบ SSO/);
  assert.doesNotMatch(notice.text, /<form/);
  const { cookies, page } = await toOtp(server);
  assert.match(page.text, /id="kc-otp-login-form"/);
  const wrong = await ask(server, actionOf(page), { form: { otp: '000000' } });
  assert.equal(wrong.status, 200);
  assert.match(wrong.text, /id="kc-otp-login-form"/);
  assert.match(wrong.text, /kc-feedback-text/);
  assert.equal((await ask(server, actionOf(page), { form: { otp: '123456' } })).status, 400);
  const right = await ask(server, actionOf(wrong), { form: { otp: '123456' } });
  assert.match((await finishSso(server, right, cookies)).text, /ยินดีต้อนรับ/);
});

test('by switch the code comes from a real authenticator, or is to be set up first', async () => {
  server.setSwitches({ signIn: 'sso', otp: 'totp' });
  assert.equal(totpAt('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 59_000), '287082');
  const { cookies, page } = await toOtp(server);
  const right = await ask(server, actionOf(page), { form: { otp: totpAt(practiceTotpSecret, Date.now()) } });
  assert.match((await finishSso(server, right, cookies)).text, /ยินดีต้อนรับ/);
  server.setSwitches({ otp: 'first_time' });
  const first = (await toOtp(server)).page;
  assert.match(first.text, /id="kc-totp-settings-form"[\s\S]*name="totpSecret"/);
  assert.match(first.text, /ตั้งค่า Mobile Authenticator/);
  assert.match(first.text, /CONFIGURE_TOTP/);
});

test('ThaiD shows a QR code and a reference; after the scan the same address leads back, after 120 s no more', async () => {
  const start = await ask(server, '/webComponent/LoginSSOAction.do');
  const cookies = { Cookie: cookiesOf(start) };
  const form = await ask(server, String(start.headers.location));
  const thaid = String(/href="([^"]+thaid[^"]+)"/.exec(form.text)?.[1]);
  const address = String((await ask(server, thaid)).headers.location);
  const page = await ask(server, address);
  assert.match(page.text, /<img[^>]+src="data:image/);
  assert.match(page.text, new RegExp(`หมายเลขอ้างอิง ${new URL(address).searchParams.get('refCode')}`));
  await ask(server, actionOf(page), { method: 'POST' });
  assert.match((await finishSso(server, await ask(server, address), cookies)).text, /ยินดีต้อนรับ/);
  const second = String((await ask(server, thaid)).headers.location);
  server.moveClock(121_000);
  assert.match((await ask(server, second)).text, /หมดอายุ/);
});

test('a wrong password, a locked account and a wrong code can be had whatever was typed', async () => {
  const start = await ask(server, '/webComponent/LoginSSOAction.do');
  let page = await ask(server, String(start.headers.location));
  const password = { username: 'practice', password: 'practice', credentialId: '' };
  for (const kind of ['wrong_password', 'locked_account'] as const) {
    server.faults.add({ call: 'sso_authenticate', kind });
    page = await ask(server, actionOf(page), { form: password });
    assert.match(page.text, /kc-feedback-text[\s\S]*kc-form-login/);
  }
  page = await ask(server, actionOf(page), { form: password });
  assert.match(page.text, /kc-otp-login-form/);
  server.faults.add({ call: 'sso_authenticate', kind: 'wrong_otp' });
  const wrong = await ask(server, actionOf(page), { form: { otp: '123456' } });
  assert.match(wrong.text, /kc-feedback-text[\s\S]*kc-otp-login-form/);
});

test('the token names hospital and end of life, and opens the token API', async () => {
  const api = '/Client/backend/api';
  const { token } = JSON.parse(
    (await ask(server, `${api}/auth`, { json: { username: 'practice', password: 'practice' } })).text,
  );
  const payload = JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString());
  assert.equal(payload.hospMain, '99999');
  assert.ok(payload.exp - payload.iat === 1800);
  const headers = { Authorization: `Bearer ${token}` };
  const info = JSON.parse((await ask(server, `${api}/auth/info`, { json: { token }, headers })).text);
  const menu = info.menus[0].children[0].refMenu;
  assert.equal(info.user.refHospital.hmain, '99999');
  assert.equal(menu.url, '/service/download-validated');
  const found = JSON.parse(
    (
      await ask(server, `${api}/center/m-uploads/search`, {
        json: { page: 0, size: 5, where: [], sort: [], isCount: true, hcode: '99999' },
        headers: { ...headers, 'C-Menu': menu.id },
      })
    ).text,
  );
  assert.equal(found.data.length, 5);
  assert.ok(found.totalSize > 400);
  const file = `/eclaimapi/invoice/InvoiceReportExcelAction.do?status=excel&filename=${found.data[0].filename}&token=${token}`;
  assert.ok(isWorkbook((await ask(server, file, { headers })).body));
  assert.equal((await ask(server, file)).status, 401);
  server.moveClock(31 * 60_000);
  assert.equal((await ask(server, file, { headers })).status, 401);
});

test('a session ends after its time, or when the control call says so', async () => {
  const headers = await signIn(server);
  await ask(server, '/practice/clock', { json: { advance_minutes: 26 } });
  assert.equal((await ask(server, listingPath(), { headers })).status, 302);
  const again = await signIn(server);
  await ask(server, '/practice/clock', { method: 'POST' });
  assert.equal((await ask(server, listingPath(), { headers: again })).headers.location, loginPath);
  const third = await signIn(server);
  server.endSessions('error_page');
  const reply = await ask(server, listingPath(), { headers: third });
  assert.equal(reply.status, 200);
  assert.match(reply.text, /<title>Error Page<\/title>[\s\S]*frmErr/);
});
