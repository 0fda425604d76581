import { z } from 'zod';

/** What the measured server tells. */
export const fromServer = z.discriminatedUnion('is', [
  z.object({ is: z.literal('listening'), url: z.string(), cookie: z.string() }),
  z.object({
    is: z.literal('written'),
    /** Numbers of the first and the last measured line. */
    first: z.number(),
    last: z.number(),
    seconds: z.number(),
    /** Megabytes of the process: before anybody looked, and at most. */
    idleMb: z.number(),
    highestMb: z.number(),
    /** Processor time as a share of one core, while lines were written. */
    cpu: z.number(),
  }),
]);
export type FromServer = z.infer<typeof fromServer>;

/** What the process of the viewers tells. */
export const fromViewers = z.discriminatedUnion('is', [
  z.object({ is: z.literal('looking') }),
  z.object({
    is: z.literal('seen'),
    delivered: z.number(),
    lost: z.number(),
    /** Milliseconds from the writing of a line to its arrival. */
    p50: z.number(),
    p99: z.number(),
    highest: z.number(),
  }),
]);
export type FromViewers = z.infer<typeof fromViewers>;

/** To both: begin to write, or: these lines must have come. */
export const toChild = z.object({ first: z.number(), last: z.number() });
