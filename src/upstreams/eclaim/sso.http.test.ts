import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { createPracticeServer, type PracticeServer } from '../../practice/practice-server.js';
import { wholeWorkbook } from '../../testing/portal/eclaim-rig.js';
import { fastSettings } from '../../testing/portal/fast-settings.js';
import { keepingLog } from '../../testing/portal/quiet-log.js';
import { createEclaimClient, type EclaimClient } from './client.js';
import { scanOf } from './sso.js';

const january = { month: 1, yearBe: 2569, scheme: 'ucs' } as const;
const signal = AbortSignal.timeout(60_000);
const clients: EclaimClient[] = [];
let practice: PracticeServer;

before(async () => {
  practice = await createPracticeServer({ today: '2026-01-20', switches: { signIn: 'sso' } });
});
after(() => practice.close());
beforeEach(() => practice.reset());
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

function open(username = 'practice', password = 'practice', hospitalCode = '99999'): EclaimClient {
  const settings = { ...fastSettings(practice.url), hospitalCode };
  const account = { username, password };
  const client = createEclaimClient({
    settings,
    account,
    log: keepingLog(),
    checkWorkbook: wholeWorkbook,
  });
  clients.push(client);
  return client;
}

async function savedOf(client: EclaimClient, how: 'otp' | 'thaid'): Promise<string> {
  const step = await client.sso.begin(how, signal);
  assert.equal(step.state, how === 'otp' ? 'otp' : 'scan');
  return 'saved' in step ? step.saved : '';
}

test('password, then the code of a person in another process, and the listing opens', async () => {
  const saved = await savedOf(open(), 'otp');
  const other = open();
  assert.deepEqual(await other.sso.answer(saved, '123456', signal), { state: 'signed_in' });
  assert.ok((await other.listing(january, signal)).reps.length > 0);
  const third = open();
  assert.equal(await third.resume(other.keep(), signal), true);
  assert.ok((await third.listing(january, signal)).reps.length > 0);
  const minutes = (Number(third.endsAt()) - Date.now()) / 60_000;
  assert.ok(minutes > 24 && minutes <= 25, String(minutes));
});

test('each site gets its own cookies alone', async () => {
  const client = open();
  await client.sso.answer(await savedOf(client, 'otp'), '123456', signal);
  const sent = (call: string) => practice.requests().filter((one) => one.call === call);
  for (const { cookieNames } of sent('sso_authenticate'))
    assert.deepEqual([...cookieNames].sort(), ['AUTH_SESSION_ID', 'KC_RESTART']);
  for (const { cookieNames } of sent('listing'))
    assert.deepEqual([...cookieNames].sort(), ['ACCESS_TOKEN', 'JSESSIONID', 'STEEXWDE']);
});

test('a wrong code tells the words of the site, and the next one goes on', async () => {
  const client = open();
  const wrong = await client.sso.answer(await savedOf(client, 'otp'), '000000', signal);
  assert.equal(wrong.state, 'otp');
  assert.ok(wrong.state === 'otp' && wrong.said === 'รหัส OTP ไม่ถูกต้อง');
  assert.deepEqual(await client.sso.answer(wrong.saved, '123456', signal), { state: 'signed_in' });
});

test('a wrong or locked password is told as such, and sent once', async () => {
  await assert.rejects(open('practice', 'wrong').sso.begin('otp', signal), { code: 'refused' });
  practice.faults.add({ call: 'sso_authenticate', kind: 'locked_account' });
  await assert.rejects(open().sso.begin('otp', signal), { code: 'locked' });
  assert.equal(practice.requests().filter(({ call }) => call === 'sso_authenticate').length, 2);
});

test('an authenticator that is not set up yet is not set up for its owner', async () => {
  practice.setSwitches({ otp: 'first_time' });
  assert.deepEqual(await open().sso.begin('otp', signal), { state: 'set_up' });
});

test('ThaiD shows picture and number, waits for the phone, and is over after two minutes', async () => {
  const client = open('', '');
  const saved = await savedOf(client, 'thaid');
  const shown = scanOf(saved);
  assert.match(shown?.picture ?? '', /^data:image\/svg\+xml;base64,/);
  assert.match(shown?.reference ?? '', /^[0-9A-F]{8}$/);
  assert.equal((await client.sso.look(saved, signal)).state, 'scan');
  const late = await savedOf(open(), 'thaid');
  await fetch(`${practice.url}/dopa/scan?refCode=${shown?.reference}`, { method: 'POST' });
  assert.deepEqual(await open().sso.look(saved, signal), { state: 'signed_in' });
  practice.moveClock(121_000);
  assert.deepEqual(await open().sso.look(late, signal), { state: 'over' });
});

test('the account of another hospital is refused by its token', async () => {
  const client = open('other');
  const saved = await savedOf(client, 'otp');
  await assert.rejects(client.sso.answer(saved, '123456', signal), { code: 'other_hospital_account' });
});
