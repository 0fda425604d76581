import type { RequestHeader } from '../api-route.js';

const texts: Readonly<Record<RequestHeader, string>> = {
  'Idempotency-Key':
    '1 to 255 printable ASCII characters: sent again within 24 hours, it is answered as the first time, with the same ETag and Location',
  'If-Match': 'ETag of the case as it was read; 412 where somebody was faster',
  'If-None-Match': 'ETag of the case as it was read; 304 where it is the same still',
  Prefer: 'respond-async: done as a job, answered 202 with its Location',
};

/** A header as openapi.json has it; none is required. */
export function headerParameter(name: RequestHeader): Readonly<Record<string, unknown>> {
  return { name, in: 'header', required: false, schema: { type: 'string', description: texts[name] } };
}
