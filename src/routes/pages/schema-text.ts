import { z } from 'zod';

const schemaShape = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
  format: z.string().optional(),
});
type Schema = z.output<typeof schemaShape>;

const deepest = 8;

/** A JSON schema as a sketch of the value, as people read it: `{ "id": integer, "name": text | null }`. */
export function schemaText(schema: unknown, depth = 0): string {
  const read = schemaShape.safeParse(schema);
  if (!read.success || depth > deepest) return 'any';
  const { data } = read;
  const choices = data.anyOf ?? data.oneOf;
  if (choices !== undefined) return choices.map((choice) => schemaText(choice, depth)).join(' | ');
  if (data.const !== undefined) return JSON.stringify(data.const);
  if (data.enum !== undefined) return data.enum.map((value) => JSON.stringify(value)).join(' | ');
  const types = [data.type ?? []].flat();
  if (types.length === 0 && data.properties === undefined) return 'any';
  return (types.length === 0 ? ['object'] : types).map((type) => typeText(type, data, depth)).join(' | ');
}

function typeText(type: string, schema: Schema, depth: number): string {
  if (type === 'string') return schema.format ?? 'text';
  if (type === 'array') return `[ ${schemaText(schema.items, depth + 1)}, … ]`;
  return type === 'object' ? objectText(schema, depth) : type;
}

function objectText({ properties = {}, required = [], additionalProperties }: Schema, depth: number): string {
  const indent = '  '.repeat(depth + 1);
  const lines = Object.entries(properties).map(
    ([name, schema]) =>
      `${indent}"${name}"${required.includes(name) ? '' : '?'}: ${schemaText(schema, depth + 1)}`,
  );
  if (typeof additionalProperties === 'object' && additionalProperties !== null)
    lines.push(`${indent}"…": ${schemaText(additionalProperties, depth + 1)}`);
  return lines.length === 0 ? '{ … }' : `{\n${lines.join(',\n')}\n${'  '.repeat(depth)}}`;
}
