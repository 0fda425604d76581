/** What reads workbooks one after the other, a thread or a process, as its front sees it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { AppError } from '../domain/errors.js';
import { type ParseAnswer, type ParseRequest, parseAnswer } from './parse-messages.js';
import { isOutOfMemory, outOfMemoryCode, startParseWorker } from './start-parse-worker.js';

export interface ParseThread {
  readonly memoryMb: number;
  /** Asks for one answer more; several may be asked for before the first is taken. */
  ask(request: ParseRequest): void;
  /**
   * The next answer; fails when the thread dies, when `left` milliseconds pass (of `limitMs` that the whole read has),
   * or when the signal ends the read.
   */
  next(left: number, limitMs: number, signal: AbortSignal | undefined): Promise<ParseAnswer>;
  isDead(): boolean;
  stop(): Promise<unknown>;
}

/** How questions go out; what comes back is told to `receive` and `die`. */
interface Line {
  readonly ask: ParseThread['ask'];
  readonly stop: ParseThread['stop'];
}
type Connect = (receive: (message: unknown) => void, die: (error: unknown) => void) => Line;

/** Listens all its life: one that dies while the consumer is busy is noticed at the next question. */
function listen(memoryMb: number, connect: Connect): ParseThread {
  const answers: ParseAnswer[] = [];
  let death: AppError | null = null;
  let waiting: { resolve(answer: ParseAnswer): void; reject(error: unknown): void } | null = null;
  const die = (error: unknown) => {
    death ??= error instanceof AppError ? error : new AppError('read_failed', {}, { cause: error });
    waiting?.reject(death);
  };
  const receive = (message: unknown) => {
    const answer = parseAnswer.safeParse(message);
    if (!answer.success) die(answer.error);
    else if (waiting) waiting.resolve(answer.data);
    else answers.push(answer.data);
  };
  const { ask, stop } = connect(receive, die);
  return {
    memoryMb,
    ask,
    async next(left, limitMs, signal) {
      const ready = answers.shift();
      if (ready) return ready;
      if (death) throw death;
      const end = new AbortController();
      try {
        return await new Promise<ParseAnswer>((resolve, reject) => {
          waiting = { resolve, reject };
          signal?.addEventListener('abort', () => reject(signal.reason), { signal: end.signal });
          const timeout = new AppError('read_timeout', { seconds: Math.ceil(limitMs / 1000) });
          const timer = setTimeout(reject, Math.max(left, 0), timeout);
          end.signal.addEventListener('abort', () => clearTimeout(timer));
        });
      } finally {
        end.abort();
        waiting = null;
      }
    },
    isDead: () => death !== null,
    stop,
  };
}

const outOfMemory = (memoryMb: number) => new AppError('read_memory', { limit_mb: memoryMb });

/** Starts a thread; our own reader alone works in it. */
export function startParseThread(memoryMb: number): ParseThread {
  return listen(memoryMb, (receive, die) => {
    const worker = startParseWorker(memoryMb, false);
    worker.on('error', (error) => die(isOutOfMemory(error) ? outOfMemory(memoryMb) : error));
    worker.on('exit', () => die(new Error('the parse thread ended early')));
    worker.on('message', receive);
    return { ask: (request) => worker.postMessage(request), stop: () => worker.terminate() };
  });
}

/** Why a parse process ended early: by a signal V8 ends one that grows beyond measure. */
export function processFailure(code: number | null, memoryMb: number): AppError {
  if (code === null || code === outOfMemoryCode) return outOfMemory(memoryMb);
  return new AppError('read_failed', {}, { cause: new Error(`the parse process ended with ${code}`) });
}

/** Starts a process for one workbook that our own reader is in doubt about. */
export function startParseProcess(memoryMb: number): ParseThread {
  return listen(memoryMb, (receive, die) => {
    const child = fork(fileURLToPath(new URL('./parse-process.js', import.meta.url)), [String(memoryMb)], {
      env: {},
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    const ended = once(child, 'exit');
    child.on('message', receive);
    child.on('error', die);
    child.on('exit', (code) => die(processFailure(code, memoryMb)));
    return {
      ask: (request) => {
        // One that is gone is told by its exit.
        if (child.connected) child.send(request);
      },
      async stop() {
        child.kill('SIGKILL');
        await ended;
      },
    };
  });
}
