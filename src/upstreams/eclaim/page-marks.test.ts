import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import type { Answer } from '../session.js';
import { pageProblem, saysLocked, saysSignedIn } from './page-marks.js';

const main = 'https://portal.invalid/webComponent/main/MainWebAction.do';

function codeOf(page: string, change: { status?: number; url?: string; away?: string } = {}): string | null {
  const answer: Answer = {
    status: change.status ?? 200,
    headers: {},
    url: new URL(change.url ?? main),
    away: change.away === undefined ? null : new URL(change.away),
    body: Readable.from([]),
  };
  return pageProblem(answer, page, 'REP UCS')?.code ?? null;
}

test('each mark of a failed page has its name, whatever the white space and case around it', () => {
  assert.equal(codeOf('<p>ยินดีต้อนรับ <a href="x?maininscl=ucs">UCS</a> ออกจากระบบ</p>'), null);
  assert.equal(codeOf("<INPUT NAME=pass TYPE='PASSWORD'>"), 'login_page');
  assert.equal(codeOf('<form id="kc-form-login"></form>'), 'login_page');
  assert.equal(
    codeOf('x', { url: 'https://portal.invalid/webComponent/login/LoginAction.do' }),
    'login_page',
  );
  assert.equal(codeOf('<b>ประกาศใช้งานระบบ\n  SSO</b>'), 'sso_notice');
  assert.equal(codeOf('เข้าสู่ระบบด้วย SSO (ThaiD)'), 'sso_notice');
  assert.equal(codeOf('<div>คุณไม่มี<b>สิทธิ์</b></div>'), 'no_right');
  assert.equal(codeOf('<title>\n Error\tPage </title>'), 'error_page');
  assert.equal(codeOf('<form  NAME = "frmErr">'), 'error_page');
  assert.equal(codeOf('This application has no explicit mapping for /error'), 'wrong_address');
});

test('the status is looked at first, and a redirect out of the site is never followed', () => {
  assert.equal(codeOf('<title>Error Page</title>', { status: 500 }), 'http_500');
  assert.equal(codeOf('', { status: 401 }), 'login_page');
  assert.equal(codeOf('คุณไม่มีสิทธิ์', { status: 403 }), 'no_right');
  assert.equal(codeOf('', { status: 403 }), 'http_403');
  assert.equal(codeOf('Request Header Or Cookie Too Large', { status: 400 }), 'header_too_large');
  assert.equal(codeOf('', { status: 418 }), 'http_other');
  assert.equal(codeOf('', { status: 302, away: 'https://iam.nhso.go.th/realms/nhso/x' }), 'login_page');
  assert.equal(codeOf('', { status: 302, away: 'https://other.invalid/' }), 'foreign_redirect');
});

test('a locked account is told from a warning that it may be locked, and from the word for signing in', () => {
  assert.ok(saysLocked('บัญชีผู้ใช้นี้ถูกระงับการใช้งาน'));
  assert.ok(saysLocked('บัญชีของท่านถูก\nล็อค เนื่องจากรหัสผ่านไม่ถูกต้องเกิน 5 ครั้ง'));
  assert.ok(saysLocked('Your account is locked'));
  assert.ok(!saysLocked('รหัสผ่านไม่ถูกต้อง หากผิดครบ 5 ครั้งบัญชีจะถูกล็อก'));
  assert.ok(!saysLocked('หากผิดอีก บัญชีอาจจะถูกระงับ'));
  assert.ok(!saysLocked('กรุณาล็อกอินใหม่'));
});

test('a page of success has the way out, or the links to the schemes', () => {
  assert.ok(saysSignedIn('<a>ออกจากระบบ</a>'));
  assert.ok(saysSignedIn('<A HREF="?MAININSCL=ucs">'));
  assert.ok(!saysSignedIn('<p>e-Claim</p>'));
});
