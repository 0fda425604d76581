import type { Queryable } from '../db/db.js';
import { type Sql, sql } from '../db/sql.js';
import { bahtOf, satangOf, subtractBaht } from '../domain/satang.js';
import { answerOf } from './answer-by.js';
import { claimConditions } from './claim-conditions.js';
import { defineFigure, type FigureAnswer, type FigureQuestion, type FigureSplit } from './figure.js';
import { filterNames } from './figure-filter.js';

interface Items {
  readonly items: number;
  /** null where no item states one: that is not known, not nothing. */
  readonly claimed: string | null;
  readonly reimbursed: string;
}
const noItems: Items = { items: 0, claimed: '0.00', reimbursed: '0.00' };

/** Which drugs and instruments NHSO pays less for than was asked, and what it refuses. */
export const itemsCut = defineFigure({
  name: 'items-cut',
  title: { th: 'รายการที่ถูกตัด', en: 'Items cut' },
  definition: {
    th: 'รายการของเคลมฉบับปัจจุบันที่ได้ชดเชยน้อยกว่าที่เรียกเก็บ ยอดเสียมากขึ้นก่อน · ยา: ชีต Data Drug รวมส่วนที่ต้นสังกัดจ่าย ใช้รหัส TMT ถ้าไม่มีใช้รหัสยา รพ. · อุปกรณ์: ชีต Data Instrument เฉพาะรายการที่รู้ว่าเป็นของเคลมใด · รหัสปฏิเสธ: ชีต Data DENY ชดเชยเป็นศูนย์ · เหตุผลที่จ่ายศูนย์: ชีต Data sheet 0 ซึ่งบางแบบไม่มียอดเรียกเก็บ (แสดงว่าง ไม่ใช่ศูนย์) · รายการเดียวอาจอยู่ในหลายชีต จึงไม่ควรบวกการแยกแต่ละแบบเข้าด้วยกัน',
    en: 'Items of current versions of claims that were reimbursed less than claimed, most money lost first · drug: sheet Data Drug, with the part paid by the agency, by TMT code, else by the code of the hospital · instrument: sheet Data Instrument, those items of which the claim is known · deny_code: sheet Data DENY, reimbursed nothing · zero_reason: sheet Data sheet 0, of which some forms have no claimed amount (shown empty, not as zero) · one item may stand in several sheets: do not add one split to another',
  },
  by: ['drug', 'instrument', 'deny_code', 'zero_reason'],
  filters: filterNames,
  fields: [
    { name: 'items', kind: 'count' },
    { name: 'claimed', kind: 'baht' },
    { name: 'reimbursed', kind: 'baht' },
    { name: 'lost', kind: 'baht' },
  ],
  // Items, not claims; no filter of claims names an item.
  claims: () => null,
  agrees: [],
  answer: itemsCutAnswer,
});

/** A sheet: its rows as `i`, by which code, under which name, and what of them was paid. */
interface Sheet {
  readonly table: Sql;
  readonly key: Sql;
  readonly name: Sql;
  readonly paid: Sql;
  /** Sheets of refused items have no others. */
  readonly onlyCut: boolean;
}

const sheets: Readonly<Partial<Record<FigureSplit, Sheet>>> = {
  drug: {
    table: sql`eclaim_drug`,
    key: sql`coalesce(nullif(i.tmt_code, ''), i.drug_code, '')`,
    name: sql`coalesce(i.generic_name, i.trade_name)`,
    paid: sql`coalesce(i.reimb_amount, 0.00) + coalesce(i.reimb_agency, 0.00)`,
    onlyCut: false,
  },
  instrument: {
    table: sql`eclaim_instrument`,
    key: sql`coalesce(i.inst_code, '')`,
    name: sql`i.inst_name`,
    paid: sql`coalesce(i.reimb_amount, 0.00)`,
    onlyCut: false,
  },
  deny_code: {
    table: sql`eclaim_deny`,
    key: sql`coalesce(i.deny_code, '')`,
    name: sql`i.deny_code`,
    paid: sql`0.00`,
    onlyCut: true,
  },
  zero_reason: {
    table: sql`eclaim_zero_paid`,
    key: sql`coalesce(i.reason, '')`,
    name: sql`i.reason`,
    paid: sql`coalesce(i.paid_amount, 0.00)`,
    onlyCut: true,
  },
};

interface ItemRow {
  item_key: string;
  item_name: string | null;
  items: number;
  claimed: string | null;
  reimbursed: string;
}

async function itemsCutAnswer(db: Queryable, question: FigureQuestion): Promise<FigureAnswer> {
  const sheet = sheets[question.by];
  if (sheet === undefined) throw new TypeError(`no sheet of items for ${question.by}`);
  const { table, key, name, paid, onlyCut } = sheet;
  const cut = onlyCut ? sql`1 = 1` : sql`coalesce(i.claim_amount, 0.00) > ${paid}`;
  const rows = await db.query<ItemRow>(
    sql`select x.item_key, max(x.item_name) as item_name, count(*) as items,
        sum(x.claim_amount) as claimed, coalesce(sum(x.paid), 0.00) as reimbursed
        from (select ${key} as item_key, ${name} as item_name, i.claim_amount, ${paid} as paid
          from ${table} i join claim_current c on c.file_id = i.file_id and c.tran_id = i.tran_id
          where ${cut} and ${claimConditions(question.filter)}) x group by x.item_key`,
  );
  const groups = new Map<string, Items>(
    rows.map((row) => [
      row.item_key,
      { items: Number(row.items), claimed: row.claimed, reimbursed: row.reimbursed },
    ]),
  );
  const names = rows.map((row) => [row.item_key, row.item_name || row.item_key] as const);
  return await answerOf(db, 'items-cut', question, {
    groups,
    total: added(groups.values()),
    none: noItems,
    labels: new Map(names),
    keys: mostLostFirst(groups),
    fields: (sums) => ({ ...sums, lost: subtractBaht(sums.claimed, sums.reimbursed) }),
  });
}

const lostOf = ({ claimed, reimbursed }: Items) => satangOf(subtractBaht(claimed, reimbursed) ?? '0.00');

function mostLostFirst(groups: ReadonlyMap<string, Items>): string[] {
  return [...groups]
    .sort(([keyA, a], [keyB, b]) => {
      const more = lostOf(b) - lostOf(a);
      return more === 0n ? (keyA < keyB ? -1 : 1) : more > 0n ? 1 : -1;
    })
    .map(([key]) => key);
}

function added(parts: Iterable<Items>): Items {
  let [items, claimed, reimbursed] = [0, 0n, 0n];
  const all = [...parts];
  for (const part of all) {
    items += part.items;
    claimed += satangOf(part.claimed ?? '0.00');
    reimbursed += satangOf(part.reimbursed);
  }
  const isStated = all.length === 0 || all.some((part) => part.claimed !== null);
  return { items, claimed: isStated ? bahtOf(claimed) : null, reimbursed: bahtOf(reimbursed) };
}
