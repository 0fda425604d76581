import { z } from 'zod';
import { type Answer, htmlAnswer, jsonAnswer } from '../portal/call.js';
import { type Fake, type FakeAnswerer, type FakeCall, type FakeRoute, jsonBody } from './fake.js';
import { type NativeRecord, storedPhone, storedText } from './native-columns.js';
import { caseRows, nativeActivityList, nativeCaseList } from './native-lists.js';

const cell = z.union([z.string(), z.number()]).transform(String);
const reporter = z.object({ fname: cell, lname: cell, age_group_id: cell, sex_id: cell, phone: cell });
const caseBody = z.record(z.string(), z.unknown());

const required = ['gbv_related', 'case_category_id', 'narrative', 'plan', 'priority', 'status'];
const categories = ['362', '363'];

type Complaint = readonly [code: string, field: string, value: string];

function complaints(list: readonly Complaint[]): Answer {
  const errors = list.map(([code, field, value]) => [
    'error',
    `${field}: ${code}`,
    code,
    'cases',
    0,
    field,
    value,
  ]);
  return jsonAnswer({ errors }, 412);
}

const unauthorized = (): Answer => {
  const answer = jsonAnswer({ errors: [['error', 'Not signed in']] }, 401);
  return { ...answer, headers: { ...answer.headers, 'Set-Cookie': 'PHPSESSID=anonymous; Path=/' } };
};

const signIn: FakeAnswerer = (fake, call) => {
  const basic = /^Basic (.+)$/.exec(call.headers.authorization ?? '');
  if (basic === null) return unauthorized();
  const [name = '', ...rest] = Buffer.from(basic[1] ?? '', 'base64')
    .toString()
    .split(':');
  const signed = fake.native.signIn(name, rest.join(':'));
  if (signed === null) return jsonAnswer({ errors: [['error', 'Invalid username or password']] }, 412);
  const { session, user } = signed;
  return jsonAnswer({
    ss: [[session, '17', user.name, String(user.role), '55']],
    // The home page that comes along: persons whom nobody here needs.
    contacts: Array.from({ length: 40 }, (_, at) => [String(at), `Invented Person ${at}`, '254700000000']),
  });
};

/** Every other call wants a session; `Session-Id`, keys and cookies do nothing. */
function withSession(answer: FakeAnswerer): FakeAnswerer {
  return (fake, call) => {
    if (call.has('expired_session')) fake.native.endSessions();
    const session = call.headers.authorization?.replace(/^Bearer /, '') ?? '';
    return fake.native.userOf(session) === null ? unauthorized() : answer(fake, call);
  };
}

const textFields = ['narrative', 'plan'];

function recordOf(body: Readonly<Record<string, unknown>>): NativeRecord {
  const plain = Object.entries(body).flatMap(([name, value]): [string, string][] => {
    const read = cell.safeParse(value);
    if (!read.success) return [];
    return [[name, textFields.includes(name) ? storedText(read.data) : read.data]];
  });
  const person = reporter.safeParse(body.reporters_uuid);
  if (!person.success) return Object.fromEntries(plain);
  const { fname, lname, age_group_id, sex_id, phone } = person.data;
  return {
    ...Object.fromEntries(plain),
    reporter_fullname: storedText(`${fname} ${lname}`.trim()),
    reporter_phone: storedPhone(phone),
    reporter_age_group_id: age_group_id,
    reporter_sex_id: sex_id,
  };
}

function missing(body: Readonly<Record<string, unknown>>, call: FakeCall): Complaint[] {
  const list: Complaint[] = required
    .filter((field) => String(body[field] ?? '') === '')
    .map((field) => ['REQUIRED', field, '']);
  if (!reporter.safeParse(body.reporters_uuid).success) list.push(['REQUIRED', 'reporters_uuid', '']);
  const category = String(body.case_category_id ?? '');
  if (category !== '' && (!categories.includes(category) || call.has('no_category')))
    list.push(['INVALID_FOREIGN_KEY', 'case_category_id', category]);
  return list;
}

/** The body as an object, or what is answered in its place. */
function bodyOf(call: FakeCall): Readonly<Record<string, unknown>> | null {
  return caseBody.safeParse(jsonBody(call)).data ?? null;
}

const badJson = () => jsonAnswer({ errors: [['error', 'Bad JSON']] }, 400);

const create: FakeAnswerer = (fake, call) => {
  const body = bodyOf(call);
  if (body === null) return badJson();
  const wrong = missing(body, call);
  if (wrong.length > 0) return complaints(wrong);
  const made = fake.native.create(recordOf(body));
  if (call.has('duplicate_create')) fake.native.create(recordOf(body));
  return caseRows(call, [made], 201);
};

const find = (fake: Fake, id: string) => fake.native.cases().filter((record) => record.id === id);

const get: FakeAnswerer = (fake, call) => caseRows(call, find(fake, call.id), 200);

const update: FakeAnswerer = (fake, call) => {
  const body = bodyOf(call);
  if (body === null) return badJson();
  const changed = fake.native.change(call.id, recordOf(body));
  return caseRows(call, changed === null ? [] : [changed], 202);
};

/** Methods that nothing there listens to: they say 200 and do nothing. */
const nothing: FakeAnswerer = () => htmlAnswer('');

const base = '/native/helpline/api';
const one = `${base}/cases/:id`;

/** Imitates what the code of committed servers does (integration.md 4.2). */
export const nativeRoutes: readonly FakeRoute[] = [
  { call: 'native_sign_in', method: 'POST', path: `${base}/`, answer: signIn },
  { call: 'native_create', method: 'POST', path: `${base}/cases`, answer: withSession(create) },
  { call: 'native_list', method: 'GET', path: `${base}/cases`, answer: withSession(nativeCaseList) },
  { call: 'native_get', method: 'GET', path: one, answer: withSession(get) },
  { call: 'native_update', method: 'POST', path: one, answer: withSession(update) },
  {
    call: 'native_changes',
    method: 'GET',
    path: `${base}/case_activities`,
    answer: withSession(nativeActivityList),
  },
  ...['PUT', 'PATCH', 'DELETE'].map(
    (method): FakeRoute => ({ call: 'native_nothing', method, path: one, answer: withSession(nothing) }),
  ),
];
