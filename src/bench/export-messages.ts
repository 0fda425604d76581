import { z } from 'zod';

/** What the measured server tells: that it listens, then the memory of each export. */
export const fromExportServer = z.discriminatedUnion('is', [
  z.object({ is: z.literal('listening'), url: z.string(), cookie: z.string() }),
  z.object({ is: z.literal('memory'), before: z.number(), highest: z.number() }),
]);
export type FromExportServer = z.infer<typeof fromExportServer>;
