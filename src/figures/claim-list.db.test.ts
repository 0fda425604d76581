import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Db } from '../db/db.js';
import { eachDatabase } from '../testing/databases.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { type ClaimListRow, eachClaim, listClaims } from './claim-list.js';
import { everyClaim, readClaimListFilter } from './claim-list-filter.js';
import {
  type ClaimCursor,
  type ClaimOrder,
  claimCursorText,
  claimOrderText,
  claimSorts,
  newestFirst,
  readClaimCursor,
  readClaimOrder,
} from './claim-order.js';
import { claimTotalsOf } from './claim-totals.js';
import { claimsAtMost } from './known-counts.js';

const now = new Date('2026-06-18T01:12:00Z');

/** Claims with many equal values and some without one, so that every order has to decide between equals. */
async function insertClaims(db: Db): Promise<void> {
  const fileId = await insertFile(db, { filename: 'eclaim_99999_OP_25681012_090000001.xls' });
  const days = ['2026-01-05', null, '2025-10-01', '2026-01-05', '2024-09-30'];
  const amounts = ['100.10', '0.00', null, '-3.05', '100.10', '99.90', '1000.00'];
  for (let index = 0; index < 23; index += 1) {
    const claimed = amounts[index % amounts.length] ?? null;
    await insertClaim(db, {
      tranId: String(((index * 7) % 23) + 100),
      fileId,
      day: days[index % days.length] ?? null,
      claimed,
      reimbursed: index % 4 === 0 ? null : '0.05',
      codes: index % 3 === 0 ? ['C312'] : [],
      scheme: index % 2 === 0 ? 'ucs' : 'ofc',
      fund: index % 2 === 0 ? 'OP01' : '',
      columns: { adjrw: index % 5 === 1 ? null : '0.5000' },
    });
  }
}

/** The ids in the order that is promised: claims without a value last, equal ones by their id. */
function expected(rows: readonly ClaimListRow[], { sort, falling }: ClaimOrder): number[] {
  const sign = falling ? -1 : 1;
  const value = (row: ClaimListRow): string | number | null => {
    if (sort === 'id') return row.id;
    if (sort === 'day') return row.service_day;
    return sort === 'tran_id' || row[sort] === null ? row[sort] : Number(row[sort]);
  };
  const ordered = [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || sign * (a.id - b.id);
    return x === y ? sign * (a.id - b.id) : sign * (x < y ? -1 : 1);
  });
  return ordered.map(({ id }) => id);
}

/** Every id in the way of somebody who goes on page by page, then the same on the way back. */
async function pages(db: Db, order: ClaimOrder, limit: number, atMost: number | null) {
  const there: number[][] = [];
  const ranks: number[] = [];
  let cursor: ClaimCursor | null = null;
  for (;;) {
    const { rows, rank, next, previous } = await listClaims(db, everyClaim, { order, cursor, limit }, atMost);
    there.push(rows.map(({ id }) => id));
    ranks.push(rank);
    if (next === null) {
      cursor = previous;
      break;
    }
    cursor = readClaimCursor(claimCursorText(next), order);
  }
  const back: number[][] = [];
  for (; cursor !== null; ) {
    const { rows, rank, previous } = await listClaims(db, everyClaim, { order, cursor, limit }, atMost);
    assert.equal(rank, ranks[ranks.length - 2 - back.length]);
    back.push(rows.map(({ id }) => id));
    cursor = previous;
  }
  return { there, back };
}

