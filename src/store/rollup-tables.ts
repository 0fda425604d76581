import { join, raw, type Sql, sql } from '../db/sql.js';
import { summedFacts } from '../domain/summed-facts.js';

/** A table of sums over claim_current: its dimensions, as a claim `c` (and its error code `e`) says them. */
export interface Rollup {
  readonly table:
    | 'claim_sums'
    | 'claim_fund_sums'
    | 'claim_error_sums'
    | 'claim_drg_sums'
    | 'claim_referrer_sums'
    | 'claim_payment_sums'
    | 'claim_fact_sums';
  readonly dimensions: Readonly<Record<string, string>>;
  readonly from: string;
  readonly where: string;
  /** What statements say of a claim moves it from one row to another. */
  readonly ofStatements?: true;
  /** What begins the key of the table before the months, with every value of it. */
  readonly begins?: string;
  /** What only some tables sum. */
  readonly more?: Readonly<Record<string, string>>;
}

const ofEach = {
  service_month: "coalesce(c.service_month, '')",
  hospital_code: 'c.hospital_code',
  scheme: 'c.scheme',
  kind: 'c.kind',
} as const;
const ofFund = { main_fund: 'c.main_fund', service_type: 'c.service_type' } as const;
const ofState = {
  is_denied: 'c.is_denied',
  first_denied: 'c.first_denied',
  has_appeal: 'c.has_appeal',
} as const;
const claims = 'claim_current c';
const all = '1 = 1';

const part = (unit: string) => `extract(${unit} from c.service_day)`;
/** A day as a number, 20251005; null = the claim does not state the fact. */
const factNumber = `case v.fact
  when 'day' then ${part('year')} * 10000 + ${part('month')} * 100 + ${part('day')}
  when 'late' then c.late_percent when 'stay' then c.stay_days
  when 'main_hospital' then case when c.hmain is null then null else 0 end
  when 'treating' then case when c.hcode = c.hospital_code then null else 0 end end`;
const factText = "case v.fact when 'main_hospital' then c.hmain when 'treating' then c.hcode else '' end";

/** What one AdjRW brings, and the RW before it was adjusted, are asked of claims that state one. */
const ofWeighed = {
  adjrw_reimbursed: 'coalesce(sum(case when c.adjrw is not null then c.reimbursed end), 0.00)',
  rw: 'coalesce(sum(case when c.adjrw is not null then c.rw end), 0.0000)',
} as const;

/** What NHSO is to pay of the claims, and what counted statements say of them. */
const ofStatements = {
  promised: 'coalesce(sum(c.reimb_nhso), 0.00)',
  stated: 'coalesce(sum(c.stm_amount), 0.00)',
} as const;

/**
 * Every table of sums: a small one, and one for each of what claims are split by further, since all of it in one would have
 * almost as many rows as there are claims. Codes stand in rows of their own, and only a denied claim has any.
 */
export const rollups: readonly Rollup[] = [
  {
    table: 'claim_sums',
    dimensions: { ...ofEach, ...ofState, recon_state: 'c.recon_state' },
    from: claims,
    where: all,
    more: { ...ofWeighed, ...ofStatements },
    ofStatements: true,
  },
  {
    table: 'claim_fund_sums',
    dimensions: { ...ofEach, ...ofFund, ...ofState },
    from: claims,
    where: all,
    more: ofWeighed,
  },
  {
    table: 'claim_error_sums',
    dimensions: { ...ofEach, code: "coalesce(e.code, '')", ...ofState },
    from: `${claims} left join claim_error e on e.item_kind = c.item_kind and e.item_id = c.item_id`,
    where: 'c.is_denied',
  },
  {
    table: 'claim_drg_sums',
    dimensions: { ...ofEach, drg: "coalesce(c.drg, '')", ...ofState },
    from: claims,
    where: all,
    more: ofWeighed,
  },
  // Most claims were not referred: they have no rows here.
  {
    table: 'claim_referrer_sums',
    dimensions: { ...ofEach, href: 'c.href', ...ofState },
    from: claims,
    where: 'c.href is not null',
  },
  // A claim stands under each of its payment columns, and under one of them as its first.
  {
    table: 'claim_payment_sums',
    dimensions: { ...ofEach, payment_column: 'p.payment_column', is_first: 'p.is_first', ...ofState },
    from: `${claims} join claim_payment p on p.item_kind = c.item_kind and p.item_id = c.item_id`,
    where: all,
    more: { amount: 'sum(p.amount)' },
  },
  // What claims state beside: each fact in rows of its own, and none where a claim does not state it.
  {
    table: 'claim_fact_sums',
    dimensions: { fact: 'v.fact', ...ofEach, fact_number: factNumber, fact_text: factText, ...ofState },
    from: `${claims} cross join (${summedFacts.map((name) => `select '${name}' as fact`).join(' union all ')}) v`,
    where: `${factNumber} is not null`,
    begins: `fact in (${summedFacts.map((name) => `'${name}'`).join(', ')})`,
  },
];

/** What is summed; each can be added and taken away. */
export const rollupMeasures: Readonly<Record<string, string>> = {
  claims: 'count(*)',
  claimed: 'coalesce(sum(c.claimed), 0.00)',
  reimbursed: 'coalesce(sum(c.reimbursed), 0.00)',
  first_reimbursed: 'coalesce(sum(c.first_reimbursed), 0.00)',
  adjrw: 'coalesce(sum(c.adjrw), 0.0000)',
  adjrw_claims: 'count(c.adjrw)',
};

/** All that a table sums, by the names of its columns. */
export const measuresOfRollup = ({ more }: Rollup) => ({ ...rollupMeasures, ...more });

/** What all claims of a scope say alike, as it is written in a statement, by its dimension. */
export type Alike = Readonly<Partial<Record<'hospital_code' | 'scheme', Sql>>>;

/**
 * What these claims amount to, as rows of the table; with `-` what takes them away. What they all say alike (`alike`) is no
 * part of their groups.
 */
export function rollupSelect(
  rollup: Rollup,
  condition: Sql,
  { sign = '', alike = {} }: { readonly sign?: '' | '-'; readonly alike?: Alike } = {},
): Sql {
  const { dimensions, from, where } = rollup;
  const keys = Object.entries(dimensions).map(([name, value]) => {
    const said = alike[name as keyof Alike]; // undefined for any other
    return sql`${said ?? raw(value)} as ${raw(name)}`;
  });
  const sums = Object.entries(measuresOfRollup(rollup)).map(([name, sum]) => `${sign}${sum} as ${name}`);
  const group = Object.entries(dimensions).flatMap(([name, value]) => (name in alike ? [] : [value]));
  return sql`select ${join(keys)}, ${raw(sums.join(', '))} from ${raw(from)}
    where ${raw(where)} and ${condition} group by ${raw(group.join(', '))}`;
}
