/**
 * Facts that claims are summed by: service day, late sending in per cent, days of an inpatient, hospital of registration, and
 * the treating unit where it is not the hospital that claims.
 */
export const summedFacts = ['day', 'late', 'stay', 'main_hospital', 'treating'] as const;
export type SummedFact = (typeof summedFacts)[number];