eachDatabase('list of claims', (database) => {
  test('every order is walked forth and back, nothing twice, claims without a value last', async () => {
    const { db } = database;
    await insertClaims(db);
    const all: ClaimListRow[] = [];
    for await (const row of eachClaim(db, everyClaim)) all.push(row);
    assert.equal(all.length, 23);
    for (const sort of claimSorts)
      for (const falling of [false, true])
        for (const [limit, atMost] of [
          [4, null],
          [3, 23],
          [500, null],
        ] as const) {
          const order = { sort, falling };
          const { there, back } = await pages(db, order, limit, atMost);
          const name = `${claimOrderText(order)} ${limit}`;
          assert.deepEqual(there.flat(), expected(all, order), name);
          assert.deepEqual(back.reverse(), there.slice(0, -1), name);
          assert.deepEqual(readClaimOrder(claimOrderText(order) ?? undefined), order);
        }
  });

  test('months, years and kinds that are walked side by side have the claims of the filter', async () => {
    const { db } = database;
    for (const query of [
      { fiscal_year: '2569' },
      { fiscal_year: '2569', undated: 'with', scheme: 'ucs' },
      { undated: 'only', kind: 'op' },
      { from: '2025-10-01', to: '2026-02-01' },
      { from: '2025-10-02', undated: 'with' },
      { to: '2026-01-05', status: 'denied' },
    ]) {
      const filter = readClaimListFilter(query, now);
      const all: ClaimListRow[] = [];
      for await (const row of eachClaim(db, filter, { sort: 'tran_id', falling: false })) all.push(row);
      assert.ok(all.length > 0 && all.length < 23);
      for (const sort of claimSorts) {
        const order = { sort, falling: true };
        const { rows } = await listClaims(db, filter, { order, cursor: null, limit: 50 });
        assert.deepEqual(
          rows.map(({ id }) => id),
          expected(all, order),
          `${JSON.stringify(query)} ${sort}`,
        );
      }
    }
  });

  test('few claims are those of many, and the sums know how many there are at most', async () => {
    const { db } = database;
    for (const [query, exact] of [
      [{ fund: 'OP01', fiscal_year: '2569' }, true],
      [{ fund: 'OP01', fiscal_year: '2569', undated: 'with' }, true],
      [{ fund: 'OP01', undated: 'only' }, true],
      [{ fund: 'OP01', to: '2025-10-01' }, true],
      [{ fund: 'OP01', from: '2025-10-02', undated: 'with' }, false],
      [{ fund: 'OP01', error_code: 'C312', fiscal_year: '2569' }, false],
      [{ error_code: 'C312', from: '2025-10-01', to: '2026-01-05' }, false],
      [{ error_code: 'C312', to: '2025-10-01' }, true],
      [{ fund: 'none' }, true],
      [{ scheme: 'ucs', fiscal_year: '2569' }, true],
      [{ scheme: 'ucs,ofc', status: 'denied', undated: 'with', to: '2026-01-01' }, true],
      [{ scheme: 'ofc', kind: 'op', from: '2025-10-02', undated: 'with' }, false],
      [{ scheme: 'ofc', kind: 'ip' }, true],
      [{ adjrw: 'yes' }, true],
      [{ adjrw: 'no', scheme: 'ucs', fiscal_year: '2569' }, true],
      [{ adjrw: 'no', from: '2025-10-02' }, false],
      [{ waiting_stm: 'all' }, false],
    ] as const) {
      const filter = readClaimListFilter(query, now);
      const page = { order: newestFirst, cursor: null, limit: 50 };
      const many = (await listClaims(db, filter, page)).rows.map(({ id }) => id);
      const atMost = await claimsAtMost(db, filter);
      assert.ok(atMost !== null);
      if (exact) assert.equal(atMost, many.length, JSON.stringify(query));
      else assert.ok(atMost >= many.length, JSON.stringify(query));
      const few = (await listClaims(db, filter, page, atMost)).rows.map(({ id }) => id);
      assert.deepEqual(few, many, JSON.stringify(query));
      assert.equal((await claimTotalsOf(db, filter, atMost)).claims, many.length, JSON.stringify(query));
    }
  });

  test('its filter is that of figures, but without a date it has all claims', async () => {
    const { db } = database;
    const count = async (query: Record<string, string>) => {
      const filter = readClaimListFilter(query, now);
      const found: ClaimListRow[] = [];
      for await (const row of eachClaim(db, filter)) found.push(row);
      const totals = await claimTotalsOf(db, filter);
      assert.equal(totals.claims, found.length, JSON.stringify(query));
      assert.equal(totals.denied, found.filter((row) => row.is_denied).length, JSON.stringify(query));
      return found.length;
    };
    assert.equal(await count({}), 23);
    assert.equal(await count({ undated: 'with' }), 23);
    assert.equal(await count({ undated: 'only' }), 5);
    assert.equal(await count({ fiscal_year: '2569' }), 14);
    assert.equal(
      await count({ fiscal_year: '2569', undated: 'with', status: 'denied', scheme: 'ucs,ofc' }),
      7,
    );
    assert.equal(await count({ to: '2025-10-01' }), 4);
    assert.equal(await count({ q: '100', error_code: 'C312' }), 1);
    assert.equal(await count({ rep_no: '1' }), 0);
  });
});
