import type { Db, Tx } from '../db/db.js';

/** The process ended here. */
export class Crash extends Error {
  constructor() {
    super('crash');
    this.name = 'Crash';
  }
}

export interface CrashPoint {
  /** Which call of the database, from 0; a transaction's commit is one, too. */
  readonly call: number;
  readonly when: 'before' | 'after';
}

const counted = ['query', 'first', 'execute', 'insert', 'bulkInsert', 'upsert'] as const;

/** A database whose user ends at one of its calls, as a process that is killed does: what was not committed is gone. */
export function crashingDb(db: Db, point: CrashPoint): Db {
  let calls = 0;
  async function step<T>(work: () => Promise<T>): Promise<T> {
    const isHere = calls++ === point.call;
    if (isHere && point.when === 'before') throw new Crash();
    const result = await work();
    if (isHere) throw new Crash();
    return result;
  }
  const wrapped = <Target extends Tx>(target: Target): Target =>
    new Proxy(target, {
      get(_target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        const call = (...given: unknown[]): Promise<unknown> => Reflect.apply(value, target, given);
        if (name === 'transaction')
          // The commit is the call: ended before it, everything in it is rolled back.
          return (work: (tx: Tx) => Promise<unknown>) => transaction(call, work);
        return counted.some((one) => one === name)
          ? (...given: unknown[]) => step(() => call(...given))
          : call;
      },
    });
  async function transaction(
    call: (work: (tx: Tx) => Promise<unknown>) => Promise<unknown>,
    work: (tx: Tx) => Promise<unknown>,
  ): Promise<unknown> {
    let endsAfter = false;
    const result = await call(async (tx) => {
      const answer = await work(wrapped(tx));
      const isHere = calls++ === point.call;
      if (isHere && point.when === 'before') throw new Crash();
      endsAfter = isHere;
      return answer;
    });
    if (endsAfter) throw new Crash();
    return result;
  }
  return wrapped(db);
}
