import type { CellKind, ExportColumn, ExportFormatName } from '../domain/export-column.js';
import { exportFilename } from '../domain/export-filename.js';
import type { Figure, FigureAnswer, FigureValue } from '../figures/figure.js';
import { type FileColumn, fileColumns } from '../figures/file-columns.js';
import { formats } from '../formats/index.js';
import type { ExportFacts, ExportTarget } from './export-claims.js';

const kinds: Readonly<Record<FileColumn['kind'], CellKind>> = {
  key: 'identifier',
  mark: 'flag',
  count: 'count',
  baht: 'baht',
  weight: 'weight',
  // Six places; a workbook shows four of them and keeps all.
  rate: 'weight',
  ratio: 'weight',
  days: 'weight',
  text: 'text',
};

const textOf = (value: FigureValue | undefined) =>
  value === null || value === undefined
    ? null
    : typeof value === 'boolean'
      ? value
        ? '1'
        : '0'
      : String(value);

/** Writes the rows of a figure's answer. */
export async function exportFigure(
  figure: Figure,
  answer: FigureAnswer,
  format: ExportFormatName,
  now: Date,
  target: Pick<ExportTarget, 'open'>,
): Promise<ExportFacts> {
  const columns = fileColumns(figure, answer).map(
    ({ name, kind }): ExportColumn => ({ name, kind: kinds[kind] }),
  );
  const rows = answer.rows.map((row) => columns.map(({ name }) => textOf(row[name])));
  const { contentType } = formats[format];
  const filename = exportFilename({ subject: figure.name, at: now, rows: rows.length, format });
  const facts = { rows: rows.length, filename, contentType };
  const head = { subject: figure.name, columns, asOf: answer.as_of === null ? now : new Date(answer.as_of) };
  const writer = await formats[format].open(await target.open(facts), head);
  await writer.write(rows);
  await writer.end();
  return facts;
}
