import { schemes } from '../../domain/scheme.js';
import { type Answer, type Call, htmlAnswer, type Practice, redirectTo } from './call.js';
import { escapeHtml, portalPage } from './html.js';
import { loginPath, mainPath, sessionCookieName, sessionOf } from './portal-session.js';
import { finishSso } from './sso-return.js';
import { checkPassword, type PracticeUser } from './users.js';

/** The old sign-in (form) and the first page after it (nhso-eclaim-protocol 2). */

const messages = {
  wrong_password: 'ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง กรุณาตรวจสอบอีกครั้ง',
  locked: 'บัญชีผู้ใช้นี้ถูกระงับการใช้งาน กรุณาติดต่อผู้ดูแลระบบของเขต',
} as const;

const ssoButton = '<a class="btn" href="/webComponent/LoginSSOAction.do">เข้าสู่ระบบผ่าน OSS สปสช.</a>';

function signInForm(message: string): string {
  return `<form name="loginForm" method="post" action="${loginPath}">
<table>
  <tr><td colspan="2" class="warn">${escapeHtml(message)}</td></tr>
  <tr><td>ชื่อผู้ใช้</td><td><input type="text" name="user" maxlength="40" value=""></td></tr>
  <tr><td>รหัสผ่าน</td><td><input type="password" name="pass" maxlength="40" value=""></td></tr>
  <tr><td></td><td><input type="submit" value="เข้าสู่ระบบ"></td></tr>
</table>
</form>`;
}

/** The page of the old form, with a message or without. */
export function signInPage(message: keyof typeof messages | null, withSso = false): string {
  return portalPage('e-Claim', signInForm(message ? messages[message] : '') + (withSso ? ssoButton : ''));
}

/** The notice that stands in place of the form since the single sign-on. */
export const ssoNoticePage = portalPage(
  'e-Claim',
  `<div class="notice"><h3>ประกาศใช้งานระบบ SSO</h3><p>ขอให้ผู้ใช้งานเข้าสู่ระบบด้วย SSO (ThaiD) หรือรหัส OTP</p>${ssoButton}</div>`,
);

function signInAnswer(practice: Practice): string {
  const { signIn } = practice.switches();
  return signIn === 'sso' ? ssoNoticePage : signInPage(null, signIn === 'both');
}

/** The first page after the sign-in. */
function welcomePage(user: PracticeUser): string {
  const links = schemes
    .map(
      ({ code, nameTh }) =>
        `<li><a href="/webComponent/validation/ValidationMainAction.do?maininscl=${code}">${escapeHtml(nameTh)}</a></li>`,
    )
    .join('\n');
  return portalPage(
    'e-Claim',
    `<div id="head">ยินดีต้อนรับ ${escapeHtml(user.name)} <a href="/webComponent/login/LogoutAction.do">ออกจากระบบ</a></div>
<ul>
${links}
</ul>`,
  );
}

/** `GET LoginAction.do`: the form, or the end of a single sign-on where the address carries its code. */
export function loginPageCall(practice: Practice, call: Call): Answer {
  const { session, cookies } = sessionOf(practice, call);
  if (call.query.has('code')) return finishSso(practice, call, session, cookies);
  return htmlAnswer(signInAnswer(practice), { 'Set-Cookie': cookies });
}

/** `POST LoginAction.do`. */
export function loginCall(practice: Practice, call: Call): Answer {
  const { session, cookies } = sessionOf(practice, call);
  const headers = { 'Set-Cookie': cookies };
  if (practice.switches().signIn === 'sso') return htmlAnswer(ssoNoticePage, headers);
  const result = checkPassword(practice.users, call.form.get('user') ?? '', call.form.get('pass') ?? '');
  if (typeof result === 'string') return htmlAnswer(signInPage(result), headers);
  practice.sessions.signIn(session.id, result);
  return redirectTo(mainPath, headers);
}

/** `GET MainWebAction.do`: also the heartbeat. */
export function mainCall(practice: Practice, call: Call): Answer {
  const { session, cookies } = sessionOf(practice, call);
  const page = session.user ? welcomePage(session.user) : signInAnswer(practice);
  return htmlAnswer(page, { 'Set-Cookie': cookies });
}

export function logoutCall(practice: Practice, call: Call): Answer {
  const id = call.cookies.get(sessionCookieName);
  if (id !== undefined) practice.sessions.signOut(id);
  return redirectTo(loginPath);
}
