import type { AlertFile } from './alert.js';
import type { NewEvent } from './event-data.js';
import type { ImportResult } from './import-result.js';

/** What is told of an import: numbers and codes; its name may be anything, so it stays here. Nothing of what was known. */
export function importEvents(kind: AlertFile['kind'], result: ImportResult, attemptId: number): NewEvent[] {
  const { status, fileId, scheme, problems, controlTotals } = result;
  const hospitalCode = result.hospitalCode ?? '';
  const head = { import_id: attemptId, file_id: fileId, kind };
  const tail = { scheme, hospital_code: result.hospitalCode };
  const url = `/api/v1/imports/${attemptId}`;
  if (status === 'unchanged') return [];
  if (status === 'quarantined' || status === 'failed') {
    const data = { ...head, status, ...tail, problem: problems[0]?.code ?? null, url };
    return [{ type: 'import.failed', hospitalCode, data }];
  }
  const { rowsRead, inserted, updated, unchanged, refused } = result;
  const rows = { read: rowsRead, inserted, updated, unchanged, refused };
  const data = { ...head, status, ...tail, rows, controls_agree: controlTotals.agree, url };
  return [{ type: 'import.completed', hospitalCode, data }];
}
