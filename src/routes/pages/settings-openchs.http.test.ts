import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createOpenchsServer, type OpenchsServer } from '../../practice/openchs/openchs-server.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const page = '/settings/openchs';

describe('settings of OpenCHS', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let server: OpenchsServer;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    server = await createOpenchsServer();
    app = await startTestApp({
      db: fresh.db,
      env: { HOSPITAL_CODE: '99999', OPENCHS_ALLOWED_NETWORKS: '127.0.0.1', OPENCHS_VERIFY_TLS: 'off' },
    });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await server.close();
    await fresh.close();
  });
  const submit = async (fields: Readonly<Record<string, string>>) => {
    const answer = await (await app.signedIn('admin')).submit(`${page}?lang=en`, fields, page);
    return { status: answer.status, html: await answer.text() };
  };
  const read = async () => await (await (await app.signedIn('admin')).get(`${page}?lang=en`)).text();
  const office = { OPENCHS_OFFICE_NAME: 'Claims office', OPENCHS_OFFICE_PHONE: '+6621234567' };
  const target = (profile: string, credential: string) => ({
    ...office,
    OPENCHS_PROFILE: profile,
    OPENCHS_BASE_URL: `${server.url}/${profile}`,
    OPENCHS_CREDENTIAL: credential,
  });

  test('only administrators see it; it is off, asks nobody, and warns where certificates are not checked', async () => {
    assert.equal((await (await app.signedIn('finance')).get(page)).status, 403);
    const html = await read();
    assert.match(html, /Not sending/);
    assert.match(html, /Choose a profile first/);
    assert.match(html, /certificate of OpenCHS is not checked/);
    assert.equal(server.fake.received.all().length, 0);
  });

  test('switching on names what is missing, keeps what was typed, and stays off', async () => {
    const { status, html } = await submit({
      OPENCHS_PROFILE: 'native',
      ...office,
      OPENCHS_ENABLED: 'on',
      do: 'save',
    });
    assert.equal(status, 422);
    assert.match(html, /OPENCHS_BASE_URL, OPENCHS_CREDENTIAL, OPENCHS_SEX_ID, OPENCHS_AGE_GROUP_ID/);
    const after = await read();
    assert.match(after, /value="Claims office"/);
    assert.match(after, /Not sending/);
    assert.equal((await submit({ OPENCHS_OFFICE_PHONE: '02-123', do: 'save' })).status, 422);
  });

  test('the test names the profile that it sees, and the credential is never shown', async () => {
    const good = await submit({ ...target('documented', 'practice-openchs-key'), do: 'test' });
    assert.match(good.html, /the other side speaks documented/);
    assert.doesNotMatch(good.html, /practice-openchs-key/);
    assert.match(good.html, /ECR[A-Z2-7]{16}/);
    const other = await submit({
      OPENCHS_PROFILE: 'documented',
      OPENCHS_BASE_URL: `${server.url}/native`,
      do: 'test',
    });
    assert.match(other.html, /speaks native, but documented is set/);
    const wrong = await submit({ ...target('documented', 'wrong'), do: 'test' });
    assert.match(wrong.html, /refuses the credential/);
    const ids = { OPENCHS_SEX_ID: '121', OPENCHS_AGE_GROUP_ID: '361', OPENCHS_CATEGORY: '362' };
    const native = await submit({ ...target('native', 'practice:practice-password'), ...ids, do: 'test' });
    assert.match(native.html, /the other side speaks native/);
    assert.match(native.html, /reporters_uuid/);
    const counsellor = await submit({ ...target('native', 'counsellor:practice-password'), do: 'test' });
    assert.match(counsellor.html, /has the role 1/);
    const cases = Object.values(server.fake.stored()).flat();
    assert.equal(cases.length, 0);
  });

  test('a kept credential goes nowhere but where it was entered for', async () => {
    const elsewhere = await createOpenchsServer();
    try {
      await submit({ ...target('documented', 'practice-openchs-key'), do: 'save' });
      const byPath = await submit({ OPENCHS_BASE_URL: `${server.url}/native`, do: 'test' });
      assert.match(byPath.html, /speaks native/);
      const changes: Record<string, string>[] = [
        { OPENCHS_BASE_URL: `${elsewhere.url}/documented` },
        { OPENCHS_PROFILE: 'native' },
      ];
      for (const change of changes) {
        await submit({ ...target('documented', 'practice-openchs-key'), do: 'save' });
        const { html } = await submit({ ...change, do: 'test' });
        assert.match(html, /kept credential was taken away/);
        assert.match(html, /lacks OPENCHS_CREDENTIAL/);
      }
      await submit({ ...target('documented', 'practice-openchs-key'), do: 'save' });
      for (const address of ['', `${elsewhere.url}/documented`])
        await submit({ OPENCHS_BASE_URL: address, do: 'save' });
      await submit({ do: 'test' });
      assert.equal(elsewhere.fake.received.all().length, 0);
      const again = {
        OPENCHS_BASE_URL: `${elsewhere.url}/documented`,
        OPENCHS_CREDENTIAL: 'practice-openchs-key',
      };
      assert.match((await submit({ ...again, do: 'test' })).html, /speaks documented/);
    } finally {
      await elsewhere.close();
    }
  });

  test('a credential of the environment goes nowhere but to the address that there is', async () => {
    const env = { OPENCHS_CREDENTIAL: 'practice-openchs-key', OPENCHS_ALLOWED_NETWORKS: '127.0.0.1' };
    const other = await startTestApp({ db: fresh.db, env });
    try {
      const admin = await other.signedIn('admin');
      const send = async (address: string) => {
        const { status } = await admin.submit(page, { OPENCHS_BASE_URL: address, do: 'save' }, page);
        return status;
      };
      assert.equal(await send('http://127.0.0.1:9/other'), 422);
      assert.equal(await send(''), 422);
    } finally {
      await other.close();
    }
  });

  test('the gateway gives its token for the code that came by mail', async () => {
    const values = {
      ...target('gateway', ''),
      OPENCHS_OFFICE_EMAIL: 'it@hospital.example',
      OPENCHS_ORGANISATION: 'รพ.ทดสอบ',
    };
    assert.match((await submit({ ...values, do: 'ask_code' })).html, /mailed the code/);
    assert.match((await submit({ otp: '000000', do: 'take_code' })).html, /refused/);
    const taken = await submit({ otp: '246810', do: 'take_code' });
    assert.match(taken.html, /token came/);
    assert.doesNotMatch(taken.html, /practice-gateway-token/);
    const on = await submit({ OPENCHS_PROFILE: 'gateway', OPENCHS_ENABLED: 'on', do: 'save' });
    assert.equal(on.status, 303);
    assert.match(await read(), /Sending/);
    await submit({ do: 'save' });
    assert.match(await read(), /Not sending/);
  });
});
