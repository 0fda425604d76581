import { type Answer, htmlAnswer, jsonAnswer, type Practice, textAnswer } from './call.js';
import type { Fault } from './fault-board.js';
import { errorPage, noRightPage } from './html.js';
import { signInPage, ssoNoticePage } from './sign-in-calls.js';

/** How an answer goes over the wire; everything but `whole` is a fault. */
export type Delivery =
  | { readonly how: 'whole' }
  | { readonly how: 'cut_off' }
  | { readonly how: 'drip'; readonly ms: number }
  | { readonly how: 'silence'; readonly ms: number }
  | { readonly how: 'no_answer' }
  | { readonly how: 'reset_before' }
  | { readonly how: 'reset_in_body' }
  /** In pieces of a few bytes, cut wherever `random` says. */
  | { readonly how: 'pieces'; readonly random: () => number };

export interface SpoiltAnswer {
  readonly answer: Answer;
  readonly delivery: Delivery;
}

const sector = 512;
const tinyBytes = 80;
const longHead = 100 * 1024;

/** The first bytes stay right; the directory and the tables of the OLE container become rubbish. */
export function damageTables(workbook: Buffer): Buffer {
  const broken = Buffer.from(workbook);
  if (broken.length > 76) {
    const directory = broken.readUInt32LE(48);
    broken.fill(0xee, sector * (directory + 1));
  }
  return broken;
}

const page = (html: string, contentType = 'text/html;charset=UTF-8'): Answer =>
  htmlAnswer(html, { 'Content-Type': contentType });

function withBody(answer: Answer, body: Buffer): Answer {
  return { ...answer, body };
}

function unavailable(fault: Fault, now: number, asDate: boolean): Answer {
  const ms = fault.ms ?? 3_000;
  const retryAfter = asDate ? new Date(now + ms).toUTCString() : String(Math.ceil(ms / 1000));
  return textAnswer('Service Unavailable', 503, { 'Retry-After': retryAfter });
}

/** Faults that put another answer in place of the right one; null where the right one is needed. */
export function replacedAnswer(practice: Practice, fault: Fault): Answer | null {
  switch (fault.kind) {
    case 'wrong_password':
      return page(signInPage('wrong_password'));
    case 'locked_account':
      return page(signInPage('locked'));
    case 'sso_notice':
      return page(ssoNoticePage);
    case 'session_over_error_page':
      return page(errorPage);
    case 'no_right':
      return page(noRightPage);
    case 'page_as_html':
      return page(signInPage(null));
    case 'page_as_excel':
      return page(signInPage(null), 'application/vnd.ms-excel');
    case 'server_error':
      return htmlAnswer('<html><head><title>500</title></head><body>HTTP Status 500</body></html>', {}, 500);
    case 'unavailable':
      return unavailable(fault, practice.now(), false);
    case 'unavailable_date':
      return unavailable(fault, practice.now(), true);
    case 'too_many':
      return textAnswer('Too Many Requests', 429);
    case 'forbidden':
      return textAnswer('Forbidden', 403);
    case 'unauthorized':
      return textAnswer('Unauthorized', 401);
    case 'header_too_large':
      return textAnswer('Request Header Or Cookie Too Large', 400);
    case 'datas_null':
      return jsonAnswer({ datas: null });
    case 'datas_missing':
      return jsonAnswer({});
    case 'datas_empty':
      return jsonAnswer({ datas: [] });
    default:
      return null;
  }
}

/** Faults that spoil the right answer. */
export function spoiltAnswer(answer: Answer, fault: Fault): SpoiltAnswer {
  const whole = (changed: Answer): SpoiltAnswer => ({ answer: changed, delivery: { how: 'whole' } });
  const half = answer.body.subarray(0, Math.floor(answer.body.length / 2));
  switch (fault.kind) {
    case 'empty':
      return whole(withBody(answer, Buffer.alloc(0)));
    case 'tiny':
      return whole(withBody(answer, answer.body.subarray(0, tinyBytes)));
    case 'half_with_length':
    case 'broken_json':
      return whole(withBody(answer, half));
    case 'long_head':
      return whole({ ...answer, headers: { ...answer.headers, 'X-Portal-Trace': 'x'.repeat(longHead) } });
    case 'broken_inside':
      return whole(withBody(answer, damageTables(answer.body)));
    case 'cut_off':
    case 'no_answer':
    case 'reset_before':
    case 'reset_in_body':
      return { answer, delivery: { how: fault.kind } };
    case 'drip':
      return { answer, delivery: { how: 'drip', ms: fault.ms ?? 1_000 } };
    case 'silence':
      return { answer, delivery: { how: 'silence', ms: fault.ms ?? 30_000 } };
    default:
      return whole(answer);
  }
}
