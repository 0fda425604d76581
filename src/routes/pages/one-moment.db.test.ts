import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Db, Queryable } from '../../db/db.js';
import { sql } from '../../db/sql.js';
import { addBaht } from '../../domain/satang.js';
import { readFigureFilter } from '../../figures/figure-filter.js';
import { createSumsMemory, type SumsMemory } from '../../figures/remembered-sums.js';
import { importRepFile } from '../../services/import-rep-file.js';
import { eachDatabase } from '../../testing/databases.js';
import { importRoom } from '../../testing/import-parts.js';
import { repTestWorkbook, ucsRow } from '../../testing/rep-workbook.js';
import { readDashboardFacts } from './dashboard-facts.js';

const now = new Date('2026-06-18T01:12:00Z');
const filter = readFigureFilter({ fiscal_year: '2569' }, now);
const nothingWaits = { work: 0 } as unknown;

/** The database, in which `between` is told before each question how many were asked; snapshots are counted. */
function interrupted(db: Db, between: (asked: number) => Promise<void>) {
  const counts = { asked: 0, snapshots: 0 };
  const ask = async <T>(question: () => Promise<T>): Promise<T> => {
    counts.asked += 1;
    await between(counts.asked);
    return await question();
  };
  const seen: Db = {
    ...db,
    query: (statement) => ask(() => db.query(statement)),
    first: (statement) => ask(() => db.first(statement)),
    snapshot: (work) => {
      counts.snapshots += 1;
      return db.snapshot(work);
    },
  };
  return { db: seen, counts };
}

eachDatabase('a page is of one moment', (database) => {
  const room = importRoom();
  after(() => room.remove());
  let files = 0;
  /** Claims of the year after each file, by when the newest came in: what a page may say. */
  const moments = new Map<string, number>();

  /** An import of one claim more, as a job does it. */
  async function importOne(): Promise<void> {
    files += 1;
    const day = `2568${String(10 + (files % 3)).padStart(2, '0')}${String(1 + (files % 27)).padStart(2, '0')}`;
    const tranId = String(991_000 + files);
    const row = ucsRow(tranId, {
      rep_no: `68${10_000 + files}`,
      error_code: '305',
      dateadm: '05/10/2025 09:00:00',
    });
    const path = room.put(
      `eclaim_99999_OP_${day}_09${String(files).padStart(4, '0')}001.xls`,
      repTestWorkbook({ form: 'ucs', rows: [row] }),
    );
    const { status } = await importRepFile(room.parts(database.db), { path, source: 'cli' });
    assert.match(status, /^completed/);
    const [newest] = await database.db.query<{ as_of: string }>(
      sql`select max(import_completed_at) as as_of from eclaim_imported_files`,
    );
    moments.set(newest?.as_of ?? '', files);
  }

  const draw = (memory: SumsMemory, db: Db) =>
    memory.ofOneMoment(db, (view: Queryable) =>
      readDashboardFacts(view, {
        ...{ filter, language: 'th', now },
        attention: Promise.resolve(nothingWaits as never),
        settings: Promise.resolve({ HOSPITAL_BEDS: null, HOSPITAL_CODE: '' }),
      }),
    );

  function holdsTogether(facts: Awaited<ReturnType<typeof draw>>, told: string): void {
    const claims = moments.get(facts.asOf ?? '');
    const sumOf = (groups: ReadonlyMap<string, { claims: number }>) =>
      [...groups.values()].reduce((sum, group) => sum + group.claims, 0);
    const said = [facts.period.total.claims, sumOf(facts.schemes), sumOf(facts.kinds), sumOf(facts.codes)];
    assert.deepEqual(said, [claims, claims, claims, claims], told);
    const claimed = addBaht(...[...facts.codes.values()].map((code) => code.claimed));
    assert.equal(facts.period.total.claimed, claimed, told);
  }

  before(importOne);

  test('wherever between its questions an import ends', async () => {
    const memory = createSumsMemory();
    const first = interrupted(database.db, async () => undefined);
    holdsTogether(await draw(memory, first.db), 'without an import');
    const { asked } = first.counts;
    for (let at = 1; at <= asked; at += 2) {
      let done = false;
      const { db } = interrupted(database.db, async (count) => {
        if (done || count < at) return;
        done = true;
        await importOne();
      });
      holdsTogether(await draw(memory, db), `an import before question ${at} of ${asked}`);
      // What the first remembered meanwhile is as right for the next.
      holdsTogether(await draw(memory, database.db), `after an import before question ${at} of ${asked}`);
    }
  });

  test('and when imports end each time that it is read', async () => {
    const memory = createSumsMemory();
    const { db, counts } = interrupted(database.db, async (count) => {
      if (count % 9 === 0) await importOne();
    });
    holdsTogether(await draw(memory, db), 'imports again and again');
    assert.equal(counts.snapshots, 1);
    holdsTogether(await draw(memory, database.db), 'afterwards');
  });
});
