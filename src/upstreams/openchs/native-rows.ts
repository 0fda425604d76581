import { z } from 'zod';
import { strangeAnswer } from './answer-error.js';

const cell = z
  .union([z.string(), z.number()])
  .nullable()
  .transform((value) => String(value ?? ''));
const cells = z.array(cell);

export interface NativeRow {
  /** The cell of a field; '' = it is empty, or this site has no such field. */
  get(field: string): string;
}

export interface NativeList {
  readonly rows: readonly NativeRow[];
  /** Where the rows stand in the whole; null = the answer does not say. */
  readonly context: { readonly from: number; readonly to: number; readonly total: number } | null;
}

/**
 * The rows of a list by the key of the same answer: columns differ between sites and change with versions. Throws
 * OpenchsError openchs_strange_answer where rows come without a key, or without a column in `needed`.
 */
export function nativeList(json: unknown, name: string, needed: readonly string[], host: string): NativeList {
  const parsed = z.object({ [name]: z.array(cells) }).safeParse(json);
  const rows = parsed.data?.[name];
  if (rows === undefined) throw strangeAnswer(host, `no ${name}`);
  const body = z.record(z.string(), z.unknown()).parse(json);
  const context = contextOf(body[`${name}_ctx`]);
  if (rows.length === 0) return { rows: [], context };
  const key = z.record(z.string(), cells.min(1)).safeParse(body[`${name}_k`]);
  if (!key.success) throw strangeAnswer(host, `no ${name}_k`);
  const columns = new Map(Object.entries(key.data).map(([field, [at]]) => [field, Number(at)]));
  const missing = needed.find((field) => !columns.has(field));
  if (missing !== undefined) throw strangeAnswer(host, `no column ${missing}`);
  const read = (row: readonly string[]): NativeRow => ({
    get: (field) => row[columns.get(field) ?? -1] ?? '',
  });
  return { rows: rows.map(read), context };
}

function contextOf(value: unknown): NativeList['context'] {
  const [first] = z.array(cells).safeParse(value).data ?? [];
  if (first === undefined) return null;
  const [from, to, total] = [first[2], first[3], first[4]].map(Number);
  const isWhole = [from, to, total].every((number) => Number.isInteger(number));
  return isWhole ? { from: from ?? 0, to: to ?? 0, total: total ?? 0 } : null;
}

/** A text as it was written: what such a site does before it stores is undone once. */
export function writtenText(stored: string): string {
  return unescaped(stored).replaceAll('&lt;', '<').replaceAll('&gt;', '>');
}

function unescaped(stored: string): string {
  try {
    return z.string().parse(JSON.parse(`"${stored}"`));
  } catch (error) {
    // A text that was not escaped, e.g. one typed there long ago.
    if (error instanceof SyntaxError) return stored;
    throw error;
  }
}

/** Digits with the country's code and no plus: other forms get that site's own country code. */
export function nativePhone(e164: string): string {
  return e164.replace(/\D/g, '');
}
