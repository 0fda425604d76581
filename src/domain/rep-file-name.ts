import type { ClaimScheme } from './scheme.js';
import { gregorianDay } from './written-date.js';

export type ClaimKind = 'op' | 'ip' | 'orf';
export type AppealKind = '' | 'appeal' | 'nhso' | 'cd';

/** What the name of a REP workbook says (formats/README 1.1, 1.2). */
export interface RepFileName {
  /** As stored: `rep_` in front, `.ecd`, ` (1)` and the like at the end taken off, e.g. `eclaim_99999_OP_25690105_201501885.xls`. */
  readonly filename: string;
  readonly hospitalCode: string;
  /** As written, e.g. `IP_APPEAL_NHSO`. */
  readonly fileType: string;
  readonly baseType: 'OP' | 'IP' | 'ORF' | '';
  readonly appealKind: AppealKind;
  readonly scheme: ClaimScheme;
  /** Gregorian, YYYY-MM-DD. */
  readonly fileDate: string;
  /** Digits as written, 9 as a rule. */
  readonly sequence: string;
}

const pattern = /^(?:rep_)?eclaim_(\d{5,9})_([A-Z0-9_]+?)_(\d{4})(\d{2})(\d{2})_(\d{1,12})$/i;
const schemeOfType: readonly (readonly [RegExp, ClaimScheme])[] = [
  [/LGO/, 'lgo'],
  [/SSS/, 'sss'],
  [/^(OP|IP)CS$|OFC/, 'ofc'],
  [/NHS(?!O)/, 'nhs'],
  [/BKK|KTMN/, 'bkk'],
  [/BMT/, 'bmt'],
  [/SRT/, 'srt'],
  [/PVT/, 'pvt'],
  [/STP/, 'stp'],
];

/** A file's name without its folder, its ending and the marks of a copy: ` (1)`, ` - copy`, ` - สำเนา`. */
export function withoutEnding(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? name;
  return base
    .trim()
    .replace(/(\.(xlsx?|ecd))+$/i, '')
    .replace(/(\s*\(\d+\)|\s*-\s*copy(\s*\(\d+\))?|\s*-\s*สำเนา)+$/i, '');
}

function baseTypeOf(type: string): RepFileName['baseType'] {
  if (type.startsWith('ORF')) return 'ORF';
  if (type.startsWith('OP')) return 'OP';
  if (type.startsWith('IP')) return 'IP';
  return '';
}

function appealKindOf(type: string): AppealKind {
  if (!type.includes('APPEAL')) return '';
  if (type.endsWith('_NHSO')) return 'nhso';
  if (type.endsWith('_CD')) return 'cd';
  return 'appeal';
}

/** Reads the name of a REP workbook; null where it is not one (the caller asks, or fails `name_not_readable`). */
export function readRepFileName(name: string): RepFileName | null {
  const base = withoutEnding(name);
  const match = pattern.exec(base);
  if (!match) return null;
  const [, hospitalCode = '', rawType = '', year = '', month = '', day = '', sequence = ''] = match;
  const fileDate = gregorianDay(Number(year), Number(month), Number(day));
  if (fileDate === null) return null;
  const fileType = rawType.toUpperCase();
  const bare = fileType.replace(/_APPEAL(_NHSO|_CD)?$/, '');
  return {
    filename: `eclaim_${hospitalCode}_${fileType}_${year}${month}${day}_${sequence}.xls`,
    hospitalCode,
    fileType,
    baseType: baseTypeOf(fileType),
    appealKind: appealKindOf(fileType),
    scheme: schemeOfType.find(([part]) => part.test(bare))?.[1] ?? 'ucs',
    fileDate,
    sequence,
  };
}
