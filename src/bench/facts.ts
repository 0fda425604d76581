import { raw, sql } from '../db/sql.js';
import { databases } from '../testing/databases.js';
import { fillNarrowClaims } from '../testing/narrow-claims.js';
import { dropReader, makeReader, openReader, type Reader, readerOf } from '../testing/reporting-reader.js';
import type { Bench, BenchRow } from './bench.js';
import { writeManyCases } from './many-cases.js';
import { chosenTargets, type Target, withServer } from './targets.js';

const usualClaims = 1_000_000;
const claimsPerCase = 10;
const warmUps = 2;
const turns = 15;
const wantedOfCases = 200;

interface Question {
  readonly name: string;
  readonly text: string;
  /** Milliseconds; null = no number was set. */
  readonly wanted?: number;
}

/** What a program of the reader asks; days as literals, since the words for "today" differ. */
function questions(today: string, before: (days: number) => string, claimDay: string): readonly Question[] {
  const cases = 'select * from fact_case_daily';
  const claims = 'select * from fact_claim_daily';
  const sums = 'sum(claims) as claims, sum(denied_claims) as denied, sum(reimbursed) as reimbursed';
  const month = `metric_date >= '${claimDay.slice(0, 8)}01' and metric_date <= '${claimDay}'`;
  const wanted = wantedOfCases;
  return [
    { name: 'fact_case_daily, every day', text: cases, wanted },
    { name: 'fact_case_daily, 7 days', text: `${cases} where metric_date > '${before(7)}'`, wanted },
    { name: 'fact_case_daily, a day', text: `${cases} where metric_date = '${today}'`, wanted },
    { name: 'fact_claim_daily, a day', text: `${claims} where metric_date = '${claimDay}'`, wanted },
    { name: 'fact_claim_daily, a month', text: `${claims} where ${month}` },
    {
      name: 'fact_claim_daily, a month by scheme',
      text: `select scheme, ${sums} from fact_claim_daily where ${month} group by scheme`,
    },
    { name: 'fact_claim_daily, every day', text: claims },
    { name: 'fact_import_daily, every day', text: 'select * from fact_import_daily' },
    { name: 'mv_case_summary', text: 'select * from mv_case_summary' },
    { name: 'dim_date, every day', text: 'select * from dim_date' },
    {
      name: 'kase, 100 of a state',
      text: "select * from kase where status = 'open' order by id desc limit 100",
    },
    {
      name: 'kase, changed in 7 days',
      text: `select count(*) as n from kase where updated_at >= '${before(7)}'`,
    },
    { name: 'kase_activity of a case', text: 'select * from kase_activity where case_id = 500' },
    { name: 'contact of a case', text: 'select * from contact where case_id = 500' },
  ];
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

async function timesOf(reader: Reader, text: string): Promise<{ times: number[]; rows: number }> {
  const times: number[] = [];
  let rows = 0;
  for (let turn = -warmUps; turn < turns; turn += 1) {
    const started = performance.now();
    rows = (await reader.ask(text)).length;
    if (turn >= 0) times.push(performance.now() - started);
  }
  return { times: times.sort((a, b) => a - b), rows };
}

async function measure(target: Target, claims: number, say: (line: string) => void): Promise<BenchRow[]> {
  const database = databases().find(({ name }) => name === target.name);
  if (!database) throw new RangeError(`no database ${target.name}`);
  const fresh = await database.fresh();
  const { settings } = fresh;
  if (settings.type === 'embedded') throw new RangeError('the embedded database has no reader');
  const cases = Math.ceil(claims / claimsPerCase);
  say(`${target.name}: writing ${claims} claims and ${cases} cases`);
  await fillNarrowClaims(fresh.db, { count: claims });
  await writeManyCases(fresh.db, cases);
  // As the server's own care leaves them: without it PostgreSQL looks each row up beside the index.
  const care = raw(fresh.db.dialect.migrations === 'mysql' ? 'analyze table' : 'vacuum analyze');
  await fresh.db.query(sql`${care} claim_current, cases, case_activity, change_batches`);
  const user = readerOf(settings);
  await makeReader(settings, user);
  try {
    const reader = await openReader(settings, user);
    const last = await fresh.db.first<{ day: string }>(
      sql`select max(service_day) as day from claim_current`,
    );
    const now = Date.now() + 7 * 3_600_000;
    const before = (days: number) => dayOf(now - days * 86_400_000);
    const found: BenchRow[] = [];
    for (const { name, text, wanted } of questions(before(0), before, last?.day ?? '')) {
      const { times, rows } = await timesOf(reader, text);
      const at = (share: number) =>
        Number((times[Math.max(0, Math.ceil(times.length * share) - 1)] ?? NaN).toFixed(1));
      found.push({
        ...{ database: target.name, asked: name, rows },
        ...{ 'least ms': at(0), 'p50 ms': at(0.5), 'most ms': at(1), 'wanted ms': wanted ?? '' },
      });
      say(`${target.name}: ${name} ${at(0.5)} ms, at most ${at(1)} ms`);
    }
    await reader.close();
    return found;
  } finally {
    await dropReader(settings, user);
    await fresh.close();
  }
}

/** The views for other programs, asked by the read-only user; `--rows` is the number of claims, a tenth of it are cases. */
export const facts: Bench = {
  name: 'facts',
  async run(say, wanted) {
    const claims = wanted ?? usualClaims;
    const rows: BenchRow[] = [];
    for (const target of chosenTargets().filter(({ name }) => name !== 'embedded'))
      rows.push(...(await withServer(target, () => measure(target, claims, say))));
    return {
      title: `Views of the read-only user over ${claims} claims and ${Math.ceil(claims / claimsPerCase)} cases, ${turns} times each`,
      rows,
    };
  },
};
