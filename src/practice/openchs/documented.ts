import { z } from 'zod';
import { type Answer, htmlAnswer, jsonAnswer } from '../portal/call.js';
import type { DocumentedCase } from './documented-book.js';
import { type Fake, type FakeAnswerer, type FakeCall, type FakeRoute, jsonBody } from './fake.js';

const text = z.string().nullable();
const caseBody = z.object({
  title: text,
  description: text,
  category: text,
  priority: z.enum(['low', 'medium', 'high', 'critical']),
  status: z.enum(['open', 'in_progress', 'escalated', 'resolved', 'closed']),
  reporter_phone: text,
  reporter_email: text,
});
const creation = caseBody.partial().required({ title: true, category: true, priority: true });
const change = caseBody.partial();

const mostRows = 1000;
const usualRows = 100;
/** What a site with `small_pages` gives at once, whatever is asked for. */
const smallRows = 40;
/** Where the naive times of this site are at home: three hours east of Greenwich. */
const siteOffsetMs = 3 * 3_600_000;

function timeText(ms: number, call: FakeCall): string {
  if (!call.has('naive_times')) return new Date(ms).toISOString();
  return new Date(ms + siteOffsetMs).toISOString().slice(0, 19);
}

/** A time of a query; naive ones are read as this site's. */
function timeOf(value: string): number {
  const isNaive = !/(Z|[+-]\d\d:?\d\d)$/.test(value);
  return isNaive ? Date.parse(`${value}Z`) - siteOffsetMs : Date.parse(value);
}

function shown(row: DocumentedCase, call: FakeCall): Record<string, unknown> {
  const updatedAt = call.has('equal_updated_at') ? row.createdAt - (row.createdAt % 60_000) : row.updatedAt;
  return {
    id: row.id,
    case_number: row.caseNumber,
    ...row.fields,
    created_at: timeText(row.createdAt, call),
    updated_at: timeText(updatedAt, call),
  };
}

function refused(error: z.ZodError): Answer {
  const errors = error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  return jsonAnswer({ message: 'Validation failed', errors }, 422);
}

const notFound = () => jsonAnswer({ message: 'Case not found' }, 404);

/** Every call but for health wants the key. */
function withKey(answer: FakeAnswerer): FakeAnswerer {
  return (fake, call) =>
    call.headers['x-api-key'] === fake.apiKey
      ? answer(fake, call)
      : jsonAnswer({ message: 'Invalid API key' }, 401);
}

const health: FakeAnswerer = (fake, call) => {
  const key = call.headers['x-api-key'];
  if (key !== undefined && key !== fake.apiKey) return jsonAnswer({ message: 'Invalid API key' }, 401);
  return jsonAnswer({ status: 'ok' });
};

const create: FakeAnswerer = (fake, call) => {
  const parsed = creation.safeParse(jsonBody(call));
  if (!parsed.success) return refused(parsed.error);
  const key = call.headers['idempotency-key'] ?? null;
  const isHonoured = key !== null && !call.has('ignore_idempotency_key');
  const known = isHonoured ? fake.documented.byKey(key) : null;
  return jsonAnswer(shown(known ?? fake.documented.create(parsed.data, key), call), 201);
};

const get: FakeAnswerer = (fake, call) => {
  const found = fake.documented.find(call.id);
  return found === null ? notFound() : jsonAnswer(shown(found, call));
};

const update: FakeAnswerer = (fake, call) => {
  if (call.has('empty_on_put')) return htmlAnswer('');
  const parsed = change.safeParse(jsonBody(call));
  if (!parsed.success) return refused(parsed.error);
  const changed = fake.documented.change(Number(call.id), parsed.data);
  return changed === null ? notFound() : jsonAnswer(shown(changed, call));
};

function listed(fake: Fake, call: FakeCall): Record<string, unknown>[] {
  const since = call.query.get('updated_since');
  const isAsked = since !== null && !call.has('ignore_updated_since');
  const rows = fake.documented
    .all()
    .map((row) => shown(row, call))
    .sort(
      (a, b) => timeOf(String(a.updated_at)) - timeOf(String(b.updated_at)) || Number(a.id) - Number(b.id),
    );
  if (call.has('newest_first')) rows.reverse();
  return isAsked ? rows.filter((row) => timeOf(String(row.updated_at)) >= timeOf(since)) : rows;
}

const list: FakeAnswerer = (fake, call) => {
  const limit = Math.min(
    call.has('small_pages') ? smallRows : mostRows,
    Number(call.query.get('limit') ?? usualRows),
  );
  const from = Number(call.query.get('offset') ?? 0);
  const rows = listed(fake, call);
  const page = rows.slice(from, from + limit);
  const more = from + limit < rows.length;
  const query = new URLSearchParams(call.query);
  query.set('offset', String(from + limit));
  const next = more ? `${call.path}?${query}` : null;
  if (call.has('shape_data')) return jsonAnswer({ data: page, total: rows.length });
  if (call.has('shape_success'))
    return jsonAnswer({ success: true, data: page, pagination: { total: rows.length, limit, offset: from } });
  if (call.has('shape_results')) return jsonAnswer({ count: rows.length, next, results: page });
  return jsonAnswer(page);
};

const base = '/documented/helpline/api';

/** Imitates what the guide of OpenCHS says of its API (integration.md 4.1). */
export const documentedRoutes: readonly FakeRoute[] = [
  { call: 'documented_health', method: 'GET', path: `${base}/health`, answer: health },
  { call: 'documented_create', method: 'POST', path: `${base}/cases`, answer: withKey(create) },
  { call: 'documented_list', method: 'GET', path: `${base}/cases`, answer: withKey(list) },
  { call: 'documented_get', method: 'GET', path: `${base}/cases/:id`, answer: withKey(get) },
  { call: 'documented_update', method: 'PUT', path: `${base}/cases/:id`, answer: withKey(update) },
];
