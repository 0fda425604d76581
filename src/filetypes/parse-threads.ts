/** Keeps a thread between the files of one run: starting one takes longer than reading a usual file does. */
import { stat } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ParseTask } from './parse-messages.js';
import { type ParseThread, startParseThread } from './parse-thread.js';

/** A file as it stands; the same standing, the same bytes. */
export interface FileStanding {
  readonly size: number;
  readonly mtimeMs: number;
}

export interface TakenThread {
  readonly thread: ParseThread;
  /** The task was given to it already: its first event is on the way. */
  readonly isAsked: boolean;
}

export interface ParseThreads {
  /** Starts a thread for the file that comes, so that it is ready when it is taken. */
  prepare(memoryMb: number): void;
  /** Says which file is read behind the present one: it is opened while that one's rows are stored. */
  expect(path: string): void;
  /** The thread that waits, or a new one. */
  take(memoryMb: number, task: ParseTask, standing: FileStanding): Promise<TakenThread>;
  /** Takes a thread back that read this task to the end; one waits, any other is ended. */
  giveBack(thread: ParseThread, task: ParseTask): Promise<void>;
  /** Ends the thread that waits. */
  close(): Promise<void>;
}

/** A larger file is not opened ahead: two of them would be in memory. */
const largestAhead = 16 * 2 ** 20;

interface Waiting {
  readonly thread: ParseThread;
  /** What it opens ahead. */
  readonly ahead: { readonly task: ParseTask; readonly standing: FileStanding } | null;
}

/** Null for a file that is not opened ahead. */
async function standingOf(path: string): Promise<FileStanding | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return size <= largestAhead ? { size, mtimeMs } : null;
  } catch {
    // Gone, or not ours to see: the import names it when its turn comes.
    return null;
  }
}

/** For one run over many files; the caller closes it. */
export function parseThreads(): ParseThreads {
  let waiting: Waiting | null = null;
  let expected: string | null = null;
  return {
    prepare(memoryMb) {
      waiting ??= { thread: startParseThread(memoryMb), ahead: null };
    },
    expect(path) {
      expected = path;
    },
    async take(memoryMb, task, standing) {
      const found = waiting;
      const isFit = found?.thread.memoryMb === memoryMb && !found.thread.isDead();
      if (!isFit) return { thread: startParseThread(memoryMb), isAsked: false };
      waiting = null;
      const { thread, ahead } = found;
      if (!ahead) return { thread, isAsked: false };
      if (isDeepStrictEqual(ahead, { task, standing })) return { thread, isAsked: true };
      // Another file came than was said, or it changed: nothing is opened ahead until somebody says again what comes.
      expected = null;
      await thread.stop();
      return { thread: startParseThread(memoryMb), isAsked: false };
    },
    async giveBack(thread, task) {
      const path = expected === task.path ? null : expected;
      const standing = path === null ? null : await standingOf(path);
      if (waiting) {
        await thread.stop();
        return;
      }
      const next = { ...task, path: path ?? '' };
      waiting = { thread, ahead: standing && { task: next, standing } };
      if (standing) thread.ask({ task: next });
    },
    async close() {
      await waiting?.thread.stop();
      waiting = null;
    },
  };
}
