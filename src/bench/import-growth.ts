import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench, BenchRow } from './bench.js';
import { forkAnswers } from './fork-answer.js';
import { fromGrowth } from './growth-messages.js';
import { chosenTargets, withServer } from './targets.js';

const usualClaims = 1_000_000;
const program = fileURLToPath(new URL('./growth-process.js', import.meta.url));

/** The same import of 1,000 rows into a database that holds more and more claims. */
export const importGrowth: Bench = {
  name: 'growth',
  async run(say, wantedClaims) {
    const folder = mkdtempSync(path.join(tmpdir(), 'eclaim-rep-bench-'));
    try {
      const rows: BenchRow[] = [];
      for (const target of chosenTargets()) {
        say(`growing ${target.name}`);
        const words = [target.name, folder, String(wantedClaims ?? usualClaims)];
        const sizes = await withServer(target, (env) => forkAnswers(program, words, env, fromGrowth));
        const first = sizes[0]?.median ?? Number.NaN;
        for (const { stored, median, rows: imported } of sizes)
          rows.push({
            database: target.name,
            'stored claims': stored,
            'ms for 1,000 rows': Math.round(median),
            'µs per row': Math.round((median * 1000) / imported),
            '÷ first': Number((median / first).toFixed(2)),
          });
      }
      return { title: 'Import of 1,000 rows into a growing database (median of 7)', rows };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
