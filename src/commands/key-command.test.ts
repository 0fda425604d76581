import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openDb } from '../db/index.js';
import { findKeyCaller } from '../services/find-key-caller.js';
import { copyTemplate } from '../testing/embedded-template.js';
import { runFile, temporaryFolder } from '../testing/test-server.js';

const program = fileURLToPath(new URL('../cli.js', import.meta.url));

describe('keys at the command line', () => {
  const { folder, remove } = temporaryFolder('key-command');
  const dataDir = path.join(folder, 'data');
  const env = { PATH: process.env.PATH, DB_TYPE: 'embedded', DATA_DIR: dataDir, LOG_DIR: folder };
  const run = (...args: string[]) =>
    runFile(process.execPath, [program, 'key', ...args], { env }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  before(async () => {
    mkdirSync(dataDir);
    await copyTemplate(dataDir);
  });
  after(remove);

  test('create tells the key once, list and revoke name it by its prefix', async () => {
    const made = await run(
      ...['create', '--name', 'HIS', '--scope', 'claims:read,cases:read', '--hospital', '99999'],
      ...['--expires', '2199-09-30', '--ip', '10.20.0.0/16', '--rate', '120', '--overlap-s', '30', '--json'],
    );
    assert.equal(made.code, 0, made.stderr);
    const { id, key, prefix, ...told } = JSON.parse(made.stdout);
    assert.match(key, new RegExp(`^ecr_${prefix}_[\\w-]{43}$`));
    assert.ok(Number.isInteger(id));
    assert.deepEqual(told, {
      name: 'HIS',
      scopes: ['claims:read', 'cases:read'],
      hospital: '99999',
      expires_at: '2199-09-29T17:00:00.000000Z',
    });
    const db = await openDb({ type: 'embedded', dataDir });
    const caller = await findKeyCaller({ db, now: () => new Date() }, key, '10.20.3.4');
    assert.deepEqual(
      [caller.hospital, caller.ratePerMinute, caller.overlapSeconds, caller.dedupeWindowSeconds],
      ['99999', 120, 30, 0],
    );
    await db.close();
    const listed = JSON.parse((await run('list', '--json')).stdout);
    assert.deepEqual([listed.prefix, listed.revoked_at, listed.ip], [prefix, null, ['10.20.0.0/16']]);
    assert.ok(!JSON.stringify(listed).includes(key.slice(13)));
    assert.equal((await run('revoke', prefix)).code, 0);
    assert.match((await run('list')).stdout, new RegExp(`${prefix}  revoked .*HIS`));
    const again = await run('revoke', prefix);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /key list/);
  });

  test('create without more has the usual scopes and prints the key alone', async () => {
    const made = await run('create', '--name', 'plain');
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stdout, /^ecr_[a-z0-9]{8}_[\w-]{43}\n$/);
    assert.match(made.stderr, /cases:read cases:write/);
  });

  test('a value that is wrong is wrong usage and named by its option', async () => {
    const wrong = [
      [['--scope', 'all'], /There is no scope all/],
      [['--hospital', '1'], /--hospital/],
      [['--expires', '2001-01-01'], /--expires/],
      [['--expires', '2570-01-01'], /2027-01-01/],
      [['--ip', '10.20.0.0/40'], /--ip/],
      [['--rate', '0'], /--rate/],
      [['--overlap-s', '301'], /--overlap-s/],
      [['--dedupe-window-s', 'x'], /--dedupe-window-s/],
    ] as const;
    for (const [options, words] of wrong) {
      const ended = await run('create', '--name', 'x', ...options);
      assert.equal(ended.code, 2, options.join(' '));
      assert.match(ended.stderr, words);
      assert.equal(ended.stdout, '');
    }
  });
});
