/** Reference data of the trade (formats/tables.md 10): each list is a table of its own and a CSV in database/seeds/. */

export const masterListNames = ['nhso_error_codes', 'fund_types', 'service_types', 'schemes'] as const;
export type MasterListName = (typeof masterListNames)[number];

export type MasterValue = string | number | boolean | null;

export interface MasterColumn {
  /** As in the database and in the CSV. */
  readonly name: string;
  /** `code` = the list's key; `word` = a short text that is never null; `text` = free text or null. */
  readonly kind: 'code' | 'word' | 'text' | 'flag' | 'whole';
  /** Longest value, in letters; null = any. */
  readonly most: number | null;
  /** Where a file has no such column or an empty cell; undefined = the cell must be filled. */
  readonly standard?: MasterValue;
}

export interface MasterList {
  readonly name: MasterListName;
  readonly columns: readonly MasterColumn[];
  /** Of the list that comes with the program; a higher number replaces what a lower one brought. */
  readonly seedVersion: number;
  readonly seedFile: string;
}

const code = (name: string, most: number): MasterColumn => ({ name, kind: 'code', most });
const word = (name: string, most: number): MasterColumn => ({ name, kind: 'word', most, standard: '' });
const text = (name: string): MasterColumn => ({ name, kind: 'text', most: null, standard: null });
const flag = (name: string): MasterColumn => ({ name, kind: 'flag', most: null, standard: true });

export const masterLists: readonly MasterList[] = [
  {
    name: 'nhso_error_codes',
    columns: [code('code', 20), word('type', 30), text('description'), text('guide'), flag('is_active')],
    seedVersion: 1,
    seedFile: 'nhso-error-codes.csv',
  },
  {
    name: 'fund_types',
    columns: [
      code('fund_code', 40),
      text('fund_name_th'),
      text('fund_name_en'),
      word('fund_category', 40),
      flag('is_active'),
    ],
    seedVersion: 1,
    seedFile: 'fund-types.csv',
  },
  {
    name: 'service_types',
    columns: [
      code('service_code', 40),
      text('service_name_th'),
      text('service_name_en'),
      word('service_category', 40),
      flag('is_active'),
    ],
    seedVersion: 1,
    seedFile: 'service-types.csv',
  },
  {
    name: 'schemes',
    columns: [
      code('code', 10),
      { name: 'name_th', kind: 'word', most: null },
      { name: 'name_en', kind: 'word', most: null },
      text('short_name'),
      flag('enabled_default'),
      { name: 'priority', kind: 'whole', most: null, standard: 0 },
    ],
    seedVersion: 1,
    seedFile: 'schemes.csv',
  },
];

export function masterListByName(name: string): MasterList | null {
  return masterLists.find((list) => list.name === name) ?? null;
}

export function keyOf(list: MasterList): string {
  const key = list.columns.find(({ kind }) => kind === 'code');
  if (!key) throw new RangeError(`${list.name} has no key`);
  return key.name;
}

/** Column that says whether an entry is in use; an entry that a new list lacks is switched off, never deleted. */
export function flagOf(list: MasterList): string {
  return list.name === 'schemes' ? 'enabled' : 'is_active';
}

/** One entry by column name. */
export type MasterRow = Readonly<Record<string, MasterValue>>;

/** Why a line of an uploaded list is not taken. */
export interface RefusedLine {
  readonly line: number;
  readonly code: string;
  readonly problem:
    | 'key_missing'
    | 'key_twice'
    | 'too_long'
    | 'not_a_flag'
    | 'not_a_whole_number'
    | 'empty'
    | 'cells';
  readonly column: string;
}
