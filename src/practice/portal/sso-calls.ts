import { randomBytes } from 'node:crypto';
import { type Answer, type Call, htmlAnswer, type Practice, redirectTo, textAnswer } from './call.js';
import { escapeHtml } from './html.js';
import { loginPath, sessionOf } from './portal-session.js';
import type { SsoAttempt } from './sso-book.js';
import { isTotp } from './totp.js';
import { checkPassword, type PracticeUser, practiceCode, practiceTotpSecret } from './users.js';

/** The pages of the single sign-on, as Keycloak has them (nhso-eclaim-protocol 3). */

const realm = '/realms/nhso';
const clientId = 'eclaim';
const lockedText = 'บัญชีผู้ใช้งานถูกระงับ';
const wrongOtpText = 'รหัส OTP ไม่ถูกต้อง';
const wrongPasswordText = 'ชื่อผู้ใช้งานหรือรหัสผ่านไม่ถูกต้อง';

/** `GET LoginSSOAction.do`: leads to the sign-on with a state that only this session knows. */
export function ssoStartCall(practice: Practice, call: Call): Answer {
  const { session, cookies } = sessionOf(practice, call);
  const redirectUri = `${practice.url()}${loginPath}`;
  const state = randomBytes(12).toString('base64url');
  practice.sessions.startSso(session.id, state);
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
    scope: 'openid',
  });
  return redirectTo(`${practice.url()}${realm}/protocol/openid-connect/auth?${query}`, {
    'Set-Cookie': cookies,
  });
}

