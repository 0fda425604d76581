import type { Terminal } from './command.js';

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
  const interrupt = () => {
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
    if (!broken) process.stdout.write(`${line}\n`);
  };
  const note = (line: string) => {
    process.stderr.write(`${line}\n`);
  };
  return {
    json: (value) => print(JSON.stringify(value)),
    print,
    note,
    say: ({ th, en }) => note(`${th}\n${en}`),
    signal: stop.signal,
    pipeBroken: () => broken,
    async end() {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
      if (!broken) await new Promise((resolve) => process.stdout.write('', resolve));
    },
  };
}
