import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import type { Language } from '../domain/errors.js';
import { bahtOf, satangOf, subtractBaht } from '../domain/satang.js';
import { answerOf } from './answer-by.js';
import { claimConditions } from './claim-conditions.js';
import { claimsOfRow } from './claims-behind.js';
import { errorCodeWords } from './code-labels.js';
import { defineFigure, type FigureAnswer, type FigureQuestion } from './figure.js';
import { filterNames, filterQuery } from './figure-filter.js';
import { anyItem, type ItemSplit, itemSheets, itemSplits, ofCurrentRow } from './item-sheets.js';

interface Items {
  readonly items: number;
  /** Different claims that have them. */
  readonly claims: number;
  /** null where no item states one: that is not known, not nothing. */
  readonly claimed: string | null;
  readonly reimbursed: string;
}
const noItems: Items = { items: 0, claims: 0, claimed: '0.00', reimbursed: '0.00' };

/** Which drugs and instruments NHSO pays less for than was asked, and what it refuses. */
export const itemsCut = defineFigure({
  name: 'items-cut',
  title: { th: 'รายการที่ถูกตัด', en: 'Items cut' },
  definition: {
    th: 'รายการของเคลมฉบับปัจจุบันที่ได้ชดเชยน้อยกว่าที่เรียกเก็บ ยอดเสียมากขึ้นก่อน · ยา: ชีต Data Drug รวมส่วนที่ต้นสังกัดจ่าย ใช้รหัส TMT ถ้าไม่มีใช้รหัสยา รพ. · อุปกรณ์: ชีต Data Instrument เฉพาะรายการที่รู้ว่าเป็นของเคลมใด · รหัสปฏิเสธ: ชีต Data DENY ชดเชยเป็นศูนย์ · เหตุผลที่จ่ายศูนย์: ชีต Data sheet 0 ซึ่งบางแบบไม่มียอดเรียกเก็บ (แสดงว่าง ไม่ใช่ศูนย์) · ถ้าไฟล์เดียวมีเคลมนี้หลายแถว ไม่นับรายการของแถวที่ไม่ใช่ฉบับปัจจุบัน ดูจากลำดับที่ · claims = จำนวนเคลมที่มีรายการนั้น · รายการเดียวอาจอยู่ในหลายชีต จึงไม่ควรบวกการแยกแต่ละแบบเข้าด้วยกัน',
    en: 'Items of current versions of claims that were reimbursed less than claimed, most money lost first · drug: sheet Data Drug, with the part paid by the agency, by TMT code, else by the code of the hospital · instrument: sheet Data Instrument, those items of which the claim is known · deny_code: sheet Data DENY, reimbursed nothing · zero_reason: sheet Data sheet 0, of which some forms have no claimed amount (shown empty, not as zero) · where one workbook has the claim in several rows, items of a row that is not current are left out, by its number · claims = how many claims have such items · one item may stand in several sheets: do not add one split to another',
  },
  by: ['drug', 'instrument', 'deny_code', 'zero_reason'],
  filters: filterNames,
  fields: [
    { name: 'items', kind: 'count' },
    { name: 'claims', kind: 'count' },
    { name: 'claimed', kind: 'baht' },
    { name: 'reimbursed', kind: 'baht' },
    { name: 'lost', kind: 'baht' },
  ],
  // The claims that have such an item: as many as are counted, but their money is of all of their items.
  claims: (question, key) =>
    key === null ? { [question.by]: anyItem, ...filterQuery(question.filter) } : claimsOfRow()(question, key),
  agrees: [{ field: 'claims', measure: 'claims' }],
  answer: itemsCutAnswer,
});

interface ItemRow {
  item_key: string;
  item_name: string | null;
  items: number;
  claims: number;
  claimed: string | null;
  reimbursed: string;
}

async function itemsCutAnswer(db: Queryable, question: FigureQuestion): Promise<FigureAnswer> {
  const split = itemSplits.find((one) => one === question.by);
  if (split === undefined) throw new TypeError(`no sheet of items for ${question.by}`);
  const { table, key, name, paid, cut } = itemSheets[split];
  const items = sql`${table} i join claim_current c on c.file_id = i.file_id and c.tran_id = i.tran_id
    where ${cut} and ${ofCurrentRow('c')} and ${claimConditions(question.filter)}`;
  const rows = await db.query<ItemRow>(
    sql`select x.item_key, max(x.item_name) as item_name, count(*) as items,
        count(distinct x.claim_id) as claims, sum(x.claim_amount) as claimed, coalesce(sum(x.paid), 0.00) as reimbursed
        from (select ${key} as item_key, ${name} as item_name, i.claim_amount, ${paid} as paid, c.id as claim_id from ${items}) x group by x.item_key`,
  );
  const groups = new Map<string, Items>(
    rows.map(({ item_key, items: count, claims, claimed, reimbursed }) => [
      item_key,
      { items: Number(count), claims: Number(claims), claimed, reimbursed },
    ]),
  );
  // A claim may have several such items.
  const all = await db.first<{ claims: number }>(sql`select count(distinct c.id) as claims from ${items}`);
  const names = await namesOf(db, split, rows, question.language);
  return await answerOf(db, 'items-cut', question, {
    groups,
    total: { ...added(groups.values()), claims: Number(all?.claims ?? 0) },
    none: noItems,
    labels: names,
    keys: mostLostFirst(groups),
    fields: (sums) => ({ ...sums, lost: subtractBaht(sums.claimed, sums.reimbursed) }),
  });
}

/** What stands beside the key; deny codes are those of NHSO's list, which has no text for some. */
async function namesOf(
  db: Queryable,
  split: ItemSplit,
  rows: readonly ItemRow[],
  language: Language,
): Promise<ReadonlyMap<string, string>> {
  if (split !== 'deny_code') return new Map(rows.map((row) => [row.item_key, row.item_name || row.item_key]));
  const keys = rows.map((row) => row.item_key);
  const words = await errorCodeWords(db, keys);
  return new Map(keys.map((key) => [key, words.get(key)?.text ?? noText[language]]));
}
const noText = { th: 'ไม่มีข้อความในรายการรหัสของ สปสช.', en: 'no text in the NHSO list of codes' } as const;

const lostOf = ({ claimed, reimbursed }: Items) => satangOf(subtractBaht(claimed, reimbursed) ?? '0.00');

function mostLostFirst(groups: ReadonlyMap<string, Items>): string[] {
  return [...groups]
    .sort(([keyA, a], [keyB, b]) => {
      const more = lostOf(b) - lostOf(a);
      return more === 0n ? (keyA < keyB ? -1 : 1) : more > 0n ? 1 : -1;
    })
    .map(([key]) => key);
}

function added(parts: Iterable<Items>): Omit<Items, 'claims'> {
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
