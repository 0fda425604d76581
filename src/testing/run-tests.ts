import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.js';
import { embeddedTemplate } from './embedded-template.js';
import { startMariadb } from './mariadb-server.js';
import { startPostgresql } from './postgresql-server.js';
import { onlyHung } from './test-faults.js';
import { NotAvailable, type TestServer, temporaryFolder } from './test-server.js';

// Entry of `npm test`: finds or fetches the two servers and a browser, runs the tests, stops what it started.
// Arguments are test files or folders of dist/; without any, all of dist/.

const dist = fileURLToPath(new URL('..', import.meta.url));

function testFiles(given: readonly string[]): string[] {
  const places = given.length > 0 ? given.map((place) => path.resolve(place)) : [dist];
  return places.flatMap((place) => {
    if (!existsSync(place)) return [];
    if (statSync(place).isFile()) return [place];
    return readdirSync(place, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.js'))
      .map((name) => path.join(place, name))
      .sort();
  });
}

interface Run {
  /** What has to be stopped at the end, however that comes. */
  readonly servers: TestServer[];
  readonly environment: Record<string, string>;
  readonly missing: string[];
}

/** Notes what could not be got, so that all of it is told at once. */
async function provide(run: Run, variable: string, get: () => Promise<string>): Promise<void> {
  try {
    run.environment[variable] = await get();
  } catch (error) {
    if (!(error instanceof NotAvailable)) throw error;
    run.missing.push(error.message);
  }
}

function serverUrl(run: Run, variable: string, start: () => Promise<TestServer>): () => Promise<string> {
  return async () => {
    const given = process.env[variable];
    if (given !== undefined && given !== '') return given;
    const server = await start();
    run.servers.push(server);
    return server.url;
  };
}

async function provideAll(run: Run, files: readonly string[]): Promise<void> {
  const wanted = [
    provide(run, 'TEST_POSTGRES_URL', serverUrl(run, 'TEST_POSTGRES_URL', startPostgresql)),
    provide(run, 'TEST_MYSQL_URL', serverUrl(run, 'TEST_MYSQL_URL', startMariadb)),
    embeddedTemplate(),
  ];
  if (files.some((file) => file.endsWith('.browser.test.js')))
    wanted.push(provide(run, 'CHROMIUM_PATH', findChromium));
  const results = await Promise.allSettled(wanted);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

let runner: ChildProcess | null = null;

/** The slowest file takes seven minutes on a busy machine; without an end, one that hangs would hold up all. */
const fileMs = 18 * 60_000;
const faultReporter = fileURLToPath(new URL('test-faults.js', import.meta.url));

function runTests(run: Run, files: readonly string[], faults: string): Promise<number> {
  const concurrency = Math.max(1, Math.min(4, os.availableParallelism()));
  const reporters = [
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...[`--test-reporter=${faultReporter}`, `--test-reporter-destination=${faults}`],
  ];
  const bounds = [`--test-concurrency=${concurrency}`, `--test-timeout=${fileMs}`];
  const child = spawn(process.execPath, ['--test', ...reporters, ...bounds, ...files], {
    stdio: 'inherit',
    env: { ...process.env, ...run.environment },
  });
  runner = child;
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Where nothing failed but some files gave no result in their time, those are named and run once more. */
async function runWithSecondTry(run: Run, files: readonly string[], folder: string): Promise<number> {
  const faults = path.join(folder, 'faults.txt');
  const code = await runTests(run, files, faults);
  const hung = code === 0 || !existsSync(faults) ? [] : onlyHung(readFileSync(faults, 'utf8'));
  if (hung.length === 0) return code;
  const names = hung.map((file) => path.relative(dist, file)).join(', ');
  process.stderr.write(`No result within ${fileMs / 60_000} minutes, run once more: ${names}\n`);
  return runTests(run, hung, path.join(folder, 'faults-again.txt'));
}

async function stopAll(run: Run): Promise<void> {
  const servers = run.servers.splice(0);
  await Promise.allSettled(servers.map((server) => server.stop()));
}

async function main(): Promise<number> {
  const files = testFiles(process.argv.slice(2));
  if (files.length === 0) {
    process.stderr.write(
      'No tests there. Give files or folders of dist/, for instance: npm test -- dist/db\n',
    );
    return 1;
  }
  // Also what a test that is interrupted leaves behind goes with this folder.
  const { folder, remove } = temporaryFolder('tests');
  const run: Run = { servers: [], environment: { TMPDIR: folder }, missing: [] };
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      interrupted = true;
      runner?.kill(signal);
    });
  try {
    await provideAll(run, files);
    for (const message of run.missing) process.stderr.write(`${message}\n`);
    if (run.missing.length > 0 || interrupted) return 1;
    const code = await runWithSecondTry(run, files, folder);
    return interrupted ? 1 : code;
  } finally {
    await stopAll(run);
    remove();
  }
}

process.exitCode = await main();
