import { z } from 'zod';

/** What a measured process of the `month` benchmark tells at its end; milliseconds. */
export const fromMonth = z.object({
  files: z.number(),
  rows: z.number(),
  total: z.number(),
  longestGap: z.number(),
  peakMb: z.number(),
});
export type FromMonth = z.infer<typeof fromMonth>;

/** What the process of the practice NHSO tells when it listens. */
export const fromPractice = z.object({ url: z.string(), busyMonth: z.string(), files: z.number() });
export type FromPractice = z.infer<typeof fromPractice>;
