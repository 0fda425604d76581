import type { RequestHandler, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { countCall } from '../../store/rate-windows.js';
import { callerOrNull } from '../api-call.js';
import type { Parts } from '../parts.js';
import type { ApiAddress } from '../route.js';
import { withinTime } from '../within-time.js';

/** How often something may be done, under the name that the headers give it. */
export interface Limit {
  readonly name: string;
  readonly calls: number;
  readonly bucket: string;
  /** Length of the window; a minute if absent. */
  readonly seconds?: number;
}

const windowSeconds = 60;
/** From one address without a valid credential. */
const strangersCalls = 30;
const healthCalls = 60;

/**
 * Counts a call against the limit of its key or session, or of its address where there is none. Sessions of the pages
 * are not counted. An address of the API may have a limit of its own beside it (exports).
 */
export function rateLimit(parts: Parts, api: ApiAddress): RequestHandler {
  return async (req, res, next) => {
    const caller = callerOrNull(res);
    const from = req.ip ?? '';
    if (api.perMinute !== undefined && caller !== null) {
      const { name, calls } = api.perMinute;
      await countAgainst(parts, res, { name, calls, bucket: `api ${name} ${caller.id}` });
    }
    if (api.health === true)
      await countAgainst(parts, res, { name: 'health', calls: healthCalls, bucket: `api health ${from}` });
    else if (caller === null) await countStranger(parts, res, from);
    else if (caller.ratePerMinute !== null)
      await countAgainst(parts, res, {
        name: caller.kind,
        calls: caller.ratePerMinute,
        bucket: `api ${caller.id}`,
      });
    next();
  };
}

/** A call without a valid credential: whoever guesses keys is stopped by the address. Throws AppError rate_limited. */
export async function countStranger(parts: Pick<Parts, 'db'>, res: Response, address: string): Promise<void> {
  await countAgainst(parts, res, {
    name: 'address',
    calls: strangersCalls,
    bucket: `api address ${address}`,
  });
}

/** Counts a call against a limit and tells it in the headers. Throws AppError rate_limited. */
export async function countAgainst({ db }: Pick<Parts, 'db'>, res: Response, limit: Limit): Promise<void> {
  const { name, calls: quota, bucket, seconds: window = windowSeconds } = limit;
  const { calls, secondsLeft, endsAt } = await withinTime(countCall(db, bucket.slice(0, 190), window));
  const left = Math.max(0, quota - calls);
  const seconds = Math.max(1, Math.ceil(secondsLeft));
  res.setHeader('RateLimit-Policy', `"${name}";q=${quota};w=${window}`);
  res.setHeader('RateLimit', `"${name}";r=${left};t=${seconds}`);
  res.setHeader('X-RateLimit-Limit', quota);
  res.setHeader('X-RateLimit-Remaining', left);
  res.setHeader('X-RateLimit-Reset', Math.ceil(endsAt.getTime() / 1000));
  if (calls > quota) throw new AppError('rate_limited', { seconds });
}
