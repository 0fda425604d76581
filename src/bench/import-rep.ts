import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { repWorkbook } from '../practice/rep-workbook.js';
import type { Bench, BenchRow } from './bench.js';
import { type HealthWatch, watchHealth } from './health-watch.js';
import { fromImporter } from './import-messages.js';
import { chosenTargets, withServer } from './targets.js';
import { timeXlrd } from './xlrd.js';

const usualRows = 20_000;
/** Each in a process and a database of its own. The first one also finds a server that has just been started. */
const rounds = 3;
const xlrdReads = 'xlrd reads s';
const program = fileURLToPath(new URL('./import-process.js', import.meta.url));

/** Time by step, memory and what others feel of it, each database in a process of its own. */
export const importRep: Bench = {
  name: 'import',
  async run(say, wantedRows) {
    const rows = wantedRows ?? usualRows;
    const folder = mkdtempSync(path.join(tmpdir(), 'eclaim-rep-bench-'));
    try {
      const made = repWorkbook({ type: 'OP', rows, documents: 40 });
      const workbook = path.join(folder, made.name);
      writeFileSync(workbook, made.bytes);
      const megabytes = (made.bytes.length / 2 ** 20).toFixed(1);
      const table: BenchRow[] = [];
      for (const target of chosenTargets()) {
        say(`import into ${target.name}`);
        const found: BenchRow[] = [];
        await withServer(target, async (env) => {
          for (let round = 0; round < rounds; round += 1) {
            // One behind the other: what else the machine does shall weigh on both.
            const xlrd = timeXlrd(workbook);
            if (xlrd === null)
              say('xlrd is not installed (Debian: python3-xlrd), so there is no ratio to it');
            const row = await measure(
              target.name,
              workbook,
              path.join(folder, `${target.name}-${round}`),
              env,
            );
            found.push(xlrd === null ? row : { ...row, [xlrdReads]: seconds(xlrd) });
          }
        });
        table.push(withRatio(summary(found)));
      }
      const title = `Import of one REP workbook: ${rows} claims in 120 columns, Summary and item sheets, ${megabytes} MB (median of ${rounds}; gaps, healthz and memory at their worst)`;
      return { title, rows: table };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Times as their median, everything else at its worst. */
function summary(rows: readonly BenchRow[]): BenchRow {
  const [first] = rows;
  return Object.fromEntries(
    Object.entries(first ?? {}).map(([name, value]) => {
      const values = rows.map((row) => Number(row[name])).sort((a, b) => a - b);
      if (typeof value !== 'number') return [name, value];
      return [name, values[name.endsWith(' s') ? values.length >> 1 : values.length - 1] ?? value];
    }),
  );
}

function withRatio(row: BenchRow): BenchRow {
  const xlrd = row[xlrdReads];
  if (xlrd === undefined) return row;
  return { ...row, 'total ÷ xlrd': Number((Number(row['total s']) / Number(xlrd)).toFixed(2)) };
}

const seconds = (ms: number) => Number((ms / 1000).toFixed(2));

function measure(
  database: string,
  workbook: string,
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<BenchRow> {
  const child = fork(program, [database, workbook, folder], { env });
  let row: BenchRow = { database };
  let watch: HealthWatch | null = null;
  let waits: Promise<void> = Promise.resolve();
  return new Promise((resolve, reject) => {
    child.on('message', (raw) => {
      const message = fromImporter.parse(raw);
      waits = waits.then(async () => {
        switch (message.kind) {
          case 'ready':
            watch = watchHealth(`http://127.0.0.1:${message.port}/healthz`);
            child.send('go');
            break;
          case 'imported': {
            const answers = [...((await watch?.stop()) ?? [])].sort((a, b) => a - b);
            const { rows, total, write, settle, sums, longestGap } = message;
            row = {
              ...row,
              rows,
              'total s': seconds(total),
              'read s': seconds(total - write - settle - sums),
              'write s': seconds(write),
              'settle s': seconds(settle),
              'sums s': seconds(sums),
              'sums % of import': Number(((sums / total) * 100).toFixed(1)),
              'longest gap ms': Math.round(longestGap),
              'healthz worst ms': Math.round(answers.at(-1) ?? Number.NaN),
              'healthz p99 ms': Math.round(answers[Math.floor(answers.length * 0.99)] ?? Number.NaN),
            };
            break;
          }
          case 'again':
            row = {
              ...row,
              'again s': seconds(message.total),
              'forced s': seconds(message.forced),
              'peak MB': Math.round(message.peakMb),
            };
        }
      });
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      waits.then(
        () => (code === 0 ? resolve(row) : reject(new Error(`${database}: exit code ${code}`))),
        reject,
      );
    });
  });
}
