import type { RepFileName } from './rep-file-name.js';
import { isSchemeCode } from './scheme.js';

const pattern = /^STM_(\d{5,9})_(IP|OP)(UCS|OFC|SSS|LGO)(\d{4})(\d{2})_(\d{1,4})$/i;

/**
 * Reads the name of a statement (formats/README 2), e.g. `STM_99999_IPUCS256811_01.xls`, so that it can be kept until
 * statements are imported: type `STM_IPUCS`, dated the first of its month; null where it is no such name.
 */
export function readStatementFileName(name: string): RepFileName | null {
  const base = (name.split(/[\\/]/).at(-1) ?? name)
    .trim()
    .replace(/\.xlsx?$/i, '')
    .replace(/\s*\(\d+\)$/, '');
  const match = pattern.exec(base);
  if (!match) return null;
  const [, hospitalCode = '', patient = '', schemeName = '', yearBe = '', month = '', sequence = ''] = match;
  const scheme = schemeName.toLowerCase();
  if (!isSchemeCode(scheme) || Number(month) < 1 || Number(month) > 12) return null;
  return {
    filename: `${base.toUpperCase()}.xls`,
    hospitalCode,
    fileType: `STM_${patient}${schemeName}`.toUpperCase(),
    baseType: '',
    appealKind: '',
    scheme,
    fileDate: `${Number(yearBe) - 543}-${month}-01`,
    sequence,
  };
}
