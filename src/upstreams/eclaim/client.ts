import type { ProblemCode } from '../../domain/problems/index.js';
import type { Log } from '../../log/log.js';
import { readPage } from '../read-page.js';
import { isTooFast, mayPass, pause, withRetries } from '../retry.js';
import { type Answer, createSession, type Session, type SessionRequest } from '../session.js';
import { UpstreamError } from '../upstream-error.js';
import type { UpstreamSettings } from '../upstream-settings.js';
import { hospitalOfToken, sameHospital } from './access-token.js';
import { type Listing, type OfferedFile, readListing } from './listing.js';
import { type ListingMonth, listingAddress, rightTo, thaiMonth } from './month.js';
import { pageProblem, saysSignedIn } from './page-marks.js';
import { type SavedWorkbook, saveWorkbook } from './save-workbook.js';
import { sessionEnd } from './session-end.js';
import { type PortalAccount, refuseOtherHospital, signIn } from './sign-in.js';
import { signOut } from './sign-out.js';
import { createSso, type Sso } from './sso.js';
import { askStatementFile, askStatements } from './statement-calls.js';
import type { OfferedStatement, StatementListing, StatementMonth } from './statement-listing.js';

export interface EclaimParts {
  readonly settings: UpstreamSettings;
  readonly account: PortalAccount;
  readonly log: Log;
  /** What is wrong inside a workbook, or null; the reader of workbooks knows. */
  readonly checkWorkbook: (bytes: Uint8Array) => ProblemCode | null;
  /** Told before a request is made again. */
  readonly onRetry?: (error: UpstreamError, waitMs: number) => void;
  /** Called each time before a password is sent; what it throws keeps the password back. */
  readonly beforePassword?: () => Promise<void>;
  /** Brings a lost session back before a request is made again; without it one sign-in by the old form. */
  readonly renew?: (signal: AbortSignal) => Promise<void>;
  readonly now?: () => Date;
}

export interface DownloadTarget {
  readonly folder: string;
  readonly onBytes: (bytes: number) => void;
}

/** The e-Claim portal as one person sees it. All calls fail with UpstreamError, or with the signal's reason. */
export interface EclaimClient {
  /** Signs in and proves it by a listing of this month. `once`: never a second try of any kind. */
  signIn(signal: AbortSignal, tries?: 'once' | 'patient'): Promise<void>;
  /** The single sign-on, for a person; a step that ends `signed_in` is proven by the same listing. */
  readonly sso: Omit<Sso, 'close'>;
  /** Takes a session that was kept; answers whether the portal still knows it. */
  resume(kept: string, signal: AbortSignal): Promise<boolean>;
  /** The heartbeat: whether the portal still knows us; it also keeps the session alive. */
  isAlive(signal: AbortSignal): Promise<boolean>;
  /** Ends the session at the portal, by the link of its main page; nothing happens where it has none. */
  signOut(signal: AbortSignal): Promise<void>;
  /** The session as text for `resume`, to be kept encrypted. */
  keep(): string;
  /** Milliseconds since the portal's last answer; null before the first. */
  idleMs(): number | null;
  /** When the session ends if nothing more is asked, by our clock; null before the first answer. */
  endsAt(): Date | null;
  /** What the portal lists for a month and scheme; signs in once more where the session was lost. */
  listing(month: ListingMonth, signal: AbortSignal): Promise<Listing>;
  /** Fetches a listed workbook into the folder, checked. */
  download(
    month: ListingMonth,
    file: OfferedFile,
    to: DownloadTarget,
    signal: AbortSignal,
  ): Promise<SavedWorkbook>;
  /** Statements (UCS alone) about the claims of a month of service. */
  statements(month: StatementMonth, signal: AbortSignal): Promise<StatementListing>;
  /** Fetches a listed statement into the folder, checked. */
  downloadStatement(
    statement: OfferedStatement,
    to: DownloadTarget,
    signal: AbortSignal,
  ): Promise<SavedWorkbook>;
  close(): void;
}

