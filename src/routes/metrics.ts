import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Parts } from './parts.js';

/** What /metrics tells: the process' own figures and whether the database answers. A registry of its own per app. */
export function createMetrics({ db }: Pick<Parts, 'db'>): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'eclaim_' });
  new Gauge({
    name: 'eclaim_database_up',
    help: '1 if the database answers',
    registers: [registry],
    async collect() {
      this.set(
        await db.ping().then(
          () => 1,
          () => 0,
        ),
      );
    },
  });
  return registry;
}
