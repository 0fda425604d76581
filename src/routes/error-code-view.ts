import type { Queryable } from '../db/db.js';
import { errorCodeTexts } from '../store/master-data.js';
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

/** Codes in the order given, each once. */
export async function errorCodeViews(
  db: Queryable,
  codes: Iterable<string>,
  t: Translate,
): Promise<readonly ErrorCodeView[]> {
  const asked = [...new Set(codes)].filter((code) => code !== '');
  const texts = await errorCodeTexts(db, asked);
  return asked.map((code) => {
    const found = texts.get(code);
    return {
      code,
      text: found?.description ?? t('error_code.unknown'),
      type: found?.type ? t(`error_code.type_${found.type.toLowerCase()}`) : '',
      guide: found?.guide ?? '',
      note: found?.localNote ?? '',
      known: found !== undefined,
    };
  });
}
