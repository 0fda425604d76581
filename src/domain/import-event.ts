import type { AlertFile } from './alert.js';
import type { ImportResult } from './import-result.js';
import type { NewEvent } from './webhook.js';

/** What is told of an import: numbers and codes; its name may be anything, so it stays here. Nothing of what was known. */
export function importEvents(kind: AlertFile['kind'], result: ImportResult, attemptId: number): NewEvent[] {
  const { status, fileId, hospitalCode, scheme, problems, controlTotals } = result;
  if (status === 'unchanged') return [];
  const isStored = status === 'completed' || status === 'completed_with_problems';
  const { rowsRead, inserted, updated, unchanged, refused } = result;
  const rows = { read: rowsRead, inserted, updated, unchanged, refused };
  return [
    {
      type: isStored ? 'import.completed' : 'import.failed',
      hospitalCode: hospitalCode ?? '',
      data: {
        import_id: attemptId,
        file_id: fileId,
        kind,
        status,
        scheme,
        hospital_code: hospitalCode,
        ...(isStored
          ? { rows, controls_agree: controlTotals.agree }
          : { problem: problems[0]?.code ?? null }),
        url: `/api/v1/imports/${attemptId}`,
      },
    },
  ];
}
