import { withoutEnding } from './rep-file-name.js';
import { type ClaimScheme, isClaimScheme } from './scheme.js';

/** What the name of a statement, or the number of its document, says (formats/README 2). */
export interface StatementName {
  /** As NHSO names it, e.g. `STM_99999_IPUCS256811_01.xls`. */
  readonly filename: string;
  readonly hospitalCode: string;
  readonly fileType: 'IP_STM' | 'OP_STM';
  readonly scheme: ClaimScheme;
  /** e.g. `99999_IPUCS256811_01` */
  readonly documentNo: string;
  /** As transfers name it, e.g. `6811_IP_01`. */
  readonly period: string;
  readonly month: number;
  /** Buddhist Era. */
  readonly yearBe: number;
}

const pattern = /^(\d{5,9})_(IP|OP)([A-Z]{3})(\d{4})(\d{2})_(\d{1,4})$/;

/** Reads the number of a statement's document, e.g. `99999_IPUCS256811_01`; null where it is none. */
export function readDocumentNo(text: string): StatementName | null {
  const documentNo = text.trim().toUpperCase();
  const match = pattern.exec(documentNo);
  if (!match) return null;
  const [, hospitalCode = '', patient, schemeName = '', yearBe = '', month = '', sequence = ''] = match;
  const scheme = schemeName.toLowerCase();
  if (!isClaimScheme(scheme) || Number(month) < 1 || Number(month) > 12) return null;
  return {
    filename: `STM_${documentNo}.xls`,
    hospitalCode,
    fileType: patient === 'IP' ? 'IP_STM' : 'OP_STM',
    scheme,
    documentNo,
    period: `${yearBe.slice(2)}${month}_${patient}_${sequence}`,
    month: Number(month),
    yearBe: Number(yearBe),
  };
}

/** Reads the name of a statement, e.g. `STM_99999_IPUCS256811_01.xls`; null where it is no such name. */
export function readStatementFileName(name: string): StatementName | null {
  const base = withoutEnding(name);
  return /^STM_/i.test(base) ? readDocumentNo(base.slice(4)) : null;
}
