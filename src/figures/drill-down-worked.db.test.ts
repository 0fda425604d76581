import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Db } from '../db/db.js';
import { type Sql, sql } from '../db/sql.js';
import { bahtOf, satangOf, subtractBaht } from '../domain/satang.js';
import { figureDay, questionOf } from '../testing/ask-figure.js';
import { eachDatabase } from '../testing/databases.js';
import {
  drillDownAnswer,
  drillDownQuestions,
  insertDrillDownSample,
  linesOf,
} from '../testing/drill-down-sample.js';
import { partsOfWeight } from './add-claim-sums.js';
import { claimExportColumns, readClaimTexts } from './claim-export.js';
import { claimListConditions, readClaimListFilter } from './claim-list-filter.js';
import { claimsBehind } from './claims-behind.js';
import { daysBetween } from './day-counts.js';
import type { FigureQuestion, FigureValue } from './figure.js';
import { finishedMonths, partOfMonth, partsOfMonth } from './figure-months.js';
import { figures } from './index.js';
import { itemSheets, itemSplits } from './item-sheets.js';
import { quotient, rate } from './rate.js';

type Listed = Readonly<Record<string, string | null>>;
interface Behind {
  readonly db: Db;
  readonly rows: readonly Listed[];
  readonly question: FigureQuestion;
  readonly key: string | null;
  /** Their items, for a figure that is split by them. */
  readonly items: () => Promise<Items>;
}
type Worked = (behind: Behind) => Promise<FigureValue> | FigureValue;

const beds = 7;
const count = (rows: readonly Listed[], is: (row: Listed) => boolean) => BigInt(rows.filter(is).length);
const all = ({ rows }: Behind) => BigInt(rows.length);
const satang = (rows: readonly Listed[], name: string) =>
  rows.reduce((sum, row) => sum + satangOf(row[name] ?? '0.00'), 0n);
const weights = ({ rows }: Behind) => rows.reduce((sum, { adjrw }) => sum + partsOfWeight(adjrw ?? '0'), 0n);
const isDenied = ({ status }: Listed) => status === 'denied';
const change = (rows: readonly Listed[]) =>
  subtractBaht(bahtOf(satang(rows, 'reimbursed')), bahtOf(satang(rows, 'first_reimbursed')));
const numbers = ({ rows }: Behind, of: (row: Listed) => number | null) =>
  rows.flatMap((row) => of(row) ?? []).sort((a, b) => a - b);
const sum = (values: readonly number[]) => values.reduce((whole, value) => whole + value, 0);
const mean = (values: readonly number[]) => rate(BigInt(sum(values)), BigInt(values.length));
const half = (values: readonly number[]) => values[Math.ceil(values.length / 2) - 1] ?? null;
const stayed = ({ stay_days: days }: Listed) => (days == null ? null : Number(days));
/** An answer older than the service is none. */
const answered = ({ service_day: from, first_file_date: to }: Listed) => {
  const days = daysBetween(from ?? null, to ?? null);
  return days !== null && days < 0 ? null : days;
};

/** What a bed had of an amount: only finished months count, a month that the period cuts by its days. */
async function ofBed({ db, question, key }: Behind, amount: bigint, places: number) {
  // Each month of the sample has claims of two hospitals, and the beds are of one.
  if (question.filter.hospital !== question.ownHospital) return null;
  const finished = await finishedMonths(db, question.filter, question.now);
  const months = finished.filter((month) => key === null || key === month);
  const parts = months.reduce((whole, month) => whole + partOfMonth(question.filter, month), 0n);
  return quotient(amount * partsOfMonth, BigInt(beds) * parts * (places === 2 ? 100n : 1n), places);
}

interface Items {
  readonly items: number;
  readonly claimed: string | null;
  readonly reimbursed: string;
}

