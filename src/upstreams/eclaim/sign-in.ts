import { load } from 'cheerio';
import { ownAddress } from '../own-address.js';
import { readPage } from '../read-page.js';
import type { Answer, Session, SessionRequest } from '../session.js';
import { UpstreamError } from '../upstream-error.js';
import { hospitalOfToken, sameHospital } from './access-token.js';
import { pageProblem, saysLocked, saysSignedIn } from './page-marks.js';

export interface PortalAccount {
  readonly username: string;
  readonly password: string;
}

export interface SignInParts {
  readonly session: Session;
  readonly maxPageBytes: number;
  /** Own hospital; '' = not known, any is accepted. */
  readonly hospitalCode: string;
  readonly signal: AbortSignal;
  /** Fetches the listing that proves the sign-in. */
  readonly probe: () => Promise<unknown>;
  /** Called each time before a password is sent; what it throws keeps the password back. */
  readonly beforePassword: () => Promise<void>;
}

interface PortalPage {
  readonly answer: Answer;
  readonly text: string;
  readonly problem: UpstreamError | null;
}

const signInPath = '/webComponent/login/LoginAction.do';

/**
 * One sign-in by the old form, proven by the listing (formats/nhso-eclaim-protocol.md 2). Sends the password once.
 * Throws UpstreamError refused, locked, sso_notice, other_hospital_account, portal_error (may be tried again),
 * unknown_page, no_right (signed in, but without the right to the listing), or a failure of the network.
 */
export async function signIn(parts: SignInParts, account: PortalAccount): Promise<void> {
  const { session } = parts;
  session.cookies.clear();
  const form = await readForm(parts);
  await parts.beforePassword();
  const page = await ask(parts, {
    method: 'POST',
    url: form.action,
    headers: { referer: form.page.href, origin: session.base.origin },
    form: { ...form.hidden, user: account.username, pass: account.password },
  });
  // What the sign-in page says to everybody says nothing of this account.
  const isLocked = saysLocked(page.text) && !form.saysLocked;
  const accepted = judge(page, isLocked);
  refuseOtherHospital(
    session,
    parts.hospitalCode,
    hospitalOfToken(session.cookies.value('ACCESS_TOKEN', page.answer.url)),
  );
  await probe(parts, page, { accepted, isLocked });
}

/** Forgets the session of an account that belongs to another hospital, and throws. */
export function refuseOtherHospital(session: Session, expected: string, found: string | null): void {
  if (found === null || expected === '' || sameHospital(found, expected)) return;
  session.cookies.clear();
  throw new UpstreamError('other_hospital_account', { details: { found, expected } });
}

interface SignInForm {
  readonly page: URL;
  readonly action: URL;
  readonly hidden: Readonly<Record<string, string>>;
  readonly saysLocked: boolean;
}

async function readForm(parts: SignInParts): Promise<SignInForm> {
  const url = new URL(signInPath, parts.session.base);
  const { answer, text, problem } = await ask(parts, { method: 'GET', url });
  if (problem !== null && problem.code !== 'login_page') throw inSignIn(problem, answer);
  if (answer.away !== null) throw new UpstreamError('sso_notice');
  const $ = load(text);
  const form = $('form')
    .filter((_, one) => $(one).find('input[type="password" i]').length > 0)
    .first();
  const written = form.attr('action') ?? '';
  // A `?` alone means the page itself; so does an action that is missing.
  const action = /^\??$/.test(written.trim()) ? url : ownAddress(parts.session.base, answer.url, written);
  const hidden: Record<string, string> = {};
  for (const input of form.find('input[type="hidden" i][name]').toArray())
    hidden[$(input).attr('name') ?? ''] = $(input).attr('value') ?? '';
  return { page: answer.url, action: action ?? url, hidden, saysLocked: saysLocked(text) };
}

/** Whether the page after the password is one of success; throws where it says that the sign-in failed. */
function judge({ answer, text, problem }: PortalPage, isLocked: boolean): boolean {
  if (problem === null) return saysSignedIn(text);
  if (answer.away !== null && problem.code === 'login_page') throw new UpstreamError('sso_notice');
  if (problem.code === 'login_page') throw new UpstreamError(isLocked ? 'locked' : 'refused');
  // The main page is known to answer 500 or Error Page to people who are signed in: the listing decides.
  if (isPortalFault(problem)) return false;
  throw inSignIn(problem, answer);
}

async function probe(
  parts: SignInParts,
  page: PortalPage,
  { accepted, isLocked }: { readonly accepted: boolean; readonly isLocked: boolean },
): Promise<void> {
  try {
    await parts.probe();
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (error.code === 'login_page' || error.code === 'error_page') {
      if (accepted) throw error;
      if (page.problem !== null)
        throw new UpstreamError('portal_error', { details: { status: page.answer.status } });
      throw new UpstreamError(isLocked ? 'locked' : 'refused');
    }
    if (isPortalFault(error)) throw asPortalError(error);
    throw error;
  }
}

const isPortalFault = ({ code }: UpstreamError) => code === 'error_page' || /^http_5\d\d$/.test(code);

function asPortalError(problem: UpstreamError): UpstreamError {
  const status = Number(problem.details.status ?? 200);
  return new UpstreamError('portal_error', { details: { status }, retryAfterMs: problem.retryAfterMs });
}

function inSignIn(problem: UpstreamError, answer: Answer): UpstreamError {
  if (isPortalFault(problem)) return asPortalError(problem);
  if (problem.code === 'login_page' && answer.away !== null) return new UpstreamError('sso_notice');
  return problem;
}

function ask({ session, maxPageBytes, signal }: SignInParts, request: SessionRequest): Promise<PortalPage> {
  const read = async (answer: Answer): Promise<PortalPage> => {
    const text = await readPage(answer, maxPageBytes);
    return { answer, text, problem: pageProblem(answer, text, 'e-Claim') };
  };
  return session.ask(request, read, signal);
}
