import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';
import { partsOfWeight, weightOf } from './add-claim-sums.js';
import { answerOf, claimSplit, columnOf } from './answer-by.js';
import { claimConditions } from './claim-conditions.js';
import type { ClaimMeasures } from './claim-measures.js';
import { type ClaimSums, claimSumsBy, claimSumsOf, noClaims } from './claim-sums.js';
import { claimsOfRow } from './claims-behind.js';
import { defineFigure, type FigureQuestion } from './figure.js';
import { type FigureFilter, filterNames } from './figure-filter.js';
import { rate } from './rate.js';
import { asking } from './remembered-sums.js';
import { splitColumns } from './split-columns.js';
import { rwSource } from './weighed-source.js';

/** The fields of a group of inpatients, wherever it was added up; RW is asked for apart. */
export const caseMixFields = ({ adjrw, adjrwClaims }: Pick<ClaimMeasures, 'adjrw' | 'adjrwClaims'>) => ({
  claims: adjrwClaims,
  adjrw,
  cmi: rate(partsOfWeight(adjrw), BigInt(adjrwClaims) * 10_000n),
});

/** How heavy the cases of inpatients are. */
export const caseMix = defineFigure({
  name: 'case-mix',
  title: { th: 'ดัชนี CMI ผู้ป่วยใน', en: 'Case mix index (CMI)' },
  definition: {
    th: 'CMI = ผลรวม AdjRW ตาม สปสช. ÷ จำนวนเคลมผู้ป่วยใน (IP) ที่ระบุ AdjRW · เคลม OP ORF และเคลม IP ที่ไม่มี AdjRW ไม่นับทั้งตัวตั้งและตัวหาร · เคลมที่ไม่ผ่านแต่มี AdjRW นับด้วย · rw = ผลรวม RW (ก่อนปรับ) ของเคลมเดียวกัน ตามคอลัมน์ RW ของ REP',
    en: 'CMI = Σ AdjRW by NHSO ÷ inpatient (IP) claims that state it · claims of OP and ORF, and IP claims without an AdjRW, count on neither side · denied claims that state one do count · rw = Σ RW (before it is adjusted) of the same claims, by the column RW of the REP',
  },
  by: ['month', 'scheme', 'fund', 'drg', 'hospital'],
  filters: filterNames,
  fields: [
    { name: 'claims', kind: 'count' },
    { name: 'rw', kind: 'weight' },
    { name: 'adjrw', kind: 'weight' },
    { name: 'cmi', kind: 'ratio' },
  ],
  claims: claimsOfRow({ kind: 'ip', adjrw: 'yes' }),
  agrees: [
    { field: 'claims', measure: 'claims' },
    { field: 'adjrw', measure: 'adjrw' },
  ],
  async answer(db, question) {
    const { filter, by } = question;
    const hasIp = filter.kinds.length === 0 || filter.kinds.includes('ip');
    const ofIp = { ...filter, kinds: ['ip'] as const };
    const groups = hasIp ? await claimSumsBy(db, ofIp, claimSplit(by)) : new Map<string, ClaimSums>();
    const isAsked = question.fields?.includes('rw') ?? true;
    const rw = hasIp && isAsked ? await relativeWeights(db, ofIp, by) : new Map<string | null, bigint>();
    return await answerOf(db, 'case-mix', question, {
      groups: new Map([...groups].filter(([, sums]) => sums.adjrwClaims > 0)),
      total: hasIp ? await claimSumsOf(db, ofIp) : noClaims,
      none: noClaims,
      fields: (sums, key) => {
        const { claims, ...weights } = caseMixFields(sums);
        return { claims, ...(isAsked && { rw: weightOf(rw.get(key) ?? 0n) }), ...weights };
      },
    });
  },
});

/** Σ RW in ten-thousandth parts by key, and of all under null. */
async function relativeWeights(
  db: Queryable,
  filter: FigureFilter,
  by: FigureQuestion['by'],
): Promise<ReadonlyMap<string | null, bigint>> {
  const kept = rwSource(filter, claimSplit(by));
  const group = kept ? kept.group : columnOf(splitColumns, by);
  const rows = await asking(
    db,
    kept,
  )<{ group_key: string | null; rw: string }>(
    sql`select ${group} as group_key, coalesce(sum(c.rw), 0.0000) as rw from ${
      kept ? kept.from : sql`claim_current c where ${claimConditions(filter)} and c.adjrw is not null`
    } group by ${group}`,
  );
  const sums = new Map<string | null, bigint>();
  for (const { group_key, rw } of rows)
    for (const key of [group_key ?? '', null]) sums.set(key, (sums.get(key) ?? 0n) + partsOfWeight(rw));
  return sums;
}
