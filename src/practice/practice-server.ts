import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createFaultBoard } from './fault-board.js';
import { answerCall, findRoute } from './portal/answer-call.js';
import type { SpoiltAnswer } from './portal/apply-fault.js';
import { type Call, type Practice, textAnswer } from './portal/call.js';
import { controlAnswer } from './portal/control-calls.js';
import type { Fault, PortalFaults } from './portal/fault-board.js';
import { createManners, type Manners } from './portal/manners.js';
import { readCall } from './portal/read-call.js';
import { createRequestLog, queryForLog, type RequestRecord } from './portal/request-log.js';
import { createSlowAnswers, type SlowAnswers, sendAnswer } from './portal/send-answer.js';
import { createSessionBook } from './portal/session-book.js';
import { createSsoBook } from './portal/sso-book.js';
import { defaultSwitches, type PracticeSwitches } from './portal/switches.js';
import { type PracticeUser, practiceUsers } from './portal/users.js';
import {
  createPracticeCalendar,
  type PracticeCalendar,
  type PracticeMarks,
} from './rep/practice-calendar.js';
import type { RepFile } from './rep/rep-contents.js';
import { repWorkbookBytes } from './rep/rep-workbook.js';
import { transfersOf } from './smt/transfers.js';
import { statementsOf } from './stm/statement.js';

export interface PracticeServerOptions {
  /** Seed of all invented contents. */
  readonly seed?: string;
  /** The last day of the data, Gregorian `YYYY-MM-DD`; today in Thailand by default. */
  readonly today?: string;
  /** 0 (default) takes a free port. */
  readonly port?: number;
  readonly host?: string;
  readonly users?: readonly PracticeUser[];
  readonly switches?: Partial<PracticeSwitches>;
  /** Keeps the workbooks that it wrote, so that measurements are not of its writing; false by default. */
  readonly keepsWorkbooks?: boolean;
}

