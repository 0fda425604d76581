import { z } from 'zod';

/** What the measured process tells at its end; times in milliseconds. */
export const fromYear = z.object({
  files: z.number(),
  rows: z.number(),
  total: z.number(),
  /** Median of one file. */
  perFile: z.number(),
  unchanged: z.number(),
  slowestUnchanged: z.number(),
  longestGap: z.number(),
  peakMb: z.number(),
});
export type FromYear = z.infer<typeof fromYear>;
