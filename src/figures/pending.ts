import type { Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import { fiscalYearRange } from '../domain/fiscal-year.js';
import { readRepFileName } from '../domain/rep-file-name.js';
import { bahtOf, satangOf } from '../domain/satang.js';
import { dayOf } from '../domain/thai-date.js';
import { answerOf } from './answer-by.js';
import { claimConditions } from './claim-conditions.js';
import { defineFigure, type FigureAnswer, type FigureQuestion } from './figure.js';
import { type FigureFilter, filterQuery } from './figure-filter.js';
import { ageOf, waitingAges, waitsForStatement } from './waiting-stm.js';

interface Waiting {
  readonly waitingRep: number;
  readonly waitingStm: number;
  readonly satang: bigint;
}
const nothing: Waiting = { waitingRep: 0, waitingStm: 0, satang: 0n };

/** What NHSO has not answered or not stated yet, and since when. */
export const pending = defineFigure({
  name: 'pending',
  title: { th: 'ค้างอยู่', en: 'Pending' },
  definition: {
    th: 'waiting_rep = จำนวนรายตามรายการของ สปสช. ที่ยังไม่มีไฟล์ REP นำเข้า นับวันจากวันที่ส่ง · waiting_stm = เคลมฉบับปัจจุบันของบัตรทอง (UCS) ที่ผ่านแล้วแต่ยังไม่มีในใบแจ้งยอดใด นับวันจากวันที่ของ REP · amount = ยอดที่ สปสช. จ่ายตาม REP ของ waiting_stm (คอลัมน์ reimbursed_nhso ของไฟล์ส่งออก ไม่รวมส่วนของต้นสังกัดซึ่งใบแจ้งยอดไม่มี) ยอดของ waiting_rep ยังไม่รู้ · สิทธิอื่นไม่มีใบแจ้งยอดในระบบ · ไม่กรองวันที่ = ทั้งหมดที่ค้าง กรองวันที่ = วันที่ส่งสำหรับ waiting_rep และวันที่รับบริการสำหรับ waiting_stm · กรองประเภทใช้ประเภทในชื่อไฟล์ รายการที่ยังไม่มีชื่อไฟล์จึงไม่นับ',
    en: 'waiting_rep = claims of the list of NHSO whose REP workbook is not imported, days since they were sent · waiting_stm = current versions of UCS claims that passed and stand in no statement yet, days since the REP · amount = what NHSO pays by REP for waiting_stm (column reimbursed_nhso of the export, without the share of the agency, which no statement has); that of waiting_rep is not known yet · no other scheme has statements · without a date everything that is pending; with one the day of sending for waiting_rep and the service date for waiting_stm · a kind is that of the file’s name; what has no file yet has none',
  },
  by: ['age'],
  filters: ['fiscal_year', 'from', 'to', 'scheme', 'kind', 'hospital'],
  fields: [
    { name: 'waiting_rep', kind: 'count' },
    { name: 'waiting_stm', kind: 'count' },
    { name: 'amount', kind: 'baht' },
  ],
  claims: ({ filter }, key) => {
    const { fiscal_year, undated, ...rest } = filterQuery(filter);
    // A list without a date is of all claims.
    const period = filter.noDate ? {} : { ...(fiscal_year && { fiscal_year }), ...(undated && { undated }) };
    return { ...rest, ...period, waiting_stm: key === null ? 'all' : key === '' ? 'unknown' : key };
  },
  agrees: [{ field: 'waiting_stm', measure: 'claims' }],
  answer: pendingAnswer,
});

async function pendingAnswer(db: Queryable, question: FigureQuestion): Promise<FigureAnswer> {
  const filter = question.filter.noDate
    ? { ...question.filter, fiscalYear: null, undated: null }
    : question.filter;
  const today = dayOf(question.now);
  const groups = new Map<string, Waiting>(waitingAges.map((age) => [age, nothing]));
  let total = nothing;
  const add = (day: string | null, more: Waiting) => {
    const age = ageOf(day, today) ?? '';
    groups.set(age, plus(groups.get(age) ?? nothing, more));
    total = plus(total, more);
  };
  for (const { day, claims } of await documentsWithoutRep(db, filter))
    add(day, { ...nothing, waitingRep: claims });
  for (const { day, claims, amount } of await claimsWithoutStatement(db, filter))
    add(day, { ...nothing, waitingStm: Number(claims), satang: satangOf(amount) });
  const answer = await answerOf(
    db,
    'pending',
    { ...question, filter },
    {
      groups,
      total,
      none: nothing,
      keys: [...waitingAges, ...(groups.has('') ? [''] : [])],
      labels: new Map(waitingAges.map((age) => [age, label(age, question.language)])),
      fields: ({ waitingRep, waitingStm, satang }) => ({
        waiting_rep: waitingRep,
        waiting_stm: waitingStm,
        amount: bahtOf(satang),
      }),
    },
  );
  return answer;
}

function label(age: string, language: 'th' | 'en'): string {
  return `${age.replace('-', '–')} ${language === 'th' ? 'วัน' : 'days'}`;
}

function plus(a: Waiting, b: Waiting): Waiting {
  return {
    waitingRep: a.waitingRep + b.waitingRep,
    waitingStm: a.waitingStm + b.waitingStm,
    satang: a.satang + b.satang,
  };
}

/** Documents of the portal's list of which no workbook is imported, whether it came by download or by hand. */
async function documentsWithoutRep(
  db: Queryable,
  filter: FigureFilter,
): Promise<{ readonly day: string | null; readonly claims: number }[]> {
  const rows = await db.query<{ filename: string; send_date: string | null; total: number | null }>(
    sql`select p.filename, p.send_date, p.total from portal_reps p left join downloads d on d.id = p.download_id
        where ${join(documentConditions(filter), ' and ')} and not exists (
          select 1 from eclaim_imported_files f where f.hospital_code = p.hospital_code and f.undone_at is null
          and f.status in ('completed', 'completed_with_problems')
          and (f.filename = p.filename or f.sha256 = d.sha256))`,
  );
  const kinds: readonly string[] = filter.kinds;
  return rows
    .filter(({ filename }) => {
      if (kinds.length === 0) return true;
      const kind = readRepFileName(filename)?.baseType.toLowerCase();
      return kind !== undefined && kinds.includes(kind);
    })
    .map(({ send_date, total }) => ({ day: send_date?.slice(0, 10) ?? null, claims: Number(total ?? 0) }));
}

function documentConditions({ fiscalYear, from, to, schemes, hospital }: FigureFilter): Sql[] {
  const range = fiscalYear === null ? { from, to } : fiscalYearRange(fiscalYear);
  const conditions: Sql[] = [sql`1 = 1`];
  if (range.from !== null) conditions.push(sql`p.send_date >= ${`${range.from} 00:00:00`}`);
  if (range.to !== null) conditions.push(sql`p.send_date < ${`${range.to} 00:00:00`}`);
  if (hospital !== null) conditions.push(sql`p.hospital_code = ${hospital}`);
  if (schemes.length > 0)
    conditions.push(sql`p.scheme in (${join(schemes.map((scheme) => scheme.toUpperCase()))})`);
  return conditions;
}

async function claimsWithoutStatement(
  db: Queryable,
  filter: FigureFilter,
): Promise<{ day: string | null; claims: number; amount: string }[]> {
  return await db.query(
    sql`select c.file_date as day, count(*) as claims, coalesce(sum(c.reimb_nhso), 0.00) as amount
        from claim_current c where ${claimConditions(filter)} and ${waitsForStatement} group by c.file_date`,
  );
}
