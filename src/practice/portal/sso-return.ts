import { type Answer, type Call, htmlAnswer, type Practice, redirectTo } from './call.js';
import { errorPage } from './html.js';
import { mainPath } from './portal-session.js';
import type { PortalSession } from './session-book.js';

/** The way back from the single sign-on: `LoginAction.do?code=…&state=…`. A code is good once. */
export function finishSso(
  practice: Practice,
  call: Call,
  session: PortalSession,
  cookies: readonly string[],
): Answer {
  const token = practice.sso.takeCode(call.query.get('code') ?? '');
  const user = practice.sessions.userOfToken(token ?? undefined);
  const rightState = session.ssoState !== null && session.ssoState === call.query.get('state');
  if (!token || !user || !rightState) return htmlAnswer(errorPage, { 'Set-Cookie': cookies });
  practice.sessions.signIn(session.id, user);
  return redirectTo(mainPath, {
    'Set-Cookie': [
      ...cookies,
      `ACCESS_TOKEN=${token}; Path=/`,
      `STEEXWDE=${session.id.slice(0, 16)}; Path=/`,
      `REFRESH_TOKEN=${session.id.slice(16)}${session.id}; Path=/`,
    ],
  });
}
