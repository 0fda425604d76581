import { z } from 'zod';

/** What the measured process tells the one that measures. */
export const fromImporter = z.discriminatedUnion('kind', [
  /** Database and server are ready; the import begins when `go` comes. */
  z.object({ kind: z.literal('ready'), port: z.number() }),
  z.object({
    kind: z.literal('imported'),
    rows: z.number(),
    /** Milliseconds. */
    total: z.number(),
    write: z.number(),
    settle: z.number(),
    sums: z.number(),
    longestGap: z.number(),
  }),
  /** The same file once more, and once more with every row read and stored anew. */
  z.object({ kind: z.literal('again'), total: z.number(), forced: z.number(), peakMb: z.number() }),
]);
export type FromImporter = z.infer<typeof fromImporter>;
