import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describedIn } from '../testing/data-dictionary.js';
import { readMigrations } from './migration-files.js';

/** `table` to its columns as the migrations make them: those of `create table`, and those that later files add or drop. */
function made(): Map<string, string[]> {
  const tables = new Map<string, string[]>();
  for (const { text } of readMigrations('postgresql')) {
    for (const [, table = '', body = ''] of text.matchAll(/^create table (\w+) \(\n(.*?)^\)/gms))
      tables.set(
        table,
        [...body.matchAll(/^ {2}(?!(?:constraint|primary|unique|foreign)\b)([a-z]\w*) /gm)].map(
          (match) => match[1] ?? '',
        ),
      );
    for (const [, table = '', changes = ''] of text.matchAll(/^alter table (\w+)([^;]*);/gm))
      for (const [, change, column = ''] of changes.matchAll(/\b(add|drop) column (\w+)/g)) {
        const columns = tables.get(table) ?? [];
        if (change === 'add') columns.push(column);
        else
          tables.set(
            table,
            columns.filter((one) => one !== column),
          );
      }
  }
  return tables;
}

test('the data dictionary names every table and column of the migrations, and no other', () => {
  const found = describedIn('Tables');
  assert.ok(made().size >= 29);
  for (const [table, columns] of made())
    assert.deepEqual(found.get(table)?.toSorted(), columns.toSorted(), `columns of ${table}`);
  assert.deepEqual([...found.keys()].sort(), [...made().keys(), 'schema_migrations'].sort());
});
