import { bahtOf, satangOf } from '../domain/satang.js';
import { allMeasures, type ClaimMeasures, type Measure, placesOf } from './claim-measures.js';

/** Sums that may be added up; different patients may not: one may come in two groups. */
export type AddableSums = ClaimMeasures;

/** These measures of several groups that have no claim in common, exact; of nothing they are nothing. */
export function addMeasures<Name extends Measure>(
  parts: readonly Pick<ClaimMeasures, Name>[],
  names: readonly Name[],
): Pick<ClaimMeasures, Name> {
  const added = names.map((name) => {
    const values = parts.map((part) => part[name]);
    const places = placesOf(name);
    if (places === null) return [name, values.reduce<number>((sum, value) => sum + Number(value), 0)];
    if (places === 2) return [name, bahtOf(values.reduce((sum, value) => sum + satangOf(String(value)), 0n))];
    return [name, weightOf(values.reduce((sum, value) => sum + partsOfWeight(String(value)), 0n))];
  });
  // Each name was added above.
  return Object.fromEntries(added) as Pick<ClaimMeasures, Name>;
}

/** Every measure of several groups that have no claim in common. */
export function addClaimSums(parts: Iterable<AddableSums>): AddableSums {
  return addMeasures([...parts], allMeasures);
}

/** Claims that have the same key in each of several splits. */
export interface SumsCell<By extends string, Name extends Measure = Measure> {
  readonly keys: Readonly<Record<By, string>>;
  readonly measures: Pick<ClaimMeasures, Name>;
}

/** Such cells added up by one of their splits. */
export function addedBy<By extends string, Name extends Measure>(
  cells: readonly SumsCell<By, Name>[],
  by: By,
  names: readonly Name[],
): ReadonlyMap<string, Pick<ClaimMeasures, Name>> {
  const parts = new Map<string, Pick<ClaimMeasures, Name>[]>();
  for (const { keys, measures } of cells) {
    const group = parts.get(keys[by]);
    if (group) group.push(measures);
    else parts.set(keys[by], [measures]);
  }
  return new Map(
    [...parts].map(([key, group]) => {
      const [only] = group.length === 1 ? group : [];
      return [key, only ?? addMeasures(group, names)];
    }),
  );
}

/** A weight with four places in its ten-thousandth parts. */
export function partsOfWeight(weight: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(weight);
  if (!match) throw new RangeError('not a weight');
  const [, sign = '', whole = '0', part = ''] = match;
  const size = BigInt(whole) * 10_000n + BigInt(part.padEnd(4, '0'));
  return sign === '-' ? -size : size;
}

/** The other way round. */
export function weightOf(parts: bigint): string {
  const size = parts < 0n ? -parts : parts;
  return `${parts < 0n ? '-' : ''}${size / 10_000n}.${String(size % 10_000n).padStart(4, '0')}`;
}
