import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ColumnType } from './file-type.js';
import { fileTypes } from './index.js';

/** The data dictionary, which a test of db/ holds to the migrations. */
const dictionary = readFileSync(new URL('../../database/README.md', import.meta.url), 'utf8');

/** The kinds of a table's columns, e.g. `text 64`, without the mark of NOT NULL. */
function kindsOf(table: string): Map<string, string> {
  const chapter = dictionary.split(/^### /m).find((text) => text.startsWith(`${table}\n`)) ?? '';
  return new Map(
    [...chapter.matchAll(/^\| (\w+) \| ([^|]+?)!? \| .+ \|$/gm)].map(([, name = '', kind = '']) => [
      name,
      kind,
    ]),
  );
}

const kinds: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  key40: 'text 40',
  key64: 'text 64',
  key255: 'text 255',
  integer: 'whole',
  money: 'baht',
  weight: 'weight',
  day: 'day',
  wall: 'clock',
};

for (const { id, table, columns } of fileTypes) {
  test(`every named column of ${id} is one of ${table}, of its type, and none is filled twice`, () => {
    const stored = kindsOf(table);
    const named = columns.flatMap(([, , name, type]) => (name === null ? [] : [[name, type] as const]));
    for (const [name, type] of named) assert.equal(stored.get(name), kinds[type], name);
    assert.equal(new Set(named.map(([name]) => name)).size, named.length);
  });
}
