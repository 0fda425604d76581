import type { CaseFieldName, CasePriority, CaseStatus } from './case.js';
import type { NewEvent } from './event-data.js';

/** What events say of a case; its texts, contacts and free words stay here. */
export interface EventCase {
  readonly id: number;
  readonly hospital_code: string;
  readonly case_number: string;
  readonly tran_id: string | null;
  readonly priority: CasePriority;
  readonly status: CaseStatus;
  readonly version: number;
}

const head = ({ id, case_number, tran_id, version }: EventCase) => ({ id, case_number, tran_id, version });
const address = ({ id }: EventCase) => ({ url: `/api/v1/cases/${id}` });

export function caseCreated(made: EventCase): NewEvent[] {
  const { status, priority, hospital_code: hospitalCode } = made;
  return [
    { type: 'case.created', hospitalCode, data: { ...head(made), status, priority, ...address(made) } },
  ];
}

/** A new status is an event of its own; what else changed is named, without its values. */
export function caseChanged(
  before: EventCase,
  stored: EventCase,
  changed: readonly CaseFieldName[],
): NewEvent[] {
  const { hospital_code: hospitalCode } = stored;
  const others = changed.filter((name) => name !== 'status');
  const moved = { ...head(stored), from: before.status, to: stored.status, ...address(stored) };
  const edited = { ...head(stored), changed: others, ...address(stored) };
  return [
    ...(changed.includes('status')
      ? [{ type: 'case.status_changed' as const, hospitalCode, data: moved }]
      : []),
    ...(others.length > 0 ? [{ type: 'case.updated' as const, hospitalCode, data: edited }] : []),
  ];
}

export function caseDeleted(gone: EventCase): NewEvent[] {
  return [{ type: 'case.deleted', hospitalCode: gone.hospital_code, data: head(gone) }];
}
