import { bytesText } from '../domain/count-text.js';
import type { JobProgress } from '../domain/job.js';
import { fitText, textWidth } from './text-width.js';

/** The line at the foot of a terminal that shows how far the work is. */
export interface ProgressBar {
  show(progress: JobProgress): void;
  /** Takes the line away while something else is written, and puts it back below that. */
  around(write: () => void): void;
  /** Takes the line away for good. */
  end(): void;
}

/** What of a tty.WriteStream is needed. */
export interface BarTerminal {
  write(text: string): unknown;
  readonly columns?: number;
  /** False where the person wants no colours (NO_COLOR) or the terminal has none. */
  hasColors?(): boolean;
}

const mostOftenMs = 100;
const barColumns = 24;
const usualColumns = 80;

/** A bar that is redrawn in place. It uses the carriage return and, where there are colours, one colour; nothing else. */
export function createProgressBar(out: BarTerminal, clock: () => number = Date.now): ProgressBar {
  let newest: JobProgress | null = null;
  let drawnAt = Number.NEGATIVE_INFINITY;
  /** Columns that stand on the line now. */
  let drawn = 0;

  const clear = () => {
    if (drawn > 0) out.write(`\r${' '.repeat(drawn)}\r`);
    drawn = 0;
  };
  const draw = () => {
    if (newest === null) return;
    drawnAt = clock();
    // The last column stays free: a terminal that wraps there would begin a line of its own.
    const columns = Math.max(10, (out.columns ?? usualColumns) - 1);
    const { bar, rest } = lineOf(newest, columns);
    const width = textWidth(bar) + textWidth(rest);
    const blank = ' '.repeat(Math.max(0, drawn - width));
    const shown = out.hasColors?.() === true ? `\x1b[36m${bar}\x1b[39m` : bar;
    out.write(`\r${shown}${rest}${blank}`);
    drawn = width;
  };

  return {
    show(progress) {
      newest = progress;
      const isDone = progress.of > 0 && progress.done >= progress.of;
      if (isDone || clock() - drawnAt >= mostOftenMs) draw();
    },
    around(write) {
      clear();
      write();
      draw();
    },
    end() {
      clear();
      newest = null;
    },
  };
}

/** `━━━━━━──────  58%  7/12  2.4 MB  88.0 kB/s  ~1:35  eclaim_….xls`: the same in both languages. */
function lineOf(progress: JobProgress, columns: number): { readonly bar: string; readonly rest: string } {
  const { done, of, bytes, bytesPerSecond, secondsLeft, current } = progress;
  const share = of > 0 ? Math.min(1, done / of) : 0;
  const parts = [
    ...(of > 0 ? [`${String(Math.floor(share * 100)).padStart(3)}%`] : []),
    `${done}/${of > 0 ? of : '?'}`,
    ...(bytes ? [bytesText(bytes)] : []),
    ...(bytesPerSecond ? [`${bytesText(Math.round(bytesPerSecond))}/s`] : []),
    ...(secondsLeft ? [`~${clockOf(secondsLeft)}`] : []),
    ...(current === null ? [] : [current]),
  ];
  // A narrow terminal keeps the numbers.
  const width = columns >= 60 ? barColumns : columns >= 40 ? 10 : 0;
  const filled = Math.round(share * width);
  const bar = `${'━'.repeat(filled)}${'─'.repeat(width - filled)}`;
  return { bar, rest: fitText(`${width > 0 ? '  ' : ''}${parts.join('  ')}`, columns - width) };
}

/** `0:07`, `1:35`, `1:02:05` */
function clockOf(seconds: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const rest = two(Math.floor(seconds % 60));
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}
