/** What every list of claims asks for: the filter of pages and exports, within what the caller may see. */
import { z } from 'zod';
import type { Caller } from '../../domain/caller.js';
import {
  type ClaimFilterName,
  type ClaimListFilter,
  claimFilterNames,
  readClaimListFilter,
} from '../../figures/claim-list-filter.js';
import { withNumbers } from '../pages/claims-query.js';
import type { Parts } from '../parts.js';

export const filterWord = z.string().max(255).optional();

/** Parameters of these names; what they mean and may say stands in parameter-texts, figures/ reads them. */
export function wordsOf<Name extends string>(names: readonly Name[]): Record<Name, typeof filterWord> {
  return Object.fromEntries(names.map((name) => [name, filterWord])) as Record<Name, typeof filterWord>; // one for each
}

/** The parameters of the filter, by their names in an address. */
export const claimFilterParameters = wordsOf(claimFilterNames);

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