/** The items of the listed claims, by the key of the row where it has one. */
async function itemsOf(
  db: Db,
  { by }: FigureQuestion,
  key: string | null,
  listedClaims: Sql,
): Promise<Items> {
  const split = itemSplits.find((one) => one === by);
  assert.ok(split);
  const { table, cut, paid, ofKey } = itemSheets[split];
  let [items, claimed, reimbursed, stated] = [0, 0n, 0n, 0];
  for (const ofRow of key === null ? [sql`1 = 1`] : ofKey(key)) {
    const row = await db.first<{ items: number; stated: number; claimed: string; reimbursed: string }>(sql`
      select count(*) as items, count(i.claim_amount) as stated, coalesce(sum(i.claim_amount), 0.00) as claimed,
        coalesce(sum(${paid}), 0.00) as reimbursed
      from ${table} i join claim_current c on c.file_id = i.file_id and c.tran_id = i.tran_id
      where ${listedClaims} and ${cut} and ${ofRow}`);
    items += Number(row?.items ?? 0);
    stated += Number(row?.stated ?? 0);
    claimed += satangOf(row?.claimed ?? '0.00');
    reimbursed += satangOf(row?.reimbursed ?? '0.00');
  }
  const isStated = stated > 0 || items === 0;
  return { items, claimed: isStated ? bahtOf(claimed) : null, reimbursed: bahtOf(reimbursed) };
}

/** What is worked out of the listed claims, as a file of the list has them: `figure/field`. */
const worked: Readonly<Record<string, Worked>> = {
  'denial-rate/rate': (of) => rate(count(of.rows, isDenied), all(of)),
  'denial-rate/amount_rate': ({ rows }) =>
    rate(satang(rows.filter(isDenied), 'claimed'), satang(rows, 'claimed')),
  'reimbursement-rate/rate': ({ rows }) => rate(satang(rows, 'reimbursed'), satang(rows, 'claimed')),
  'first-pass/rate': (of) =>
    rate(
      count(of.rows, (row) => row.first_passed === '1'),
      all(of),
    ),
  'appeal-recovery/recovered': ({ rows }) => change(rows.filter((row) => row.appealed === '1')),
  'appeal-recovery/change_all_versions': ({ rows }) => change(rows),
  'case-mix/cmi': (of) => rate(weights(of), all(of) * 10_000n),
  'money-per-adjrw/baht_per_adjrw': (of) => quotient(satang(of.rows, 'reimbursed') * 100n, weights(of), 2),
  'per-bed/reimbursed_per_bed': (of) => ofBed(of, satang(of.rows, 'reimbursed'), 2),
  'per-bed/loss_per_bed': (of) => ofBed(of, satang(of.rows, 'claimed') - satang(of.rows, 'reimbursed'), 2),
  'per-bed/claims_per_bed': (of) => ofBed(of, all(of), 6),
  'items-cut/items': async ({ items }) => (await items()).items,
  'items-cut/claimed': async ({ items }) => (await items()).claimed,
  'items-cut/reimbursed': async ({ items }) => (await items()).reimbursed,
  'items-cut/lost': async ({ items }) => {
    const { claimed, reimbursed } = await items();
    return subtractBaht(claimed, reimbursed);
  },
  'pending/amount': ({ rows }) => bahtOf(satang(rows, 'reimbursed_nhso')),
  'turnaround/measured': (of) => numbers(of, answered).length,
  'turnaround/average_days': (of) => mean(numbers(of, answered)),
  'turnaround/median_days': (of) => half(numbers(of, answered)),
  'turnaround/longest_days': (of) => numbers(of, answered).at(-1) ?? null,
  'turnaround/within_30': (of) => numbers(of, answered).filter((days) => days <= 30).length,
  'length-of-stay/bed_days': (of) => sum(numbers(of, stayed)),
  'length-of-stay/average_days': (of) => mean(numbers(of, stayed)),
  'length-of-stay/median_days': (of) => half(numbers(of, stayed)),
  'length-of-stay/longest_days': (of) => numbers(of, stayed).at(-1) ?? null,
  'late-sending/late_rate': (of) =>
    rate(
      count(of.rows, ({ late_percent: percent }) => Number(percent) < 100),
      all(of),
    ),
  'weekdays/days_seen': ({ rows }) => new Set(rows.map((row) => row.service_day)).size,
  'weekdays/denial_rate': (of) => rate(count(of.rows, isDenied), all(of)),
};

