import type { Db } from '../db/db.js';
import { writeAudit } from '../store/audit-log.js';
import {
  claimsToMatch,
  type HisVisit,
  type KnownClaim,
  type NewMatch,
  saveMatches,
} from '../store/his-matches.js';
import type { Actor } from './actor.js';

/** Which visit a claim is, as the hospital's system says. */
export interface AskedMatch extends HisVisit {
  readonly tran_id: string;
}

export interface MatchResult {
  readonly tran_id: string;
  readonly status: 'matched' | 'not_found' | 'conflict';
  /** The visit that the claim has now. */
  readonly his_vn: string | null;
  readonly error: string | null;
}

const isSame = (claim: KnownClaim, match: AskedMatch) =>
  claim.his_vn === match.his_vn &&
  (match.his_hn === null || claim.his_hn === match.his_hn) &&
  (match.his_an === null || claim.his_an === match.his_an);

function resultOf(
  claims: readonly KnownClaim[],
  match: AskedMatch,
  replace: boolean,
): MatchResult & { readonly claim?: KnownClaim } {
  const { tran_id, his_vn } = match;
  const [claim, second] = claims;
  if (!claim)
    return { tran_id, status: 'not_found', his_vn: null, error: 'there is no claim with this TRAN_ID' };
  if (second)
    return {
      tran_id,
      status: 'conflict',
      his_vn: null,
      error: 'several hospitals have this TRAN_ID; use the key of one',
    };
  if (claim.his_vn !== null && claim.his_vn !== his_vn && !replace)
    return {
      tran_id,
      status: 'conflict',
      his_vn: claim.his_vn,
      error: 'the claim is matched with another visit; send "replace": true to change it',
    };
  return { tran_id, status: 'matched', his_vn, error: null, claim };
}

/**
 * Stores which visits claims are, in one transaction; the same once more changes nothing. Of a claim named twice the first
 * counts. `hospital` is that of a bound key: claims of others do not exist for it.
 */
export async function matchHisVisits(
  { db }: { readonly db: Db },
  matches: readonly AskedMatch[],
  asked: {
    readonly hospital: string | null;
    readonly replace: boolean;
    readonly by: Actor;
    readonly at: Date;
  },
): Promise<MatchResult[]> {
  const { hospital, replace, by, at } = asked;
  if (matches.length === 0) return [];
  return db.transaction(async (tx) => {
    const ids = [...new Set(matches.map(({ tran_id }) => tran_id))];
    const known = new Map<string, KnownClaim[]>();
    for (const claim of await claimsToMatch(tx, ids, hospital))
      known.set(claim.tran_id, [...(known.get(claim.tran_id) ?? []), claim]);
    const news = new Map<string, NewMatch>();
    const results = matches.map((match) => {
      const taken = news.get(match.tran_id);
      const claims = known.get(match.tran_id) ?? [];
      const seen = taken ? claims.map((claim) => ({ ...claim, ...taken })) : claims;
      const { claim, ...result } = resultOf(seen, match, replace && !taken);
      if (claim && !isSame(claim, match)) {
        const { his_vn, his_hn, his_an } = match;
        const kept = claim.his_vn === his_vn ? claim : { his_hn: null, his_an: null };
        news.set(match.tran_id, {
          ...{ tran_id: match.tran_id, hospital_code: claim.hospital_code, his_vn },
          his_hn: his_hn ?? kept.his_hn,
          his_an: his_an ?? kept.his_an,
        });
      }
      return result;
    });
    if (news.size > 0) {
      await saveMatches(tx, [...news.values()], by.actorName);
      await writeAudit(tx, {
        ...by,
        at,
        action: 'change',
        subject: 'his matches',
        outcome: 'done',
        rowCount: news.size,
      });
    }
    return results;
  });
}
