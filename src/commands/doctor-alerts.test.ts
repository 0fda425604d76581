import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEnvironment, resolveSettings, type SettingName } from '../config.js';
import { startPracticeMailServer } from '../practice/receivers/mail-server.js';
import { alertFindings } from './doctor-alerts.js';

async function findings(env: Partial<Record<SettingName, string>>): Promise<[boolean, string][]> {
  const { config, issues } = resolveSettings(readEnvironment({ env, envFile: null }));
  assert.deepEqual(issues, []);
  return (await alertFindings(config)).map(({ ok, detail }) => [ok, detail.en]);
}

test('without a way out there is nothing to mend; half of one names what is missing', async () => {
  assert.deepEqual(
    (await findings({})).map(([ok]) => ok),
    [true],
  );
  const [[ok, text] = [true, '']] = await findings({
    SMTP_URL: 'smtp://127.0.0.1:1',
    ALERT_EMAIL: 'it@hospital.example',
  });
  assert.deepEqual([ok, text.startsWith('SMTP_FROM missing')], [false, true]);
});

test('a mail server is connected to, an inner address is refused, and no secret is said', async () => {
  const mail = await startPracticeMailServer();
  const set = { SMTP_FROM: 'rep@hospital.example', ALERT_EMAIL: 'it@hospital.example' };
  const url = mail.url.replace('//', '//user:very-secret-word@');
  assert.deepEqual(await findings({ ...set, SMTP_URL: url }), [[true, new URL(url).host]]);
  await mail.close();
  const away = await findings({ ...set, SMTP_URL: url });
  assert.match(away[0]?.[1] ?? '', /cannot be reached \(ECONNREFUSED\)/);
  assert.ok(!JSON.stringify(away).includes('very-secret-word'));
  const [[ok, text] = [true, '']] = await findings({ PING_URL: 'https://10.0.0.9/ping' });
  assert.deepEqual([ok, text.includes('not allowed')], [false, true]);
});
