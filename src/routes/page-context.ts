import type { Response } from 'express';
import type { Language } from '../domain/errors.js';
import { mayDo, type Permission } from '../domain/permission.js';
import type { Parts } from './parts.js';
import { readerOf } from './reader.js';
import { type Translate, translator } from './words/index.js';

/** What the builder of a view needs beside its facts. */
export interface PageContext {
  readonly language: Language;
  readonly t: Translate;
  /** Sub-path of every address, without a slash at its end. */
  readonly baseUrl: string;
  readonly now: Date;
  readonly can: (permission: Permission) => boolean;
}

export function pageContext(parts: Parts, res: Response): PageContext {
  const { user, language } = readerOf(res);
  return {
    language,
    t: translator(language, parts.strictWords),
    baseUrl: res.req.baseUrl,
    now: parts.now(),
    can: (permission) => user !== null && mayDo(user.roles, permission, user.granted),
  };
}

/** One choice of a select or a row of radio buttons. */
export interface Option {
  readonly value: string;
  readonly text: string;
  readonly selected: boolean;
}

/** An address with the values that are not empty. */
export function addressWith(path: string, values: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) query.set(name, value);
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Addresses of the same rows as CSV and JSON, with the same filter; csv is null where the reader may not export. */
export interface Twins {
  readonly csv: string | null;
  readonly json: string;
  /** Where there is one: the same as a workbook, and the page that offers every kind of file. */
  readonly xlsx?: string | null;
  readonly more?: string | null;
}

/** Twins of a list that also goes out as a workbook, and by a page of its own. */
export function exportsOf(twins: Twins, path: string): Twins {
  const query = twins.csv?.slice(`${path}.csv`.length);
  return query === undefined
    ? twins
    : { ...twins, xlsx: `${path}.xlsx${query}`, more: `${path}/export${query}` };
}

export function twinsOf(path: string, query: Readonly<Record<string, unknown>>, mayExport: boolean): Twins {
  const values = Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      typeof value === 'string' && name !== 'lang' && name !== 'theme' && name !== 'cursor'
        ? [[name, value]]
        : [],
    ),
  );
  return {
    csv: mayExport ? addressWith(`${path}.csv`, values) : null,
    json: addressWith(`${path}.json`, values),
  };
}
