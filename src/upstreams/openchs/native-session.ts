import { z } from 'zod';
import { strangeAnswer } from './answer-error.js';
import type { OpenchsAnswer } from './openchs-call.js';
import { OpenchsError } from './openchs-error.js';
import type { Site, SiteRequest } from './site.js';

const word = z.union([z.string(), z.number()]).transform(String);
const signedIn = z.object({ ss: z.array(z.array(word.nullable()).min(4)).min(1) });
/** A counsellor sees nothing in lists: what was sent would be looked for in vain, and sent again. */
const neededRole = '2';

export interface NativeSession {
  /** A call that is made once, but for one repeat after a new sign-in. */
  ask(request: SiteRequest, signal: AbortSignal): Promise<OpenchsAnswer>;
  /** The same for what changes nothing, tried again while it may pass. */
  read(request: SiteRequest, signal: AbortSignal): Promise<OpenchsAnswer>;
  /** Signs in anew, to try the credential. */
  renew(): Promise<void>;
}

/** Signs in by Basic when a call needs it: once for all calls that wait. */
export function nativeSession(site: Site): NativeSession {
  const { host } = site;
  let current: Promise<string> | null = null;

  async function signIn(): Promise<string> {
    const basic = Buffer.from(site.settings.credential).toString('base64');
    const request: SiteRequest = {
      method: 'POST',
      path: '/helpline/api/',
      headers: { authorization: `Basic ${basic}` },
      accepts: [412],
    };
    // All callers share it, so that none of them may break it off; the call has its own limit of time.
    const answer = await site.ask(request, new AbortController().signal);
    if (answer.status === 412) throw refusedCredential(412);
    const [row] = signedIn.safeParse(answer.json).data?.ss ?? [];
    if (row === undefined) throw strangeAnswer(host, 'no session');
    if (row[3] !== neededRole)
      throw new OpenchsError('openchs_role', {
        details: { host, role: row[3] ?? '' },
        outcome: 'unauthorized',
      });
    return row[0] ?? '';
  }

  const refusedCredential = (status: number) =>
    new OpenchsError('openchs_credential_refused', { details: { host, status }, outcome: 'unauthorized' });

  function session(): Promise<string> {
    if (current !== null) return current;
    const fresh = signIn();
    current = fresh;
    fresh.catch(() => {
      // The next call tries again.
      if (current === fresh) current = null;
    });
    return fresh;
  }

  async function withSession(
    how: 'ask' | 'read',
    request: SiteRequest,
    signal: AbortSignal,
  ): Promise<OpenchsAnswer> {
    for (let tries = 0; ; tries += 1) {
      const used = session();
      const authorization = `Bearer ${await used}`;
      try {
        return await site[how]({ ...request, headers: { ...request.headers, authorization } }, signal);
      } catch (error) {
        const isOver = error instanceof OpenchsError && error.details.status === 401;
        if (!isOver || tries > 0) throw error;
        if (current === used) current = null;
      }
    }
  }

  return {
    ask: (request, signal) => withSession('ask', request, signal),
    read: (request, signal) => withSession('read', request, signal),
    async renew() {
      current = null;
      await session();
    },
  };
}
