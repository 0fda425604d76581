import type { Queryable } from '../db/db.js';
import type { Sql } from '../db/sql.js';

/**
 * A view that asks each question once: figures of the same claims share the sums that they are made of. Only for a view of
 * one moment that nothing is written through; the rows of an answer are shared too.
 */
export function askOnce(db: Queryable): Queryable {
  const known = new Map<string, Promise<unknown>>();
  const once = <Answer>(how: string, statement: Sql, ask: () => Promise<Answer>): Promise<Answer> => {
    const key = JSON.stringify([how, statement.sql, statement.values]);
    const answer = known.get(key) ?? ask();
    known.set(key, answer);
    // The same question of the same kind: its answer has the same rows.
    return answer as Promise<Answer>;
  };
  return {
    dialect: db.dialect,
    query: <Row extends object>(statement: Sql) => once('query', statement, () => db.query<Row>(statement)),
    first: <Row extends object>(statement: Sql) => once('first', statement, () => db.first<Row>(statement)),
    eachText: (...args) => db.eachText(...args),
    execute: (...args) => db.execute(...args),
    insert: (...args) => db.insert(...args),
    bulkInsert: (...args) => db.bulkInsert(...args),
    bulkText: (...args) => db.bulkText(...args),
    upsert: (...args) => db.upsert(...args),
    upsertSelect: (...args) => db.upsertSelect(...args),
    addSelect: (...args) => db.addSelect(...args),
    updateSelect: (...args) => db.updateSelect(...args),
  };
}
