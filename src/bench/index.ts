/** `npm run bench [-- NAME… --rows N]`: runs the benchmarks, prints their tables, keeps them as JSON in .cache/bench/. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { apiLists } from './api-lists.js';
import type { Bench } from './bench.js';
import { caseCreates } from './case-creates.js';
import { caseImport } from './case-import.js';
import { caseKillsBench } from './case-kills.js';
import { downloadMonth } from './download-month.js';
import { exportClaims } from './export-claims.js';
import { facts } from './facts.js';
import { figures } from './figures.js';
import { fuzz } from './fuzz.js';
import { importGrowth } from './import-growth.js';
import { importRep } from './import-rep.js';
import { importYear } from './import-year.js';
import { kill } from './kill.js';
import { openchs } from './openchs.js';
import { restart } from './restart.js';
import { sync } from './sync.js';
import { tableOf } from './table.js';
import { viewers } from './viewers.js';
import { webhookKillsBench } from './webhook-kills.js';
import { webhooks } from './webhooks.js';

const benches: readonly Bench[] = [
  importRep,
  importYear,
  importGrowth,
  figures,
  downloadMonth,
  restart,
  fuzz,
  kill,
  viewers,
  openchs,
  exportClaims,
  sync,
  apiLists,
  caseImport,
  caseCreates,
  facts,
  webhooks,
  webhookKillsBench,
  caseKillsBench,
];

const folder = fileURLToPath(new URL('../../.cache/bench/', import.meta.url));
const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const { values, positionals: names } = parseArgs({
    options: { rows: { type: 'string' } },
    allowPositionals: true,
    // Another option is answered by what there is.
    strict: false,
  });
  const others = Object.keys(values).filter((name) => name !== 'rows');
  if (others.length > 0) {
    say(`npm run bench [-- NAME… --rows N], with a name of: ${benches.map(({ name }) => name).join(', ')}`);
    say('BENCH_DATABASE=embedded, postgresql or mysql measures one database alone.');
    return others.includes('help') ? 0 : 2;
  }
  const wantedRows = values.rows === undefined ? null : Number(values.rows);
  if (wantedRows !== null && !(Number.isInteger(wantedRows) && wantedRows > 0)) {
    say('--rows takes a whole number, e.g. --rows 2000');
    return 2;
  }
  const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    say(
      `No benchmark is called ${unknown.join(', ')}. There are: ${benches.map(({ name }) => name).join(', ')}`,
    );
    return 2;
  }
  mkdirSync(folder, { recursive: true });
  const machine = {
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory_gb: Math.round(totalmem() / 2 ** 30),
  };
  for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const { title, rows } = await bench.run(say, wantedRows);
    process.stdout.write(`${title}\n${tableOf(rows)}\n\n`);
    const file = path.join(folder, `${bench.name}.json`);
    const kept = { bench: bench.name, title, at: new Date().toISOString(), machine, rows };
    writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
    say(`kept in ${path.relative(process.cwd(), file)}`);
  }
  return 0;
}

process.exitCode = await main();
