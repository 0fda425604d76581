import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { dbSettingsOf, type EnvironmentOptions, readEnvironment, resolveSettings } from './config.js';

const resolved = (env: Record<string, string>, more: EnvironmentOptions = {}) =>
  resolveSettings(readEnvironment({ env, envFile: null, ...more }));
const issuesOf = (env: Record<string, string>) => resolved(env).issues.map(({ name }) => name);

describe('settings', () => {
  test('without any the program serves this machine alone, on port 5001, with the embedded database', () => {
    const { config, issues, warnings } = resolved({});
    assert.deepEqual([issues, warnings], [[], []]);
    assert.deepEqual(
      [config.PORT, config.HOST, config.AUTH, config.DB_TYPE],
      [5001, '127.0.0.1', true, 'embedded'],
    );
  });

  test('the watched folder lies apart from the folder of downloads', () => {
    const DOWNLOAD_DIR = path.join(tmpdir(), 'a', 'downloads');
    const wrong = ['.', '..', 'new'].map((way) => path.join(DOWNLOAD_DIR, way));
    for (const WATCH_DIR of wrong)
      assert.deepEqual(issuesOf({ DOWNLOAD_DIR, WATCH_DIR }), ['WATCH_DIR'], WATCH_DIR);
    for (const WATCH_DIR of [`${DOWNLOAD_DIR}-new`, path.join(tmpdir(), 'a', '..new')])
      assert.deepEqual(issuesOf({ DOWNLOAD_DIR, WATCH_DIR }), []);
  });

  test('come from the environment first, then .env, then what was saved, and remember it', () => {
    const environment = readEnvironment({
      env: { HOSPITAL_CODE: '11111' },
      envFile: 'HOSPITAL_CODE=22222\nPORT=6001\n',
    });
    const { config, effective } = resolveSettings(environment, {
      HOSPITAL_CODE: '33333',
      HOSPITAL_BEDS: '120',
    });
    const origin = (name: string) => effective.find((row) => row.name === name)?.origin;
    assert.deepEqual([config.HOSPITAL_CODE, config.PORT, config.HOSPITAL_BEDS], ['11111', 6001, 120]);
    assert.deepEqual(['HOSPITAL_CODE', 'PORT', 'HOSPITAL_BEDS', 'HOST'].map(origin), [
      'environment',
      'env_file',
      'saved',
      'default',
    ]);
  });

  test('that are not savable are never taken from the database', () => {
    assert.equal(
      resolveSettings(readEnvironment({ env: {}, envFile: null }), { PORT: '1' }).config.PORT,
      5001,
    );
  });

  test('name each wrong value, its problem and an example, in both languages', () => {
    const { issues } = resolved({
      PORT: 'abc',
      HOSPITAL_CODE: '12',
      ECLAIM_BASE_URL: 'http://eclaim.nhso.go.th',
    });
    assert.deepEqual(
      issues.map(({ name }) => name),
      ['PORT', 'HOSPITAL_CODE', 'ECLAIM_BASE_URL'],
    );
    for (const { reason, example } of issues) assert.ok(reason.th && reason.en && example);
  });

  test('accept plain http to NHSO for this machine only', () => {
    assert.deepEqual(
      issuesOf({ ECLAIM_BASE_URL: 'http://127.0.0.1:5002', SMT_BASE_URL: 'http://localhost:5002' }),
      [],
    );
    assert.deepEqual(issuesOf({ SMT_BASE_URL: 'https://smt.nhso.go.th/path' }), ['SMT_BASE_URL']);
  });

  test('open the program without sign-in for this machine only', () => {
    assert.deepEqual(issuesOf({ AUTH: 'off' }), []);
    assert.deepEqual(issuesOf({ AUTH: 'off', HOST: '0.0.0.0' }), ['AUTH']);
  });

  test('hint at names that are nearly right', () => {
    const { warnings } = resolved({ HOSPITAL_COD: '99999' });
    assert.match(warnings[0]?.en ?? '', /HOSPITAL_COD is not a setting; is HOSPITAL_CODE meant/);
  });

  test('take secrets from files, and never both from file and name', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'secret-'));
    const file = path.join(folder, 'password');
    writeFileSync(file, 'geheim-1\n');
    const { config, effective } = resolved({ ECLAIM_PASSWORD_FILE: file });
    assert.equal(config.ECLAIM_PASSWORD?.reveal(), 'geheim-1');
    assert.equal(effective.find(({ name }) => name === 'ECLAIM_PASSWORD')?.origin, 'secret_file');
    assert.deepEqual(issuesOf({ ECLAIM_PASSWORD_FILE: file, ECLAIM_PASSWORD: 'x' }), ['ECLAIM_PASSWORD']);
    rmSync(folder, { recursive: true });
    assert.deepEqual(issuesOf({ ECLAIM_PASSWORD_FILE: file }), ['ECLAIM_PASSWORD_FILE']);
  });

  test('never show a secret: not as JSON, not in a text, not in the list', () => {
    const { config, effective } = resolved({
      ECLAIM_PASSWORD: 'geheim-2',
      DATABASE_URL: 'mysql://u:geheim-3@h/d',
    });
    const shown = `${JSON.stringify([config, effective])}${config.ECLAIM_PASSWORD}${config.DATABASE_URL}`;
    assert.ok(!shown.includes('geheim'));
  });

  test('read the database from one address or from its parts', () => {
    const one = resolved({ DATABASE_URL: 'postgresql://u:p%40ss@db:6543/eclaim?sslmode=require' }).config;
    assert.deepEqual(dbSettingsOf(one), {
      type: 'postgresql',
      host: 'db',
      port: 6543,
      database: 'eclaim',
      user: 'u',
      password: 'p@ss',
      poolMax: 10,
      ssl: true,
    });
    const parts = dbSettingsOf(resolved({ DB_TYPE: 'mysql', DB_HOST: 'db' }).config);
    assert.ok(parts.type === 'mysql' && parts.port === 3306);
    assert.deepEqual(issuesOf({ DB_HOST: 'db' }), ['DB_TYPE']);
    assert.deepEqual(issuesOf({ DB_TYPE: 'mysql', DATABASE_URL: 'postgresql://u@h/d' }), ['DB_TYPE']);
  });

  test('of practice see nothing of the real ones', () => {
    const env = { DATABASE_URL: 'postgresql://real', ECLAIM_PASSWORD: 'real', PORT: '7001' };
    const { config } = resolved(env, {
      only: ['PORT'],
      overrides: { PRACTICE: 'on', DATA_DIR: 'database/demo' },
    });
    assert.deepEqual(
      [config.DATABASE_URL, config.ECLAIM_PASSWORD, config.PORT, config.PRACTICE],
      [null, null, 7001, true],
    );
  });
});
