import type { Db, Queryable } from '../db/db.js';
import { type Sql, sql } from '../db/sql.js';

type Rows = readonly object[];

/** A database whose kept sums may be asked through a memory of what they said. */
export interface SumsQueryable extends Queryable {
  /** Rows of a select that reads the tables of kept sums and nothing else. */
  readonly ofKeptSums?: Queryable['query'];
}

/** Kept sums (`from` is not null) may be remembered; claims are asked each time. */
export const asking = (db: SumsQueryable, from: object | null | undefined): Queryable['query'] =>
  (from ? db.ofKeptSums : undefined) ?? db.query;

export interface SumsMemory {
  /** The database as it stands now; what its kept sums said since they last changed is not asked again. */
  over(db: Queryable): Promise<SumsQueryable>;
  /**
   * What `read` makes of the database as it stood at one moment. It is called again where an import ended meanwhile, so it
   * only reads, and through its views alone: one with the memory, one without. What it awaits besides is begun before.
   */
  ofOneMoment<T>(db: Db, read: (view: SumsQueryable, fresh: Queryable) => Promise<T>): Promise<T>;
}

/** So often a page is read without holding a snapshot for it; imports that end twice within one page are rare. */
const triesWithoutSnapshot = 2;

/** So many rows are kept of all answers together, and of each so many at most: a few megabytes. */
const mostRows = 20_000;
const mostRowsOfOne = 2_000;

/**
 * Remembers answers of kept sums for as long as these stay as they are. Whoever changes sums writes a mark never used
 * before in the same transaction (store/claim-rollups), in whatever process. The marks are read before the sums: an
 * answer that is newer than its mark is kept under one that nobody will find again.
 */
export function createSumsMemory(): SumsMemory {
  let known = '';
  let answers = keptAnswers();

  const under = (marks: string | null, db: Queryable): SumsQueryable => {
    // Before the first mark nobody says when sums change.
    if (marks === null) return db;
    if (marks !== known) {
      known = marks;
      answers = keptAnswers();
    }
    return throughAnswers(db, answers);
  };
  return {
    over: async (db) => under(await marksOf(db), db),
    async ofOneMoment(db, read) {
      for (let tries = 0; tries < triesWithoutSnapshot; tries += 1) {
        const before = await momentOf(db);
        const result = await read(under(before.marks, db), db);
        if ((await momentOf(db)).text === before.text) return result;
      }
      return await db.snapshot(async (view) => await read(under(await marksOf(view), view), view));
    },
  };
}

function throughAnswers(db: Queryable, answers: ReturnType<typeof keptAnswers>): SumsQueryable {
  return {
    ...db,
    async ofKeptSums<Row extends object>(statement: Sql): Promise<Row[]> {
      const key = JSON.stringify([statement.text, statement.values]);
      const found = answers.get(key);
      // The same statement was asked by the same code: its rows are of the same shape.
      if (found !== undefined) return [...(found as readonly Row[])];
      const rows = await db.query<Row>(statement);
      answers.keep(key, rows);
      return [...rows];
    },
  };
}

/**
 * Another text whenever an import or an undo has ended. A workbook of claims marks in its own transaction, whatever its rows
 * changed; statements have their files looked at, of which there are a few a month.
 */
async function momentOf(db: Queryable): Promise<{ readonly marks: string | null; readonly text: string }> {
  const [marks, statements] = await Promise.all([
    marksOf(db),
    db.first<{ came: string | null; gone: string | null }>(
      sql`select max(import_completed_at) as came, max(undone_at) as gone from stm_imported_files`,
    ),
  ]);
  return { marks, text: JSON.stringify([marks, statements]) };
}

/** The oldest answers go first; one without rows takes the room of one row. */
function keptAnswers() {
  const answers = new Map<string, Rows>();
  let size = 0;
  const roomOf = (rows: Rows) => Math.max(1, rows.length);
  const drop = (key: string) => {
    const rows = answers.get(key);
    if (rows === undefined) return;
    answers.delete(key);
    size -= roomOf(rows);
  };
  return {
    get: (key: string) => answers.get(key),
    keep(key: string, rows: Rows) {
      if (rows.length > mostRowsOfOne) return;
      // Two who asked at once both bring the answer.
      drop(key);
      answers.set(key, rows);
      size += roomOf(rows);
      for (const oldest of answers.keys()) {
        if (size <= mostRows) break;
        drop(oldest);
      }
    },
  };
}

async function marksOf(db: Queryable): Promise<string | null> {
  const rows = await db.query<{ hospital_code: string; mark: string }>(
    sql`select hospital_code, mark from claim_sums_marks order by hospital_code`,
  );
  return rows.length === 0 ? null : rows.map(({ hospital_code, mark }) => `${hospital_code} ${mark}`).join();
}