function keycloakPage(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="th" class="login-pf">
<head><meta charset="utf-8"><title>${title}</title></head>
<body><div id="kc-content"><div id="kc-content-wrapper">
${body}
</div></div></body>
</html>
`;
}

function actionOf(attempt: SsoAttempt, path = 'authenticate', execution = attempt.execution): string {
  const query = new URLSearchParams({
    session_code: attempt.sessionCode,
    execution,
    client_id: clientId,
    tab_id: attempt.tabId,
  });
  return escapeHtml(`${realm}/login-actions/${path}?${query}`);
}

function feedback(message: string | null): string {
  if (message === null) return '';
  return `<div class="alert-error pf-c-alert"><span class="kc-feedback-text">${escapeHtml(message)}</span></div>\n`;
}

function passwordPage(attempt: SsoAttempt, message: string | null): string {
  const thaid = escapeHtml(`${realm}/broker/thaid/login?tab_id=${attempt.tabId}`);
  return keycloakPage(
    'เข้าสู่ระบบ',
    `${feedback(message)}<form id="kc-form-login" onsubmit="login.disabled = true; return true;" action="${actionOf(attempt)}" method="post">
  <input tabindex="1" id="username" name="username" value="" type="text" autofocus autocomplete="off">
  <input tabindex="2" id="password" name="password" type="password" autocomplete="off">
  <input type="hidden" id="id-hidden-input" name="credentialId" value="">
  <input tabindex="4" name="login" id="kc-login" type="submit" value="เข้าสู่ระบบ">
</form>
<div id="kc-social-providers"><a id="social-thaid" href="${thaid}"><span>ThaiD</span></a></div>`,
  );
}

/** The page that asks for the six digits. */
function otpPage(attempt: SsoAttempt, message: string | null): string {
  return keycloakPage(
    'เข้าสู่ระบบ',
    `${feedback(message)}<form id="kc-otp-login-form" action="${actionOf(attempt)}" method="post">
  <label for="otp">รหัส OTP</label>
  <input id="otp" name="otp" autocomplete="off" type="text" autofocus>
  <input name="login" id="kc-login" type="submit" value="เข้าสู่ระบบ">
</form>`,
  );
}

function firstTimePage(attempt: SsoAttempt): string {
  return keycloakPage(
    'ตั้งค่า Mobile Authenticator',
    `<h1>ตั้งค่า Mobile Authenticator</h1>
<form action="${actionOf(attempt, 'required-action', 'CONFIGURE_TOTP')}" id="kc-totp-settings-form" method="post">
  <input type="text" id="totp" name="totp" autocomplete="off">
  <input type="hidden" id="totpSecret" name="totpSecret" value="${practiceTotpSecret}">
  <input type="text" id="userLabel" name="userLabel" autocomplete="off">
  <input type="checkbox" id="logout-sessions" name="logout-sessions" value="on" checked>
  <input type="submit" id="saveTOTPBtn" value="บันทึก">
</form>`,
  );
}

const keycloakCookies = (attempt: SsoAttempt): string[] => [
  `AUTH_SESSION_ID=${attempt.tabId}.practice; Path=${realm}/; HttpOnly`,
  `AUTH_SESSION_ID_LEGACY=${attempt.tabId}.practice; Path=${realm}/; HttpOnly`,
  `KC_RESTART=${attempt.sessionCode}; Path=${realm}/; HttpOnly`,
];

/** `GET …/openid-connect/auth`. */
export function ssoAuthCall(practice: Practice, call: Call): Answer {
  const redirectUri = call.query.get('redirect_uri') ?? '';
  // Only back to this server: a practice sign-on must never send anybody elsewhere.
  if (call.query.get('client_id') !== clientId || !redirectUri.startsWith(`${practice.url()}/`))
    return textAnswer('Invalid parameter: redirect_uri', 400);
  const attempt = practice.sso.begin(redirectUri, call.query.get('state') ?? '');
  return htmlAnswer(passwordPage(attempt, null), { 'Set-Cookie': keycloakCookies(attempt) });
}

/** Signed on: back to the portal with a code. */
export function backToPortal(practice: Practice, attempt: SsoAttempt, user: PracticeUser): Answer {
  const code = practice.sso.codeFor(practice.sessions.tokenFor(user));
  const query = new URLSearchParams({ state: attempt.state, session_state: attempt.tabId, code });
  return redirectTo(`${attempt.redirectUri}?${query}`, {
    'Set-Cookie': [
      `KEYCLOAK_IDENTITY=${attempt.sessionCode}; Path=${realm}/; HttpOnly`,
      `KEYCLOAK_SESSION=${attempt.tabId}; Path=${realm}/`,
    ],
  });
}

function isRightOtp(practice: Practice, code: string): boolean {
  if (practice.switches().otp === 'totp') return isTotp(practiceTotpSecret, code, practice.now());
  return code === practiceCode;
}

function afterPassword(practice: Practice, call: Call, attempt: SsoAttempt): Answer {
  const { form } = call;
  const result = checkPassword(practice.users, form.get('username') ?? '', form.get('password') ?? '');
  practice.sso.nextPage(attempt);
  if (result === 'locked') return htmlAnswer(passwordPage(attempt, lockedText));
  if (result === 'wrong_password') return htmlAnswer(passwordPage(attempt, wrongPasswordText));
  attempt.user = result;
  return htmlAnswer(
    practice.switches().otp === 'first_time' ? firstTimePage(attempt) : otpPage(attempt, null),
  );
}

/** `POST …/login-actions/authenticate`: the password first, then the six digits. */
export function ssoAuthenticateCall(practice: Practice, call: Call): Answer {
  const attempt = practice.sso.attempt(call.query.get('tab_id') ?? '');
  const isRightPage =
    attempt?.sessionCode === call.query.get('session_code') &&
    attempt?.execution === call.query.get('execution');
  if (!attempt || !isRightPage) return textAnswer('Your login attempt timed out.', 400);
  if (!attempt.user) return afterPassword(practice, call, attempt);
  practice.sso.nextPage(attempt);
  if (!isRightOtp(practice, call.form.get('otp') ?? '')) return htmlAnswer(otpPage(attempt, wrongOtpText));
  return backToPortal(practice, attempt, attempt.user);
}

/** The form again, with the words of a wrong password or of a locked account, whatever was typed. */
export function refusedPasswordAnswer(practice: Practice, call: Call, locked: boolean): Answer {
  const attempt = practice.sso.attempt(call.query.get('tab_id') ?? '');
  if (!attempt) return textAnswer('Your login attempt timed out.', 400);
  practice.sso.nextPage(attempt);
  return htmlAnswer(passwordPage(attempt, locked ? lockedText : wrongPasswordText));
}

/** The page that a wrong code leads to, whatever code came. */
export function wrongOtpAnswer(practice: Practice, call: Call): Answer {
  const attempt = practice.sso.attempt(call.query.get('tab_id') ?? '');
  if (!attempt) return textAnswer('Your login attempt timed out.', 400);
  practice.sso.nextPage(attempt);
  return htmlAnswer(otpPage(attempt, wrongOtpText));
}
