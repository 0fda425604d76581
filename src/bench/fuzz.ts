import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Bench, BenchRow } from './bench.js';
import { type FuzzAnswer, fuzzAnswer, fuzzKinds } from './fuzz-messages.js';

const usualFiles = 20_000;
/** There are broken workbooks from which SheetJS never returns; ours must. */
const silenceMs = 15_000;
const mostShown = 10;
const program = fileURLToPath(new URL('./fuzz-process.js', import.meta.url));

/** Rounds from `from` on in one process; answers the round that it never came back from, or null. */
function runRounds(
  kind: number,
  from: number,
  to: number,
  told: (answer: FuzzAnswer) => void,
): Promise<number | null> {
  const child = fork(program, [kind, from, to].map(String));
  let next = from;
  let hung = false;
  const giveUp = () => {
    hung = true;
    child.kill('SIGKILL');
  };
  let timer = setTimeout(giveUp, silenceMs);
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      const answer = fuzzAnswer.parse(message);
      next = answer.round + 1;
      told(answer);
      clearTimeout(timer);
      timer = setTimeout(giveUp, silenceMs);
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(timer);
      if (hung) resolve(next);
      else if (code === 0) resolve(null);
      else reject(new Error(`the reading process ended with ${code} at round ${next}`));
    });
  });
}

async function fuzzOne(say: (line: string) => void, kind: number, files: number): Promise<BenchRow> {
  const what = fuzzKinds[kind]?.what ?? '';
  const counts = new Map<string, number>();
  const count = (end: string) => counts.get(end) ?? 0;
  const started = performance.now();
  let from = 0;
  while (from < files) {
    const hung = await runRounds(kind, from, files, ({ round, end, wrong }) => {
      counts.set(end, count(end) + 1);
      if (wrong !== null && count('wrong') <= mostShown) say(`${what}, round ${round}: ${wrong}`);
    });
    if (hung === null) break;
    counts.set('hung', count('hung') + 1);
    say(`${what}, round ${hung}: SheetJS did not come back within ${silenceMs / 1000} s`);
    from = hung + 1;
  }
  return {
    mutated: what,
    files,
    refused: count('refused'),
    'read alike': count('equal'),
    'both fail': count('both fail'),
    'left to SheetJS': count('left to SheetJS'),
    'differ as listed': count('only ours fails') + count('only SheetJS fails'),
    'SheetJS hangs': count('hung'),
    wrong: count('wrong'),
    'files a second': Math.round((files * 1000) / (performance.now() - started)),
  };
}

/** Our reader and SheetJS over mutated workbooks, far more than in the tests; `--rows` is the number of files. */
export const fuzz: Bench = {
  name: 'fuzz',
  async run(say, wanted) {
    const files = Math.ceil((wanted ?? usualFiles) / fuzzKinds.length);
    const rows: BenchRow[] = [];
    for (const [kind, { what }] of fuzzKinds.entries()) {
      say(`${files} mutated workbooks: ${what}`);
      rows.push(await fuzzOne(say, kind, files));
    }
    return { title: `${files * fuzzKinds.length} mutated workbooks, read by both readers`, rows };
  },
};
