import type { Queryable } from '../db/db.js';
import { join, sql } from '../db/sql.js';
import type { Language } from '../domain/errors.js';
import { schemes } from '../domain/scheme.js';
import type { FigureBy } from './figure.js';

/**
 * Names of codes for people; a code that is missing here stands for itself. Funds and types of service stay codes: the
 * lists of both are not what the columns of a claim hold (formats/README 4, nos. 22 and 23).
 */
export async function codeLabels(
  db: Queryable,
  by: FigureBy,
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

/** NHSO words its codes in Thai alone. */
async function errorCodeLabels(db: Queryable, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const codes = [...new Set(keys.flatMap((key) => [key, key.toUpperCase()]))].filter((key) => key !== '');
  if (codes.length === 0) return new Map();
  const rows = await db.query<{ code: string; description: string }>(
    sql`select code, description from nhso_error_codes where description is not null and code in (${join(codes)})`,
  );
  const texts = new Map(rows.map(({ code, description }) => [code, description]));
  return new Map(keys.map((key) => [key, texts.get(key) ?? texts.get(key.toUpperCase()) ?? key]));
}
