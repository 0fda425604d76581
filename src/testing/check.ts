/**
 * `npm run check`: prints what is wrong, and one closing line.
 * `npm run check -- --write` first renews what documents say about the settings, and the
 * API as its clients know it.
 */
import { fileURLToPath } from 'node:url';
import { architecture } from './checks/architecture.js';
import type { Check } from './checks/check.js';
import { documentLinks } from './checks/document-links.js';
import { formatAndLint } from './checks/format-and-lint.js';
import { keptApi, writeKeptApi } from './checks/kept-api.js';
import { lockFileIsWhole } from './checks/lock-file.js';
import { migrationPairs } from './checks/migration-pairs.js';
import { settingsDocs, writeSettingsDocs } from './checks/settings-docs.js';
import { sourceText } from './checks/source-text.js';
import { types } from './checks/types.js';
import { words } from './checks/words.js';

const checks: readonly Check[] = [
  types,
  formatAndLint,
  architecture,
  sourceText,
  lockFileIsWhole,
  migrationPairs,
  settingsDocs,
  documentLinks,
  keptApi,
  words,
];

const root = fileURLToPath(new URL('../..', import.meta.url));

async function runAll(): Promise<number> {
  const started = performance.now();
  const lines = await Promise.all(
    checks.map(async (check) => (await check.run(root)).map((line) => `${check.name}: ${line}`)),
  );
  const failures = lines.flat();
  for (const line of failures) process.stdout.write(`${line}\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const outcome = failures.length === 0 ? 'all well' : `${failures.length} lines to mend`;
  process.stdout.write(`check: ${checks.map(({ name }) => name).join(', ')}: ${outcome} (${seconds} s)\n`);
  return failures.length === 0 ? 0 : 1;
}

if (process.argv.includes('--write')) {
  writeSettingsDocs(root);
  await writeKeptApi(root);
}
process.exitCode = await runAll();
