import { startMariadb } from '../testing/mariadb-server.js';
import { startPostgresql } from '../testing/postgresql-server.js';
import type { TestServer } from '../testing/test-server.js';

/** The databases that are measured, one after the other. */
export const targets = [
  { name: 'embedded', variable: null, start: null },
  { name: 'postgresql', variable: 'TEST_POSTGRES_URL', start: startPostgresql },
  { name: 'mysql', variable: 'TEST_MYSQL_URL', start: startMariadb },
] as const;
export type Target = (typeof targets)[number];

/** All of them, or the one that BENCH_DATABASE names. */
export function chosenTargets(): readonly Target[] {
  const chosen = process.env.BENCH_DATABASE;
  return targets.filter(({ name }) => chosen === undefined || name === chosen);
}

/**
 * Runs the work with the environment in which this database is found; a server of its own unless one is given.
 * While it runs this process finds the database too.
 */
export async function withServer<T>(
  { variable, start }: Target,
  work: (env: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  if (start === null || process.env[variable]) return work(process.env);
  const server: TestServer = await start();
  try {
    process.env[variable] = server.url;
    return await work(process.env);
  } finally {
    delete process.env[variable];
    await server.stop();
  }
}
