import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openchsFaultKinds } from './fault-kinds.js';

const compiled = fileURLToPath(new URL('../../', import.meta.url));

/** The compiled text of the tests of a folder, and of what they are made of. */
function testsOf(folder: string, isOne: (file: string) => boolean): string {
  const files = readdirSync(path.join(compiled, folder)).filter(
    (file) => file.endsWith('.js') && isOne(file),
  );
  return files.map((file) => readFileSync(path.join(compiled, folder, file), 'utf8')).join('\n');
}

test('each fault of the practice OpenCHS has a test that it is produced, and one that its callers cope', () => {
  const own = fileURLToPath(import.meta.url);
  const isTest = (file: string) => file.endsWith('.test.js') && file !== path.basename(own);
  const produced = testsOf('practice/openchs', isTest);
  const coped =
    testsOf('upstreams/openchs', isTest) +
    testsOf('upstreams/ai-audio', isTest) +
    testsOf('services', (file) => isTest(file) && file.includes('openchs')) +
    testsOf('testing', (file) => file.startsWith('openchs-'));
  const missing = (tests: string) => openchsFaultKinds.filter((kind) => !tests.includes(`'${kind}'`));
  assert.deepEqual({ produced: missing(produced), coped: missing(coped) }, { produced: [], coped: [] });
});
