import type { JobProgress } from '../domain/job.js';

const filesInAverage = 8;

/** Counts files, bytes and speed of a run of downloads, and tells them on. Times are milliseconds of one clock. */
export interface DownloadProgress {
  /** More files are to come, beside those that are in place already. */
  expect(files: number, inPlace: number): void;
  /** A file is in work: it is fetched now. One that came before may be imported still. */
  begin(file: string): void;
  /** Bytes of the file that was begun last. */
  came(bytes: number): void;
  /** The file that was begun first is done, however it ended. */
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
  let inWork = 0;
  /** When the last file was done, or work began; and how many bytes there were then. */
  let last = { ms: 0, bytes: 0 };

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
    expect(files, inPlace) {
      of += files + inPlace;
      done += inPlace;
      tell({ of, done });
    },
    begin(file) {
      bytesBefore += bytesNow;
      bytesNow = 0;
      if (inWork === 0) last = { ms: clock(), bytes: bytesBefore };
      inWork += 1;
      tell({ current: file });
    },
    came(bytes) {
      bytesNow = bytes;
      tell({ bytes: bytesBefore + bytesNow });
    },
    end() {
      const now = { ms: clock(), bytes: bytesBefore + bytesNow };
      recent.push({ bytes: now.bytes - last.bytes, ms: now.ms - last.ms });
      if (recent.length > filesInAverage) recent.shift();
      last = now;
      inWork -= 1;
      done += 1;
      tell({ done, bytes: now.bytes, ...(inWork === 0 && { current: null }), ...average() });
    },
  };
}
