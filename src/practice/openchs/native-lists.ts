import { type Answer, jsonAnswer } from '../portal/call.js';
import type { Fake, FakeCall } from './fake.js';
import { type NativeRecord, nativeActivityFields, nativeCaseFields, positional } from './native-columns.js';

const usualPage = 20;
const daySeconds = 86_400;
/** Names of a query that are no field. */
const steering = ['_c', '_a', '_o', 'sort'];

/** The columns of this answer: they differ between sites and versions. */
function columnsFor(call: FakeCall, fields: readonly string[]): readonly string[] {
  if (call.has('columns_inserted')) return [...fields.slice(0, 5), 'inserted', ...fields.slice(5)];
  if (call.has('columns_removed'))
    return fields.filter((field) => !['final_status', 'plan', 'extra_3'].includes(field));
  if (call.has('columns_reordered')) return [...fields].reverse();
  return fields;
}

/** Rows of cases as an answer. */
export function caseRows(call: FakeCall, records: readonly NativeRecord[], status: number): Answer {
  const fields = columnsFor(call, nativeCaseFields);
  const body = positional('cases', fields, records, null);
  return jsonAnswer({ ...body, ...(records.length > 0 ? { cases_nb: String(records.length) } : {}) }, status);
}

/** Whether a record has what a query asks of a field it knows; other names say nothing. */
function fits(record: NativeRecord, fields: readonly string[], query: URLSearchParams): boolean {
  return [...query].every(([name, value]) => {
    if (steering.includes(name) || !fields.includes(name)) return true;
    const own = record[name] ?? '';
    if (!value.includes(';')) return value.split(',').includes(own);
    const [from = 0, to = 0] = value.split(';').map(Number);
    return Number(own) >= from && Number(own) <= to + daySeconds;
  });
}

function page(call: FakeCall, name: string, fields: readonly string[], all: readonly NativeRecord[]): Answer {
  const size = Math.max(1, Number(call.query.get('_c') ?? usualPage) || usualPage);
  const asked = Math.floor((Number(call.query.get('_a') ?? 0) || 0) / size) * size;
  const lastPage = Math.max(0, Math.ceil(all.length / size) - 1) * size;
  const offset = Math.min(asked, lastPage);
  const sort = call.query.get('sort') ?? 'id';
  const sorted = [...all].sort(
    (a, b) => Number(a[sort] ?? 0) - Number(b[sort] ?? 0) || Number(a.id) - Number(b.id),
  );
  const context = { offset, pageSize: size, total: all.length, sort };
  return jsonAnswer(positional(name, columnsFor(call, fields), sorted.slice(offset, offset + size), context));
}

/** A counsellor sees nothing in lists. */
function seen(fake: Fake, call: FakeCall, records: readonly NativeRecord[]): readonly NativeRecord[] {
  const session = call.headers.authorization?.replace(/^Bearer /, '') ?? '';
  return fake.native.userOf(session)?.role === 2 ? records : [];
}

export function nativeCaseList(fake: Fake, call: FakeCall): Answer {
  const found = seen(fake, call, fake.native.cases()).filter((record) =>
    fits(record, nativeCaseFields, call.query),
  );
  return page(call, 'cases', nativeCaseFields, found);
}

const keptWhenBlank = ['id', 'created_on', 'case_id', 'activity'];

export function nativeActivityList(fake: Fake, call: FakeCall): Answer {
  const all = seen(fake, call, fake.native.activities());
  const records = all
    .filter((record) => fits(record, nativeActivityFields, call.query))
    .map((record) =>
      call.has('blank_activity_fields')
        ? Object.fromEntries(Object.entries(record).filter(([name]) => keptWhenBlank.includes(name)))
        : record,
    );
  const answer = page(call, 'case_activities', nativeActivityFields, records);
  // Somebody works there while the list is read.
  const [first] = fake.native.cases();
  if (call.has('total_changing') && first) fake.native.change(first.id ?? '', { priority: '1' });
  return answer;
}
