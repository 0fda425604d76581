import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDatabase } from '../testing/databases.js';
import { insertStatement } from '../testing/sample-items.js';
import { insertFile } from '../testing/sample-rows.js';
import { dataAsOf } from './answer-by.js';
import { claimsSummary } from './claims-summary.js';
import type { Figure } from './figure.js';
import { readFigureFilter } from './figure-filter.js';
import { pending } from './pending.js';

eachDatabase('when the data are of', (database) => {
  test('a statement moves it where what statements say is counted, and nowhere else', async () => {
    const { db } = database;
    const now = new Date('2026-06-18T01:12:00Z');
    const completedAt = new Date('2026-06-10T01:00:00Z');
    await insertFile(db, { filename: 'eclaim_99999_OP_25690610_090000001.xls', completedAt });
    const at = await dataAsOf(db);
    assert.equal(await dataAsOf(db, true), at);
    await insertStatement(db, { import_completed_at: '2026-06-15 01:00:00' });
    assert.equal(await dataAsOf(db), at);
    const later = await dataAsOf(db, true);
    assert.ok(at !== null && later !== null && Date.parse(later) > Date.parse(at));
    const asOf = async (figure: Figure, query: Record<string, string>) => {
      const filter = readFigureFilter(query, now);
      return (await figure.answer(db, { filter, by: figure.by[0], language: 'en', now })).as_of;
    };
    assert.equal(await asOf(claimsSummary, {}), at);
    assert.equal(await asOf(pending, {}), later);
    assert.equal(await asOf(claimsSummary, { state: 'matched' }), later);
    assert.equal(await asOf(claimsSummary, { waiting_stm: 'all' }), later);
  });
});
