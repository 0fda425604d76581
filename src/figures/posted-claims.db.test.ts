import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Db } from '../db/db.js';
import { sql } from '../db/sql.js';
import { eachDatabase } from '../testing/databases.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';
import { listClaims } from './claim-list.js';
import { type ClaimListFilter, postedTrait, readClaimListFilter } from './claim-list-filter.js';
import { type ClaimOrder, claimSorts } from './claim-order.js';
import { claimTotalsOf } from './claim-totals.js';
import { claimsAtMost } from './known-counts.js';

const now = new Date('2026-06-18T01:12:00Z');

async function insertClaims(db: Db): Promise<void> {
  const fileId = await insertFile(db, { filename: 'eclaim_99999_IP_25681012_090000001.xls' });
  const days = ['2026-01-05', null, '2025-10-01', '2024-09-30', '2026-01-07'];
  for (let index = 0; index < 60; index += 1) {
    const isDenied = index % 3 === 0;
    await insertClaim(db, {
      ...{ tranId: String(((index * 7) % 60) + 100), fileId, kind: index % 2 === 0 ? 'IP' : 'OP' },
      ...{ day: days[index % days.length] ?? null, scheme: index % 4 === 0 ? 'ofc' : 'ucs' },
      claimed: index % 7 === 0 ? null : `${(index * 13) % 5}0.10`,
      reimbursed: isDenied ? null : `${index % 4}.05`,
      codes: isDenied ? ['C312', ...(index % 6 === 0 ? ['305'] : [])] : [],
      payments: isDenied && index % 6 !== 0 ? [] : ['iphc', ...(index % 5 === 0 ? ['fs'] : [])],
      ...{ fund: index % 4 === 1 ? 'IP01' : '', drg: index % 5 === 2 ? '04510' : undefined },
      firstDenied: isDenied || index % 8 === 1,
      columns: {
        ...{ has_appeal: index % 8 === 1, adjrw: index % 5 === 1 ? null : '0.5000' },
        ...{ hmain: index % 3 === 1 ? '99130' : null, hcode: index % 4 === 2 ? '99004' : '99999' },
        late_percent: index % 6 === 1 ? '92.5' : null,
        discharge_day: index % 10 === 0 ? '2026-01-09' : null,
        ...{ recon_state: isDenied ? 'denied' : index % 4 === 1 ? 'part_paid' : 'waiting_stm' },
        file_date: '2026-05-12',
      },
    });
  }
}

/** All that can be asked beside a code or a column. */
const others = [
  ...['', 'fiscal_year=2569', 'from=2026-01-01&to=2026-01-06', 'undated=only', 'scheme=ucs', 'kind=ip'],
  ...['fund=IP01', 'fund=none', 'drg=04510', 'drg=none', 'status=passed', 'first_passed=yes', 'appealed=yes'],
  ...['adjrw=no', 'weekday=1', 'main_hospital=99130', 'treating=99004', 'sent_late=yes', 'stay=4-7'],
  ...['stay=none', 'state=part_paid', 'waiting_stm=31-60', 'hospital=99999', 'scheme=ucs&state=part_paid'],
];
const traits = ['error_code=C312', 'error_code=305', 'payment_column=iphc', 'payment_column=fs'] as const;

async function idsOf(db: Db, filter: ClaimListFilter, order: ClaimOrder, atMost: number | null) {
  const { rows } = await listClaims(db, filter, { order, cursor: null, limit: 100 }, atMost);
  return rows.map(({ id }) => id);
}

/** Claims by their rows of codes and payments. */
async function having(db: Db, trait: string): Promise<Set<number>> {
  const [name, value] = trait.split('=');
  const rows = await db.query<{ id: number }>(
    name === 'error_code'
      ? sql`select c.id from claim_current c join claim_error x
          on x.item_kind = c.item_kind and x.item_id = c.item_id where x.code = ${value ?? ''}`
      : sql`select c.id from claim_current c join claim_payment x
          on x.item_kind = c.item_kind and x.item_id = c.item_id where x.payment_column = ${value ?? ''}`,
  );
  return new Set(rows.map(({ id }) => id));
}

const filterOf = (query: string) => readClaimListFilter(Object.fromEntries(new URLSearchParams(query)), now);

eachDatabase('claims by a code or a payment column', (database) => {
  test('are those of the rest of the filter that have it, in every order, however they are found', async () => {
    const { db } = database;
    await insertClaims(db);
    for (const other of others)
      for (const sort of claimSorts) {
        const order = { sort, falling: true };
        const all = await idsOf(db, filterOf(other), order, null);
        for (const trait of traits) {
          const has = await having(db, trait);
          const filter = filterOf(`${trait}&${other}`);
          assert.ok(postedTrait(filter), `postings know all of ${trait}&${other}`);
          const expected = all.filter((id) => has.has(id));
          // Nobody knows how many, few, and more than are put in order at once.
          for (const atMost of [null, 60, 1_000_000])
            assert.deepEqual(
              await idsOf(db, filter, order, atMost),
              expected,
              `${trait}&${other} ${sort} of ${atMost}`,
            );
        }
      }
  });

  test('are counted by their postings as they are listed, two codes and columns at once too', async () => {
    const { db } = database;
    const order = { sort: 'claimed', falling: false } as const;
    const each = traits.flatMap((trait) => others.map((other) => `${trait}&${other}`));
    for (const query of [...each, 'error_code=305&payment_column=iphc']) {
      const filter = filterOf(query);
      const atMost = await claimsAtMost(db, filter);
      const { claims } = await claimTotalsOf(db, filter, atMost);
      const listed = await idsOf(db, filter, order, atMost);
      assert.equal(claims, listed.length, query);
      assert.ok(atMost !== null && atMost >= claims, query);
    }
    assert.equal((await idsOf(db, filterOf('error_code=305&payment_column=iphc'), order, null)).length, 10);
  });
});
