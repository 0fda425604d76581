import { type Answer, htmlAnswer, jsonAnswer, textAnswer } from '../portal/call.js';
import type { OpenchsFault } from './fault-kinds.js';

const usualWaitMs = 2_000;

function tooMany(headers: Answer['headers']): Answer {
  return textAnswer('Too Many Requests', 429, headers);
}

/** The answer that a fault puts in place of the right one; null = the fault is of another kind. */
export function statusAnswer({ kind, ms = usualWaitMs, location }: OpenchsFault, now: number): Answer | null {
  switch (kind) {
    case 'unauthorized':
      return jsonAnswer({ message: 'Unauthorized' }, 401);
    case 'invalid_with_code':
      return jsonAnswer(
        { errors: [['error', 'Reporter is required', 'REQUIRED', 'cases', 0, 'reporters_uuid', '']] },
        412,
      );
    case 'invalid_without_code':
      return jsonAnswer({ errors: [['error', 'Not allowed']] }, 412);
    case 'invalid_problem': {
      // As a site of the same API words it (RFC 9457).
      const errors = [{ pointer: '/reporter_phone', detail: 'is no telephone number' }];
      return jsonAnswer({ title: 'Invalid field', status: 422, errors }, 422);
    }
    case 'under_way':
      return jsonAnswer({ title: 'The first call with this key still runs', status: 409 }, 409);
    case 'timeout_408':
      return textAnswer('Request Timeout', 408);
    case 'too_many_seconds':
      return tooMany({ 'Retry-After': String(Math.ceil(ms / 1000)) });
    case 'too_many_date':
      return tooMany({ 'Retry-After': new Date(now + ms).toUTCString() });
    case 'too_many_bare':
      return tooMany({});
    case 'server_error':
      return htmlAnswer('<html><body>Traceback: practice fault</body></html>', {}, 500);
    case 'bad_gateway':
      return htmlAnswer('<html><body>502 Bad Gateway</body></html>', {}, 502);
    case 'unavailable':
      return textAnswer('Service Unavailable', 503);
    case 'html':
      return htmlAnswer('<!DOCTYPE html><html><body>Sign in to the guest network</body></html>');
    case 'redirect_away':
      return {
        status: 302,
        headers: { Location: location ?? 'http://elsewhere.invalid/taken' },
        body: Buffer.alloc(0),
      };
    default:
      return null;
  }
}
