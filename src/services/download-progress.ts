import type { JobProgress } from '../domain/job.js';

const filesInAverage = 8;

/** Counts files, bytes and speed of a run of downloads, and tells them on. Times are milliseconds of one clock. */
export interface DownloadProgress {
  /** More files are to come. */
  expect(files: number): void;
  /** Files that are in place already. */
  skip(files: number): void;
  begin(file: string): void;
  /** Bytes of the file in work so far. */
  came(bytes: number): void;
  /** The file in work is done, however it ended. */
  end(): void;
}

export function createDownloadProgress(
  tell: (change: Partial<JobProgress>) => void,
  clock: () => number = () => performance.now(),
): DownloadProgress {
  const recent: { bytes: number; ms: number }[] = [];
  let of = 0;
  let done = 0;
  let bytesBefore = 0;
  let bytesNow = 0;
  let startedAt = 0;

  const average = () => {
    const bytes = recent.reduce((sum, file) => sum + file.bytes, 0);
    const ms = recent.reduce((sum, file) => sum + file.ms, 0);
    if (recent.length === 0 || ms === 0) return { bytesPerSecond: null, secondsLeft: null };
    const left = Math.max(0, of - done);
    return {
      bytesPerSecond: Math.round((bytes / ms) * 1000),
      secondsLeft: Math.ceil(((ms / recent.length) * left) / 1000),
    };
  };

  return {
    expect(files) {
      of += files;
      tell({ of });
    },
    skip(files) {
      of += files;
      done += files;
      tell({ of, done });
    },
    begin(file) {
      startedAt = clock();
      bytesNow = 0;
      tell({ current: file });
    },
    came(bytes) {
      bytesNow = bytes;
      tell({ bytes: bytesBefore + bytesNow });
    },
    end() {
      recent.push({ bytes: bytesNow, ms: clock() - startedAt });
      if (recent.length > filesInAverage) recent.shift();
      bytesBefore += bytesNow;
      bytesNow = 0;
      done += 1;
      tell({ done, bytes: bytesBefore, current: null, ...average() });
    },
  };
}
