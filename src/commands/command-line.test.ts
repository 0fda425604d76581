import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { lockFolder } from '../db/folder-lock.js';
import { createPracticeServer } from '../practice/practice-server.js';
import { startPracticeHookServer } from '../practice/receivers/hook-server.js';
import { repWorkbook } from '../practice/rep-workbook.js';
import { copyTemplate } from '../testing/embedded-template.js';
import { temporaryFolder } from '../testing/test-server.js';
import { commands } from './index.js';
import { runCommandLine } from './run-command-line.js';

const program = fileURLToPath(new URL('../cli.js', import.meta.url));

interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

test('every command has help in Thai and English, with an example that begins with its name', async () => {
  for (const { name, examples } of commands) {
    const out: string[] = [];
    const terminal = {
      json: () => assert.fail('help is no JSON'),
      print: (line: string) => out.push(line),
      say: () => assert.fail('help is no message'),
      note: () => assert.fail('help is no message'),
      signal: new AbortController().signal,
    };
    assert.equal(await runCommandLine(commands, [...name.split(' '), '--help'], terminal), 0);
    assert.match(out.join('\n'), /[ก-๙]/);
    assert.match(out.join('\n'), /Usage/);
    assert.ok(examples[0]?.startsWith(name), name);
  }
});

test('a folder without workbooks is told, and no database is opened for it', async () => {
  const { folder, remove } = temporaryFolder('empty');
  const told: string[] = [];
  const terminal = {
    json: () => assert.fail('there is no result'),
    print: () => assert.fail('there is no result'),
    say: ({ en }: { en: string }) => told.push(en),
    note: () => assert.fail('there is nothing to note'),
    signal: new AbortController().signal,
  };
  assert.equal(await runCommandLine(commands, ['import', folder, '--json'], terminal), 0);
  assert.equal(told.length, 1);
  assert.match(told[0] ?? '', /No \.xls workbook was found\. Nothing was changed\. Give REP files/);
  remove();
});

test('a figure refuses a filter that it cannot honour, and a split that it does not have, before it opens anything', async () => {
  for (const [words, reason] of [
    [['work-done', '--drg', '04510'], /cannot be filtered by drg/],
    [['completeness', '--kind', 'op'], /cannot be filtered by kind/],
    [['top-error-codes', '--by', 'month'], /does not fit this figure/],
    [['no-such-figure'], /claims-summary, denial-rate/],
  ] as const) {
    const told: string[] = [];
    const terminal = {
      json: () => assert.fail('there is no result'),
      print: () => assert.fail('there is no result'),
      say: ({ en }: { en: string }) => told.push(en),
      note: () => assert.fail('there is nothing to note'),
      signal: new AbortController().signal,
    };
    assert.equal(await runCommandLine(commands, ['figure', ...words], terminal), 2);
    assert.match(told.join(), reason);
  }
});

