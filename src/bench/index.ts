/** `npm run bench [-- NAME…]`: runs the benchmarks, prints their tables, keeps them as JSON in .cache/bench/. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench } from './bench.js';
import { importRep } from './import-rep.js';
import { tableOf } from './table.js';

const benches: readonly Bench[] = [importRep];

const folder = fileURLToPath(new URL('../../.cache/bench/', import.meta.url));
const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(names: readonly string[]): Promise<number> {
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
    const rows = await bench.run(say);
    process.stdout.write(`${bench.title}\n${tableOf(rows)}\n\n`);
    const file = path.join(folder, `${bench.name}.json`);
    const kept = { bench: bench.name, title: bench.title, at: new Date().toISOString(), machine, rows };
    writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
    say(`kept in ${path.relative(process.cwd(), file)}`);
  }
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
