import type { GridUnit } from '../../domain/grid-unit.js';
import type { UnitCounts } from '../../domain/unit-standing.js';
import type { ListedDocument } from '../../figures/listed-documents.js';
import type { KnownUnit } from '../../store/download-units.js';
import type { MonthOfTransfers, UnitFile } from '../../store/unit-files.js';
import type { OpenUnit } from '../open-units.js';

/** What is known of a unit; `files`, `documents` are empty of SMT, `transfers` of everything else. */
export interface UnitFacts {
  readonly unit: GridUnit;
  readonly known: KnownUnit | null;
  readonly open: OpenUnit | undefined;
  readonly files: readonly UnitFile[];
  readonly documents: readonly ListedDocument[];
  readonly transfers: readonly MonthOfTransfers[];
  readonly importsClaims: boolean;
}

/** Numbers of the unit's files that the state of the unit alone does not tell. */
export function countsOf({ known, files, documents, importsClaims }: UnitFacts): UnitCounts {
  const here = files.filter(({ status }) => status === 'success');
  return {
    listed: known?.listed ?? 0,
    stored: known?.stored ?? 0,
    notImported: importsClaims ? here.filter((file) => !isIn(file)).length : 0,
    disagreeing: here.filter((file) => isIn(file) && !addsUp(file, documents)).length,
  };
}

export function isIn({ importStatus }: UnitFile): boolean {
  return importStatus === 'completed' || importStatus === 'completed_with_problems';
}

/** Whether the file's stored rows are those that the list and the workbook announce. */
export function addsUp(file: UnitFile, documents: readonly ListedDocument[]): boolean {
  if (file.controlsAgree === false) return false;
  const own = documents.filter(({ downloadId }) => downloadId === file.downloadId);
  if (own.length === 0 || file.storedTotal === null) return true;
  return sumOf(own, 'total') === file.storedTotal && sumOf(own, 'passed') === file.storedPassed;
}

export function sumOf(documents: readonly ListedDocument[], name: 'total' | 'passed' | 'failed'): number {
  return documents.reduce((sum, document) => sum + (document[name] ?? 0), 0);
}