describe('the command line as a process', () => {
  const { folder, remove } = temporaryFolder('command');
  const dataDir = path.join(folder, 'data');
  const inbox = path.join(folder, 'inbox');
  const { bytes, name: file } = repWorkbook();

  function run(
    args: readonly string[],
    closeStdout = false,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<Ended> {
    const env = {
      ...settings,
      PATH: process.env.PATH,
      DB_TYPE: 'embedded',
      DATA_DIR: dataDir,
      DOWNLOAD_DIR: path.join(folder, 'downloads'),
      LOG_DIR: path.join(folder, 'logs'),
      HOSPITAL_CODE: '99999',
    };
    const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (piece: Buffer) => {
      out += piece.toString();
    });
    child.stderr.on('data', (piece: Buffer) => {
      err += piece.toString();
    });
    if (closeStdout) child.stdout.destroy();
    return once(child, 'close').then(([exitCode]) => ({ exitCode, out, err }));
  }
  const lines = (ended: Ended) =>
    ended.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  before(async () => {
    mkdirSync(dataDir);
    mkdirSync(inbox);
    await copyTemplate(dataDir);
    writeFileSync(path.join(inbox, file), bytes);
    writeFileSync(path.join(inbox, 'notes.txt'), 'not a workbook');
  });
  after(remove);

  test('a Gregorian year is wrong usage: exit code 2, the right year as a hint, nothing on stdout', async () => {
    for (const command of ['download', 'download-stm']) {
      const ended = await run([command, '--month', '1', '--year', '2026']);
      assert.equal(ended.exitCode, 2);
      assert.match(ended.err, /Did you mean 2569\?/);
      assert.equal(ended.out, '');
    }
  });

  test('an import answers one JSON line a file and nothing else; again, it is unchanged', async () => {
    const first = await run(['import', inbox, path.join(inbox, 'missing.xls'), '--json']);
    assert.equal(first.exitCode, 1, first.err);
    const [imported, missing] = lines(first);
    assert.match(imported.status, /^completed/);
    assert.equal(
      imported.rows_read,
      imported.inserted + imported.updated + imported.unchanged + imported.refused,
    );
    assert.ok(imported.inserted > 0);
    assert.equal(missing.status, 'failed');
    assert.equal(missing.problems[0].code, 'file_not_found');
    const second = await run(['import', inbox, '--json']);
    assert.equal(second.exitCode, 0, second.err);
    assert.equal(lines(second)[0].status, 'unchanged');
    const figure = await run(['figure', 'claims-summary', '--by', 'kind', '--from', '2000-01-01', '--json']);
    assert.equal(figure.exitCode, 0, figure.err);
    assert.equal(lines(figure)[0].total.claims > 0, true);
  });

  test('verify answers one JSON line a check, and exit code 0 where all agrees', async () => {
    const ended = await run(['verify', '--deep', '--json']);
    assert.equal(ended.exitCode, 0, `${ended.out} ${ended.err}`);
    const checks = lines(ended);
    assert.deepEqual(
      checks.map(({ check, ok }) => [check, ok]),
      ['counts', 'rows', 'versions', 'sums', 'issues', 'statements', 'files', 'cells'].map((check) => [
        check,
        true,
      ]),
    );
    assert.match(checks[0].detail, /1 compared, all agree/);
  });

  test('verify names what disagrees, and ends with exit code 1', async () => {
    renameSync(path.join(folder, 'downloads'), path.join(folder, 'away'));
    const ended = await run(['verify', '--only', 'files']);
    renameSync(path.join(folder, 'away'), path.join(folder, 'downloads'));
    assert.equal(ended.exitCode, 1);
    assert.match(ended.out, new RegExp(`${file}: the kept workbook .* is not there \\(ENOENT\\)`));
    assert.match(ended.err, /1 places disagree\. Nothing was changed\./);
    assert.equal((await run(['verify', '--only', 'nothing'])).exitCode, 2);
  });

  test('a reader that goes away ends the command quietly', async () => {
    const ended = await run(['figure', 'claims-summary', '--json'], true);
    assert.doesNotMatch(ended.err, /EPIPE|at .*\.js/);
  });

  test('while a server has the folder, a command names the page that does the same and ends', async () => {
    const lock = await lockFolder(dataDir);
    try {
      const ended = await run(['import', inbox, '--json']);
      assert.equal(ended.exitCode, 1);
      assert.match(ended.err, /\/files/);
      assert.equal(ended.out, '');
    } finally {
      await lock.release();
    }
  });

  test('statements come with one JSON line a unit, the job last and a ping; without the right it says so', async () => {
    const practice = await createPracticeServer({ today: '2026-01-20' });
    const hooks = await startPracticeHookServer();
    try {
      const call = ['download-stm', '--month', '11', '--year', '2568', '--import', '--json'];
      const portal = {
        ECLAIM_BASE_URL: practice.url,
        SMT_BASE_URL: practice.url,
        ECLAIM_USERNAME: 'practice',
        ECLAIM_PASSWORD: 'practice',
        NHSO_PAUSE_MS: '0',
        PING_URL: `${hooks.url}/ping`,
        WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1',
      };
      const first = await run(call, false, portal);
      assert.equal(first.exitCode, 0, first.err);
      const [unit, job] = lines(first);
      assert.deepEqual(
        [unit.unit, unit.state, unit.listed, unit.downloaded, unit.imported],
        ['stm/ucs/2568-11', 'complete', 2, 2, 2],
      );
      assert.equal(job.type, 'download_stm');
      const refused = await run(call, false, { ...portal, ECLAIM_USERNAME: 'noright' });
      assert.equal(refused.exitCode, 1);
      assert.match(refused.err, /STM UCS/);
      const pings = hooks.calls.map(({ method, path }) => `${method} ${path}`);
      assert.deepEqual(pings, ['GET /ping'], 'one ping after the good run, none after the other');
    } finally {
      await hooks.close();
      await practice.close();
    }
  });
});
