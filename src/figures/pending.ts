import type { Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import { fiscalYearRange } from '../domain/fiscal-year.js';
import { readRepFileName } from '../domain/rep-file-name.js';
import { bahtOf, satangOf } from '../domain/satang.js';
import { dayOf } from '../domain/thai-date.js';
import { answerOf } from './answer-by.js';
import { claimConditions } from './claim-conditions.js';
import { narrowed } from './claims-behind.js';
import { defineFigure, type FigureAnswer, type FigureQuestion } from './figure.js';
import { type FigureFilter, type FilterName, filterNames, filterQuery } from './figure-filter.js';
import { ageOf, waitingAges, waitsForStatement } from './waiting-stm.js';

interface Waiting {
  /** null where the filter asks for something that the list of NHSO does not say of its documents. */
  readonly waitingRep: number | null;
  readonly waitingStm: number;
  readonly satang: bigint;
}
const nothing: Waiting = { waitingRep: 0, waitingStm: 0, satang: 0n };

/** What the list of NHSO says of a document; nothing else can be asked of what it announces. */
const ofDocuments: readonly FilterName[] = [
  ...(['fiscal_year', 'from', 'to', 'undated', 'scheme', 'kind', 'hospital'] as const),
];

/** What NHSO has not answered or not stated yet, and since when. */
export const pending = defineFigure({
  name: 'pending',
  title: { th: 'ค้างอยู่', en: 'Pending' },
  definition: {
    th: 'waiting_rep = จำนวนรายตามรายการของ สปสช. ที่ยังไม่มีไฟล์ REP นำเข้า นับวันจากวันที่ส่ง เอกสารที่ สปสช. เอาออกจากรายการแล้ว (ตามการดูรายการครบทั้งเดือนครั้งหลังสุด) ไม่นับ เอกสารที่รายการไม่บอกจำนวนรายนับเป็นศูนย์ · waiting_stm = เคลมฉบับปัจจุบันของบัตรทอง (UCS) ที่ผ่านแล้วแต่ยังไม่มีในใบแจ้งยอดใด นับวันจากวันที่ของ REP · amount = ยอดที่ สปสช. จ่ายตาม REP ของ waiting_stm (คอลัมน์ reimbursed_nhso ของไฟล์ส่งออก ไม่รวมส่วนของต้นสังกัดซึ่งใบแจ้งยอดไม่มี) ยอดของ waiting_rep ยังไม่รู้ · สิทธิอื่นไม่มีใบแจ้งยอดในระบบ · ไม่กรองวันที่ = ทั้งหมดที่ค้าง (หน้าเว็บกรองปีงบที่แสดงเสมอ) กรองวันที่ = วันที่ส่งสำหรับ waiting_rep และวันที่รับบริการสำหรับ waiting_stm · กรองประเภทใช้ประเภทในชื่อไฟล์ รายการที่ยังไม่มีชื่อไฟล์จึงไม่นับ · กรองด้วยสิ่งที่รายการของ สปสช. ไม่บอก เช่น กองทุน ประเภทบริการ หรือ DRG: waiting_rep ว่าง เพราะไม่รู้ ไม่ใช่ศูนย์',
    en: 'waiting_rep = claims of the list of NHSO whose REP workbook is not imported, days since they were sent; a document that the last whole look at its month’s list no longer found does not count, and one of which the list states no number counts as none · waiting_stm = current versions of UCS claims that passed and stand in no statement yet, days since the REP · amount = what NHSO pays by REP for waiting_stm (column reimbursed_nhso of the export, without the share of the agency, which no statement has); that of waiting_rep is not known yet · no other scheme has statements · without a date everything that is pending (pages always ask for the year that they show); with one the day of sending for waiting_rep and the service date for waiting_stm · a kind is that of the file’s name; what has no file yet has none · filtered by what the list of NHSO does not say, such as fund, service type or DRG, waiting_rep is empty: it is not known, not nothing',
  },
  by: ['age'],
  filters: filterNames,
  fields: [
    { name: 'waiting_rep', kind: 'count' },
    { name: 'waiting_stm', kind: 'count' },
    { name: 'amount', kind: 'baht' },
  ],
  claims: ({ filter }, key) => {
    const { waiting_stm: asked = 'all', ...rest } = filterQuery(allDays(filter));
    if (key === null) return { ...rest, waiting_stm: asked };
    const row = { waiting_stm: key === '' ? 'unknown' : key };
    return asked === 'all' ? { ...rest, ...row } : narrowed({ ...rest, waiting_stm: asked }, row);
  },
  agrees: [{ field: 'waiting_stm', measure: 'claims' }],
  answer: pendingAnswer,
});

async function pendingAnswer(db: Queryable, question: FigureQuestion): Promise<FigureAnswer> {
  const filter = allDays(question.filter);
  const today = dayOf(question.now);
  const isListed = knowsDocuments(filter);
  const none: Waiting = isListed ? nothing : { ...nothing, waitingRep: null };
  const groups = new Map<string, Waiting>(waitingAges.map((age) => [age, none]));
  let total = none;
  const add = (day: string | null, more: Waiting) => {
    const age = ageOf(day, today) ?? '';
    groups.set(age, plus(groups.get(age) ?? none, more));
    total = plus(total, more);
  };
  for (const { day, claims } of isListed ? await documentsWithoutRep(db, filter) : [])
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
      none,
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

/** Where nobody asks for a date, everything that waits counts. */
function allDays(filter: FigureFilter): FigureFilter {
  return filter.noDate ? { ...filter, fiscalYear: null, undated: null } : filter;
}

function knowsDocuments(filter: FigureFilter): boolean {
  return Object.keys(filterQuery(filter)).every((name) => ofDocuments.some((known) => known === name));
}

function label(age: string, language: 'th' | 'en'): string {
  return `${age.replace('-', '–')} ${language === 'th' ? 'วัน' : 'days'}`;
}

function plus(a: Waiting, b: Waiting): Waiting {
  return {
    waitingRep: a.waitingRep === null || b.waitingRep === null ? null : a.waitingRep + b.waitingRep,
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

function documentConditions({ schemes, hospital, ...period }: FigureFilter): Sql[] {
  const conditions: Sql[] = [sql`p.gone_at is null`, sentWithin(period)];
  if (hospital !== null) conditions.push(sql`p.hospital_code = ${hospital}`);
  if (schemes.length > 0)
    conditions.push(sql`p.scheme in (${join(schemes.map((scheme) => scheme.toUpperCase()))})`);
  return conditions;
}

/** Sent in the period; `undated` is of documents without a day of sending. */
function sentWithin(period: Pick<FigureFilter, 'fiscalYear' | 'from' | 'to' | 'undated'>): Sql {
  const { fiscalYear, from, to, undated } = period;
  const range = fiscalYear === null ? { from, to } : fiscalYearRange(fiscalYear);
  if (undated === 'only') return sql`p.send_date is null`;
  const ends = [
    ...(range.from === null ? [] : [sql`p.send_date >= ${`${range.from} 00:00:00`}`]),
    ...(range.to === null ? [] : [sql`p.send_date < ${`${range.to} 00:00:00`}`]),
  ];
  if (ends.length === 0) return sql`1 = 1`;
  const within = join(ends, ' and ');
  return undated === 'with' ? sql`((${within}) or p.send_date is null)` : within;
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
