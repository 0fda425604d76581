import type { PracticeCalendar } from '../rep/practice-calendar.js';
import type { RepFile } from '../rep/rep-contents.js';
import type { Transfer } from '../smt/transfers.js';
import type { Statement } from '../stm/statement.js';
import type { PortalFaults } from './fault-board.js';
import type { RequestLog } from './request-log.js';
import type { SessionBook } from './session-book.js';
import type { SsoBook } from './sso-book.js';
import type { PracticeSwitches } from './switches.js';
import type { PracticeUser } from './users.js';

/** What the practice server holds; every instance has its own. */
export interface Practice {
  readonly seed: string;
  readonly today: string;
  /** Address of this server without a slash at its end. */
  readonly url: () => string;
  readonly users: readonly PracticeUser[];
  readonly calendarOf: (hospital: string) => PracticeCalendar;
  /** The bytes of a REP workbook. */
  readonly repBytes: (file: RepFile) => Buffer;
  readonly statementsOf: (hospital: string) => readonly Statement[];
  readonly transfersOf: (hospital: string) => readonly Transfer[];
  readonly sessions: SessionBook;
  readonly sso: SsoBook;
  readonly faults: PortalFaults;
  readonly requests: RequestLog;
  readonly switches: () => PracticeSwitches;
  readonly setSwitches: (changes: Partial<PracticeSwitches>) => void;
  /** Milliseconds of the server's clock, which a control call can move on. */
  readonly now: () => number;
  readonly moveClock: (ms: number) => void;
  readonly reset: () => void;
}

/** One request, read. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Fields of an urlencoded body; empty for others. */
  readonly form: URLSearchParams;
  readonly body: string;
  readonly cookies: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** Answers one call; the names of calls stand in `routes.ts`. */
export type CallAnswerer = (practice: Practice, call: Call) => Answer;

type Headers = Answer['headers'];

export function htmlAnswer(html: string, headers: Headers = {}, status = 200): Answer {
  return {
    status,
    headers: { 'Content-Type': 'text/html;charset=UTF-8', ...headers },
    body: Buffer.from(html),
  };
}

export function jsonAnswer(value: unknown, status = 200): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json' },
    body: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  };
}

export function redirectTo(location: string, headers: Headers = {}): Answer {
  return { status: 302, headers: { Location: location, ...headers }, body: Buffer.alloc(0) };
}

export function textAnswer(text: string, status: number, headers: Headers = {}): Answer {
  return {
    status,
    headers: { 'Content-Type': 'text/plain;charset=UTF-8', ...headers },
    body: Buffer.from(text),
  };
}
