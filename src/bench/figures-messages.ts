import { z } from 'zod';

/** What the measured server tells its measurer. */
export const fromFiguresServer = z.discriminatedUnion('is', [
  z.object({ is: z.literal('writing'), done: z.number() }),
  z.object({
    is: z.literal('listening'),
    url: z.string(),
    cookie: z.string(),
    /** Of a form of the list of claims. */
    csrf: z.string(),
    /** Seconds in which the claims were written. */
    seconds: z.number(),
    /** The address of a page far down the list of claims, and its number. */
    farPage: z.string(),
    farNumber: z.number(),
    tranIds: z.array(z.string()),
  }),
]);
export type FromFiguresServer = z.infer<typeof fromFiguresServer>;
