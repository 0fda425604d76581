import { load } from 'cheerio';
import { retryAfterMs } from '../retry.js';
import type { Answer } from '../session.js';
import { statusProblem, UpstreamError } from '../upstream-error.js';

/** Where the marks of a page are looked for. */
const markBytes = 65_536;

const singleSignOn = /openid-connect\/auth|LoginSSOAction|\/realms\/|^https?:\/\/iam\./i;

/** A page as the marks see it: its text without tags, white space folded, in lower case. */
interface PageMarks {
  readonly words: string;
  readonly html: string;
  readonly hasPassword: boolean;
}

function marksOf(page: string): PageMarks {
  const html = page.slice(0, markBytes);
  const $ = load(html);
  const words = `${$('title').text()} ${$.root().text()}`.normalize('NFC').replace(/\s+/g, ' ').toLowerCase();
  return { words, html: html.toLowerCase(), hasPassword: $('input[type="password" i]').length > 0 };
}

/**
 * What is wrong with an answer of the portal, by the marks of formats/nhso-eclaim-protocol.md 5: status, final
 * address, text. null = no mark of failure. `right` names what was asked for, in the words of the schemes.
 */
export function pageProblem(answer: Answer, page: string, right: string): UpstreamError | null {
  const marks = marksOf(page);
  return (
    awayProblem(answer, marks) ??
    statusMark(answer, marks, right) ??
    wordsProblem(marks, right) ??
    signInProblem(answer, marks)
  );
}

function awayProblem({ away }: Answer, marks: PageMarks): UpstreamError | null {
  if (away === null) return null;
  if (singleSignOn.test(away.href) || hasNotice(marks)) return new UpstreamError('login_page');
  return new UpstreamError('foreign_redirect', { details: { host: away.host } });
}

function statusMark(answer: Answer, marks: PageMarks, right: string): UpstreamError | null {
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return null;
  const tooLarge = /header too large|header or cookie too large|header fields too large/;
  if (status === 431 || (status === 400 && tooLarge.test(marks.words)))
    return new UpstreamError('header_too_large');
  if (marks.words.includes('has no explicit mapping for /error')) return new UpstreamError('wrong_address');
  if (status === 403 && hasNoRight(marks)) return new UpstreamError('no_right', { details: { right } });
  if (status === 401) return new UpstreamError('login_page');
  const retryAfter = retryAfterMs(headers['retry-after'], Date.now());
  return new UpstreamError(statusProblem(status), { details: { status }, retryAfterMs: retryAfter });
}

function wordsProblem(marks: PageMarks, right: string): UpstreamError | null {
  if (hasNotice(marks)) return new UpstreamError('sso_notice');
  if (hasNoRight(marks)) return new UpstreamError('no_right', { details: { right } });
  if (marks.words.includes('has no explicit mapping for /error')) return new UpstreamError('wrong_address');
  if (marks.words.includes('error page') || marks.html.includes('frmerr'))
    return new UpstreamError('error_page');
  return null;
}

function signInProblem(answer: Answer, marks: PageMarks): UpstreamError | null {
  const address = `${answer.url.pathname}${answer.url.search}`;
  const elsewhere = /login/i.test(answer.url.pathname) || singleSignOn.test(address);
  if (elsewhere || marks.hasPassword || marks.html.includes('kc-form-login'))
    return new UpstreamError('login_page');
  return null;
}

function hasNotice({ words }: PageMarks): boolean {
  return /ประกาศใช้งานระบบ ?sso|sso ?\( ?thaid ?\)/.test(words);
}

function hasNoRight({ words }: PageMarks): boolean {
  return words.includes('คุณไม่มีสิทธิ์');
}

/** Not a threat of it ("will be locked"), and not ล็อกอิน, which is "log in". */
const lockWords =
  /(?<!(?:จะ|อาจ) ?(?:ถูก|โดน)? ?|(?:will|may) be )(?:ล[็๊]อ[กค](?!อิน)|ระงับ|ถูกปิด|ปิดการใช้งาน|locked|suspended)/;

/** Whether a page says that an account is locked or suspended; the portal's text is not known (protocol 12): assumed words. */
export function saysLocked(page: string): boolean {
  return lockWords.test(marksOf(page).words);
}

/** The marks of a page that only a signed-in person gets (protocol 2). */
export function saysSignedIn(page: string): boolean {
  const { words, html } = marksOf(page);
  return words.includes('ออกจากระบบ') || words.includes('logout') || html.includes('maininscl=');
}
