/** The Thai government's fiscal year: 2569 (Buddhist Era) runs from 1 October 2025 up to, not including, 1 October 2026. */

/** Fiscal year (Buddhist Era) of a Gregorian day `YYYY-MM-DD`. */
export function fiscalYearOf(day: string): number {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  return year + 543 + (month >= 10 ? 1 : 0);
}

/** First day, and the day after the last, of a fiscal year (Buddhist Era); Gregorian `YYYY-MM-DD`. */
export function fiscalYearRange(fiscalYear: number): { readonly from: string; readonly to: string } {
  const year = fiscalYear - 543;
  return { from: `${year - 1}-10-01`, to: `${year}-10-01` };
}

/** The twelve months of a fiscal year (Buddhist Era), Gregorian `YYYY-MM`, October first. */
export function monthsOfFiscalYear(fiscalYear: number): readonly string[] {
  const year = fiscalYear - 543;
  const month = (y: number, m: number) => `${y}-${String(m).padStart(2, '0')}`;
  return [
    ...[10, 11, 12].map((m) => month(year - 1, m)),
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((m) => month(year, m)),
  ];
}
