import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../test-server.js';
import { words } from './words.js';

test('a text that is missing, one that nobody asks for and one that stands twice are found', async () => {
  const { folder, remove } = temporaryFolder('words');
  try {
    const put = (name: string, text: string) => {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    };
    const line = (key: string) => `  '${key}': { th: 'ก', en: 'a' },\n`;
    put(
      'src/routes/words/trial-words.ts',
      ['trial.title', 'trial.state_open', 'trial.state_shut', 'trial.moment_open', 'trial.left']
        .map(line)
        .join(''),
    );
    put('src/routes/words/other-words.ts', line('trial.title'));
    put(
      'src/routes/pages/trial.ts',
      `t('trial.title'); t('trial.gone'); t(\`trial.state_\${state}\`); t(\`trial.\${key}\`);
       const key = \`moment_\${state}\`; const state = 'open';`,
    );
    assert.deepEqual(
      [...(await words.run(folder))].sort(),
      [
        'no text for "trial.gone"',
        'src/routes/words/trial-words.ts: "trial.title" stands in the catalogue twice',
        'src/routes/words/trial-words.ts: nobody asks for "trial.left"',
        'src/routes/words/trial-words.ts: nobody asks for "trial.state_shut"',
      ].sort(),
    );
  } finally {
    remove();
  }
});
