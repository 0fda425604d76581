import type { Breaker } from '../breaker.js';
import { waitTime } from '../wait-time.js';
import { statusError, strangeAnswer } from './answer-error.js';
import { type OpenchsAnswer, type OpenchsRequest, openchsCall } from './openchs-call.js';
import { OpenchsError } from './openchs-error.js';
import type { OpenchsSettings } from './openchs-settings.js';

export interface SiteRequest extends OpenchsRequest {
  /** Statuses that are an answer, not a failure, e.g. 404 of a case that is looked for. */
  readonly accepts?: readonly number[];
}

/** One site, asked politely: paced, through the breaker, every failure with what it says of the call's effect. */
export interface Site {
  readonly settings: OpenchsSettings;
  readonly host: string;
  /** One try. Answers JSON only. */
  ask(request: SiteRequest, signal: AbortSignal): Promise<OpenchsAnswer>;
  /** The same for what changes nothing there: tried again while the failure may pass. */
  read(request: SiteRequest, signal: AbortSignal): Promise<OpenchsAnswer>;
}

const mostTries = 5;
const longestReadMs = 120_000;

export function createSite(settings: OpenchsSettings, breaker: Breaker): Site {
  const { host } = new URL(settings.baseUrl);
  let freeAt = 0;

  async function paced(signal: AbortSignal): Promise<void> {
    const now = settings.now().getTime();
    const wait = freeAt - now;
    freeAt = Math.max(freeAt, now) + settings.paceMs;
    if (wait > 0) await settings.sleep(wait, signal);
  }

  async function ask(request: SiteRequest, signal: AbortSignal): Promise<OpenchsAnswer> {
    return await breaker.run(host, async () => {
      await paced(signal);
      const answer = await openchsCall(settings, request, signal);
      if (request.accepts?.includes(answer.status)) return answer;
      const error = statusError(answer, host, settings.now());
      if (error !== null) throw error;
      if (answer.json === undefined)
        throw strangeAnswer(host, answer.text.trim() === '' ? `HTTP ${answer.status}, empty` : 'no JSON');
      return answer;
    });
  }

  async function read(request: SiteRequest, signal: AbortSignal): Promise<OpenchsAnswer> {
    const until = settings.now().getTime() + longestReadMs;
    for (let failures = 1; ; failures += 1) {
      try {
        return await ask(request, signal);
      } catch (error) {
        if (!mayPass(error) || failures >= mostTries) throw error;
        const wait = waitTime(failures, settings.random, error.retryAfterMs);
        if (settings.now().getTime() + wait > until) throw error;
        await settings.sleep(wait, signal);
      }
    }
  }

  return { settings, host, ask, read };
}

/** Network errors, 408, 429, 500 and 502 to 504; what breaks off while reading changed nothing. */
function mayPass(error: unknown): error is OpenchsError {
  if (!(error instanceof OpenchsError) || error.code === 'openchs_paused') return false;
  if (error.code === 'openchs_fault') return [408, 500, 502, 503, 504].includes(Number(error.details.status));
  return error.isOutage || error.code === 'openchs_busy';
}
