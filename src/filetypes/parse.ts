/** The front of the reader: looks at a file, reads it in a thread of its own, and names whatever goes wrong. */
import { open } from 'node:fs/promises';
import { AppError } from '../domain/errors.js';
import { type FileContent, recogniseContent } from '../domain/file-content.js';
import type { ParseEvent, ParseLimits, ParseOptions } from './file-type.js';
import { largestBatch, largestText, type ParseTask } from './parse-messages.js';
import { startParseProcess, startParseThread } from './parse-thread.js';
import type { FileStanding } from './parse-threads.js';

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

/**
 * Events of text that the thread may be ahead, as a rule of half a megabyte each: while the claims of a file are settled
 * it writes its item sheets.
 */
const textsAhead = 12;

/** A thread that read a larger file is let go with the memory that it took. */
const lightBytes = 16 * megabyte;

/** Size and first bytes: what is no workbook never reaches the thread. Answers how the file stands. */
async function inspect(path: string, maxBytes: number): Promise<FileStanding> {
  let size: number;
  let mtimeMs: number;
  let content: FileContent;
  try {
    const file = await open(path, 'r');
    try {
      ({ size, mtimeMs } = await file.stat());
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
  return { size, mtimeMs };
}

function batchRowsOf({ stamp, batchRows }: ParseOptions): number {
  const largest = stamp ? largestText : largestBatch;
  return Math.min(Math.max(batchRows ?? largest, 1), largest);
}

/**
 * Reads a workbook. Yields one `workbook` event, then rows of Summary, Detail and item sheets with problems in
 * between, then one `end`. The thread reads ahead while rows are stored: one batch, or some of text, and no more wait.
 *
 * Throws AppError: `file_not_readable`, `file_empty`, `file_too_large`, `not_a_workbook…`, `damaged`, `encrypted`,
 * `old_excel`, `read_timeout`, `read_memory`, `read_failed`; or the reason of `options.signal`. Without
 * `options.threads` the thread is gone when the generator ends, also when the consumer stops early. A workbook that only
 * SheetJS may know is read in a process of its own, which is gone then in any case.
 */
export async function* parseWorkbook(
  path: string,
  limits: ParseLimits,
  options: ParseOptions = {},
): AsyncGenerator<ParseEvent> {
  options.signal?.throwIfAborted();
  const standing = await inspect(path, limits.maxBytes);
  const task: ParseTask = { path, batchRows: batchRowsOf(options), mappings: options.mappings ?? [] };
  const taken = (await options.threads?.take(limits.memoryMb, task, standing)) ?? {
    thread: startParseThread(limits.memoryMb),
    isAsked: false,
  };
  let { thread } = taken;
  let left = limits.timeoutMs;
  let isWhole = false;
  const release = async () => {
    if (isWhole && options.threads) await options.threads.giveBack(thread, task);
    else await thread.stop();
  };
  const next = async (): Promise<ParseEvent | null> => {
    options.signal?.throwIfAborted();
    const asked = performance.now();
    const answer = await thread.next(left, limits.timeoutMs, options.signal);
    left -= performance.now() - asked;
    if (answer.type === 'failed') throw new AppError(answer.code, {}, { cause: new Error(answer.reason) });
    if (answer.type === 'event') return answer.event;
    isWhole = thread === taken.thread && standing.size <= lightBytes;
    if (answer.type === 'done') return null;
    await release();
    thread = startParseProcess(limits.memoryMb);
    isWhole = false;
    thread.ask({ task });
    return next();
  };
  try {
    if (!taken.isAsked) thread.ask({ task });
    const head = await next();
    if (!head) return;
    yield head;
    const stamp = options.stamp?.() ?? null;
    for (let asked = 0; asked < (stamp ? textsAhead : 1); asked += 1) thread.ask({ stamp });
    for (let event = await next(); event; event = await next()) {
      thread.ask({ stamp: null });
      yield event;
    }
  } finally {
    await release();
  }
}
