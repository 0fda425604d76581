import type { PageContext } from './page-context.js';

type Words = PageContext['t'];

/** What is wrong with a field of a case, as `domain/case-input` and the CSV import say it, and the same in words. */
const reasons: readonly (readonly [RegExp, (t: Words, detail: string) => string])[] = [
  [/^(is required|must be a text|must not be empty)$/, (t) => t('cases.why_required')],
  [/^must have at most (\d+) characters$/, (t, most) => t('cases.why_too_long', { most })],
  [/^must be one of (.+)$/, (t, words) => t('cases.why_one_of', { words })],
  [/^is no telephone number$/, (t) => t('cases.why_phone')],
  [/^is no e-mail address$/, (t) => t('cases.why_email')],
  [/^is no claim/, (t) => t('cases.why_claim')],
  [/^is no active user$/, (t) => t('cases.why_user')],
  [/^stands in row (\d+) already$/, (t, row) => t('cases.why_twice', { row })],
  [/^has more cells than the header$/, (t) => t('cases.why_cells')],
];

/** The reason in the reader's language. What has no words of its own is a value that cannot be used. */
export function caseFaultText(detail: string, t: Words): string {
  for (const [said, words] of reasons) {
    const found = said.exec(detail);
    if (found !== null) return words(t, found[1] ?? '');
  }
  return t('cases.why_value');
}
