import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from '../db/sql.js';
import { caseChangeInput, newCaseInput } from '../domain/case-input.js';
import { commandLineActor as by } from '../services/actor.js';
import { changeCase } from '../services/change-case.js';
import { createCase } from '../services/create-case.js';
import { removeCase } from '../services/delete-case.js';
import { eachDatabase } from '../testing/databases.js';
import { type CaseFilter, caseFeed } from './case-list.js';
import { type FeedStart, readFeed } from './change-feed.js';
import { purgeEmptyBatches } from './changes.js';

const reach = { hospital: null, ownHospital: '99999' };
const everyCase: CaseFilter = {
  hospital: null,
  ...{ statuses: [], priorities: [], categories: [], tranIds: [], caseNumbers: [], externalRefs: [] },
  ...{ createdAfter: null, createdBefore: null },
};
const everything: FeedStart = { since: '1970-01-01 00:00:00.000000' };

eachDatabase('changes of which nothing is left', (database) => {
  const parts = () => ({ db: database.db, now: () => new Date('2026-02-03T02:15:27Z') });
  const input = newCaseInput.parse({ title: 'Mend', category: 'denial', priority: 'low' });
  const create = () => createCase(parts(), { input, source: 'api', reach, by });
  const change = (id: number, title: string) =>
    changeCase(parts(), { id, input: caseChangeInput.parse({ title }), reach, by, ifVersion: null });
  const batches = async () =>
    (
      await database.db.first<{ n: number }>(
        sql`select count(*) as n from change_batches where kind = 'case'`,
      )
    )?.n;
  const read = async (start: FeedStart) => {
    const page = await readFeed<{ title: string }>(database.db, caseFeed(everyCase), start, 1000);
    const rows = page.entries.map((entry) => ('row' in entry ? entry.row.title : `gone ${entry.gone}`));
    return { rows, cursor: { feed: page.feed, place: page.place } };
  };
  const tomorrow = () => new Date(Date.now() + 86_400_000);

  test('are taken away; what is left is read as before, also from a cursor that stands on one of them', async () => {
    const first = await create();
    const second = await create();
    const { cursor } = await read(everything);
    for (const title of ['one', 'two', 'three']) await change(first.id, title);
    await removeCase(parts(), { id: second.id, hospital: null, by, ifVersion: null });
    const before = { all: (await read(everything)).rows, since: (await read(cursor)).rows };
    assert.deepEqual(before.since, ['three', `gone ${second.case_number}`]);
    assert.equal(await batches(), 6);
    assert.equal(await purgeEmptyBatches(database.db, new Date('2000-01-01')), 0);
    assert.ok((await purgeEmptyBatches(database.db, tomorrow())) >= 4);
    assert.equal(await batches(), 2);
    assert.deepEqual({ all: (await read(everything)).rows, since: (await read(cursor)).rows }, before);
    const end = (await read(everything)).cursor;
    await change(first.id, 'four');
    assert.deepEqual((await read(end)).rows, ['four']);
    assert.deepEqual((await read(cursor)).rows, [`gone ${second.case_number}`, 'four']);
    await purgeEmptyBatches(database.db, tomorrow());
    assert.deepEqual((await read(cursor)).rows, [`gone ${second.case_number}`, 'four']);
  });

  test('many of them are passed by in steps', async () => {
    const made = await create();
    for (let turn = 0; turn < 40; turn += 1) await change(made.id, `turn ${turn}`);
    const rows = (await read(everything)).rows;
    await database.db.execute(sql`insert into change_batches (kind, no, batch, at)
      select 'claim', no + 1000000, batch, at from change_batches where kind = 'case'`);
    assert.ok((await purgeEmptyBatches(database.db, tomorrow())) >= 40);
    assert.deepEqual((await read(everything)).rows, rows);
  });
});
