import type { Db, Value } from '../db/db.js';
import { fiscalYearOf } from '../domain/fiscal-year.js';
import { statementStanding } from '../domain/statement-standing.js';
import { insertFile } from './sample-rows.js';

const columns = [
  'hospital_code',
  'tran_id',
  'item_kind',
  'item_id',
  'file_id',
  'kind',
  'scheme',
  'file_type',
  'rep_no',
  'hn',
  'an',
  'pid',
  'patient_name',
  'hcode',
  'hmain',
  'main_fund',
  'service_type',
  'drg',
  'adjrw',
  'service_day',
  'fiscal_year',
  'service_month',
  'is_ip',
  'is_denied',
  'first_denied',
  'error_code',
  'claimed',
  'reimbursed',
  'loss',
  'file_date',
  'recon_state',
] as const;
const atOnce = 20_000;

/** The narrow row of an invented claim, as wide as a real one; every thirteenth is denied, every third an admission. */
function narrowClaim(number: number, fileId: number): Value[] {
  const isIp = number % 3 === 0;
  const isDenied = number % 13 === 0;
  const day = new Date(Date.UTC(2023, 9, 1) + (number % 1000) * 86_400_000).toISOString().slice(0, 10);
  const claimed = 500 + (number % 90_000);
  const scheme = ['UCS', 'OFC', 'SSS', 'LGO'][number % 4] ?? 'UCS';
  const reimbursed = isDenied ? 0 : claimed - (number % 300);
  return [
    '99999',
    `77${String(number).padStart(9, '0')}`,
    'opip',
    number,
    fileId,
    isIp ? 'IP' : 'OP',
    scheme,
    isIp ? 'IP' : 'OP',
    `69${String(Math.floor(number / 500)).padStart(8, '0')}`,
    String(number % 200_000).padStart(9, '0'),
    isIp ? String(number).padStart(9, '0') : null,
    `99${String(number % 200_000).padStart(11, '0')}`,
    'ทดสอบ สมมุติ',
    '99999',
    '99999',
    'กองทุนผู้ป่วยนอกทดสอบ',
    'OPAE',
    isIp ? `0${5220 + (number % 9)}` : null,
    isIp ? `${number % 4}.${String(number % 10_000).padStart(4, '0')}` : null,
    day,
    fiscalYearOf(day),
    day.slice(0, 7),
    isIp,
    isDenied,
    isDenied,
    isDenied ? 'C312' : null,
    `${claimed}.25`,
    `${reimbursed}.25`,
    `${claimed - reimbursed}.00`,
    day,
    statementStanding({ scheme, isDenied, promised: null, stated: null }),
  ];
}

/** Fills claim_current alone, for lists and exports of many claims; answers the file that they stand in. */
export async function fillNarrowClaims(
  db: Db,
  { first = 1, count }: { readonly first?: number; readonly count: number },
): Promise<number> {
  const fileId = await insertFile(db, { filename: `eclaim_99999_OP_25690105_${first}.xls` });
  for (let done = 0; done < count; done += atOnce) {
    const rows = Array.from({ length: Math.min(atOnce, count - done) }, (_, index) =>
      narrowClaim(first + done + index, fileId),
    );
    await db.bulkInsert('claim_current', columns, rows);
  }
  return fileId;
}
