/** Reads a sample workbook without a thread, for the tests of filetypes/. */
import assert from 'node:assert/strict';
import { openBiff8Workbook } from '../filetypes/biff8-workbook.js';
import type { ParsedProblem, ParsedRow, ParseEvent } from '../filetypes/file-type.js';
import { fileTypeById, storedColumns } from '../filetypes/index.js';
import type { LayoutMapping } from '../filetypes/layout-mapping.js';
import { openWith } from '../filetypes/open-workbook.js';
import { parseSheets } from '../filetypes/parse-sheets.js';
import { type SampleSheet, sampleWorkbook } from './workbook-samples.js';

export interface SampleRead {
  readonly events: readonly ParseEvent[];
  readonly rows: readonly (ParsedRow & { readonly sheet: number; readonly layout: string })[];
  readonly problems: readonly ParsedProblem[];
}

/** Every event of the workbook, its rows and its problems. */
export function readSample(
  sheets: readonly SampleSheet[],
  batchRows = 500,
  mappings: readonly LayoutMapping[] = [],
): SampleRead {
  const workbook = openWith(sampleWorkbook(sheets), openBiff8Workbook);
  const events = [...parseSheets(workbook, batchRows, mappings)];
  return {
    events,
    rows: events.flatMap((event) =>
      event.type === 'rows'
        ? event.rows.map((row) => ({ ...row, sheet: event.sheet, layout: event.layout }))
        : [],
    ),
    problems: events.flatMap((event) => (event.type === 'problems' ? event.problems : [])),
  };
}

/** Value of a row by its database column. */
export function field(
  row: ParsedRow & { readonly layout: string },
  name: string,
): string | number | null | undefined {
  return row.values[storedColumns(fileTypeById(row.layout)).indexOf(name)];
}

/** The first of a list that must not be empty. */
export function firstOf<T>(list: readonly T[]): T {
  const [first] = list;
  assert.ok(first);
  return first;
}
