import type { FileType } from '../filetypes/file-type.js';
import { type HeadingGrid, headingGrid, pathKey } from '../filetypes/heading-paths.js';
import type { SheetRow } from '../filetypes/workbook-reader.js';
import { createDice } from '../practice/claims/dice.js';
import { type SampleOptions, sampleSheet } from './workbook-samples.js';

/** A column of a changed sheet: its heading path, and which column of the form it truly is (null = a new one). */
export interface DriftColumn {
  readonly heading: string;
  readonly truth: number | null;
}

export const drifts = ['swapped', 'moved', 'inserted', 'copied', 'removed', 'renamed'] as const;

export interface Drift {
  readonly columns: readonly DriftColumn[];
  /** Where each column of the form truly stands; or that no reader can know it, so that the sheet must wait. */
  readonly wanted: readonly number[] | 'quarantined';
  /** A copied heading stands beside its original. */
  readonly hasTwins: boolean;
  /** A heading that the form has twice was moved: which of the two it is may be beyond knowing. */
  readonly isUnclear: boolean;
  /** What was done, in words. */
  readonly said: readonly string[];
}

/** The form drawn with these headings. */
export function reshaped(fileType: FileType, columns: readonly DriftColumn[]): FileType {
  return { ...fileType, columns: columns.map(({ heading }, index) => [index, heading, null, 'text', '']) };
}

/** The heading of a sheet as the reader sees it. */
export function gridOf(fileType: FileType, options: SampleOptions = {}): HeadingGrid {
  const { rows, merges } = sampleSheet(fileType, [], options);
  const read = rows.map(
    (cells, row): SheetRow => ({
      row,
      cells: Array.from(cells, (cell) =>
        typeof cell === 'string' ? { kind: 'text', value: cell } : undefined,
      ),
    }),
  );
  const ranges = (merges ?? []).map(({ s, e }) => ({
    firstRow: s.r,
    lastRow: e.r,
    firstColumn: s.c,
    lastColumn: e.c,
  }));
  return headingGrid(read, ranges);
}

/** One to three changes of a form's columns, always the same for one seed. */
export function drift(fileType: FileType, seed: string): Drift {
  const dice = createDice(seed);
  const columns: DriftColumn[] = fileType.columns.map(([index, heading]) => ({ heading, truth: index }));
  const said: string[] = [];
  let lost = false;
  const any = () => dice.int(0, columns.length - 1);
  const take = (at: number) => columns.splice(at, 1)[0] ?? { heading: '', truth: null };
  for (let changes = dice.int(1, 3); changes > 0; changes -= 1) {
    const kind = dice.pick(drifts);
    const [at, to] = [any(), any()];
    const column = columns[at] ?? { heading: '', truth: null };
    if (kind === 'swapped' && columns[to]?.heading !== column.heading) {
      columns[at] = columns[to] ?? column;
      columns[to] = column;
    }
    if (kind === 'moved') columns.splice(to, 0, take(at));
    if (kind === 'inserted') columns.splice(at, 0, { heading: `ช่องใหม่ ${changes}${to}`, truth: null });
    if (kind === 'copied') columns.splice(to, 0, { ...column, truth: null });
    if (kind === 'removed') take(at);
    if (kind === 'renamed') columns[at] = { heading: `${column.heading} (บาท)`, truth: null };
    lost ||= (kind === 'removed' || kind === 'renamed') && column.truth !== null;
    said.push(`${kind} ${at} ${to} ${column.heading}`);
  }
  const keys = fileType.columns.map(([, heading]) => pathKey(heading));
  const copied = columns.some(({ heading, truth }) => truth === null && keys.includes(pathKey(heading)));
  const positions = keys.map((_, index) => columns.findIndex(({ truth }) => truth === index));
  const hasTwins = columns.some(
    ({ heading, truth }, at) =>
      heading === columns[at + 1]?.heading && (truth === null || columns[at + 1]?.truth === null),
  );
  const twice = new Set(keys.filter((key, at) => keys.indexOf(key) !== at));
  const order = columns.flatMap(({ truth }) => (truth === null ? [] : [truth]));
  const isUnclear = order.some((truth, at) => twice.has(keys[truth] ?? '') && order[at + 1] !== truth + 1);
  return { columns, hasTwins, isUnclear, wanted: lost || copied ? 'quarantined' : positions, said };
}
