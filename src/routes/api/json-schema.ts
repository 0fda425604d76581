import { z } from 'zod';

export type Json = Readonly<Record<string, unknown>>;

/** A schema as the document has it: `input` = what may be sent, `output` = what is answered. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _version, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}
