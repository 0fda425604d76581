import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Db } from '../db/db.js';
import { sql } from '../db/sql.js';
import { eachDatabase } from '../testing/databases.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { measuresBy, measuresInAll } from './claim-sums.js';
import { readFigureFilter } from './figure-filter.js';
import { createSumsMemory } from './remembered-sums.js';

const now = new Date('2025-12-18T01:12:00Z');
const everything = readFigureFilter({}, now);

/** The database, and how often it was asked for sums. */
function watched(db: Db): { readonly db: Db; asked: () => number } {
  let asked = 0;
  const query: Db['query'] = (statement) => {
    if (/_sums c\b/.test(statement.text)) asked += 1;
    return db.query(statement);
  };
  return { db: { ...db, query }, asked: () => asked };
}

eachDatabase('kept sums that are remembered', (database) => {
  const claims = async (db: Db, memory: ReturnType<typeof createSumsMemory>) =>
    (await measuresInAll(await memory.over(db), everything, ['claims'])).claims;
  const mark = (text: string) =>
    database.db.upsert(
      'claim_sums_marks',
      [{ hospital_code: '99999', mark: text }],
      ['hospital_code'],
      ['mark'],
    );

  test('are asked again each time before anybody marked them', async () => {
    await database.db.execute(sql`delete from claim_sums_marks`);
    const { db, asked } = watched(database.db);
    const memory = createSumsMemory();
    await claims(db, memory);
    await claims(db, memory);
    assert.equal(asked(), 2);
  });

  test('are asked once for each question until their mark is another one, in every process', async () => {
    const fileId = await insertFile(database.db, { filename: 'eclaim_99999_OP_25681012_090000001.xls' });
    const add = (tranId: string) =>
      insertClaim(database.db, { tranId, fileId, day: '2025-10-03', claimed: '1.00', reimbursed: '1.00' });
    await add('1');
    await mark('a');
    const { db, asked } = watched(database.db);
    const [one, other] = [createSumsMemory(), createSumsMemory()];
    assert.deepEqual([await claims(db, one), await claims(db, one), await claims(db, other)], [1, 1, 1]);
    assert.equal(asked(), 2);
    await measuresBy(await one.over(db), everything, 'scheme', ['claims']);
    await measuresBy(await one.over(db), { ...everything, kinds: ['ip'] }, 'scheme', ['claims']);
    assert.equal(asked(), 4);
    await add('2');
    await mark('b');
    assert.deepEqual([await claims(db, one), await claims(db, other), await claims(db, one)], [2, 2, 2]);
    assert.equal(asked(), 6);
  });

  test('the oldest answers go when all of them together have too many rows', async () => {
    await mark('rows');
    let asked = 0;
    const query: Db['query'] = (statement) => {
      if (statement.text.includes('numbers')) asked += 1;
      return database.db.query(statement);
    };
    const memory = createSumsMemory();
    const read = async (rows: number) => {
      const { ofKeptSums } = await memory.over({ ...database.db, query });
      return await ofKeptSums?.(
        sql`with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${rows}) select n from numbers`,
      );
    };
    for (let rows = 500; rows < 539; rows += 1) assert.equal((await read(rows))?.length, rows);
    const [before] = [asked, await read(501), await read(538)];
    assert.equal(asked, before);
    await read(500);
    assert.equal(asked, before + 1);
  });

  test('what claims alone can tell is asked each time', async () => {
    await mark('c');
    const { db } = watched(database.db);
    const memory = createSumsMemory();
    const partOfMonth = readFigureFilter({ from: '2025-10-02' }, now);
    const count = async () => (await measuresInAll(await memory.over(db), partOfMonth, ['claims'])).claims;
    const before = await count();
    await database.db.execute(sql`delete from claim_current where tran_id = ${'1'}`);
    assert.equal(await count(), before - 1);
  });

  test('an answer that was read while the mark changed is not taken for one of the new mark', async () => {
    const memory = createSumsMemory();
    await mark('d');
    const early = await memory.over(database.db);
    await mark('e');
    const late = await memory.over(database.db);
    const { claims: before } = await measuresInAll(early, everything, ['claims']);
    const fileId = await insertFile(database.db, { filename: 'eclaim_99999_OP_25681013_090000001.xls' });
    await insertClaim(database.db, {
      ...{ tranId: '9', fileId, day: '2025-10-04', claimed: '1.00', reimbursed: '1.00' },
    });
    assert.equal((await measuresInAll(late, everything, ['claims'])).claims, before + 1);
  });
});
