import { isSchemeCode, type SchemeCode } from '../../domain/scheme.js';
import { type OfcSuffix, ofcSuffixes } from '../../filetypes/rep-ofc-suffixes.columns.js';

/** Types of REP workbooks that the practice NHSO issues (formats/README 1.2). */
export const repTypes = [
  'OP',
  'IP',
  'ORF',
  'OP_APPEAL',
  'OP_APPEAL_CD',
  'IP_APPEAL',
  'IP_APPEAL_NHSO',
  'ORF_APPEAL',
  'OPCS',
  'IPCS',
  'OPLGO',
  'IPLGO',
  'OPSSS',
  'IPSSS',
  'OPNHS',
  'OPBKK',
  'IPBKK',
  'OPBMT',
  'OPSRT',
  'OPLGO_APPEAL',
  'IPCS_APPEAL',
  'IPSSS_APPEAL_NHSO',
] as const;
export type RepType = (typeof repTypes)[number];

/** Which sheets and columns the workbook has. */
export type RepForm = 'ucs' | 'orf' | 'ofc' | 'lgo' | 'sss';

/** Types without the ending of an appeal. */
const baseTypes = repTypes.filter((type) => !type.includes('APPEAL'));

/** The type of the workbooks that an appeal takes up; any other type is its own. */
export function baseTypeOf(type: RepType): RepType {
  return baseTypes.find((base) => type === base || type.startsWith(`${base}_`)) ?? 'OP';
}

export function formOf(type: RepType): RepForm {
  const base = baseTypeOf(type);
  if (base === 'ORF') return 'orf';
  if (base.endsWith('LGO')) return 'lgo';
  if (base.endsWith('SSS')) return 'sss';
  return ofcSuffixOf(type) ? 'ofc' : 'ucs';
}

/** How the scheme of a type words the OFC form; null where it has another form. */
export function ofcSuffixOf(type: RepType): OfcSuffix | null {
  const scheme = listingOf(type);
  return ofcSuffixes.find((suffix) => suffix.scheme === scheme) ?? null;
}

export function claimKindOf(type: RepType): 'OP' | 'IP' | 'ORF' {
  if (type.startsWith('ORF')) return 'ORF';
  return type.startsWith('IP') ? 'IP' : 'OP';
}

export function isAppeal(type: RepType): boolean {
  return type.includes('APPEAL');
}

/** The listing in which the portal shows the type. */
export function listingOf(type: RepType): SchemeCode {
  const ending = baseTypeOf(type).slice(2).toLowerCase();
  if (ending === 'cs') return 'ofc';
  return isSchemeCode(ending) ? ending : 'ucs';
}
