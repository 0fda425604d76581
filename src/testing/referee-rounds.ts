import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ReaderDoubt } from '../filetypes/biff8-records.js';
import { bytesSource } from '../filetypes/byte-source.js';
import { openForCertain } from '../filetypes/open-workbook.js';
import { ReadFailure } from '../filetypes/read-failure.js';
import { mutated, mutationKinds, type RefereeAnswer, refereeAnswer } from './referee-messages.js';

/** There are broken workbooks from which SheetJS never returns, or of which V8 ends the process; ours must return. */
const silenceMs = 15_000;
const program = fileURLToPath(new URL('./referee-process.js', import.meta.url));

/** Rounds from `from` on in one process; answers the round that SheetJS never came back from, or null. */
function runProcess(
  kind: number,
  from: number,
  to: number,
  told: (answer: RefereeAnswer) => void,
): Promise<number | null> {
  const child = fork(program, [kind, from, to].map(String), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  let next = from;
  const giveUp = () => child.kill('SIGKILL');
  let timer = setTimeout(giveUp, silenceMs);
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      const answer = refereeAnswer.parse(message);
      next = answer.round + 1;
      told(answer);
      clearTimeout(timer);
      timer = setTimeout(giveUp, silenceMs);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (signal !== null) resolve(next);
      else if (code === 0) resolve(null);
      else reject(new Error(`the reading process ended with ${code} at round ${next}`));
    });
  });
}

/** Ours alone: it reads the file or names what is wrong with it, whatever SheetJS did. */
function readOurs(kind: number, round: number): void {
  const mutation = mutationKinds[kind];
  if (!mutation) throw new RangeError(`no kind ${kind}`);
  try {
    for (const sheet of openForCertain(bytesSource(mutated(mutation, mutation.whole(), round))).sheets)
      for (const _ of sheet.rows());
  } catch (error) {
    if (!(error instanceof ReadFailure) && !(error instanceof ReaderDoubt)) throw error;
  }
}

/** Mutated workbooks through both readers, in processes that can be ended; answers the rounds that ended SheetJS. */
export async function refereeRounds(
  kind: number,
  rounds: number,
  told: (answer: RefereeAnswer) => void,
): Promise<number[]> {
  const ended: number[] = [];
  for (let from = 0; from < rounds; ) {
    const round = await runProcess(kind, from, rounds, told);
    if (round === null) break;
    readOurs(kind, round);
    ended.push(round);
    from = round + 1;
  }
  return ended;
}
