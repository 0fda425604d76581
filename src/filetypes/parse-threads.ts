/** Keeps a thread between the files of one run: starting one takes longer than reading a usual file does. */
import { type ParseThread, startParseThread } from './parse-thread.js';

export interface ParseThreads {
  /** Starts a thread for the file that comes, so that it is ready when it is taken. */
  prepare(memoryMb: number): void;
  /** The thread that waits, or a new one. */
  take(memoryMb: number): ParseThread;
  /** Takes a thread back that read its file to the end; one waits, any other is ended. */
  giveBack(thread: ParseThread): Promise<void>;
  /** Ends the thread that waits. */
  close(): Promise<void>;
}

/** For one run over many files; the caller closes it. */
export function parseThreads(): ParseThreads {
  let waiting: ParseThread | null = null;
  const takeWaiting = (memoryMb: number) => {
    const thread = waiting;
    if (thread?.memoryMb !== memoryMb || thread.isDead()) return null;
    waiting = null;
    return thread;
  };
  return {
    prepare(memoryMb) {
      waiting ??= startParseThread(memoryMb);
    },
    take: (memoryMb) => takeWaiting(memoryMb) ?? startParseThread(memoryMb),
    async giveBack(thread) {
      if (waiting === null) waiting = thread;
      else await thread.stop();
    },
    async close() {
      await waiting?.stop();
      waiting = null;
    },
  };
}
