import { z } from 'zod';
import { eventTypes, pingType } from '../domain/webhook.js';
import { eventBody } from '../domain/webhook-json.js';

const typed = z.looseObject({ type: z.enum([...eventTypes, pingType]) });

/** A body that was posted to an endpoint; throws where it is not as openapi.json says of its type. */
export function readEvent(body: string): { readonly type: string; readonly data: Record<string, unknown> } {
  const posted: unknown = JSON.parse(body);
  return eventBody(typed.parse(posted).type).strict().parse(posted);
}
