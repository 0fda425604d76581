import { databases, type FreshDatabase } from './databases.js';

/** A new database of the embedded kind, for tests whose answer no dialect changes. */
export async function freshEmbedded(): Promise<FreshDatabase> {
  const [embedded] = databases();
  if (embedded === undefined) throw new Error('the embedded database is always there');
  return await embedded.fresh();
}
