/** Facts that claims are summed by: service day, late sending in per cent, days of an inpatient, hospital of registration. */
export const summedFacts = ['day', 'late', 'stay', 'main_hospital'] as const;
export type SummedFact = (typeof summedFacts)[number];
