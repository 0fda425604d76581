import { bahtOf, satangOf } from './satang.js';
import { type StatementSection, sectionLabels } from './statement-section.js';

/** Cases and money of one part of a statement; null = not said. */
export interface StatementSum {
  readonly count: number | null;
  readonly satang: bigint | null;
}

/** A program of the statement and a section of it, e.g. `|normal`, `STP|appeal`. */
export type StatementPart = `${'' | 'STP'}|${StatementSection}`;

/** What one sheet, or the detail rows, say of each part. */
export type StatementSums = ReadonlyMap<StatementPart, StatementSum>;

export interface StatementDifference {
  readonly code:
    | 'statement_count_differs'
    | 'statement_money_differs'
    | 'statement_total_differs'
    | 'statement_net_differs';
  readonly details: Readonly<Record<string, string | number>>;
}

/** Difference up to which money counts as equal (product.md, rule 5). */
const toleranceSatang = 1n;

export function moneyAgrees(a: bigint, b: bigint): boolean {
  const difference = a - b;
  return difference <= toleranceSatang && difference >= -toleranceSatang;
}

export function addSum(sums: Map<StatementPart, StatementSum>, part: StatementPart, sum: StatementSum): void {
  const before = sums.get(part);
  sums.set(part, {
    count: before?.count == null ? sum.count : before.count + (sum.count ?? 0),
    satang: before?.satang == null ? sum.satang : before.satang + (sum.satang ?? 0n),
  });
}

/** All parts together; null where no part says it. */
export function wholeSum(sums: StatementSums): StatementSum {
  const all = [...sums.values()];
  const counts = all.flatMap(({ count }) => count ?? []);
  const amounts = all.flatMap(({ satang }) => satang ?? []);
  return {
    count: counts.length === 0 ? null : counts.reduce((a, b) => a + b, 0),
    satang: amounts.length === 0 ? null : amounts.reduce((a, b) => a + b, 0n),
  };
}

const nothing: StatementSum = { count: 0, satang: 0n };

const isStp = (part: StatementPart) => part.startsWith('STP|');

/** A sheet that names no STP stands for the STP details where the statement has no others. */
function detailsFor(said: StatementSums, details: StatementSums): StatementSums {
  const programs = [...details.keys()];
  if ([...said.keys()].some(isStp) || !programs.every(isStp)) return details;
  return new Map([...details].map(([part, sum]) => [`|${sectionOfPart(part)}`, sum]));
}

function sectionOfPart(part: StatementPart): StatementSection {
  const [, section] = part.split('|');
  return section === 'appeal' || section === 'disabled_d1' ? section : 'normal';
}

/**
 * What the details have of a part. A sheet that names no STP may still count it in (not said anywhere): its figures are
 * then those of both programs, and only if they are exactly so.
 */
function foundOf(part: StatementPart, said: StatementSums, details: StatementSums): StatementSum {
  const own = details.get(part) ?? nothing;
  const stp = details.get(`STP|${sectionOfPart(part)}`);
  if (stp === undefined || [...said.keys()].some(isStp)) return own;
  const both = {
    count: (own.count ?? 0) + (stp.count ?? 0),
    satang: (own.satang ?? 0n) + (stp.satang ?? 0n),
  };
  const expected = said.get(part);
  const isBoth =
    (expected?.count ?? both.count) === both.count &&
    moneyAgrees(expected?.satang ?? both.satang, both.satang);
  return isBoth ? both : own;
}

/** The parts that a sheet answers for: those that it names, and normal and appeal of the programs that it names. */
function partsOf(said: StatementSums, details: StatementSums): StatementPart[] {
  const programs = new Set([...said.keys()].map((part) => part.split('|')[0]));
  const others = [...details.keys()].filter(
    (part) => !part.endsWith('disabled_d1') && programs.has(part.split('|')[0]),
  );
  return [...new Set([...said.keys(), ...others])];
}

/** `ข้อมูลอุทธรณ์`, `STP ข้อมูลปกติ`. */
function partLabel(part: StatementPart): string {
  const [program = '', section = ''] = part.split('|');
  const label = Object.entries(sectionLabels).find(([name]) => name === section)?.[1] ?? section;
  return [program, label].filter((text) => text !== '').join(' ');
}

/**
 * Compares what a sheet announces with the detail rows, part by part. That the amounts of both are the same money is
 * assumed (formats/README 2 does not say it); the first real statement must confirm it.
 */
export function compareStatementSums(
  sheet: string,
  said: StatementSums,
  allDetails: StatementSums,
): StatementDifference[] {
  const details = detailsFor(said, allDetails);
  return partsOf(said, details).flatMap((part) => {
    const expected = said.get(part) ?? nothing;
    const found = foundOf(part, said, details);
    const section = partLabel(part);
    const differences: StatementDifference[] = [];
    if (expected.count !== null && expected.count !== found.count)
      differences.push({
        code: 'statement_count_differs',
        details: { sheet, section, expected: expected.count, stored: found.count ?? 0 },
      });
    if (expected.satang !== null && !moneyAgrees(expected.satang, found.satang ?? 0n))
      differences.push({
        code: 'statement_money_differs',
        details: { sheet, section, expected: bahtOf(expected.satang), stored: bahtOf(found.satang ?? 0n) },
      });
    return differences;
  });
}

/**
 * The net amount of a statement from what stands beside `รวม`: once for all of it, or once for each section. `agrees`
 * says whether it is the money less the deductions; null = the sheet writes none.
 */
export function netReceivable(
  written: readonly string[],
  computed: bigint,
): { readonly net: string | null; readonly agrees: boolean } {
  const amounts = written.map((text) => satangOf(text));
  const sum = amounts.reduce((a, b) => a + b, 0n);
  const last = amounts.at(-1);
  if (last === undefined) return { net: null, agrees: true };
  if (moneyAgrees(last, computed)) return { net: bahtOf(last), agrees: true };
  return { net: bahtOf(sum), agrees: moneyAgrees(sum, computed) };
}
