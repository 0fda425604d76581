/** Follow-up cases: a piece of work for a person, on a claim or on none. */

export const caseStatuses = ['open', 'in_progress', 'escalated', 'resolved', 'closed'] as const;
export type CaseStatus = (typeof caseStatuses)[number];

export const casePriorities = ['low', 'medium', 'high', 'critical'] as const;
export type CasePriority = (typeof casePriorities)[number];

/** What the pages suggest; any other word is a category too. */
export const caseCategories = ['denial', 'appeal', 'document', 'coding', 'payment', 'other'] as const;

export const caseSources = ['api', 'page', 'import', 'denial'] as const;
/** Where a case came from: a neighbour, a person, a CSV file, or a denied claim. */
export type CaseSource = (typeof caseSources)[number];

/** How many characters each field holds at most (letters, not bytes). */
export const caseLengths = {
  title: 200,
  description: 10_000,
  category: 64,
  case_number: 64,
  tran_id: 64,
  external_ref: 128,
  reporter_email: 254,
} as const;

/** The case of a system elsewhere that stands for ours. */
export interface RemoteCase {
  readonly target: string;
  readonly reference: string;
  readonly id: string | null;
  readonly status: string | null;
  /** Instant as text, UTC. */
  readonly synced_at: string | null;
}

/** What may be written of a case, in the values that are stored; null = nothing. */
export interface CaseFields {
  readonly title: string;
  readonly description: string | null;
  readonly category: string;
  readonly priority: CasePriority;
  readonly status: CaseStatus;
  readonly tran_id: string | null;
  readonly reporter_phone: string | null;
  readonly reporter_email: string | null;
  /** Username. */
  readonly assigned_to: string | null;
  readonly external_ref: string | null;
}

/** The fields in which a case may be changed, in the order in which they are told. */
export const caseFieldNames = [
  'title',
  'description',
  'category',
  'priority',
  'status',
  'tran_id',
  'reporter_phone',
  'reporter_email',
  'assigned_to',
  'external_ref',
] as const satisfies readonly (keyof CaseFields)[];
export type CaseFieldName = (typeof caseFieldNames)[number];

/** Of these the activity says only that they changed: free text, and how a person is reached. */
const untold: readonly CaseFieldName[] = ['title', 'description', 'reporter_phone', 'reporter_email'];

export function isToldInActivity(field: CaseFieldName): boolean {
  return !untold.includes(field);
}

/** Whether nobody needs to work on it any more. */
export function isDone(status: CaseStatus): boolean {
  return status === 'resolved' || status === 'closed';
}

export function isCaseStatus(text: string): text is CaseStatus {
  return (caseStatuses as readonly string[]).includes(text);
}

export function isCasePriority(text: string): text is CasePriority {
  return (casePriorities as readonly string[]).includes(text);
}

/** `CASE-2569-000417`: fiscal year (Buddhist Era) and serial. */
export function caseNumber(fiscalYear: number, serial: number): string {
  return `CASE-${fiscalYear}-${String(serial).padStart(6, '0')}`;
}

/** Whether a number is one that this program could make. */
export function isMadeNumber(number: string): boolean {
  return /^CASE-\d{4}-\d{6,}$/.test(number);
}
