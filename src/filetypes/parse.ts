/** The front of the reader: looks at a file, reads it in a thread of its own, and names whatever goes wrong. */
import { open } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { AppError } from '../domain/errors.js';
import { type FileContent, recogniseContent } from '../domain/file-content.js';
import type { ParseEvent, ParseLimits, ParseOptions } from './file-type.js';
import {
  largestBatch,
  largestText,
  type ParseAnswer,
  type ParseRequest,
  type ParseTask,
  parseAnswer,
} from './parse-messages.js';

const firstBytes = 4096;
const megabyte = 1024 * 1024;

const contentCodes = {
  empty: 'file_empty',
  page: 'not_a_workbook_page',
  xlsx: 'not_a_workbook_xlsx',
  text: 'not_a_workbook_text',
  unknown: 'not_a_workbook',
} as const satisfies Record<Exclude<FileContent, 'workbook'>, string>;

/** Enough for the largest real file seen (8.6 MB) and for 20,000 rows of 120 columns (21 MB). */
export const defaultParseLimits: ParseLimits = {
  maxBytes: 64 * megabyte,
  timeoutMs: 300_000,
  memoryMb: 1536,
};

const megabytes = (bytes: number) => Math.ceil((bytes / megabyte) * 10) / 10;

/** Size and first bytes: what is no workbook never reaches the thread. */
async function inspect(path: string, maxBytes: number): Promise<void> {
  let size: number;
  let content: FileContent;
  try {
    const file = await open(path, 'r');
    try {
      ({ size } = await file.stat());
      const { buffer, bytesRead } = await file.read(Buffer.alloc(firstBytes), 0, firstBytes, 0);
      content = recogniseContent(buffer.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new AppError('file_not_readable', { reason }, { cause: error });
  }
  if (size > maxBytes)
    throw new AppError('file_too_large', { size_mb: megabytes(size), limit_mb: megabytes(maxBytes) });
  if (content !== 'workbook') throw new AppError(contentCodes[content]);
}

function failureOf(error: unknown, limits: ParseLimits): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return new AppError('read_memory', { limit_mb: limits.memoryMb });
  return new AppError('read_failed', {}, { cause: error });
}

function startThread(task: ParseTask, limits: ParseLimits): Worker {
  const thread = new Worker(new URL('./parse-worker.js', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb },
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  // Whatever a library prints about a broken file could be a patient's: it is read and dropped.
  thread.stdout.resume();
  thread.stderr.resume();
  return thread;
}

interface ParseThread {
  /** Asks for one answer more; several may be asked for before the first is taken. */
  ask(request: ParseRequest): void;
  /** The next answer; fails when the thread dies, when the milliseconds pass, or when the signal ends the read. */
  next(milliseconds: number, signal: AbortSignal | undefined): Promise<ParseAnswer>;
  stop(): Promise<unknown>;
}

/** A thread, listened to all its life: one that dies while the consumer is busy is noticed at the next question. */
function parseThread(task: ParseTask, limits: ParseLimits): ParseThread {
  const thread = startThread(task, limits);
  const answers: ParseAnswer[] = [];
  let death: AppError | null = null;
  let waiting: { resolve(answer: ParseAnswer): void; reject(error: unknown): void } | null = null;
  const die = (error: unknown) => {
    death ??= failureOf(error, limits);
    waiting?.reject(death);
  };
  thread.on('error', die);
  thread.on('exit', () => die(new Error('the parse thread ended early')));
  thread.on('message', (message: unknown) => {
    const answer = parseAnswer.safeParse(message);
    if (!answer.success) die(answer.error);
    else if (waiting) waiting.resolve(answer.data);
    else answers.push(answer.data);
  });
  return {
    ask: (request) => thread.postMessage(request),
    async next(milliseconds, signal) {
      const ready = answers.shift();
      if (ready) return ready;
      if (death) throw death;
      const end = new AbortController();
      try {
        return await new Promise<ParseAnswer>((resolve, reject) => {
          waiting = { resolve, reject };
          signal?.addEventListener('abort', () => reject(signal.reason), { signal: end.signal });
          const timeout = new AppError('read_timeout', { seconds: Math.ceil(limits.timeoutMs / 1000) });
          const timer = setTimeout(reject, Math.max(milliseconds, 0), timeout);
          end.signal.addEventListener('abort', () => clearTimeout(timer));
        });
      } finally {
        end.abort();
        waiting = null;
      }
    },
    stop: () => thread.terminate(),
  };
}

function batchRowsOf({ stamp, batchRows }: ParseOptions): number {
  const largest = stamp ? largestText : largestBatch;
  return Math.min(Math.max(batchRows ?? largest, 1), largest);
}

/**
 * Reads a workbook. Yields one `workbook` event, then rows of Summary, Detail and item sheets with problems in
 * between, then one `end`. The thread reads one batch ahead: while one is stored the next is made, and no more wait.
 *
 * Throws AppError: `file_not_readable`, `file_empty`, `file_too_large`, `not_a_workbook…`, `damaged`, `encrypted`,
 * `old_excel`, `read_timeout`, `read_memory`, `read_failed`; or the reason of `options.signal`. The thread is gone
 * when the generator ends, also when the consumer stops early.
 */
export async function* parseWorkbook(
  path: string,
  limits: ParseLimits,
  options: ParseOptions = {},
): AsyncGenerator<ParseEvent> {
  options.signal?.throwIfAborted();
  await inspect(path, limits.maxBytes);
  const mappings = options.mappings ?? [];
  const thread = parseThread({ path, batchRows: batchRowsOf(options), mappings }, limits);
  let left = limits.timeoutMs;
  const next = async (): Promise<ParseEvent | null> => {
    options.signal?.throwIfAborted();
    const asked = performance.now();
    const answer = await thread.next(left, options.signal);
    left -= performance.now() - asked;
    if (answer.type === 'failed') throw new AppError(answer.code, {}, { cause: new Error(answer.reason) });
    return answer.type === 'done' ? null : answer.event;
  };
  try {
    thread.ask({ stamp: null });
    const head = await next();
    if (!head) return;
    yield head;
    thread.ask({ stamp: options.stamp?.() ?? null });
    for (let event = await next(); event; event = await next()) {
      thread.ask({ stamp: null });
      yield event;
    }
  } finally {
    await thread.stop();
  }
}
