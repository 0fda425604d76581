import { Worker } from 'node:worker_threads';

/** Exit code of a parse process whose thread needed more memory than it may have. */
export const outOfMemoryCode = 12;

/** Whether a thread ended because it needed more memory than it may have. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/** A thread that reads workbooks; `readsDoubtful`: also those that only SheetJS can read. */
export function startParseWorker(memoryMb: number, readsDoubtful: boolean): Worker {
  const worker = new Worker(new URL('./parse-worker.js', import.meta.url), {
    workerData: { readsDoubtful },
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
