import { z } from 'zod';
import type { Queryable } from '../db/db.js';
import { join, type Sql, sql } from '../db/sql.js';
import { fiscalYearRange } from '../domain/fiscal-year.js';
import { dayOf } from '../domain/thai-date.js';
import { answerOf } from './answer-by.js';
import { defineFigure, type FigureAnswer, type FigureQuestion } from './figure.js';
import type { FigureFilter } from './figure-filter.js';

interface Work {
  readonly files: number;
  readonly rows_read: number;
  readonly rows_refused: number;
  readonly problems: number;
  readonly failed: number;
  readonly quarantined: number;
}
const noWork: Work = { files: 0, rows_read: 0, rows_refused: 0, problems: 0, failed: 0, quarantined: 0 };

/** What was read in, month by month. */
export const workDone = defineFigure({
  name: 'work-done',
  title: { th: 'งานนำเข้า', en: 'Work done' },
  definition: {
    th: 'ไฟล์ REP และใบแจ้งยอด (STM) ตามเดือนที่อ่าน (เวลาไทย) ไม่ใช่เดือนที่รับบริการ · files = ไฟล์ที่นำเข้าแล้ว · failed = ไฟล์ที่อ่านไม่ได้ · quarantined = ไฟล์ที่กักไว้ตรวจ · ในเดือนหนึ่งไฟล์หนึ่งนับครั้งเดียว ตามการอ่านครั้งสุดท้ายที่นำเข้าได้ของเดือนนั้น ถ้าไม่มีจึงตามครั้งสุดท้าย · อ่านซ้ำในเดือนหลังนับในเดือนหลังด้วย ตัวเลขของเดือนก่อนไม่เปลี่ยน ยอดรวมจึงนับไฟล์นั้นทั้งสองเดือน · อ่านแล้วพบว่าเหมือนเดิมทุกไบต์ไม่นับ · rows_read = แถวรายการที่อ่าน · rows_refused = แถวที่ไม่เก็บ · problems = บรรทัดปัญหาทั้งข้อผิดพลาดและคำเตือน · สามช่องนี้เป็นของไฟล์ที่นำเข้าแล้วเท่านั้น · ไฟล์ที่ยกเลิกการนำเข้าแล้วไม่นับ · เมื่อกรองตามประเภท (kind) นับเฉพาะ REP ใบแจ้งยอดไม่มีประเภทนี้',
    en: 'REP workbooks and statements (STM), by the month in which they were read (clock in Thailand), not of service · files = imported · failed = could not be read · quarantined = kept for a decision · within a month a file counts once, by its last reading in it that was imported, else by its last · read again in a later month it counts there too, and the earlier month stays as it was: the total has it in both · bytes that were here already do not count · rows_read = detail rows read · rows_refused = rows not stored · problems = lines of problems, errors and warnings · these three are of imported files alone · files taken out again do not count · filtered by kind only REP counts: statements have none',
  },
  by: ['month'],
  filters: ['fiscal_year', 'from', 'to', 'scheme', 'kind', 'hospital'],
  fields: [
    { name: 'files', kind: 'count' },
    { name: 'rows_read', kind: 'count' },
    { name: 'rows_refused', kind: 'count' },
    { name: 'problems', kind: 'count' },
    { name: 'failed', kind: 'count' },
    { name: 'quarantined', kind: 'count' },
  ],
  claims: () => null,
  agrees: [],
  answer: workDoneAnswer,
});

/** A file as its last reading in a month left it. */
interface Reading {
  readonly file_id: number;
  readonly kind: 'rep' | 'stm';
  readonly status: string;
  readonly started_at: string;
  /** JSON text. */
  readonly counts: string;
  /** Lines of the file as it is now. */
  readonly problem_lines: number;
}

const isStored = ({ status }: Reading) => status === 'completed' || status === 'completed_with_problems';

/** What a reading wrote down; versions of the program before did not count problems. */
const written = z.object({
  rows_read: z.number().default(0),
  refused: z.number().default(0),
  problems: z.number().nullable().default(null),
});

async function workDoneAnswer(db: Queryable, question: FigureQuestion): Promise<FigureAnswer> {
  const { filter } = question;
  const ofKinds =
    filter.kinds.length === 0
      ? sql`1 = 1`
      : sql`f.base_type in (${join(filter.kinds.map((kind) => kind.toUpperCase()))})`;
  const readings = await readingsOf(db, filter, sql`eclaim_imported_files`, 'rep', ofKinds);
  if (filter.kinds.length === 0)
    readings.push(...(await readingsOf(db, filter, sql`stm_imported_files`, 'stm', sql`1 = 1`)));
  const last = new Map<string, { readonly month: string; readonly reading: Reading }>();
  for (const reading of readings) {
    const month = dayOf(reading.started_at).slice(0, 7);
    const key = `${month} ${reading.kind} ${reading.file_id}`;
    const was = last.get(key);
    // What was stored before stays where a later reading fails.
    if (was && isStored(was.reading) && !isStored(reading)) continue;
    last.set(key, { month, reading });
  }
  const groups = new Map<string, Work>();
  let total = noWork;
  for (const { month, reading } of last.values()) {
    groups.set(month, withReading(groups.get(month) ?? noWork, reading));
    total = withReading(total, reading);
  }
  return await answerOf(db, 'work-done', question, {
    groups,
    total,
    none: noWork,
    fields: (work) => ({ ...work }),
  });
}

/** Readings of files of one kind, the oldest first. */
async function readingsOf(
  db: Queryable,
  filter: FigureFilter,
  table: Sql,
  kind: 'rep' | 'stm',
  ofKinds: Sql,
): Promise<Reading[]> {
  const range = filter.fiscalYear === null ? filter : fiscalYearRange(filter.fiscalYear);
  const conditions = [ofKinds];
  if (range.from !== null) conditions.push(sql`i.started_at >= ${midnight(range.from)}`);
  if (range.to !== null) conditions.push(sql`i.started_at < ${midnight(range.to)}`);
  if (filter.hospital !== null) conditions.push(sql`f.hospital_code = ${filter.hospital}`);
  if (filter.schemes.length > 0)
    conditions.push(sql`f.scheme in (${join(filter.schemes.map((scheme) => scheme.toUpperCase()))})`);
  return await db.query<Reading>(
    sql`select i.file_id, i.kind, i.status, i.started_at, i.counts,
        (select count(*) from file_problems p where p.kind = i.kind and p.file_id = i.file_id) as problem_lines
        from file_imports i join ${table} f on f.id = i.file_id
        where i.kind = ${kind} and f.undone_at is null
        and i.status in ('completed', 'completed_with_problems', 'failed', 'quarantined')
        and ${join(conditions, ' and ')} order by i.id`,
  );
}

/** The first instant of a day in Thailand. */
function midnight(day: string): Date {
  return new Date(`${day}T00:00:00+07:00`);
}

function withReading(work: Work, { status, counts, problem_lines }: Reading): Work {
  if (status === 'failed') return { ...work, failed: work.failed + 1 };
  if (status === 'quarantined') return { ...work, quarantined: work.quarantined + 1 };
  const { rows_read, refused, problems } = written.parse(JSON.parse(counts));
  return {
    ...work,
    files: work.files + 1,
    rows_read: work.rows_read + rows_read,
    rows_refused: work.rows_refused + refused,
    problems: work.problems + (problems ?? Number(problem_lines)),
  };
}
