import { type Answer, type Call, htmlAnswer, type Practice, redirectTo } from './call.js';
import { errorPage } from './html.js';
import type { PortalSession } from './session-book.js';
import type { PracticeUser } from './users.js';

export const sessionCookieName = 'JSESSIONID';
export const loginPath = '/webComponent/login/LoginAction.do';
export const mainPath = '/webComponent/main/MainWebAction.do';

/** The session of the call, or a new one with the cookie that names it. */
export function sessionOf(
  practice: Practice,
  call: Call,
): { readonly session: PortalSession; readonly cookies: readonly string[] } {
  const known = practice.sessions.find(call.cookies.get(sessionCookieName));
  const session = known ?? practice.sessions.open();
  const cookies = known ? [] : [`${sessionCookieName}=${session.id}; Path=/webComponent; HttpOnly`];
  if (practice.switches().cookieTrap && !known)
    cookies.push('_ga=GA1.1.990000001.990000002; Path=/', '_gid=GA1.1.990000003.990000004; Path=/');
  return { session, cookies };
}

/** Answers only to who is signed in; others are led to the sign-in page, or see the error page. */
export function forSignedIn(
  practice: Practice,
  call: Call,
  answer: (user: PracticeUser, session: PortalSession) => Answer,
): Answer {
  const session = practice.sessions.find(call.cookies.get(sessionCookieName));
  if (session?.user) return answer(session.user, session);
  return session?.endedAs === 'error_page' ? htmlAnswer(errorPage) : redirectTo(loginPath);
}
