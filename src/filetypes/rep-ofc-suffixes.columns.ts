import type { ColumnRow } from './file-type.js';

/** A scheme whose REP has the form of OFC, with its own suffix in the names of its funds: IPCS is IPKTMN in BKK. */
export interface OfcSuffix {
  /** Ends the id of the layout: `rep-bkk`. */
  readonly scheme: 'ofc' | 'bkk' | 'bmt' | 'srt' | 'pvt' | 'nhs';
  readonly suffix: string;
  /** Headings that this scheme words in another way than OFC, by OFC's own. */
  readonly reworded?: Readonly<Record<string, string>>;
}

/**
 * The accepted suffixes (formats/layouts.json). NHS is assumed: only its type names are known (formats/README 1.2); the
 * first real file must confirm it. BMT heads its claimed amounts as if they were reimbursed, so two of its headings are equal.
 */
export const ofcSuffixes: readonly OfcSuffix[] = [
  { scheme: 'ofc', suffix: 'CS' },
  { scheme: 'bkk', suffix: 'KTMN' },
  {
    scheme: 'bmt',
    suffix: 'BMT',
    reworded: { 'เรียกเก็บ > ค่ารักษา': 'ชดเชยสุทธิ > ค่ารักษา', 'เรียกเก็บ > PP': 'ชดเชยสุทธิ > PP' },
  },
  { scheme: 'srt', suffix: 'SRT' },
  { scheme: 'pvt', suffix: 'PVT' },
  { scheme: 'nhs', suffix: 'NHS' },
];

const fundOfOfc = /^(OP|IP|PA|INST|OT)CS(_ORS)?$/u;

/** Columns of the OFC form (Detail or Summary) as a scheme words them. */
export function withOfcSuffix(
  columns: readonly ColumnRow[],
  { suffix, reworded = {} }: OfcSuffix,
): readonly ColumnRow[] {
  return columns.map(([index, heading, name, type, group]) => {
    const levels = (reworded[heading] ?? heading).split(' > ');
    const own = levels.map((level) => level.replace(fundOfOfc, `$1${suffix}$2`)).join(' > ');
    return [index, own, name, type, group] as const;
  });
}
