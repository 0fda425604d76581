import type { SchemeCode } from '../../domain/scheme.js';

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
] as const;
export type RepType = (typeof repTypes)[number];

/** Which sheets and columns the workbook has. */
export type RepForm = 'ucs' | 'orf' | 'ofc' | 'lgo' | 'sss';

export function formOf(type: RepType): RepForm {
  if (type.startsWith('ORF')) return 'orf';
  if (type.endsWith('LGO')) return 'lgo';
  if (type.endsWith('SSS')) return 'sss';
  if (/(CS|NHS|BKK)$/.test(type)) return 'ofc';
  return 'ucs';
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
  if (type.endsWith('CS')) return 'ofc';
  if (type.endsWith('LGO')) return 'lgo';
  if (type.endsWith('SSS')) return 'sss';
  if (type.endsWith('NHS')) return 'nhs';
  if (type.endsWith('BKK')) return 'bkk';
  return 'ucs';
}
