import { z } from 'zod';

const server = z.object({
  host: z.string(),
  port: z.number(),
  database: z.string(),
  user: z.string(),
  password: z.string(),
  poolMax: z.number(),
  ssl: z.boolean(),
});

/** What the child process of an import test is told. */
export const importChildTask = z.object({
  file: z.string(),
  downloadDir: z.string(),
  settings: z.discriminatedUnion('type', [
    z.object({ type: z.literal('embedded'), dataDir: z.string() }),
    server.extend({ type: z.literal('postgresql') }),
    server.extend({ type: z.literal('mysql') }),
  ]),
});

export type ImportChildTask = z.infer<typeof importChildTask>;
