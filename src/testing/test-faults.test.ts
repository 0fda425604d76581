import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { onlyHung } from './test-faults.js';
import { temporaryFolder } from './test-server.js';

const reporter = fileURLToPath(new URL('test-faults.js', import.meta.url));
const never = `import { test } from 'node:test'; test('never', () => new Promise(() => setInterval(() => {}, 1000)));`;
const wrong = `import { test } from 'node:test'; test('wrong', () => { throw new Error('on purpose'); });`;

/** What the reporter says of a file with this text, which is ended after `endMs`. */
function faultsOf(text: string, endMs: number): string {
  const { folder, remove } = temporaryFolder('faults');
  try {
    const file = path.join(folder, 'one.test.mjs');
    writeFileSync(file, text);
    const report = path.join(folder, 'report.txt');
    const options = [`--test-reporter=${reporter}`, `--test-reporter-destination=${report}`];
    // Within a test file node:test would take this one for a part of it.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    spawnSync(process.execPath, ['--test', ...options, `--test-timeout=${endMs}`, file], { env });
    return readFileSync(report, 'utf8').replace(file, path.basename(file));
  } finally {
    remove();
  }
}

test('a file that gives no result is told apart from one that fails', () => {
  assert.equal(faultsOf(never, 2000), 'hung one.test.mjs\n');
  assert.match(faultsOf(wrong, 120_000), /^failed wrong\n/);
});

test('files are run again only where nothing else failed', () => {
  assert.deepEqual(onlyHung('hung a.js\nhung b.js\n'), ['a.js', 'b.js']);
  assert.deepEqual(onlyHung('hung a.js\nfailed b\n'), []);
  assert.deepEqual(onlyHung(''), []);
});