const sentCookies = ['JSESSIONID', 'STEEXWDE', 'ACCESS_TOKEN'];
const mainPath = '/webComponent/main/MainWebAction.do';

export function createEclaimClient(parts: EclaimParts): EclaimClient {
  const { settings, log } = parts;
  const session = createSession({
    base: new URL(settings.eclaimBaseUrl),
    userAgent: settings.userAgent,
    pauseMs: settings.pauseMs,
    limits: settings.limits,
    outboundProxy: settings.outboundProxy,
    extraCa: settings.extraCa,
    heardTime: settings.heardTime,
    cookieNames: sentCookies,
  });
  const client = { ...parts, session };

  const patiently = <T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> =>
    withRetries(retryPlan(client, signal), () => withSecondChance(client, work, signal));

  const beforePassword = parts.beforePassword ?? (async () => undefined);
  const noTable = ({ code }: UpstreamError) => code === 'no_listing_table';
  // A list without its table says nothing against the sign-in: only the list is asked for again.
  const probe = (signal: AbortSignal, tries: 'once' | 'patient') => {
    const month: ListingMonth = { ...thaiMonth(parts.now?.() ?? new Date()), scheme: 'ucs' };
    const plan = retryPlan(client, signal);
    return withRetries({ ...plan, passes: (error) => tries === 'patient' && noTable(error) }, () =>
      askListing(client, month, signal),
    );
  };
  const sso = createSso({
    portal: session,
    settings,
    account: parts.account,
    beforePassword,
    async prove(signal) {
      refuseOtherHospital(session, settings.hospitalCode, ownHospital(session));
      try {
        await probe(signal, 'patient');
      } catch (error) {
        if (!(error instanceof UpstreamError) || error.code !== 'no_right') throw error;
      }
      log.info({ source: 'eclaim' }, 'signed in by the single sign-on');
    },
  });

  const signInNow = async (signal: AbortSignal, tries: 'once' | 'patient') => {
    const { maxPageBytes, hospitalCode } = settings;
    const plan = retryPlan(client, signal);
    const attempt = {
      session,
      maxPageBytes,
      hospitalCode,
      signal,
      probe: () => probe(signal, tries),
      beforePassword,
    };
    const once = () => signIn(attempt, parts.account);
    const passes = (error: UpstreamError) =>
      tries === 'patient' && error.code !== 'unknown_page' && !noTable(error);
    try {
      await withRetries({ ...plan, passes }, once);
    } catch (error) {
      // Without the right to one scheme a person is signed in all the same: each listing tells its own.
      if (tries === 'once' || !(error instanceof UpstreamError) || error.code !== 'no_right') throw error;
    }
    log.info({ source: 'eclaim' }, 'signed in');
  };
  const renew = parts.renew ?? ((signal: AbortSignal) => signInNow(signal, 'patient'));

  const signedIn = async <T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    try {
      return await patiently(work, signal);
    } catch (error) {
      // The notice stands in place of the sign-in page; whether the old form still works, the owner of `renew` finds out.
      const isLost = (code: ProblemCode) => code === 'login_page' || (code === 'sso_notice' && parts.renew);
      if (!(error instanceof UpstreamError) || !isLost(error.code)) throw error;
      log.warn({ source: 'eclaim' }, 'session lost');
      await renew(signal);
      return await patiently(work, signal);
    }
  };

  return {
    signIn: (signal, tries = 'patient') => signInNow(signal, tries),
    async resume(kept, signal) {
      session.cookies.load(kept);
      return await isAlive(client, signal);
    },
    isAlive: (signal) => isAlive(client, signal),
    signOut: (signal) => signOut(session, settings.maxPageBytes, signal),
    sso,
    keep: () => session.cookies.save(),
    idleMs() {
      const last = session.lastAnswer();
      return last === null ? null : Date.now() - last.at.getTime();
    },
    endsAt: () => sessionEnd(session),
    listing: (month, signal) => signedIn(() => askListing(client, month, signal), signal),
    download: (month, file, to, signal) => signedIn(() => askFile(client, month, file, to, signal), signal),
    statements: (month, signal) => signedIn(() => askStatements(client, month, signal), signal),
    downloadStatement: (statement, to, signal) =>
      signedIn(() => askStatementFile(client, statement, to, signal), signal),
    close() {
      sso.close();
      session.close();
    },
  };
}

