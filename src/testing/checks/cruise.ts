import path from 'node:path';
import { z } from 'zod';
import { runTool } from './run-tool.js';

const cruiseResult = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
    ruleSetUsed: z.object({
      forbidden: z.array(z.object({ name: z.string(), comment: z.string().optional() })),
    }),
  }),
});
export type CruiseResult = z.infer<typeof cruiseResult>;

/** Reads the modules of `cwd`/src with the rules of `cwd`/.dependency-cruiser.cjs; the program is that of `root`. */
export async function cruise(root: string, cwd: string): Promise<CruiseResult> {
  const program = path.join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'];
  const result = await runTool(program, args, cwd);
  // The exit code is the number of violations: what it read is judged by the answer alone.
  try {
    return cruiseResult.parse(JSON.parse(result.stdout));
  } catch (error) {
    throw new Error(`dependency-cruiser gave no readable answer: ${result.stderr.slice(0, 500)}`, {
      cause: error,
    });
  }
}
