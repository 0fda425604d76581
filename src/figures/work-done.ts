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
}
const noWork: Work = { files: 0, rows_read: 0, rows_refused: 0, problems: 0 };

/** What was read in, month by month. */
export const workDone = defineFigure({
  name: 'work-done',
  title: { th: 'งานนำเข้า', en: 'Work done' },
  definition: {
    th: 'ไฟล์ REP และใบแจ้งยอด (STM) ที่นำเข้าแล้ว ตามเดือนที่นำเข้าครั้งล่าสุด (เวลาไทย) ไม่ใช่เดือนที่รับบริการ · rows_read = แถวรายการที่อ่าน · rows_refused = แถวที่ไม่เก็บ · problems = บรรทัดปัญหาทั้งข้อผิดพลาดและคำเตือน · ไฟล์ที่ยกเลิกการนำเข้าแล้วไม่นับ · เมื่อกรองตามประเภท (kind) นับเฉพาะ REP ใบแจ้งยอดไม่มีประเภทนี้',
    en: 'REP workbooks and statements (STM) that are imported, by the month of their last import (clock in Thailand), not of service · rows_read = detail rows read · rows_refused = rows not stored · problems = lines of problems, errors and warnings · files taken out again do not count · filtered by kind only REP counts: statements have none',
  },
  by: ['month'],
  filters: ['fiscal_year', 'from', 'to', 'scheme', 'kind', 'hospital'],
  fields: [
    { name: 'files', kind: 'count' },
    { name: 'rows_read', kind: 'count' },
    { name: 'rows_refused', kind: 'count' },
    { name: 'problems', kind: 'count' },
  ],
  claims: () => null,
  agrees: [],
  answer: workDoneAnswer,
});

interface FileRow {
  imported_at: string;
  rows_read: number;
  rows_refused: number;
  problems: number;
}

async function workDoneAnswer(db: Queryable, question: FigureQuestion): Promise<FigureAnswer> {
  const { filter } = question;
  const ofKinds =
    filter.kinds.length === 0
      ? sql`1 = 1`
      : sql`f.base_type in (${join(filter.kinds.map((kind) => kind.toUpperCase()))})`;
  const files = await filesOf(db, filter, sql`eclaim_imported_files`, 'rep', ofKinds);
  if (filter.kinds.length === 0)
    files.push(...(await filesOf(db, filter, sql`stm_imported_files`, 'stm', sql`1 = 1`)));
  const groups = new Map<string, Work>();
  let total = noWork;
  for (const file of files) {
    const month = dayOf(file.imported_at).slice(0, 7);
    groups.set(month, withFile(groups.get(month) ?? noWork, file));
    total = withFile(total, file);
  }
  return await answerOf(db, 'work-done', question, {
    groups,
    total,
    none: noWork,
    fields: (work) => ({ ...work }),
  });
}

async function filesOf(
  db: Queryable,
  filter: FigureFilter,
  table: Sql,
  kind: 'rep' | 'stm',
  ofKinds: Sql,
): Promise<FileRow[]> {
  const range = filter.fiscalYear === null ? filter : fiscalYearRange(filter.fiscalYear);
  const conditions = [ofKinds];
  if (range.from !== null) conditions.push(sql`f.import_completed_at >= ${midnight(range.from)}`);
  if (range.to !== null) conditions.push(sql`f.import_completed_at < ${midnight(range.to)}`);
  if (filter.hospital !== null) conditions.push(sql`f.hospital_code = ${filter.hospital}`);
  if (filter.schemes.length > 0)
    conditions.push(sql`f.scheme in (${join(filter.schemes.map((scheme) => scheme.toUpperCase()))})`);
  return await db.query<FileRow>(
    sql`select f.import_completed_at as imported_at, f.rows_read, f.rows_refused,
        (select count(*) from file_problems p where p.kind = ${kind} and p.file_id = f.id) as problems
        from ${table} f where f.undone_at is null and f.import_completed_at is not null
        and f.status in ('completed', 'completed_with_problems') and ${join(conditions, ' and ')}`,
  );
}

/** The first instant of a day in Thailand. */
function midnight(day: string): Date {
  return new Date(`${day}T00:00:00+07:00`);
}

function withFile(work: Work, file: FileRow): Work {
  return {
    files: work.files + 1,
    rows_read: work.rows_read + Number(file.rows_read),
    rows_refused: work.rows_refused + Number(file.rows_refused),
    problems: work.problems + Number(file.problems),
  };
}