function ownHospital({ cookies, base }: Session): string | null {
  return hospitalOfToken(cookies.value('ACCESS_TOKEN', new URL(mainPath, base)));
}

type Client = EclaimParts & { readonly session: Session };

function retryPlan({ settings, session, onRetry, log }: Client, signal: AbortSignal) {
  return {
    delaysMs: settings.retryDelaysMs,
    tooFastWaitMs: settings.tooFastWaitMs,
    signal,
    onRetry: (error: UpstreamError, waitMs: number) => {
      if (isTooFast(error)) session.slower();
      log.warn({ source: 'eclaim', code: error.code, wait_ms: Math.round(waitMs) }, 'asking again');
      onRetry?.(error, waitMs);
    },
  };
}

/** What is tried once more at once, before the waits: an empty file, too many cookies, an error page of a lost session. */
async function withSecondChance<T>(client: Client, work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (error.code === 'error_page' && !(await isAlive(client, signal)))
      throw new UpstreamError('login_page');
    if (error.code === 'empty') await pause(client.settings.emptyWaitMs, signal);
    else if (error.code === 'header_too_large') client.session.cookies.keepOnly(['JSESSIONID']);
    else throw error;
    return await work();
  }
}

/** The heartbeat: whether the portal's main page still knows us. A fault of that page says nothing against it. */
async function isAlive({ session, settings }: Client, signal: AbortSignal): Promise<boolean> {
  const url = new URL(mainPath, session.base);
  const read = async (answer: Answer) => {
    const text = await readPage(answer, settings.maxPageBytes);
    const problem = pageProblem(answer, text, 'e-Claim');
    return problem === null ? saysSignedIn(text) : /^http_5/.test(problem.code);
  };
  try {
    return await session.ask({ method: 'GET', url }, read, signal);
  } catch (error) {
    if (mayPass(error)) return true;
    throw error;
  }
}

function askListing(
  { session, settings }: Client,
  month: ListingMonth,
  signal: AbortSignal,
): Promise<Listing> {
  const url = listingAddress(session.base, month);
  const read = async (answer: Answer) => {
    const text = await readPage(answer, settings.maxPageBytes);
    const problem = pageProblem(answer, text, rightTo(month));
    if (problem !== null) throw problem;
    const listing = readListing(text, answer.url, session.base);
    // The old form gives no token: a listing of somebody else alone tells whose account it is.
    const [other] = listing.reps;
    const isOwn = listing.reps.some((rep) => sameHospital(rep.hospitalCode, settings.hospitalCode));
    if (other && !isOwn) refuseOtherHospital(session, settings.hospitalCode, other.hospitalCode);
    return listing;
  };
  return session.ask({ method: 'GET', url }, read, signal);
}

function askFile(
  { session, settings, checkWorkbook }: Client,
  month: ListingMonth,
  file: OfferedFile,
  to: DownloadTarget,
  signal: AbortSignal,
): Promise<SavedWorkbook> {
  const request: SessionRequest = {
    method: 'GET',
    url: file.url,
    // A packed answer has no length of its own to compare with.
    headers: { referer: listingAddress(session.base, month).href, 'accept-encoding': 'identity' },
  };
  const target = {
    folder: to.folder,
    filename: file.filename,
    maxBytes: settings.maxFileBytes,
    right: rightTo(month),
    check: checkWorkbook,
    onBytes: to.onBytes,
  };
  return session.ask(request, (answer) => saveWorkbook(answer, target), signal);
}
