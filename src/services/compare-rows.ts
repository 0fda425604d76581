import type { Value } from '../db/db.js';
import type { Difference } from '../domain/verification.js';
import type { FileType } from '../filetypes/file-type.js';
import { fileTypeById } from '../filetypes/index.js';
import { storedRowNos, storedValues } from '../store/stored-values.js';
import { rowsOfSheets, rowTables } from '../store/verified-files.js';
import type { VerifyGround } from './verify-check.js';

/** What is read of one file again, held against its rows as the batches go by. */
export interface RowComparison {
  /** Rows as the import would store them; their columns hold sheet_name, row_no and layout_id among others. */
  compare(table: string, columns: readonly string[], rows: readonly (readonly Value[])[]): Promise<void>;
  /** After the last batch: what is stored and was not read. */
  finish(): Promise<void>;
  /** Values that were compared. */
  readonly compared: () => number;
}

/** Settled after a row was stored, and held against the rule by another check. */
const settled: ReadonlySet<string> = new Set(['version_no', 'is_current']);

/** Columns that the product derives or adds and that say nothing of a patient. */
const open: ReadonlySet<string> = new Set([
  ...[
    'file_id',
    'hospital_code',
    'sheet_name',
    'row_no',
    'layout_id',
    'scheme',
    'file_type',
    'row_hash',
    'kind',
  ],
  ...[
    'row_role',
    'fiscal_year',
    'is_ip',
    'is_denied',
    'claimed',
    'reimbursed',
    'loss',
    'status',
    'data_type',
  ],
  ...['patient_type', 'net_receivable', 'tran_id', 'rep_no'],
]);

/** Stands for a value that is a patient's, or may be. */
const hidden = '***';

const isShown = (fileType: FileType, column: string) => {
  if (open.has(column)) return true;
  const type = fileType.columns.find(([, , name]) => name === column)?.[3];
  return type === 'money' || type === 'weight' || type === 'integer';
};

/** A value as text that is the same however it came: from the reader, from its text, or from the database. */
function plain(column: string, value: Value): string | null {
  if (value === null) return null;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (column === 'extra') return sortedJson(String(value));
  return String(value);
}

/** Databases keep a document with its keys in an order of their own. */
function sortedJson(text: string): string {
  const document: unknown = JSON.parse(text);
  if (typeof document !== 'object' || document === null) return text;
  return JSON.stringify(Object.entries(document).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** The heading of the workbook beside the name of the column. */
function columnText(fileType: FileType, column: string): string {
  const heading = fileType.columns.find(([, , name]) => name === column)?.[1];
  return heading === undefined ? column : `"${heading}" (${column})`;
}

export function rowComparison(
  { view, tell }: Pick<VerifyGround, 'view' | 'tell'>,
  file: { readonly id: number; readonly filename: string; readonly kind: 'rep' | 'stm' },
): RowComparison {
  const seen = new Map<string, Set<number>>();
  let compared = 0;
  const differs = (difference: Pick<Difference, 'code' | 'place' | 'expected' | 'found'>) =>
    tell({ ...difference, fileId: file.id, file: file.filename });
  const seenOf = (table: string, sheetName: string) => {
    const key = `${table} ${sheetName}`;
    const known = seen.get(key) ?? new Set();
    seen.set(key, known);
    return known;
  };

  function compareRow(
    fileType: FileType,
    place: string,
    columns: readonly string[],
    read: readonly Value[],
    stored: readonly Value[],
  ): void {
    for (const [index, column] of columns.entries()) {
      if (settled.has(column)) continue;
      compared += 1;
      const expected = plain(column, read[index] ?? null);
      const found = plain(column, stored[index] ?? null);
      if (expected === found) continue;
      const shown = (value: string | null) => (value === null || isShown(fileType, column) ? value : hidden);
      differs({
        code: 'verify_cell_differs',
        place: `${place}, ${columnText(fileType, column)}`,
        expected: shown(expected),
        found: shown(found),
      });
    }
  }

  return {
    compared: () => compared,
    async compare(table, columns, rows) {
      const [first] = rows;
      if (!first) return;
      const at = (name: string) => columns.indexOf(name);
      const [sheetAt, rowAt] = [at('sheet_name'), at('row_no')];
      const fileType = fileTypeById(String(first[at('layout_id')]));
      const sheetName = String(first[sheetAt]);
      const rowNos = rows.map((row) => Number(row[rowAt]));
      const stored = await storedValues(view, table, columns, { fileId: file.id, sheetName, rowNos });
      const known = seenOf(table, sheetName);
      for (const [index, row] of rows.entries()) {
        const rowNo = rowNos[index] ?? 0;
        const place = `sheet ${sheetName} row ${rowNo}`;
        const own = stored.get(rowNo);
        if (own) {
          known.add(rowNo);
          compareRow(fileType, place, columns, row, own);
        } else differs({ code: 'verify_row_missing', place, expected: 1, found: 0 });
      }
    },
    async finish() {
      for (const table of rowTables[file.kind])
        for (const { sheetName, rows } of await rowsOfSheets(view, table, [file.id])) {
          const known = seenOf(table, sheetName);
          if (rows === known.size) continue;
          for (const rowNo of await storedRowNos(view, table, file.id, sheetName))
            if (!known.has(rowNo))
              differs({
                code: 'verify_row_unknown',
                place: `sheet ${sheetName} row ${rowNo} (${table})`,
                expected: 0,
                found: 1,
              });
        }
    },
  };
}
