import type { Queryable } from '../db/db.js';
import { type ErrorCodeText, errorCodeTexts } from '../store/master-data.js';
import type { Translate } from './words/index.js';

/** One error code with all that is known of it, for views/partials/error-code.ejs. */
export interface ErrorCodeView {
  readonly code: string;
  /** What is wrong; words of ours where NHSO's list does not have the code. */
  readonly text: string;
  /** What kind of answer NHSO expects, e.g. `แก้แล้วส่งใหม่`; '' where the list does not say. */
  readonly type: string;
  /** What to do, by NHSO and by the hospital; '' where nothing is written. */
  readonly guide: string;
  readonly note: string;
  readonly known: boolean;
}

const knownTypes = ['corrective', 'deny', 'verify'];

/** A code beside its text; `found` is missing where NHSO's list does not have it. */
export function errorCodeView(code: string, found: ErrorCodeText | undefined, t: Translate): ErrorCodeView {
  // An uploaded list may bring other words for the type; they are shown as they are.
  const type = found?.type.toLowerCase() ?? '';
  return {
    code,
    text: found ? (found.description ?? '') : t('error_code.unknown'),
    type: knownTypes.includes(type) ? t(`error_code.type_${type}`) : (found?.type ?? ''),
    guide: found?.guide ?? '',
    note: found?.localNote ?? '',
    known: found !== undefined,
  };
}

/** Codes in the order given, each once. */
export async function errorCodeViews(
  db: Queryable,
  codes: Iterable<string>,
  t: Translate,
): Promise<readonly ErrorCodeView[]> {
  const asked = [...new Set(codes)].filter((code) => code !== '');
  const texts = await errorCodeTexts(db, asked);
  return asked.map((code) => errorCodeView(code, texts.get(code), t));
}
