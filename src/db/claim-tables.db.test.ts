import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDatabase } from '../testing/databases.js';
import type { Value } from './db.js';
import { raw, sql } from './sql.js';

const longest = 'ก'.repeat(32_767);
const now = new Date('2026-01-01T00:00:00Z');

eachDatabase('the width of the claim tables', (database) => {
  for (const table of ['claim_rep_opip_nhso_item', 'claim_rep_orf_nhso_item'])
    test(`${table} takes the longest cell in every text at once`, async () => {
      const { db } = database;
      const fileId = await db.insert('eclaim_imported_files', {
        filename: `${table}.xls`,
        file_type: 'IP',
        hospital_code: '99999',
        status: 'completed',
        sha256: 'x',
        size_bytes: 1,
        source: 'cli',
        sheets: '[]',
      });
      const described = await db.query<{ name: string; type: string; width: number | null }>(
        sql`select column_name as name, lower(data_type) as type, character_maximum_length as width
          from information_schema.columns where table_name = ${table} and table_schema = ${schemaOf(db)}`,
      );
      const row: Record<string, Value> = { file_id: fileId, version_no: 1, row_no: 1 };
      for (const { name, type, width } of described) row[name] ??= filled(name, type, Number(width));
      delete row.id;
      await db.bulkInsert(table, Object.keys(row), [Object.values(row)]);
      const texts = described.filter(({ type }) => type.endsWith('text')).map(({ name }) => name);
      assert.ok(texts.length > 20, `${texts.length} text columns`);
      const stored = await db.first<Record<string, Value>>(
        sql`select ${raw(texts.filter((name) => name !== 'extra').join(', '))} from ${raw(table)}`,
      );
      for (const [name, value] of Object.entries(stored ?? {})) assert.equal(value, longest, name);
    });
});

function schemaOf({ dialect }: { dialect: { migrations: string } }) {
  return dialect.migrations === 'mysql' ? sql`database()` : sql`current_schema()`;
}

function filled(name: string, type: string, width: number): Value {
  if (name === 'extra') return '{}';
  if (type.startsWith('character varying') || type === 'varchar') return 'ก'.repeat(width);
  if (type.endsWith('text')) return longest;
  if (type === 'numeric' || type === 'decimal') return '99999999999.99';
  if (type === 'date') return '2026-01-01';
  if (type === 'boolean' || type === 'tinyint') return true;
  if (type.startsWith('int') || type === 'bigint') return 1;
  return now;
}
