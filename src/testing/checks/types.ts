import path from 'node:path';
import type { Check } from './check.js';
import { complaints, runTool } from './run-tool.js';

export const types: Check = {
  name: 'types',
  async run(root) {
    const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    // What did not change since the last check is not read again.
    const memory = ['--incremental', '--tsBuildInfoFile', path.join(root, '.cache', 'check.tsbuildinfo')];
    return complaints(await runTool(tsc, ['-p', root, '--noEmit', '--pretty', 'false', ...memory], root));
  },
};
