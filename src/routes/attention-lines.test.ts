import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Permission } from '../domain/permission.js';
import type { Attention } from '../store/attention.js';
import { attentionLines } from './attention-lines.js';
import { translator } from './words/index.js';

const nothing: Attention = {
  quarantined: 0,
  failedFiles: 0,
  failedStatements: 0,
  disagreeingStatements: 0,
  disagreeing: 0,
  disagreeingSeen: 0,
  disagreeingStatementsSeen: 0,
  failedJobs: 0,
  openUnits: 0,
  setUpOpen: false,
  surroundings: [],
  session: null,
};
const everything: Attention = {
  quarantined: 2,
  failedFiles: 1234,
  failedStatements: 0,
  disagreeingStatements: 2,
  disagreeing: 1,
  disagreeingSeen: 5,
  disagreeingStatementsSeen: 0,
  failedJobs: 3,
  openUnits: 4,
  setUpOpen: true,
  surroundings: [
    { alert_key: 'disk/DATA_DIR', severity: 'error', title_th: 'ดิสก์', title_en: 'The disk is nearly full' },
    { alert_key: 'rep/none', severity: 'warning', title_th: 'ไม่มี REP', title_en: 'No new REP' },
  ],
  session: { state: 'refused', expiresAt: null },
};
const linesFor = (attention: Attention, ...permissions: Permission[]) =>
  attentionLines(attention, {
    t: translator('en', true),
    language: 'en',
    baseUrl: '/rep',
    can: (permission) => permissions.includes(permission),
  });

test('nothing waits: no line for anybody', () => {
  assert.deepEqual(linesFor(nothing, 'administer', 'fetch', 'claims'), []);
});

test('each matter is shown to whoever may see to it, with the way there and its count', () => {
  const all = linesFor(everything, 'administer', 'fetch', 'claims');
  assert.deepEqual(
    all.map(({ href }) => href),
    [
      '/rep/setup',
      '/rep/settings/nhso',
      '/rep/alerts',
      '/rep/downloads',
      '/rep/files?controls=disagree',
      '/rep/files?kind=stm&controls=disagree',
      '/rep/quarantine',
      '/rep/files?status=failed',
      '/rep/jobs?state=failed',
      '/rep/downloads#grid',
      '/rep/files?controls=disagree',
    ],
  );
  assert.match(all.find(({ href }) => href.endsWith('status=failed'))?.text ?? '', /1,234/);
  assert.deepEqual(linesFor(everything), []);
  assert.deepEqual(
    linesFor(everything, 'claims').map(({ icon }) => icon),
    ['close', 'warn', 'warn', 'warn', 'quar', 'close', 'eye'],
  );
  assert.deepEqual(
    all.filter(({ hasAlerts }) => !hasAlerts).map(({ href }) => href),
    ['/rep/setup', '/rep/downloads#grid'],
  );
});

test('a session that asks for a person leads an officer to the page of the sign-in', () => {
  for (const state of ['needs_otp', 'needs_scan']) {
    const lines = linesFor({ ...nothing, session: { state, expiresAt: null } }, 'fetch');
    assert.deepEqual(
      lines.map(({ tone, href }) => [tone, href]),
      [['warn', '/rep/session']],
    );
  }
});
