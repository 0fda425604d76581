/** What every list of claims asks for: the filter of pages and exports, within what the caller may see. */
import { z } from 'zod';
import type { Caller } from '../../domain/caller.js';
import { askedStandings } from '../../domain/statement-standing.js';
import {
  type ClaimFilterName,
  type ClaimListFilter,
  claimFilterNames,
  readClaimListFilter,
} from '../../figures/claim-list-filter.js';
import { withNumbers } from '../pages/claims-query.js';
import type { Parts } from '../parts.js';

export const filterWord = z.string().max(255).optional();

type Words = Record<ClaimFilterName, typeof filterWord>;

/** The parameters of the filter, by their names in an address. */
export const claimFilterParameters = {
  ...(Object.fromEntries(claimFilterNames.map((name) => [name, filterWord])) as Words), // one for each name
  state: z
    .string()
    .optional()
    .describe(`Any of these, with commas between: ${askedStandings.join(', ')}`),
  imported_since: z
    .string()
    .optional()
    .describe(
      'Claims whose current version came by a file imported since this day, or moment, in Thailand: 2026-11-27 or 2026-11-27T08:00',
    ),
};

/**
 * The filter for a caller; null = it asks for a hospital that does not exist for this one.
 * @throws AppError filter_invalid and others of the filter
 */
export async function ownClaims(
  parts: Parts,
  { hospital }: Caller,
  words: Readonly<Partial<Record<ClaimFilterName, string | undefined>>>,
): Promise<ClaimListFilter | null> {
  const filter = await withNumbers(parts, readClaimListFilter(words, parts.now()));
  if (hospital !== null && filter.hospital !== null && filter.hospital !== hospital) return null;
  return { ...filter, hospital: hospital ?? filter.hospital };
}
