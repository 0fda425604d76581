import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import type { Scope } from '../../domain/scope.js';
import { eventTypes } from '../../domain/webhook.js';
import { eventAnswer } from '../../domain/webhook-json.js';
import { importRepFile } from '../../services/import-rep-file.js';
import { raiseSessionAlert } from '../../services/session-alerts.js';
import { eachDatabase } from '../../testing/databases.js';
import { importRoom } from '../../testing/import-parts.js';
import { repTestWorkbook, type TestRow, ucsRow } from '../../testing/rep-workbook.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { listAnswerOf } from './list-page.js';

const told = z.object({
  data: z.array(
    z.object({
      type: z.string(),
      data: z.looseObject({
        url: z.string().optional(),
        import_id: z.number().optional(),
        file_id: z.number().optional(),
        tran_id: z.string().nullable().optional(),
        id: z.number().optional(),
      }),
    }),
  ),
});
type Told = z.output<typeof told>['data'][number];

eachDatabase('addresses that events tell', (database) => {
  const files = importRoom();
  let app: TestApp;
  let key = '';
  let bound = '';
  before(async () => {
    const env = { HOSPITAL_CODE: '99999', WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1' };
    app = await startTestApp({ db: database.db, env });
    const scopes: Scope[] = ['claims:read', 'cases:read', 'cases:write', 'cases:delete', 'webhooks:manage'];
    key = await app.key({ scopes });
    bound = await app.key({ scopes, hospital: '99998' });
    // Claims make events only where somebody wants them.
    await call('POST', '/api/v1/webhooks', { url: 'http://127.0.0.1:4999/hooks', events: ['*'] });
    await happen();
  });
  after(async () => {
    await app.close();
    files.remove();
  });

  async function call(method: string, path: string, body?: object, as = key) {
    const answer = await fetch(`${app.url}${path}`, {
      method,
      headers: { 'x-api-key': as, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: z.looseObject({}).parse(text === '' ? {} : JSON.parse(text)) };
  }
  const take = (name: string, content: readonly TestRow[] | string) =>
    importRepFile(files.parts(database.db), {
      path: files.put(
        name,
        typeof content === 'string' ? content : repTestWorkbook({ form: 'ucs', rows: content }),
      ),
      source: 'cli',
    });

  async function happen(): Promise<void> {
    const first = [ucsRow('990001', { error_code: '305', reimb_nhso: '-' })];
    await take('eclaim_99999_OP_25690105_201501880.xls', first);
    // An attempt that leaves no file of its own: numbers of attempts and of files part here.
    await take('eclaim_99999_OP_25690105_201501880.xls', first);
    await take('eclaim_99998_OP_25690105_201501881.xls', first);
    await take('eclaim_99999_OP_25690120_101501882.xls', [ucsRow('990001')]);
    await take('eclaim_99999_OP_25690121_101501883.xls', 'no workbook');
    await take('eclaim_99998_OP_25690121_101501884.xls', 'no workbook');
    const wish = { title: 'ขอเอกสาร', category: 'document', priority: 'low' };
    const made = await call('POST', '/api/v1/cases', wish);
    await call('PATCH', `/api/v1/cases/${String(made.body.id)}`, { status: 'resolved', priority: 'high' });
    const gone = await call('POST', '/api/v1/cases', wish);
    assert.equal((await call('DELETE', `/api/v1/cases/${String(gone.body.id)}`)).status, 204);
    const account = { id: 7, username: '9999900000017', hospitalCode: '99999' };
    await raiseSessionAlert({ db: database.db, bus: app.parts.bus }, account, 'refused');
  }
  const eventsOf = async (as: string): Promise<Told[]> => {
    const { body } = await call('GET', '/api/v1/events?limit=1000', undefined, as);
    listAnswerOf(eventAnswer).parse(body);
    return told.parse(body).data;
  };

  /** What an address leads to, as its event names it. */
  async function follow({ type, data }: Told, as: string): Promise<string> {
    const { status, body } = await call('GET', data.url ?? '', undefined, as);
    assert.equal(status, 200, `${type} ${data.url}`);
    if (type.startsWith('import.')) assert.deepEqual([body.id, body.file_id], [data.import_id, data.file_id]);
    else if (type.startsWith('case.')) assert.equal(body.id, data.id);
    else assert.equal(body.tran_id, data.tran_id);
    return `${type} ${String(body.hospital_code ?? '')}`.trim();
  }

  test('every type is told, and each address leads to what its event is of', async () => {
    const events = await eventsOf(key);
    assert.deepEqual(new Set(events.map(({ type }) => type)), new Set<string>(eventTypes));
    const gone = events.filter(({ type }) => type === 'case.deleted').map(({ data }) => data.id);
    const led = new Set<string>();
    for (const event of events) {
      if (event.type === 'nhso.login_failed') continue;
      if (event.data.id !== undefined && gone.includes(event.data.id)) continue;
      led.add(await follow(event, key));
    }
    assert.deepEqual([...led].toSorted(), [
      ...['case.created', 'case.status_changed', 'case.updated'],
      ...['claim.created 99998', 'claim.created 99999', 'claim.denied 99998', 'claim.denied 99999'],
      ...['claim.updated 99999', 'import.completed 99998', 'import.completed 99999'],
      ...['import.failed 99998', 'import.failed 99999'],
    ]);
    // An account is looked after on its page.
    const page = events.find(({ type }) => type === 'nhso.login_failed')?.data.url ?? '';
    const admin = await app.signedIn('admin');
    assert.equal((await admin.send(page, {})).status, 200);
  });

  test('a key of one hospital reads all that is told to it', async () => {
    const led = [];
    for (const event of await eventsOf(bound)) led.push(await follow(event, bound));
    assert.deepEqual(led.toSorted(), [
      ...['claim.created 99998', 'claim.denied 99998', 'import.completed 99998', 'import.failed 99998'],
    ]);
    const own = await app.key({ scopes: ['webhooks:manage'], hospital: '99999' });
    assert.ok((await eventsOf(own)).some(({ type }) => type === 'nhso.login_failed'));
  });
});
