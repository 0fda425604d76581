import { z } from 'zod';
import { type Answer, type Call, jsonAnswer, type Practice, redirectTo } from './call.js';
import { callNames, faultKinds } from './fault-board.js';
import { fontAnswer, fontPath } from './page-font.js';
import { startPage } from './start-page.js';
import { defaultSwitches, linkShapes, type PracticeSwitches } from './switches.js';

/** Control of the practice server itself: faults, switches, clock, what was asked (nhso-eclaim-protocol 11, item 8). */

const wholeNumber = z.coerce.number().int().min(0);
const faultInput = z.object({
  call: z.enum([...callNames, 'any']),
  kind: z.enum(faultKinds),
  after: wholeNumber.optional(),
  times: z.union([z.literal('always'), wholeNumber.min(1)]).optional(),
  every: wholeNumber.min(1).optional(),
  ms: wholeNumber.optional(),
});

const switchInput = z
  .object({
    signIn: z.enum(['form', 'sso', 'both']),
    otp: z.enum(['practice_code', 'totp', 'first_time']),
    links: z.array(z.enum(linkShapes)).min(1),
    fileContentType: z.enum(['application/vnd.ms-excel', 'application/octet-stream', 'none']),
    charset: z.enum(['utf-8', 'tis-620']),
    reissued: z.boolean(),
    manners: z.enum(['off', '429', '403']),
    cookieTrap: z.boolean(),
    sessionMinutes: z.number().positive(),
    stmYear: z.enum(['fiscal', 'calendar']),
    stmMethod: z.enum(['both', 'get', 'post']),
    smtAuth: z.enum(['none', 'bearer']),
    smtChanged: z.boolean(),
  })
  .partial();

const clockInput = z.object({
  end_sessions: z.enum(['redirect', 'error_page']).optional(),
  advance_minutes: z.coerce.number().min(0).optional(),
});

/** The body as JSON, or a form's fields. */
function input(call: Call): unknown {
  if (call.body === '') return {};
  const isForm = (call.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  if (isForm) return Object.fromEntries([...call.form].filter(([, value]) => value !== ''));
  try {
    return JSON.parse(call.body);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function refused(error: z.ZodError): Answer {
  return jsonAnswer({ error: z.prettifyError(error) }, 400);
}

/** A person at the start page comes back to it; a program gets JSON. */
function done(call: Call, value: unknown): Answer {
  return call.headers.accept?.includes('text/html') ? redirectTo('/') : jsonAnswer(value);
}

function faultsCall(practice: Practice, call: Call): Answer {
  if (call.method === 'GET') return jsonAnswer({ faults: practice.faults.all() });
  if (call.method === 'DELETE' || call.form.get('kind') === 'none') {
    practice.faults.clear();
    return done(call, { faults: [] });
  }
  const parsed = z.union([faultInput, z.array(faultInput)]).safeParse(input(call));
  if (!parsed.success) return refused(parsed.error);
  for (const fault of [parsed.data].flat()) practice.faults.add(fault);
  return done(call, { faults: practice.faults.all() });
}

/** Switches of the start page's form come as text. */
function switchesOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => {
      if (text === 'true' || text === 'false') return [name, text === 'true'];
      if (name === 'links' && typeof text === 'string') return [name, text.split(',')];
      return [name, name === 'sessionMinutes' ? Number(text) : text];
    }),
  );
}

function switchesCall(practice: Practice, call: Call): Answer {
  if (call.method === 'GET') return jsonAnswer(practice.switches());
  const parsed = switchInput.safeParse(switchesOf(input(call)));
  if (!parsed.success) return refused(parsed.error);
  const changes: Partial<PracticeSwitches> = parsed.data;
  practice.setSwitches(changes);
  return done(call, practice.switches());
}

/** Ends all sessions now (also with an empty body), or lets time pass. */
function clockCall(practice: Practice, call: Call): Answer {
  const parsed = clockInput.safeParse(input(call));
  if (!parsed.success) return refused(parsed.error);
  const { end_sessions, advance_minutes } = parsed.data;
  if (advance_minutes !== undefined) practice.moveClock(advance_minutes * 60_000);
  if (end_sessions !== undefined || advance_minutes === undefined)
    practice.sessions.endAll(end_sessions ?? 'redirect');
  return done(call, { now: new Date(practice.now()).toISOString() });
}

function resetCall(practice: Practice, call: Call): Answer {
  practice.reset();
  return done(call, { switches: defaultSwitches });
}

/** Answers the control calls and the start page; null for an address of the portal. */
export function controlAnswer(practice: Practice, call: Call): Answer | null {
  const isPost = call.method === 'POST';
  switch (call.path) {
    case '/':
      return startPage(practice);
    case fontPath:
      return fontAnswer();
    case '/practice/faults':
      return faultsCall(practice, call);
    case '/practice/switches':
      return switchesCall(practice, call);
    case '/practice/requests':
      return jsonAnswer({ requests: practice.requests.all() });
    case '/practice/clock':
      return isPost ? clockCall(practice, call) : null;
    case '/practice/reset':
      return isPost ? resetCall(practice, call) : null;
    default:
      return null;
  }
}
