/** Invented cases by the hundred thousand, written in bulk as creates and changes leave them. Hospital 99999. */
import type { Db, Value } from '../db/db.js';
import { sql } from '../db/sql.js';
import { caseNumber, casePriorities } from '../domain/case.js';
import { createDice, type Dice } from '../practice/claims/dice.js';

const dayMs = 86_400_000;
const atOnce = 5000;
const categories = ['denial', 'appeal', 'document', 'coding', 'payment', 'other'] as const;
const open = ['open', 'in_progress', 'escalated'] as const;

const caseColumns = [
  ...['hospital_code', 'case_number', 'title', 'description', 'category', 'priority', 'status', 'deny_code'],
  ...['reporter_phone', 'external_ref', 'source', 'version', 'change_batch', 'created_at', 'resolved_at'],
];

/** A case and the batch of its last change; seven of ten are done, most of them within weeks. */
function caseOf(number: number, created: number, until: number, dice: Dice): Value[] {
  const ends = created + dice.int(1, 60) * dayMs;
  const isDone = dice.chance(75) && ends < until;
  return [
    ...['99999', caseNumber(2569, number), `ขอเอกสารเพิ่มของรายการที่ ${number}`],
    ...['ตรวจรหัสอนุมัติกับแฟ้มของวันนั้น แล้วส่งใหม่ก่อนสิ้นเดือน', dice.pick(categories), dice.pick(casePriorities)],
    ...[isDone ? dice.pick(['resolved', 'closed'] as const) : dice.pick(open), String(dice.int(100, 400))],
    ...[dice.chance(40) ? '+66812345678' : null, `HIS-${number}`, 'api', isDone ? 2 : 1, number],
    ...[new Date(created), isDone ? new Date(ends) : null],
  ];
}

/** So many cases over the last three years, each with a batch of its own and the lines of what became of it. */
export async function writeManyCases(db: Db, count: number, now = new Date()): Promise<void> {
  const dice = createDice('many cases');
  const until = now.getTime();
  const span = 3 * 365 * dayMs;
  for (let from = 1; from <= count; from += atOnce) {
    const numbers = Array.from({ length: Math.min(atOnce, count - from + 1) }, (_, at) => from + at);
    const created = (number: number) => until - span + Math.floor((span * number) / (count + 1));
    await db.transaction(async (tx) => {
      const batches = numbers.map((number) => ['case', number, number, new Date(created(number))]);
      await tx.bulkInsert('change_batches', ['kind', 'no', 'batch', 'at'], batches);
      await tx.bulkInsert(
        'cases',
        caseColumns,
        numbers.map((number) => caseOf(number, created(number), until, dice)),
      );
    });
  }
  await db.execute(sql`insert into case_activity (case_id, activity, actor_kind, actor_name, created_at)
    select id, 'created', 'key', 'HIS', created_at from cases`);
  await db.execute(sql`insert into case_activity (case_id, activity, field, old_value, new_value, actor_kind, actor_name, created_at)
    select id, 'changed', 'status', 'open', status, 'user', 'officer1', resolved_at from cases where resolved_at is not null`);
}
