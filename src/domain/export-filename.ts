import type { ExportFormatName } from './export-column.js';

const thailandOffsetMs = 7 * 60 * 60 * 1000;

/** `claims_2026-02-03_091527_12345_rows.csv`: what, when (in Thailand), and how many rows it has if it is whole. */
export function exportFilename({
  subject,
  at,
  rows,
  format,
}: {
  readonly subject: string;
  readonly at: Date;
  readonly rows: number;
  readonly format: ExportFormatName;
}): string {
  const local = new Date(at.getTime() + thailandOffsetMs).toISOString();
  const time = local.slice(11, 19).replaceAll(':', '');
  return `${subject}_${local.slice(0, 10)}_${time}_${rows}_rows.${format}`;
}
