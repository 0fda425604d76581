import { subtractBaht } from './satang.js';

/** How the value of a field is written; as the layouts type their columns, with all keys as `text`. */
export type FieldType = 'text' | 'integer' | 'money' | 'weight' | 'day' | 'wall';

/** Whose value it is: a patient's name or citizen id, a column that nobody knows, or neither. */
export type FieldPrivacy = 'name' | 'pid' | 'unknown' | 'open';

/** One cell of a row as stored, under the heading of its workbook. */
export interface ClaimField {
  /** Database column, or the heading where the form's column has none. */
  readonly key: string;
  /** Heading path as in the workbook, e.g. `ชดเชยสุทธิ > สปสช.` */
  readonly heading: string;
  readonly type: FieldType;
  /** Group of meaning in the form, e.g. `claim`, `fund:hc`; `extra` = a column that the form does not have. */
  readonly group: string;
  readonly privacy: FieldPrivacy;
  /** Money in baht, dates Gregorian; null = nothing written. */
  readonly value: string | null;
}

export interface FieldDifference extends Omit<ClaimField, 'value'> {
  readonly before: string | null;
  readonly after: string | null;
  /** Baht that came to it or went (negative), nothing written counted as nothing; null where it is no money, or 0. */
  readonly change: string | null;
}

/** They name the document and the row, which each version shows by itself. */
const ofDocument: ReadonlySet<string> = new Set(['rep_no', 'seq', 'no', 'tran_id']);

/** What people look for first. */
const ranks: readonly string[] = [
  'status',
  'deny',
  'reimbursement',
  'claim',
  'drg',
  'fund',
  'visit',
  'service',
];

function rankOf(group: string): number {
  const rank = ranks.indexOf(group.split(':')[0] ?? '');
  return rank < 0 ? ranks.length : rank;
}

/** Baht that came to an amount, where nothing was written counted as nothing; null where no money came or went. */
function changeOf(before: string | null, after: string | null): string | null {
  const change = subtractBaht(after ?? '0.00', before ?? '0.00');
  return change === '0.00' ? null : change;
}

/**
 * What differs between two versions of one claim, field by field: error codes and money first. A field that only one of
 * both forms has counts where it holds something. Running number and REP no. are left out.
 */
export function differencesOf(
  older: readonly ClaimField[],
  newer: readonly ClaimField[],
): readonly FieldDifference[] {
  const before = new Map(older.map((field) => [field.key, field]));
  const after = new Map(newer.map((field) => [field.key, field]));
  const all = [...newer, ...older.filter(({ key }) => !after.has(key))];
  const differences = all.flatMap((field): FieldDifference[] => {
    const { value: _, ...same } = field;
    // An empty text says no more than nothing.
    const old = before.get(field.key)?.value || null;
    const now = after.get(field.key)?.value || null;
    if (old === now || ofDocument.has(field.key)) return [];
    const change = field.type === 'money' ? changeOf(old, now) : null;
    return [{ ...same, before: old, after: now, change }];
  });
  return differences.sort((a, b) => rankOf(a.group) - rankOf(b.group));
}
