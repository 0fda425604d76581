import { mutationKinds } from '../testing/referee-messages.js';
import { refereeRounds } from '../testing/referee-rounds.js';
import type { Bench, BenchRow } from './bench.js';

const usualFiles = 20_000;
const mostShown = 10;

async function fuzzOne(say: (line: string) => void, kind: number, files: number): Promise<BenchRow> {
  const what = mutationKinds[kind]?.what ?? '';
  const counts = new Map<string, number>();
  const count = (end: string) => counts.get(end) ?? 0;
  const started = performance.now();
  const ended = await refereeRounds(kind, files, ({ round, end, wrong }) => {
    counts.set(end, count(end) + 1);
    if (wrong !== null && count('wrong') <= mostShown) say(`${what}, round ${round}: ${wrong}`);
  });
  for (const round of ended) say(`${what}, round ${round}: SheetJS did not come back`);
  return {
    mutated: what,
    files,
    refused: count('refused'),
    'read alike': count('equal'),
    'both fail': count('both fail'),
    'left to SheetJS': count('left to SheetJS'),
    'differ as listed': count('only ours fails') + count('only SheetJS fails'),
    'SheetJS hangs': ended.length,
    wrong: count('wrong'),
    'files a second': Math.round((files * 1000) / (performance.now() - started)),
  };
}

/** Our reader and SheetJS over mutated workbooks, far more than in the tests; `--rows` is the number of files. */
export const fuzz: Bench = {
  name: 'fuzz',
  async run(say, wanted) {
    const files = Math.ceil((wanted ?? usualFiles) / mutationKinds.length);
    const rows: BenchRow[] = [];
    for (const [kind, { what }] of mutationKinds.entries()) {
      say(`${files} mutated workbooks: ${what}`);
      rows.push(await fuzzOne(say, kind, files));
    }
    return { title: `${files * mutationKinds.length} mutated workbooks, read by both readers`, rows };
  },
};
