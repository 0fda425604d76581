import type { CellKind, ExportColumn, ExportFormatName } from '../domain/export-column.js';
import { exportFilename } from '../domain/export-filename.js';
import type { FieldKind, Figure, FigureAnswer, FigureValue } from '../figures/figure.js';
import { formats } from '../formats/index.js';
import type { ExportFacts, ExportTarget } from './export-claims.js';

const kinds: Readonly<Record<FieldKind, CellKind>> = {
  count: 'count',
  baht: 'baht',
  weight: 'weight',
  // Six places; a workbook shows four of them and keeps all.
  rate: 'weight',
  ratio: 'weight',
  days: 'weight',
  text: 'text',
};

function columnsOf({ fields }: Figure): ExportColumn[] {
  return [
    { name: 'key', kind: 'identifier' },
    { name: 'label', kind: 'text' },
    ...fields.map(({ name, kind }) => ({ name, kind: kinds[kind] })),
  ];
}

const textOf = (value: FigureValue | undefined) =>
  value === null || value === undefined
    ? null
    : typeof value === 'boolean'
      ? value
        ? '1'
        : '0'
      : String(value);

/** Writes the rows of a figure's answer, its total as the last one under the key `total`. */
export async function exportFigure(
  figure: Figure,
  answer: FigureAnswer,
  format: ExportFormatName,
  now: Date,
  target: Pick<ExportTarget, 'open'>,
): Promise<ExportFacts> {
  const columns = columnsOf(figure);
  const rows = [...answer.rows, { ...answer.total, key: 'total', label: '' }].map((row) => {
    const values: Readonly<Record<string, FigureValue>> = row;
    return columns.map(({ name }) => textOf(values[name]));
  });
  const { contentType } = formats[format];
  const filename = exportFilename({ subject: figure.name, at: now, rows: rows.length, format });
  const facts = { rows: rows.length, filename, contentType };
  const head = { subject: figure.name, columns, asOf: now };
  const writer = await formats[format].open(await target.open(facts), head);
  await writer.write(rows);
  await writer.end();
  return facts;
}
