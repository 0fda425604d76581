import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { raw, sql } from '../db/sql.js';
import { repWorkbookBytes } from '../practice/rep/rep-workbook.js';
import { importRepFile } from '../services/import-rep-file.js';
import { figureOf } from '../testing/ask-figure.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import {
  baht,
  divided,
  groupBy,
  type PlainClaim,
  plainClaims,
  quarterDay,
  quarterFiles,
  sum,
} from '../testing/practice-quarter.js';
import { practiceQuestions as questions } from '../testing/practice-questions.js';
import type { FigureAnswer, FigureSplit } from './figure.js';
import { readFigureFilter } from './figure-filter.js';

const files = quarterFiles();
const all = plainClaims(files);
const now = new Date(`${quarterDay}T05:00:00Z`);
const finished = ['2025-10', '2025-11'];
const beds = 37;

type Fields = Readonly<Record<string, unknown>>;
type Query = Readonly<Record<string, string>>;

const keysBy: Readonly<Partial<Record<FigureSplit, (claim: PlainClaim) => readonly string[]>>> = {
  month: ({ month }) => [month],
  scheme: ({ scheme }) => [scheme],
  kind: ({ kind }) => [kind],
  fund: ({ fund }) => [fund],
  service_type: ({ serviceType }) => [serviceType],
  error_code: ({ codes }) => (codes.length === 0 ? [''] : codes),
  hospital: () => ['99999'],
  treating: () => ['99999'],
  drg: ({ drg }) => [drg],
  referrer: ({ referrer }) => [referrer],
};

const denied = (claims: readonly PlainClaim[]) => claims.filter(({ codes }) => codes.length > 0);
const claimed = (claims: readonly PlainClaim[]) => sum(claims, (claim) => claim.claimed);
const reimbursed = (claims: readonly PlainClaim[]) => sum(claims, (claim) => claim.reimbursed);
const loss = (claims: readonly PlainClaim[]) => claimed(claims) - reimbursed(claims);
const appealed = (claims: readonly PlainClaim[]) => claims.filter((claim) => claim.appealed);
const gained = (claims: readonly PlainClaim[]) =>
  sum(claims, (claim) => claim.reimbursed - claim.firstReimbursed);
const weighed = (claims: readonly PlainClaim[]) => claims.filter(({ kind, rw }) => kind === 'ip' && rw !== 0);
const weight = (claims: readonly PlainClaim[]) => sum(weighed(claims), ({ rw }) => rw);

const expected: Readonly<Record<string, (claims: readonly PlainClaim[]) => Fields>> = {
  'claims-summary': (claims) => ({
    claims: claims.length,
    denied: denied(claims).length,
    claimed: baht(claimed(claims)),
    reimbursed: baht(reimbursed(claims)),
    loss: baht(loss(claims)),
    patients: new Set(claims.map(({ hn }) => hn)).size,
  }),
  'denial-rate': (claims) => ({
    claims: claims.length,
    denied: denied(claims).length,
    rate: divided(denied(claims).length, claims.length, 6),
    claimed: baht(claimed(claims)),
    denied_claimed: baht(claimed(denied(claims))),
    amount_rate: divided(claimed(denied(claims)), claimed(claims), 6),
  }),
  'reimbursement-rate': (claims) => ({
    claimed: baht(claimed(claims)),
    reimbursed: baht(reimbursed(claims)),
    rate: divided(reimbursed(claims), claimed(claims), 6),
  }),
  'first-pass': (claims) => {
    const passed = claims.filter(({ firstPassed }) => firstPassed).length;
    return { claims: claims.length, first_passed: passed, rate: divided(passed, claims.length, 6) };
  },
  'appeal-recovery': (claims) => ({
    claims: appealed(claims).length,
    recovered: baht(gained(appealed(claims))),
    change_all_versions: baht(gained(claims)),
  }),
  'case-mix': (claims) => ({
    claims: weighed(claims).length,
    // The practice NHSO adjusts nothing.
    rw: divided(weight(claims), 10_000, 4),
    adjrw: divided(weight(claims), 10_000, 4),
    cmi: divided(weight(claims), weighed(claims).length * 10_000, 6),
  }),
};

