import { join, raw, type Sql, sql } from '../db/sql.js';

/** Items of claims, and by what they are told apart; also the names of the filters that ask for claims with such an item. */
export const itemSplits = ['drug', 'instrument', 'deny_code', 'zero_reason'] as const;
export type ItemSplit = (typeof itemSplits)[number];

/** The word of a filter for "some item, whichever". */
export const anyItem = 'any';
/** Items that name no code. */
const without = 'none';

/** A sheet: its rows as `i`, by which code, under which name, and which of them were cut. */
export interface ItemSheet {
  readonly table: Sql;
  readonly key: Sql;
  readonly name: Sql;
  readonly paid: Sql;
  readonly cut: Sql;
  /** The rows of a key, each condition by an index; together they are the same as `key`. */
  readonly ofKey: (key: string) => readonly Sql[];
}

const asked = sql`coalesce(i.claim_amount, 0.00)`;
const every = sql`1 = 1`;

function sheet(table: string, column: string, name: Sql, paid: Sql, onlyCut: boolean): ItemSheet {
  const code = raw(`i.${column}`);
  return {
    ...{ table: raw(table), key: sql`coalesce(${code}, '')`, name, paid },
    // Sheets of refused items have no others.
    cut: onlyCut ? every : sql`${asked} > ${paid}`,
    ofKey: (key) => (key === '' ? [sql`coalesce(${code}, '') = ''`] : [sql`${code} = ${key}`]),
  };
}

const drugPaid = sql`coalesce(i.reimb_amount, 0.00) + coalesce(i.reimb_agency, 0.00)`;
const drugName = sql`coalesce(i.generic_name, i.trade_name)`;

/** The sheet of each split. */
export const itemSheets: Readonly<Record<ItemSplit, ItemSheet>> = {
  drug: {
    ...sheet('eclaim_drug', 'tmt_code', drugName, drugPaid, false),
    // Without a TMT code the hospital's own.
    key: sql`coalesce(nullif(i.tmt_code, ''), i.drug_code, '')`,
    ofKey: (key) =>
      key === ''
        ? [sql`coalesce(nullif(i.tmt_code, ''), i.drug_code, '') = ''`]
        : [
            sql`i.tmt_code = ${key}`,
            ...['is null', "= ''"].map((no) => sql`i.tmt_code ${raw(no)} and i.drug_code = ${key}`),
          ],
  },
  instrument: sheet(
    ...([
      'eclaim_instrument',
      'inst_code',
      sql`i.inst_name`,
      sql`coalesce(i.reimb_amount, 0.00)`,
      false,
    ] as const),
  ),
  deny_code: sheet('eclaim_deny', 'deny_code', sql`i.deny_code`, sql`0.00`, true),
  zero_reason: sheet('eclaim_zero_paid', 'reason', sql`i.reason`, sql`coalesce(i.paid_amount, 0.00)`, true),
};

/** Where the rows of claims stand, and which column has their number in the document. */
const claimRows = [
  ['opip', raw('claim_rep_opip_nhso_item'), raw('d.seq')],
  ['orf', raw('claim_rep_orf_nhso_item'), raw('d.no')],
] as const;

/**
 * Items `i` as the workbook of the current version of a claim has them. They name no REP no., only the number of the row of
 * their claim: where the workbook has the claim more than once (an appeal repeats older rows), the items of a row that is not
 * current are left out. What fits both rows or none of them stays: nobody knows that it is not the current one's.
 */
export function ofCurrentRow(alias: 'c' | 'y'): Sql {
  const claim = (column: string) => raw(`${alias}.${column}`);
  const numbered = (isCurrent: boolean) =>
    claimRows.map(([kind, table, number]) => {
      const own = sql`${claim('item_kind')} = ${kind} and d.id = ${claim('item_id')}`;
      return sql`exists (select 1 from ${table} d where d.file_id = i.file_id and d.tran_id = i.tran_id
        and ${number} = i.line_no and ${isCurrent ? own : sql`not (${own})`})`;
    });
  const once = sql`${claim('versions')} = 1 and ${claim('has_appeal')} = ${false}`;
  return sql`((${once}) or not (${join(numbered(false), ' or ')}) or ${join(numbered(true), ' or ')})`;
}

/** Claims `c` that have such an item in the workbook of their current version, looked up from the items. */
export function itemConditions(items: Readonly<Partial<Record<ItemSplit, string>>>): Sql[] {
  return itemSplits.flatMap((split) => {
    const value = items[split];
    if (value === undefined) return [];
    const { table, cut, ofKey } = itemSheets[split];
    const rows = value === anyItem ? [every] : ofKey(value === without ? '' : value);
    const ids = rows.map(
      (ofRow) => sql`select y.id from ${table} i
        join claim_current y on y.file_id = i.file_id and y.tran_id = i.tran_id
        where ${ofRow} and ${cut} and ${ofCurrentRow('y')}`,
    );
    return [sql`c.id in (select of_item.id from (${join(ids, ' union ')}) of_item)`];
  });
}
