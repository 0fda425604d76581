import type { Queryable } from '../db/db.js';
import { type Sql, sql } from '../db/sql.js';

type Rows = readonly object[];

/** A database whose kept sums may be asked through a memory of what they said. */
export interface SumsQueryable extends Queryable {
  /** Rows of a select that reads the tables of kept sums and nothing else. */
  readonly ofKeptSums?: Queryable['query'];
}

export interface SumsMemory {
  /** The database as it stands now; what its kept sums said since they last changed is not asked again. */
  over(db: Queryable): Promise<SumsQueryable>;
}

/** So many answers are kept, and of each so many rows at most: a few megabytes. */
const mostAnswers = 200;
const mostRows = 2_000;

/**
 * Remembers answers of kept sums for as long as these stay as they are. Whoever changes sums writes a mark never used
 * before in the same transaction (store/claim-rollups), in whatever process. The marks are read before the sums: an
 * answer that is newer than its mark is kept under one that nobody will find again.
 */
export function createSumsMemory(): SumsMemory {
  let known = '';
  let answers = new Map<string, Rows>();

  return {
    async over(db) {
      const marks = await marksOf(db);
      // Before the first mark nobody says when sums change.
      if (marks === null) return db;
      if (marks !== known) {
        known = marks;
        answers = new Map();
      }
      const mine = answers;
      return {
        ...db,
        async ofKeptSums<Row extends object>(statement: Sql): Promise<Row[]> {
          const key = JSON.stringify([statement.text, statement.values]);
          const found = mine.get(key);
          // The same statement was asked by the same code: its rows are of the same shape.
          if (found !== undefined) return [...(found as readonly Row[])];
          const rows = await db.query<Row>(statement);
          if (rows.length <= mostRows) mine.set(key, rows);
          const [oldest] = mine.keys();
          if (mine.size > mostAnswers && oldest !== undefined) mine.delete(oldest);
          return [...rows];
        },
      };
    },
  };
}

async function marksOf(db: Queryable): Promise<string | null> {
  const rows = await db.query<{ hospital_code: string; mark: string }>(
    sql`select hospital_code, mark from claim_sums_marks order by hospital_code`,
  );
  return rows.length === 0 ? null : rows.map(({ hospital_code, mark }) => `${hospital_code} ${mark}`).join();
}
