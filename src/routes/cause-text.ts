import type { Language } from '../domain/errors.js';
import { isProblemCode, problemText } from '../domain/problems/index.js';

export interface CauseView {
  readonly text: string;
  /** Its entry on the help page. */
  readonly href: string;
}

/** What happened, by a problem's code alone: what its words leave open is an ellipsis. Null where there is no cause. */
export function causeOf(code: string | null, language: Language, baseUrl: string): CauseView | null {
  if (code === null) return null;
  if (!isProblemCode(code)) return { text: code, href: `${baseUrl}/help#problems` };
  const [happened = code] = problemText(code, language).split(' · ');
  return { text: happened.replace(/\{\w+\}/g, '…'), href: `${baseUrl}/help?problem=${code}#${code}` };
}
