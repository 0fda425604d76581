import { z } from 'zod';

/** What the measured server tells: that it listens, then what each import took. */
export const fromImportServer = z.discriminatedUnion('is', [
  z.object({ is: z.literal('listening'), url: z.string(), key: z.string() }),
  z.object({ is: z.literal('memory'), before: z.number(), highest: z.number() }),
]);
export type FromImportServer = z.infer<typeof fromImportServer>;
