import type { Terminal } from './command.js';
import { createProgressBar, type ProgressBar } from './progress-bar.js';

export interface ProcessTerminal extends Terminal {
  /** Waits until everything is written and takes the signal listeners off. */
  end(): Promise<void>;
  /** Nobody reads stdout any more, e.g. `… | head -1`. */
  readonly pipeBroken: () => boolean;
}

/** The terminal of this process: Ctrl-C once asks the command to stop cleanly, twice ends it at once. */
export function openTerminal(): ProcessTerminal {
  const stop = new AbortController();
  let broken = false;
  // Messages and bar share stderr; rows go to stdout, which may be the same terminal.
  const bar: ProgressBar | null = process.stderr.isTTY ? createProgressBar(process.stderr) : null;
  const besideBar = (write: () => void) => (bar === null ? write() : bar.around(write));
  const interrupt = () => {
    bar?.end();
    if (stop.signal.aborted) process.exit(1);
    stop.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    broken = true;
    stop.abort();
  });
  // A closed stderr is no reason to stop work that is in progress.
  process.stderr.on('error', () => undefined);
  const print = (line: string) => {
    if (!broken) besideBar(() => process.stdout.write(`${line}\n`));
  };
  const note = (line: string) => {
    besideBar(() => process.stderr.write(`${line}\n`));
  };
  return {
    json: (value) => print(JSON.stringify(value)),
    print,
    note,
    say: ({ th, en }) => note(`${th}\n${en}`),
    bar,
    signal: stop.signal,
    pipeBroken: () => broken,
    async end() {
      bar?.end();
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
      if (!broken) await new Promise((resolve) => process.stdout.write('', resolve));
    },
  };
}
