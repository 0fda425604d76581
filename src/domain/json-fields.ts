import { z } from 'zod';

/** What a field means, in both languages; openapi.json has the Thai one beside the English. */
export interface Meaning {
  readonly en: string;
  readonly th: string;
}

export const thaiMeaning = 'x-description-th';
/** The same of what a call does. */
export const thaiSummary = 'x-summary-th';

/** A meaning as a JSON schema bears it. */
export const meaningOf = ({ en, th }: Meaning): Readonly<Record<string, string>> => ({
  description: en,
  [thaiMeaning]: th,
});

/** Instants and days as answers tell them. */
export const instantField = z
  .string()
  .meta({ format: 'date-time', description: 'ISO 8601 with microseconds and +07:00' });
export const dayField = z.string().meta({ format: 'date', description: 'Gregorian' });
