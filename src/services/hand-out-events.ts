import type { Db } from '../db/db.js';
import { wantsEvent } from '../domain/webhook.js';
import { eventsBehind, type FreshEvent, hasFreshEvents, lockMark, moveMark } from '../store/events.js';
import { addDeliveries } from '../store/webhook-deliveries.js';
import { enabledEndpoints, type WebhookEndpoint } from '../store/webhook-endpoints.js';

const eventsAtOnce = 500;

/** Makes a delivery of each new event for each endpoint that wants it, once, whichever process does it. */
export async function handOutEvents({
  db,
  now,
}: {
  readonly db: Db;
  readonly now: () => Date;
}): Promise<void> {
  if (!(await hasFreshEvents(db))) return;
  for (;;) {
    const handed = await db.transaction(async (tx) => {
      const events = await eventsBehind(tx, await lockMark(tx), eventsAtOnce);
      const last = events.at(-1);
      if (!last) return 0;
      const endpoints = await enabledEndpoints(tx);
      const rows = events.flatMap((event) =>
        endpoints
          .filter((endpoint) => isFor(endpoint, event))
          .map(({ id }) => ({ endpointId: id, eventId: event.id })),
      );
      await addDeliveries(tx, rows, now());
      await moveMark(tx, last);
      return events.length;
    });
    if (handed === 0) return;
  }
}

function isFor(endpoint: WebhookEndpoint, event: FreshEvent): boolean {
  if (event.onlyEndpoint !== null) return event.onlyEndpoint === endpoint.id;
  const isOurs = endpoint.hospitalCode === null || endpoint.hospitalCode === event.hospitalCode;
  return isOurs && wantsEvent(endpoint.events, event.type);
}
