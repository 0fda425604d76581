import { replacedAnswer, type SpoiltAnswer, spoiltAnswer } from './apply-fault.js';
import { type Answer, type Call, htmlAnswer, type Practice, textAnswer } from './call.js';
import type { Fault } from './fault-board.js';
import { errorPage } from './html.js';
import { listingCallWith } from './rep-calls.js';
import { type PortalRoute, portalRoutes } from './routes.js';
import { manySmtRecords } from './smt-calls.js';
import { refusedPasswordAnswer, wrongOtpAnswer } from './sso-calls.js';
import { stmListCallWith } from './stm-calls.js';

const largestCookieHeader = 8 * 1024;

export function findRoute(method: string, path: string): PortalRoute | null {
  return portalRoutes.find((route) => route.method === method && route.path === path) ?? null;
}

/** The new server's own answer to an address that it does not have (nhso-eclaim-protocol 5). */
const noMapping = () =>
  htmlAnswer(
    '<html><body><h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error</p></body></html>',
    {},
    404,
  );

function whole(answer: Answer): SpoiltAnswer {
  return { answer, delivery: { how: 'whole' } };
}

/** Analytics cookies and overlong headers are refused by the firewall in front of the portal. */
function refusedCookies(practice: Practice, call: Call): boolean {
  const header = call.headers.cookie ?? '';
  return header.length > largestCookieHeader || (practice.switches().cookieTrap && call.cookies.has('_ga'));
}

/** Faults that need the state of the call rather than another answer. */
function stateFault(practice: Practice, call: Call, route: PortalRoute, fault: Fault): Answer | null {
  switch (fault.kind) {
    case 'wrong_password':
    case 'locked_account':
      if (route.call !== 'sso_authenticate') return null;
      return refusedPasswordAnswer(practice, call, fault.kind === 'locked_account');
    case 'session_over':
      practice.sessions.endAll('redirect');
      return null;
    case 'session_over_error_page':
      practice.sessions.endAll('error_page');
      return htmlAnswer(errorPage);
    case 'wrong_otp':
      return wrongOtpAnswer(practice, call);
    case 'no_table':
    case 'extra_column':
      return listingWith(fault.kind === 'no_table' ? 'missing' : 'one_column_more', route)(practice, call);
    case 'other_order':
      return listingCallWith('other_order')(practice, call);
    case 'many_records':
      return manySmtRecords(practice, call);
    default:
      return null;
  }
}

function listingWith(table: 'missing' | 'one_column_more', route: PortalRoute) {
  return route.call === 'stm_list' ? stmListCallWith(table) : listingCallWith(table);
}

function answerWithFault(practice: Practice, call: Call, route: PortalRoute, fault: Fault): SpoiltAnswer {
  const replaced = stateFault(practice, call, route, fault) ?? replacedAnswer(practice, fault);
  return replaced ? whole(replaced) : spoiltAnswer(route.answer(practice, call), fault);
}

/** The answer to one call, spoilt where a fault is on. */
export function answerCall(practice: Practice, call: Call, route: PortalRoute | null): SpoiltAnswer {
  if (refusedCookies(practice, call)) return whole(textAnswer('Request Header Or Cookie Too Large', 400));
  if (!route) return whole(noMapping());
  const fault = route.call === null ? null : practice.faults.next(route.call);
  return fault ? answerWithFault(practice, call, route, fault) : whole(route.answer(practice, call));
}
