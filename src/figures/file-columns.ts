import type { FieldKind, Figure, FigureAnswer } from './figure.js';

/** A column of a figure as a file; a mark is yes or no. */
export interface FileColumn {
  readonly name: string;
  readonly kind: FieldKind | 'key' | 'mark';
}

/** How the rows of months say which have no data, and which still runs. */
export const monthMarks = ['has_data', 'running'] as const;

/**
 * The columns of every file of a figure, whoever asks for it. Months say which of them are empty or still running: in a file
 * nothing else tells nothing from zero. The total is no row, so that columns may be summed.
 */
export function fileColumns({ fields }: Figure, { rows }: Pick<FigureAnswer, 'rows'>): readonly FileColumn[] {
  const marks = rows.some((row) => 'running' in row) ? monthMarks : [];
  return [
    { name: 'key', kind: 'key' },
    { name: 'label', kind: 'text' },
    ...marks.map((name) => ({ name, kind: 'mark' as const })),
    ...fields,
  ];
}
