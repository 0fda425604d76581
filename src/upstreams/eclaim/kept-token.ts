import { createCookies } from '../cookies.js';
import { endOfToken } from './access-token.js';

/**
 * The portal's ACCESS_TOKEN in a kept session (what `EclaimClient.keep` gave), which SMT takes as a bearer (smt-protocol 3);
 * null where there is none or it is over at `now`, in milliseconds since 1970.
 */
export function tokenOfKept(kept: string, eclaimBaseUrl: string, now: number): string | null {
  const cookies = createCookies(['ACCESS_TOKEN']);
  cookies.load(kept);
  const token = cookies.value('ACCESS_TOKEN', new URL('/webComponent/', eclaimBaseUrl));
  const end = endOfToken(token);
  return token !== null && (end === null || end > now) ? token : null;
}
