/** A thread that reads workbooks one after the other, as its front sees it. */
import { Worker } from 'node:worker_threads';
import { AppError } from '../domain/errors.js';
import { type ParseAnswer, type ParseRequest, parseAnswer } from './parse-messages.js';

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

function failureOf(error: unknown, memoryMb: number): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return new AppError('read_memory', { limit_mb: memoryMb });
  return new AppError('read_failed', {}, { cause: error });
}

function startWorker(memoryMb: number): Worker {
  const worker = new Worker(new URL('./parse-worker.js', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  // Whatever a library prints about a broken file could be a patient's: it is read and dropped.
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}

/** Starts a thread, and listens to it all its life: one that dies while the consumer is busy is noticed at the next question. */
export function startParseThread(memoryMb: number): ParseThread {
  const worker = startWorker(memoryMb);
  const answers: ParseAnswer[] = [];
  let death: AppError | null = null;
  let waiting: { resolve(answer: ParseAnswer): void; reject(error: unknown): void } | null = null;
  const die = (error: unknown) => {
    death ??= failureOf(error, memoryMb);
    waiting?.reject(death);
  };
  worker.on('error', die);
  worker.on('exit', () => die(new Error('the parse thread ended early')));
  worker.on('message', (message: unknown) => {
    const answer = parseAnswer.safeParse(message);
    if (!answer.success) die(answer.error);
    else if (waiting) waiting.resolve(answer.data);
    else answers.push(answer.data);
  });
  return {
    memoryMb,
    ask: (request) => worker.postMessage(request),
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
    stop: () => worker.terminate(),
  };
}