/** Fields of which no list can say what they are, and why. */
const unlisted: Readonly<Record<string, string>> = {
  'claims-summary/patients': 'different HN; a list has their claims',
  'case-mix/rw': 'stands in the Detail rows alone; a list has AdjRW, by which NHSO pays',
  'per-bed/beds': 'a setting',
  'pending/waiting_rep': 'claims that only the list of NHSO knows: they are in no list yet',
  'turnaround/within_30_rate': 'a quotient of two fields that are compared',
  'weekdays/share': 'the claims of its row among those of all rows',
  'weekdays/claims_per_day': 'a quotient of two fields that are compared',
  'payment-columns/amount': 'that of one column of the Detail row; a list has the whole claim',
  'top-error-codes/text': 'words of the NHSO list',
  'top-error-codes/type': 'words of the NHSO list',
  ...Object.fromEntries(
    ['claims', 'claimed', 'reimbursed', 'denied'].flatMap((measure) => [
      [`year-on-year/${measure}_last`, 'of claims of another year, which have a list of their own'],
      [`year-on-year/${measure}_difference`, 'of two lists'],
    ]),
  ),
  ...Object.fromEntries(
    ['completeness', 'work-done'].flatMap((name) =>
      (figures.find((figure) => figure.name === name)?.fields ?? []).map((field) => [
        `${name}/${field.name}`,
        'of documents and files: no claims stand behind it',
      ]),
    ),
  ),
};

const workedFigures = new Set(Object.keys(worked).map((name) => name.split('/')[0] ?? ''));
/** The first, and some of the others: `drill-down` walks all of them. */
const someQuestions = drillDownQuestions.filter((query, place) => place % 6 === 0 || 'hospital' in query);

const names = claimExportColumns({ withIdentity: false }).map(({ name }) => name);

/** The rows of a list as its file has them. */
async function listed(db: Db, address: Readonly<Record<string, string>>): Promise<Listed[]> {
  const filter = readClaimListFilter(address, figureDay);
  return await readClaimTexts(db, { filter, withIdentity: false, withLength: false }, async (_, each) => {
    const rows: Listed[] = [];
    await each(async (some) => {
      for (const row of some)
        rows.push(Object.fromEntries(names.map((name, place) => [name, row[place] ?? null])));
    });
    return rows;
  });
}

eachDatabase('what a figure works out of its claims', (database) => {
  before(() => insertDrillDownSample(database.db));

  test('each field is compared with a list, worked out of one, or has a reason why no list can say it', () => {
    for (const { name, fields, agrees } of figures)
      for (const { name: field } of fields) {
        const ways = [
          agrees.some((one) => one.field === field),
          worked[`${name}/${field}`] !== undefined,
          unlisted[`${name}/${field}`] !== undefined,
        ];
        assert.equal(ways.filter(Boolean).length, 1, `${name}/${field}: ${ways.join()}`);
      }
  });

  test('what is worked out is what the file of the list gives', async () => {
    const { db } = database;
    const known = new Map<string, Listed[]>();
    const compared = new Map<string, number>();
    for (const figure of figures.filter(({ name }) => workedFigures.has(name)))
      for (const by of figure.by)
        for (const query of someQuestions) {
          const answer = await drillDownAnswer(db, figure, by, query, beds);
          for (const { key, row } of answer === null ? [] : linesOf(answer)) {
            const question = questionOf(by, query, beds);
            const address = claimsBehind(figure, question, key);
            if (address === null) continue;
            const text = JSON.stringify(address);
            const rows = known.get(text) ?? (await listed(db, address));
            known.set(text, rows);
            const listedClaims = claimListConditions(readClaimListFilter(address, figureDay));
            let found: Promise<Items> | null = null;
            const items = () => {
              found ??= itemsOf(db, question, key, listedClaims);
              return found;
            };
            for (const { name: field } of figure.fields) {
              const work = worked[`${figure.name}/${field}`];
              if (work === undefined) continue;
              const value = await work({ db, rows, question, key, items });
              const place = `${figure.name} by ${by} ${JSON.stringify(query)}, row ${key}, ${field}: ${text}`;
              assert.equal(row[field], value, place);
              compared.set(`${figure.name}/${field}`, (compared.get(`${figure.name}/${field}`) ?? 0) + 1);
            }
          }
        }
    for (const name of Object.keys(worked)) assert.ok((compared.get(name) ?? 0) > 5, name);
  });
});