eachDatabase('a quarter of practice data', (database) => {
  const room = importRoom();
  const ask = (name: string, by: FigureSplit, query: Query) =>
    figureOf(name).answer(database.db, {
      ...{ filter: readFigureFilter(query, now), by, language: 'en', now, beds },
    });
  /** Rows that have something, by key, without what every row has. */
  const rowsOf = ({ rows }: FigureAnswer) =>
    new Map(
      rows
        .filter((row) => row.has_data !== false)
        .map(({ key, label: _label, has_data: _has, running: _running, ...fields }) => [key, fields]),
    );

  before(async () => {
    for (const rep of files) {
      const path = room.put(rep.name, repWorkbookBytes(rep.file));
      const { status } = await importRepFile(room.parts(database.db), { path, source: 'cli' });
      assert.equal(status, 'completed', rep.name);
    }
  });
  after(() => room.remove());

  test('has what makes figures go wrong', () => {
    assert.ok(all.length > 1000, String(all.length));
    assert.ok(denied(all).some(({ codes }) => codes.length > 1));
    assert.ok(gained(appealed(all.filter(({ kind }) => kind === 'ip'))) !== 0);
    assert.ok(appealed(all).some((claim) => claim.reimbursed < claim.firstReimbursed));
    assert.ok(all.some((claim) => claim.byNhso !== claim.reimbursed));
  });

  for (const [name, fieldsOf] of Object.entries(expected))
    test(`${name} equals the invented claims to the satang, by everything and under every filter`, async () => {
      for (const [query, isAsked] of questions) {
        const claims = all.filter(isAsked);
        for (const by of figureOf(name).by) {
          const answer = await ask(name, by, query);
          const where = `${by} ${JSON.stringify(query)}`;
          assert.deepEqual(answer.total, fieldsOf(claims), where);
          const counted = name === 'case-mix' ? weighed(claims) : claims;
          const groups = groupBy(counted, keysBy[by] ?? (() => []));
          const wanted = new Map([...groups].map(([key, group]) => [key, fieldsOf(group)]));
          assert.deepEqual(rowsOf(answer), wanted, where);
        }
      }
    });

  test('the daily facts that neighbours read add up to claims-summary, whatever days and schemes', async () => {
    const view = raw(database.db.dialect.migrations === 'mysql' ? '' : 'reporting.');
    for (const [from, to] of [
      ['2024-10-01', '2025-10-01'],
      ['2025-10-01', '2026-01-01'],
      ['2025-11-07', '2025-12-02'],
      ['2025-11-07', '2025-11-08'],
    ] as const) {
      const facts = await database.db.query<Fields>(sql`
        select scheme, sum(claims) as claims, sum(denied_claims) as denied, sum(claimed) as claimed,
          sum(reimbursed) as reimbursed from ${view}fact_claim_daily
        where metric_date >= ${from} and metric_date < ${to} group by scheme`);
      const wanted = rowsOf(await ask('claims-summary', 'scheme', { from, to }));
      assert.ok(facts.length > 0, from);
      assert.deepEqual(
        new Map(facts.map(({ scheme, ...fields }) => [scheme, fields])),
        new Map([...wanted].map(([key, { loss: _loss, patients: _patients, ...fields }]) => [key, fields])),
        `${from} ${to}`,
      );
    }
  });

  test('top-error-codes has the claims under each of their codes, most first, and each once in all', async () => {
    for (const [query, isAsked] of questions) {
      const claims = denied(all.filter(isAsked));
      const answer = await ask('top-error-codes', 'error_code', query);
      const line = (group: readonly PlainClaim[]) => [
        ...[group.length, baht(claimed(group)), baht(loss(group))],
      ];
      const wanted = [...groupBy(claims, ({ codes }) => codes)]
        .sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
        .map(([code, group]) => [code, ...line(group)]);
      assert.deepEqual(
        answer.rows.map((row) => [row.key, row.claims, row.claimed, row.lost]),
        wanted,
      );
      const { total } = answer;
      assert.deepEqual([total.claims, total.claimed, total.lost], line(claims));
    }
  });

  test('per-bed and year-on-year are of finished months, and of those that both years have', async () => {
    const ofYear = all.filter(({ day }) => day >= '2025-10-01');
    const over = ofYear.filter(({ month }) => finished.includes(month));
    assert.deepEqual((await ask('per-bed', 'month', {})).total, {
      reimbursed_per_bed: divided(reimbursed(over), beds * finished.length * 100, 2),
      loss_per_bed: divided(loss(over), beds * finished.length * 100, 2),
      claims_per_bed: divided(over.length, beds * finished.length, 6),
      beds,
    });
    const { rows, total } = await ask('year-on-year', 'month', {});
    const of = (month: string) => all.filter((claim) => claim.month === month);
    const pairs = finished.map((month) => [of(month), of(`2024${month.slice(4)}`)] as const);
    assert.deepEqual(
      rows.slice(0, 2).map((row) => [row.claimed_this, row.claimed_last]),
      pairs.map(([mine, last]) => [...[baht(claimed(mine)), last.length === 0 ? null : baht(claimed(last))]]),
    );
    const compared = pairs.filter(([, last]) => last.length > 0);
    assert.ok(compared.length > 0);
    const [mine, last] = [compared.flatMap(([month]) => month), compared.flatMap(([, before]) => before)];
    assert.deepEqual(
      [total.claims_this, total.claims_last, total.denied_difference, total.reimbursed_difference],
      [
        ...[mine.length, last.length, denied(mine).length - denied(last).length],
        baht(reimbursed(mine) - reimbursed(last)),
      ],
    );
  });

  test('items-cut has the items of the newest answers', async () => {
    const ucs = all.filter(({ scheme, day }) => scheme === 'ucs' && day >= '2025-10-01');
    // Workbooks of ORF have the sheet of drugs alone, those of OP neither instruments nor denied items.
    const ofIp = ucs.filter(({ kind }) => kind === 'ip');
    type Line = readonly [key: string, claimed: number, paid: number, tranId: string];
    const lines: Readonly<Partial<Record<FigureSplit, readonly Line[]>>> = {
      drug: ucs.flatMap(({ items, tranId }) =>
        items.drugs.map((item): Line => [item.drug.tmt, item.claimed, item.paid, tranId]),
      ),
      instrument: ofIp.flatMap(({ items, tranId }) =>
        items.instruments.map((item): Line => [item.instrument.code, item.claimed, item.paid, tranId]),
      ),
      deny_code: ofIp.flatMap(({ items, tranId }) =>
        items.denied.map((item): Line => [item.denyCode, item.claimed, 0, tranId]),
      ),
      zero_reason: ucs.flatMap(({ items, kind, tranId }) =>
        (kind === 'orf' ? [] : items.zeroPaid).map((item): Line => [item.reason, 0, 0, tranId]),
      ),
    };
    for (const by of figureOf('items-cut').by) {
      const cut = (lines[by] ?? []).filter(([, asked, paid]) => by.startsWith('zero') || asked > paid);
      const wanted = [...groupBy(cut, ([key]) => [key])].map(([key, group]) => {
        const [asked, paid] = [sum(group, (line) => line[1]), sum(group, (line) => line[2])];
        const claims = new Set(group.map((line) => line[3])).size;
        return [
          key,
          by === 'zero_reason' // the form of UCS has no claimed amount there
            ? { items: group.length, claims, claimed: null, reimbursed: baht(paid), lost: null }
            : {
                items: group.length,
                claims,
                claimed: baht(asked),
                reimbursed: baht(paid),
                lost: baht(asked - paid),
              },
        ] as const;
      });
      assert.ok(wanted.length > 0, by);
      assert.deepEqual(rowsOf(await ask('items-cut', by, { scheme: 'ucs' })), new Map(wanted), by);
    }
  });

  test('payment-columns has what the newest answers pay, by the columns of their forms', async () => {
    const claims = all.filter(({ kind, day }) => kind !== 'orf' && day >= '2025-10-01');
    const paid = claims.flatMap(({ payments }) =>
      Object.entries(payments).filter(([, satang]) => satang !== 0),
    );
    const wanted = [...groupBy(paid, ([column]) => [column])].map(
      ([column, lines]) =>
        [column, { claims: lines.length, amount: baht(sum(lines, ([, satang]) => satang)) }] as const,
    );
    assert.ok(wanted.length > 4);
    const answer = await ask('payment-columns', 'payment_column', { kind: 'op,ip' });
    assert.deepEqual(rowsOf(answer), new Map(wanted));
    const any = claims.filter(({ payments }) => Object.values(payments).some((satang) => satang !== 0));
    assert.deepEqual(answer.total, { claims: any.length, amount: baht(sum(paid, ([, satang]) => satang)) });
  });

  test('pending has every passed UCS claim while no statement is here, and work-done every row that was read', async () => {
    const waiting = all.filter(({ scheme, codes }) => scheme === 'ucs' && codes.length === 0);
    const age = ({ fileDay }: PlainClaim) => {
      const days = (Date.parse(quarterDay) - Date.parse(fileDay)) / 86_400_000;
      return [days <= 30 ? '0-30' : days <= 60 ? '31-60' : days <= 90 ? '61-90' : '90+'];
    };
    const wanted = [...groupBy(waiting, age)].map(([key, group]) => [
      key,
      { waiting_rep: 0, waiting_stm: group.length, amount: baht(sum(group, (claim) => claim.byNhso)) },
    ]);
    const answer = rowsOf(await ask('pending', 'age', {}));
    assert.deepEqual(Object.fromEntries(answer), Object.fromEntries(wanted));
    const work = await ask('work-done', 'month', { from: '2025-01-01' });
    const read = sum(files, ({ listed, file }) => listed.total * (file.appealed ? 2 : 1));
    assert.deepEqual(
      [work.total.files, work.total.rows_read, work.total.rows_refused],
      [files.length, read, 0],
    );
  });
});
