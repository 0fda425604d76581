import type { ProblemCode } from '../../domain/problems/index.js';
import { readPage } from '../read-page.js';
import type { Answer, Session, SessionRequest } from '../session.js';
import type { TimeLimits, UpstreamSettings } from '../upstream-settings.js';
import { sameHospital } from './access-token.js';
import type { DownloadTarget } from './client.js';
import { pageProblem } from './page-marks.js';
import { type SavedWorkbook, saveWorkbook } from './save-workbook.js';
import { refuseOtherHospital } from './sign-in.js';
import {
  type OfferedStatement,
  readStatementPage,
  type StatementListing,
  type StatementMonth,
  type StatementPage,
} from './statement-listing.js';
import { yearsToAsk } from './statement-period.js';

/** The three calls for statements, UCS alone (formats/nhso-eclaim-protocol.md 8). */

const pagePath = '/webComponent/ucs/statementUCSAction.do';
const listPath = '/webComponent/ucs/statementUCSViewAction.do';
const filePath = '/webComponent/ucs/statementUCSDownloadAction.do';
const right = 'STM UCS';
/** A statement of 5 to 10 MB is written while we wait: 300 s where a REP has 120 (protocol 9). */
const slowerThanRep = 2.5;

interface StatementParts {
  readonly session: Session;
  readonly settings: UpstreamSettings;
  readonly checkWorkbook: (bytes: Uint8Array) => ProblemCode | null;
}

/** The statements about a month of service; rows of other months are left to their own. */
export async function askStatements(
  parts: StatementParts,
  month: StatementMonth,
  signal: AbortSignal,
): Promise<StatementListing> {
  await askPage(parts, { method: 'GET', url: new URL(pagePath, parts.session.base) }, signal);
  const withoutAny: StatementListing[] = [];
  for (const year of yearsToAsk(month)) {
    const page = await askList(parts, year, month.month, signal);
    refuseOthers(parts, page);
    const listing = ofMonth(page, month);
    if (listing.statements.length > 0) return listing;
    withoutAny.push(listing);
  }
  return withoutAny.find(({ problems }) => problems.length > 0) ?? nothingListed;
}

const nothingListed: StatementListing = { statements: [], unreadable: 0, problems: [] };

function ofMonth({ rows, unreadable, problems }: StatementPage, asked: StatementMonth): StatementListing {
  const statements = new Map<string, OfferedStatement>();
  for (const { statement, month } of rows)
    if (month === null || (month.month === asked.month && month.yearBe === asked.yearBe))
      statements.set(statement.filename, statement);
  return { statements: [...statements.values()], unreadable, problems };
}

/** By POST; by GET where the portal does not take that, or answers nothing (the sources disagree). */
async function askList(
  parts: StatementParts,
  year: number,
  month: number,
  signal: AbortSignal,
): Promise<StatementPage> {
  const fields = {
    year: String(year),
    month: String(month).padStart(2, '0'),
    person_type: '',
    period_no: '',
    PAGE_HEAD: '1',
    hcode: parts.settings.hospitalCode,
  };
  const url = new URL(listPath, parts.session.base);
  const headers = {
    'x-requested-with': 'XMLHttpRequest',
    referer: new URL(pagePath, parts.session.base).href,
  };
  const posted = await askPage(parts, { method: 'POST', url, headers, form: fields }, signal, 'may_refuse');
  if (posted.trim() !== '') return readStatementPage(posted);
  const asked = new URL(`?${new URLSearchParams(fields)}`, url);
  return readStatementPage(await askPage(parts, { method: 'GET', url: asked, headers }, signal));
}

/** Text of a page without marks of failure; '' for 405 where the portal may refuse the method. */
function askPage(
  { session, settings }: StatementParts,
  request: SessionRequest,
  signal: AbortSignal,
  method: 'must_take' | 'may_refuse' = 'must_take',
): Promise<string> {
  const read = async (answer: Answer) => {
    const text = await readPage(answer, settings.maxPageBytes);
    if (method === 'may_refuse' && answer.status === 405) return '';
    const problem = pageProblem(answer, text, right);
    if (problem !== null) throw problem;
    return text;
  };
  return session.ask(request, read, signal);
}

/** As of REP: a list of others alone tells that the account is not this hospital's. */
function refuseOthers({ session, settings }: StatementParts, { statements }: StatementPage): void {
  const [other] = statements;
  const isOwn = statements.some(({ request }) => sameHospital(request.hcode, settings.hospitalCode));
  if (other && !isOwn) refuseOtherHospital(session, settings.hospitalCode, other.request.hcode);
}

/** Fetches one statement; the answer is checked as a REP is. */
export function askStatementFile(
  { session, settings, checkWorkbook }: StatementParts,
  { filename, request }: OfferedStatement,
  to: DownloadTarget,
  signal: AbortSignal,
): Promise<SavedWorkbook> {
  const target = {
    folder: to.folder,
    filename,
    maxBytes: settings.maxFileBytes,
    right,
    check: checkWorkbook,
    onBytes: to.onBytes,
  };
  const asked: SessionRequest = {
    method: 'POST',
    url: new URL(filePath, session.base),
    form: request,
    // A packed answer has no length of its own to compare with.
    headers: { referer: new URL(pagePath, session.base).href, 'accept-encoding': 'identity' },
    limits: patientLimits(settings.limits),
  };
  return session.ask(asked, (answer) => saveWorkbook(answer, target), signal);
}

function patientLimits(limits: TimeLimits): TimeLimits {
  return { ...limits, firstByteMs: limits.firstByteMs * slowerThanRep };
}
