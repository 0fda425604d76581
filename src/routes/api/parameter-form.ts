import type { Meaning } from '../../domain/json-fields.js';
import type { Json } from './json-schema.js';

/** What a parameter means, and how it is written in an address where the schema that reads it as text cannot tell. */
export interface ParameterText extends Meaning {
  readonly written?: Json;
}

export const day: Json = { schema: { type: 'string', format: 'date' } };
export const instant: Json = { schema: { type: 'string', format: 'date-time' } };
export const oneOf = (words: readonly string[]): Json => ({ schema: { type: 'string', enum: words } });
/** Several with commas between: any of them. */
const several = (items: Json): Json => ({ style: 'form', explode: false, schema: { type: 'array', items } });
export const wordsOf = (words: readonly string[]): Json => several({ type: 'string', enum: words });
export const texts = several({ type: 'string' });

export const anyEn = 'any of these, with commas between';
export const anyTh = 'ค่าใดค่าหนึ่งในนี้ คั่นด้วยจุลภาค';
