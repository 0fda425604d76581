import path from 'node:path';
import type { Check } from './check.js';
import { complaints, runTool } from './run-tool.js';

export const types: Check = {
  name: 'types',
  async run(root) {
    const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    return complaints(await runTool(tsc, ['-p', root, '--noEmit', '--pretty', 'false'], root));
  },
};