/** The practice NHSO: e-Claim, its single sign-on and SMT on one port of this machine. */
export interface PracticeServer {
  /** Without a slash at its end; the base address of e-Claim, IAM and SMT alike. */
  readonly url: string;
  readonly port: number;
  readonly hospital: string;
  readonly marks: PracticeMarks;
  readonly calendar: PracticeCalendar;
  readonly faults: PortalFaults;
  readonly requests: () => readonly RequestRecord[];
  readonly setSwitches: (changes: Partial<PracticeSwitches>) => void;
  /** Ends every session, as the portal does after its time. */
  readonly endSessions: (as?: 'redirect' | 'error_page') => void;
  /** Lets the server's clock go on. */
  readonly moveClock: (ms: number) => void;
  /** As at the start: no faults, no sessions, the switches of the options. */
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

const hospital = '99999';
const thailandOffsetMs = 7 * 60 * 60 * 1000;
const defaultSeed = 'practice';

/** Makes something for a hospital when it is first asked for. */
function remembered<T>(make: (hospital: string) => T): (hospital: string) => T {
  const kept = new Map<string, T>();
  return (code) => {
    const known = kept.get(code) ?? make(code);
    kept.set(code, known);
    return known;
  };
}

function writingOnce(): (file: RepFile) => Buffer {
  const written = new WeakMap<RepFile, Buffer>();
  return (file) => {
    const bytes = written.get(file) ?? repWorkbookBytes(file);
    written.set(file, bytes);
    return bytes;
  };
}

function createPractice(options: PracticeServerOptions, url: () => string, manners: Manners): Practice {
  const seed = options.seed ?? defaultSeed;
  let clockShift = 0;
  let switches: PracticeSwitches = { ...defaultSwitches, ...options.switches };
  const now = () => Date.now() + clockShift;
  const today = options.today ?? new Date(Date.now() + thailandOffsetMs).toISOString().slice(0, 10);
  const calendarOf = remembered((code) => createPracticeCalendar({ seed, hospital: code, today }));
  const listStatements = remembered((code) => statementsOf(calendarOf(code)));
  const listTransfers = remembered((code) => transfersOf(calendarOf(code), listStatements(code)));
  const sessions = createSessionBook({ now, sessionMinutes: () => switches.sessionMinutes });
  const sso = createSsoBook();
  const faults = createFaultBoard<Fault>();
  const requests = createRequestLog();
  return {
    seed,
    today,
    url,
    users: options.users ?? practiceUsers,
    calendarOf,
    repBytes: options.keepsWorkbooks === true ? writingOnce() : repWorkbookBytes,
    statementsOf: listStatements,
    transfersOf: listTransfers,
    sessions,
    sso,
    faults,
    requests,
    switches: () => switches,
    setSwitches(changes) {
      switches = { ...switches, ...changes };
    },
    now,
    moveClock(ms) {
      clockShift += ms;
    },
    reset() {
      clockShift = 0;
      switches = { ...defaultSwitches, ...options.switches };
      sessions.clear();
      sso.clear();
      faults.clear();
      requests.clear();
      manners.clear();
    },
  };
}

function noted(practice: Practice, call: Call, name: string, manners: Manners): RequestRecord {
  const since = manners.sinceLastAnswer();
  return practice.requests.add({
    at: new Date(practice.now()).toISOString(),
    sinceLastAnswerMs: since === null ? null : Math.round(since),
    running: manners.running(),
    call: name,
    method: call.method,
    path: call.path,
    query: queryForLog(call.query),
    cookieNames: [...call.cookies.keys()],
    headerNames: Object.keys(call.headers),
    userAgent: call.headers['user-agent'] ?? null,
    status: null,
  });
}

function spoiltOrHasty(practice: Practice, call: Call, hasty: boolean): SpoiltAnswer {
  const mode = practice.switches().manners;
  if (hasty && mode !== 'off')
    return { answer: textAnswer('Too fast', Number(mode)), delivery: { how: 'whole' } };
  return answerCall(practice, call, findRoute(call.method, call.path));
}

interface Serving {
  readonly practice: Practice;
  readonly manners: Manners;
  readonly slow: SlowAnswers;
}

async function serve(
  { practice, manners, slow }: Serving,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const call = await readCall(request);
  const control = controlAnswer(practice, call);
  if (control) {
    sendAnswer(response, control, { how: 'whole' }, slow);
    return;
  }
  const record = noted(practice, call, findRoute(call.method, call.path)?.call ?? 'other', manners);
  const hasty = manners.arrives(request.url ?? '/');
  const { answer, delivery } = spoiltOrHasty(practice, call, hasty);
  const { Location } = answer.headers;
  response.once('close', () => manners.answered(typeof Location === 'string' ? Location : null));
  record.status = delivery.how === 'no_answer' || delivery.how === 'reset_before' ? null : answer.status;
  sendAnswer(response, answer, delivery, slow);
}

/** A request that the server cannot read, or a fault of its own, ends with a plain 500 and never with a crash. */
function failed(response: ServerResponse, error: unknown, slow: SlowAnswers): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const text = error instanceof Error ? error.message : 'unknown';
  sendAnswer(response, textAnswer(`practice server: ${text}`, 500), { how: 'whole' }, slow);
}

/** Starts a practice NHSO. Nothing of it lives outside the instance; `close` ends it with all connections. */
export async function createPracticeServer(options: PracticeServerOptions = {}): Promise<PracticeServer> {
  const manners = createManners();
  const slow = createSlowAnswers();
  const host = options.host ?? '127.0.0.1';
  let port = 0;
  const url = () => `http://${host}:${port}`;
  const practice = createPractice(options, url, manners);
  const server = createServer((request, response) => {
    serve({ practice, manners, slow }, request, response).catch((error: unknown) =>
      failed(response, error, slow),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const address = server.address();
  if (typeof address === 'object' && address !== null) port = address.port;
  const calendar = practice.calendarOf(hospital);
  return {
    url: url(),
    port,
    hospital,
    marks: calendar.marks,
    calendar,
    faults: practice.faults,
    requests: practice.requests.all,
    setSwitches: practice.setSwitches,
    endSessions: (as = 'redirect') => practice.sessions.endAll(as),
    moveClock: practice.moveClock,
    reset: practice.reset,
    close: () =>
      new Promise((resolve) => {
        slow.stopAll();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
