import { z } from 'zod';

/** What the measured process tells at each size: milliseconds of one import of so many rows. */
export const fromGrowth = z.object({ stored: z.number(), median: z.number(), rows: z.number() });
export type FromGrowth = z.infer<typeof fromGrowth>;
