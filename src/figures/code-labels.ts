import type { Queryable } from '../db/db.js';
import { join, sql } from '../db/sql.js';
import type { Language } from '../domain/errors.js';
import { schemes } from '../domain/scheme.js';
import type { FigureSplit } from './figure.js';

/**
 * Names of codes for people; a code that is missing here stands for itself. Funds and types of service stay codes: the
 * lists of both are not what the columns of a claim hold (formats/README 4, nos. 22 and 23).
 */
export async function codeLabels(
  db: Queryable,
  by: FigureSplit,
  keys: readonly string[],
  language: Language,
): Promise<ReadonlyMap<string, string>> {
  if (by === 'kind') return new Map(keys.map((key) => [key, key.toUpperCase()]));
  if (by === 'scheme')
    return new Map(
      keys.map((key) => {
        const scheme = schemes.find(({ code }) => code === key);
        return [key, (language === 'th' ? scheme?.nameTh : scheme?.nameEn) ?? key.toUpperCase()];
      }),
    );
  return by === 'error_code' ? errorCodeLabels(db, keys) : new Map();
}

async function errorCodeLabels(db: Queryable, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const words = await errorCodeWords(db, keys);
  return new Map(keys.map((key) => [key, words.get(key)?.text ?? key]));
}

/** What NHSO's list says of a code, in Thai alone. */
export interface CodeWords {
  readonly text: string | null;
  /** Corrective, Deny or Verify. */
  readonly type: string | null;
}

/** By code as written; a code may stand in lower case in a workbook. */
export async function errorCodeWords(
  db: Queryable,
  codes: readonly string[],
): Promise<ReadonlyMap<string, CodeWords>> {
  const written = [...new Set(codes.flatMap((code) => [code, code.toUpperCase()]))].filter(
    (code) => code !== '',
  );
  const listed = new Map<string, CodeWords>();
  for (let from = 0; from < written.length; from += 1000) {
    const some = written.slice(from, from + 1000);
    const rows = await db.query<{ code: string; description: string | null; type: string }>(
      sql`select code, description, type from nhso_error_codes where code in (${join(some)})`,
    );
    for (const { code, description, type } of rows)
      listed.set(code, { text: description || null, type: type || null });
  }
  return new Map(
    codes.flatMap((code) => {
      const found = listed.get(code) ?? listed.get(code.toUpperCase());
      return found === undefined ? [] : [[code, found] as const];
    }),
  );
}
