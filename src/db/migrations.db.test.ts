import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { databases, type FreshDatabase } from '../testing/databases.js';
import { readMigrations } from './migration-files.js';
import { join, sql } from './sql.js';

interface Column {
  readonly table_name: string;
  readonly name: string;
  readonly nullable: string;
  readonly type: string;
  readonly width: number | null;
  readonly places: number | null;
  readonly instant_places: number | null;
}

/** What both dialects call the same. */
const kinds: Readonly<Record<string, string>> = {
  bigint: 'bigint',
  integer: 'int',
  int: 'int',
  tinyint: 'boolean',
  boolean: 'boolean',
  numeric: 'decimal',
  decimal: 'decimal',
  'character varying': 'varchar',
  varchar: 'varchar',
  text: 'text',
  mediumtext: 'text',
  date: 'date',
  'timestamp without time zone': 'datetime 0',
  'timestamp with time zone': 'datetime 6',
  jsonb: 'json',
  json: 'json',
  bytea: 'bytes',
  longblob: 'bytes',
};

/** Views for reports stand among the tables on MySQL alone; they have tests of their own. */
const views = readMigrations('mysql').flatMap((file) => file.views);

async function columnsOf({ db }: FreshDatabase): Promise<string[]> {
  const isMysql = db.dialect.migrations === 'mysql';
  const rows = await db.query<Column>(
    sql`select table_name as table_name, column_name as name, is_nullable as nullable, lower(data_type) as type,
      character_maximum_length as width, numeric_scale as places, datetime_precision as instant_places
      from information_schema.columns
      where table_schema = ${isMysql ? sql`database()` : sql`current_schema()`} and table_name not in (${join(views)})`,
  );
  const described = rows.map((row) => {
    // MariaDB keeps JSON as longtext, which no other column is.
    let kind = row.type === 'longtext' ? 'json' : (kinds[row.type] ?? row.type);
    if (row.type === 'datetime') kind = `datetime ${row.instant_places}`;
    if (kind === 'varchar') kind = `varchar ${row.width}`;
    if (kind === 'decimal') kind = `decimal ${row.places}`;
    return `${row.table_name}.${row.name} ${kind} ${row.nullable}`;
  });
  return described.sort();
}

describe('migrations', () => {
  const fresh: FreshDatabase[] = [];
  before(async () => {
    for (const database of databases()) fresh.push(await database.fresh());
  });
  after(async () => {
    for (const database of fresh) await database.close();
  });

  test('both folders have the same numbers and names, and each makes the same tables', () => {
    const [postgresql, mysql] = (['postgresql', 'mysql'] as const).map((dialect) => readMigrations(dialect));
    const names = (files: typeof postgresql) =>
      files?.map(({ version, tables, views: made }) => [version, tables, made]);
    assert.deepEqual(names(mysql), names(postgresql));
    const numbers = postgresql?.map(({ version }) => Number(version.slice(0, 4)));
    assert.deepEqual(
      numbers,
      numbers?.map((_, index) => index + 1),
    );
  });

  test('a migration of MySQL is one statement, since it commits each by itself', () => {
    for (const { version, text } of readMigrations('mysql')) {
      const statements = text.replace(/^--.*$/gm, '').split(';');
      assert.equal(statements.filter((part) => part.trim() !== '').length, 1, version);
    }
  });

  test('all databases have the same columns, of the same kind and emptiness', async () => {
    const [first = [], ...others] = await Promise.all(fresh.map(columnsOf));
    assert.ok(first.length > 800, `${first.length} columns`);
    for (const columns of others) assert.deepEqual(columns, first);
  });
});
