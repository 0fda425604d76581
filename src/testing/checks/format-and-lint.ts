import path from 'node:path';
import type { Check } from './check.js';
import { complaints, runTool } from './run-tool.js';

export const formatAndLint: Check = {
  name: 'format and lint',
  async run(root) {
    const biome = path.join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
    return complaints(
      await runTool(
        biome,
        ['check', '--error-on-warnings', '--colors=off', '--max-diagnostics=200', '.'],
        root,
      ),
    );
  },
};
