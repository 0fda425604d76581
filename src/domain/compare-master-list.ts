import { flagOf, keyOf, type MasterList, type MasterRow } from './master-list.js';

/** What an uploaded or newer list would change, in the order of its codes. */
export interface MasterChanges {
  readonly added: readonly MasterRow[];
  readonly changed: readonly {
    readonly before: MasterRow;
    readonly after: MasterRow;
    readonly columns: readonly string[];
  }[];
  /** In use now and not in the list. */
  readonly gone: readonly MasterRow[];
  readonly unchanged: number;
}

/**
 * Compares by the list's own columns; notes of the hospital are none of them. `kept` = codes that are never gone, because
 * their line was refused.
 */
export function compareMasterList(
  list: MasterList,
  before: readonly MasterRow[],
  after: readonly MasterRow[],
  kept: ReadonlySet<string> = new Set(),
): MasterChanges {
  const key = keyOf(list);
  const byKey = new Map(before.map((row) => [String(row[key]), row]));
  const added: MasterRow[] = [];
  const changed: { before: MasterRow; after: MasterRow; columns: string[] }[] = [];
  for (const row of after) {
    const known = byKey.get(String(row[key]));
    if (!known) {
      added.push(row);
      continue;
    }
    const columns = list.columns.map(({ name }) => name).filter((name) => known[name] !== row[name]);
    if (columns.length > 0) changed.push({ before: known, after: row, columns });
  }
  const codes = new Set(after.map((row) => String(row[key])));
  const gone = before.filter(
    (row) => row[flagOf(list)] === true && !codes.has(String(row[key])) && !kept.has(String(row[key])),
  );
  return { added, changed, gone, unchanged: after.length - added.length - changed.length };
}
