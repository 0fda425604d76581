import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from '../db/sql.js';
import { statementStanding } from '../domain/statement-standing.js';
import { claimFeedSource, type FeedClaim } from '../figures/claim-feed.js';
import { everyClaim } from '../figures/claim-list-filter.js';
import { type FeedStart, readFeed } from '../store/change-feed.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { repTestWorkbook, type TestRow, ucsRow } from '../testing/rep-workbook.js';
import { statementBytes, statementRow } from '../testing/statement-workbook.js';
import { commandLineActor } from './actor.js';
import { importRepFile } from './import-rep-file.js';
import { undoFile } from './undo-file.js';

const source = claimFeedSource(everyClaim);
const hospital = '99401';
const first = `eclaim_${hospital}_OP_25690105_201501885.xls`;
const later = `eclaim_${hospital}_OP_25690120_101501885.xls`;

eachDatabase('changes of claims', (database) => {
  const room = importRoom();
  after(() => room.remove());
  let from: FeedStart = { since: '1970-01-01 00:00:00.000000' };

  async function take(name: string, rows: readonly TestRow[], force = false): Promise<number> {
    const path = room.put(name, repTestWorkbook({ form: 'ucs', rows }));
    const result = await importRepFile(room.parts(database.db), { path, source: 'cli', force });
    assert.match(result.status, /^(completed|unchanged)/, JSON.stringify(result.problems));
    return result.fileId ?? 0;
  }
  const undo = (fileId: number) =>
    undoFile(room.parts(database.db), { fileId, by: commandLineActor, reason: null });
  const batches = async () =>
    (
      await database.db.first<{ n: number }>(
        sql`select count(*) as n from change_batches where kind = 'claim'`,
      )
    )?.n;

  /** What came since it was asked last: the claim with its amount, or that it is gone. */
  async function news(): Promise<string[]> {
    const page = await readFeed<FeedClaim>(database.db, source, from, 1000);
    from = { feed: page.feed, place: page.place };
    assert.equal(page.hasMore, false);
    return page.entries.map((one) =>
      'row' in one
        ? `${one.row.tran_id} v${one.row.version} ${one.row.reimbursed} ${one.row.state}`
        : `-${one.gone}`,
    );
  }

  test('an import is one change of its claims; a later version tells the claim again', async () => {
    await take(first, [
      ucsRow('990001', { error_code: '305', reimb_nhso: 0 }),
      ucsRow('990002'),
      ucsRow('990003'),
    ]);
    assert.deepEqual(
      (await news()).map((line) => line.slice(0, 9)),
      ['990001 v1', '990002 v1', '990003 v1'],
    );
    assert.equal(await batches(), 2);
    await take(later, [ucsRow('990001'), ucsRow('990004')]);
    assert.deepEqual(
      (await news()).map((line) => line.slice(0, 9)),
      ['990001 v2', '990004 v1'],
    );
  });

  test('the identical file again changes no instant and adds no number, by force or not', async () => {
    const rows = [ucsRow('990001'), ucsRow('990004')];
    const [before, instants] = [await batches(), await allInstants()];
    await take(later, rows);
    await take(later, rows, true);
    assert.deepEqual(await news(), []);
    assert.equal(await batches(), before);
    assert.deepEqual(await allInstants(), instants);
  });

  const allInstants = () =>
    database.db.query(sql`select c.tran_id, b.at from claim_current c
      join change_batches b on b.batch = c.change_batch and b.kind = 'claim' order by c.tran_id`);

  test('undo leaves tombstones of claims that are gone, and changes of those whose earlier version counts again', async () => {
    const { db } = database;
    const file = await db.first<{ id: number }>(
      sql`select id from eclaim_imported_files where filename = ${later}`,
    );
    await undo(file?.id ?? 0);
    assert.deepEqual(
      (await news()).map((line) => line.slice(0, 9)),
      ['990001 v1', '-990004'],
    );
    await take(later, [ucsRow('990001'), ucsRow('990004')]);
    assert.deepEqual(
      (await news()).map((line) => line.slice(0, 9)),
      ['990001 v2', '990004 v1'],
    );
  });

  test('a file that reads differently now tells only the claims that it changed', async () => {
    const { db } = database;
    await db.execute(sql`update claim_current set hmain = ${'99998'} where tran_id = ${'990003'}`);
    await take(
      first,
      [ucsRow('990001', { error_code: '305', reimb_nhso: 0 }), ucsRow('990002'), ucsRow('990003')],
      true,
    );
    assert.deepEqual(
      (await news()).map((line) => line.slice(0, 9)),
      ['990003 v1'],
    );
  });

  test('a statement tells the claims of which it speaks, with the state that the domain gives them', async () => {
    const { db } = database;
    const promised = await db.first<{ reimb_nhso: string }>(
      sql`select reimb_nhso from claim_current where tran_id = ${'990002'}`,
    );
    const documentNo = `${hospital}_IPUCS256811_01`;
    const amount = Number(promised?.reimb_nhso);
    const rows = [
      ['990001', amount - 1],
      ['990002', amount],
      ['990003', amount + 1],
      ['990004', -1],
      ['990099', 5],
    ] as const;
    const bytes = statementBytes({
      documentNo,
      hospital,
      reportTime: '20/12/2568 เวลา 18:30',
      details: [
        {
          name: 'รายละเอียดข้อมูลปกติ IP',
          rows: rows.map(([tranId, paid]) => statementRow(tranId, { total_compensation: paid })),
        },
      ],
    });
    const path = room.put(`STM_${documentNo}.xls`, bytes);
    const result = await importRepFile(room.parts(db), { path, source: 'cli' });
    const states = (await news()).map((line) => line.split(' ')).map(([id, , , state]) => `${id} ${state}`);
    const expected = rows.slice(0, 4).map(([tranId, paid]) => {
      const stated = paid.toFixed(2);
      const facts = { scheme: 'ucs', isDenied: false, promised: promised?.reimb_nhso ?? null, stated };
      return `${tranId} ${statementStanding(facts)}`;
    });
    assert.deepEqual(states.toSorted(), expected);
    await importRepFile(room.parts(db), { path, source: 'cli' });
    await importRepFile(room.parts(db), { path, source: 'cli', force: true });
    assert.deepEqual(await news(), []);
    await undo(result.fileId ?? 0);
    assert.equal((await news()).filter((line) => line.endsWith('waiting_stm')).length, 4);
  });

  test('a workbook of many thousand claims is one change', async () => {
    const rows = Array.from({ length: 4500 }, (_, index) => ucsRow(String(9_940_000 + index)));
    await take(`eclaim_${hospital}_OP_25690305_201501885.xls`, rows);
    const all = new Set<string>();
    for (let page = 0; page < 6; page++) {
      const read = await readFeed<FeedClaim>(database.db, source, from, 1000);
      from = { feed: read.feed, place: read.place };
      for (const entry of read.entries) if ('row' in entry) all.add(entry.row.tran_id);
      assert.equal(new Set(read.entries.map(({ no }) => no)).size, page < 5 ? 1 : 0);
      assert.equal(read.hasMore, page < 4);
    }
    assert.equal(all.size, 4500);
  });
});
