/** Claims and questions by which figures are held against their lists. All persons are invented. */
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { Figure, FigureAnswer } from '../figures/figure.js';
import { questionOf } from './ask-figure.js';
import { insertDetail } from './sample-detail.js';
import { insertItem, insertStatement, keepSampleStandings } from './sample-items.js';
import { insertClaim, insertFile } from './sample-rows.js';

/** Items that were cut and others, of one claim several, and of some claims none. */
async function insertItems(db: Db, of: { file_id: number; tran_id: string }, index: number): Promise<void> {
  const claim_amount = '70.25';
  if (index % 3 === 0) await insertItem(db, 'eclaim_drug', { ...of, tmt_code: 'T1', claim_amount });
  if (index % 6 === 0) await insertItem(db, 'eclaim_drug', { ...of, tmt_code: 'T1', claim_amount });
  if (index % 4 === 0)
    await insertItem(db, 'eclaim_drug', { ...of, drug_code: 'W 9', tmt_code: '', claim_amount });
  if (index % 5 === 0) await insertItem(db, 'eclaim_drug', { ...of, claim_amount });
  const paid = { ...of, tmt_code: 'T1', claim_amount, reimb_amount: claim_amount };
  if (index % 2 === 0) await insertItem(db, 'eclaim_drug', paid);
  if (index % 7 === 0) await insertItem(db, 'eclaim_instrument', { ...of, inst_code: '8001', claim_amount });
  if (index % 8 === 0)
    await insertItem(db, 'eclaim_deny', { ...of, deny_code: index % 16 === 0 ? 'G40' : null });
  if (index % 9 === 0)
    await insertItem(db, 'eclaim_zero_paid', { ...of, reason: index % 18 === 0 ? 'เกินจำนวนที่กำหนด' : null });
}

/** What NHSO pays for what, of claims that passed; their numbers are those of no other row. */
async function insertPayments(db: Db, tranId: string, isOrf: boolean, day: string | null): Promise<void> {
  const id = 1_000_000 + Number(tranId);
  const paid: Readonly<Record<string, string | null>> = isOrf
    ? { cr_drug: '12.35', respon_nhso: Number(tranId) % 4 === 0 ? '0.00' : '0.05' }
    : { iphc: Number(tranId) % 3 === 0 ? '0.00' : '1.10', drug: Number(tranId) % 2 === 0 ? '-5.05' : null };
  const late: Readonly<Record<string, string | null>> = isOrf
    ? {}
    : { ps_percent: '80', datedsc: day === null ? null : `${day} 12:00:00` };
  await insertDetail(db, tranId, { id, ...paid, ...late });
}

/** Some days later, the same day, or one before, which is no stay. */
function dischargeOf(day: string | null, index: number): string | null {
  if (day === null || index % 10 === 9) return null;
  return new Date(Date.parse(`${day}T00:00:00Z`) + ((index % 7) - 1) * 86_400_000).toISOString().slice(0, 10);
}

/** Claims of every kind, with and without what can be asked for, amounts that floating-point numbers cannot add up. */
export async function insertDrillDownSample(db: Db): Promise<void> {
  const fileId = await insertFile(db, { filename: 'eclaim_99999_OP_25681012_090000001.xls' });
  const statements = [
    await insertStatement(db, {}),
    await insertStatement(db, { is_current: false }),
    await insertStatement(db, { undone_at: '2026-06-01 00:00:00' }),
  ];
  const pick = <T>(values: readonly T[], index: number) => values[index % values.length] as T; // never empty
  const days = ['2025-10-01', '2025-10-31', '2026-02-28', null, '2026-06-17', '2026-09-30', '2024-12-31'];
  for (let index = 0; index < 84; index += 1) {
    const kind = pick(['OP', 'IP', 'ORF', 'OP', 'IP'] as const, index);
    const drg = kind === 'IP' ? pick(['04510', null, '05120'], index) : null;
    const fund = pick(['กองทุน ก', 'F2', ''], index);
    await insertClaim(db, {
      tranId: String(9000 + index),
      fileId,
      day: pick(days, index),
      kind,
      scheme: pick(['ucs', 'ofc', 'lgo', 'ucs'], index),
      claimed: pick(['100.10', '0.05', '9999.99', null, '70.00', '1234567.89'], index),
      reimbursed: pick(['80.05', null, '10000.00', '0.00', '70.01'], index),
      codes: pick([[], ['C312'], [], ['C312', '256-1'], []], Math.floor(index / 2)),
      ...(drg !== null && { drg }),
      ...(fund !== '' && { fund }),
      ...(index % 4 === 0 && { serviceType: 'OPAE' }),
      hospital: index % 9 === 0 ? '99998' : '99999',
      firstDenied: index % 3 === 0,
      columns: {
        href: pick([null, '99002', null, '99003'], Math.floor(index / 3)),
        has_appeal: index % 7 === 0,
        reimb_nhso: pick(['80.00', '0.10', '9999.99', '0.00', null, '70.01', '1.10'], index),
        file_date: pick(
          [null, '2026-06-12', '2026-05-01', '2026-04-10', '2025-11-12'],
          Math.floor(index / 2),
        ),
        adjrw: kind === 'IP' && index % 2 === 0 ? '1.2345' : null,
        first_file_date: pick(['2026-06-20', null, '2026-03-05'], index),
        ...(index % 8 === 3 && { hcode: pick(['99004', '99005', '', '99998'], Math.floor(index / 8)) }),
        hmain: pick(['10001', null, '99002', '10001', 'any'], index),
        late_percent: kind === 'ORF' ? null : pick(['100', '95', null, '92.5', '100'], Math.floor(index / 2)),
        discharge_day: kind === 'IP' ? dischargeOf(pick(days, index), index) : null,
        first_reimbursed: index % 3 === 0 ? '0.00' : '50.50',
      },
    });
    const statement = statements[index % 5];
    if (statement !== undefined)
      await insertItem(db, 'stm_claim_item', { file_id: statement, tran_id: String(9000 + index) });
    await insertItems(db, { file_id: fileId, tran_id: String(9000 + index) }, index);
    if (index % 10 < 2) await insertPayments(db, String(9000 + index), kind === 'ORF', pick(days, index));
  }
  await keepSampleStandings(db);
}

/** Every filter, alone and with others. */
export const drillDownQuestions: readonly Record<string, string>[] = [
  {},
  { fiscal_year: '2569' },
  { fiscal_year: '2569', undated: 'with', scheme: 'ucs,ofc' },
  { from: '2025-10-31', to: '2026-06-18' },
  { undated: 'only', kind: 'op' },
  { from: '2025-10-01', to: '2026-03-01', kind: 'ip,orf', hospital: '99999' },
  { hospital: '99999', fiscal_year: '2569', scheme: 'ucs' },
  { fund: 'กองทุน ก', status: 'denied' },
  { fund: 'none', service_type: 'OPAE' },
  { error_code: 'C312', fiscal_year: '2569' },
  { error_code: 'none', scheme: 'ucs' },
  { drg: '04510' },
  { drg: 'none', kind: 'ip', first_passed: 'yes' },
  { appealed: 'yes' },
  { appealed: 'no', adjrw: 'yes' },
  { referrer: '99002', fiscal_year: '2569' },
  { referrer: 'none', fund: 'F2' },
  { drug: 'T1' },
  { drug: 'none', scheme: 'ucs' },
  { deny_code: 'any', zero_reason: 'any' },
  { zero_reason: 'เกินจำนวนที่กำหนด', instrument: '8001' },
  { status: 'passed', first_passed: 'no' },
  { adjrw: 'no', kind: 'ip' },
  { from: '2026-02-28' },
  { to: '2026-02-28' },
  { service_type: 'none', scheme: 'ucs' },
  { referrer: '99002', error_code: 'C312' },
  { waiting_stm: 'all', scheme: 'ucs' },
  { waiting_stm: '0-30' },
  { waiting_stm: 'unknown', kind: 'op,ip' },
  { state: 'waiting_stm', scheme: 'ucs' },
  { state: 'reversed,matched', fiscal_year: '2569' },
  { state: 'not_covered,needs_person', kind: 'op,orf' },
  { state: 'waiting_rep' },
  { scheme: 'ucs', kind: 'op', fiscal_year: '2569' },
  { weekday: '5', kind: 'op,ip', from: '2025-10-01' },
  { main_hospital: '10001', fiscal_year: '2569' },
  { main_hospital: 'none', scheme: 'ucs' },
  { treating: '99004' },
  { treating: '99998', fiscal_year: '2569' },
  { treating: 'none', fund: 'F2' },
  { sent_late: 'yes', scheme: 'ucs,ofc' },
  { sent_late: '92.5' },
  { sent_late: 'none', kind: 'ip,orf' },
  { payment_column: 'iphc' },
  { payment_column: 'any', kind: 'ip,op' },
  { stay: '0' },
  { stay: '1-3', fiscal_year: '2569' },
  { stay: 'any', weekday: '3' },
];

/** The answer, or null where the figure does not know a name of the filter. */
export async function drillDownAnswer(
  db: Db,
  figure: Figure,
  by: Figure['by'][number],
  query: Record<string, string>,
  beds: number | null = null,
) {
  try {
    return await figure.answer(db, questionOf(by, query, beds));
  } catch (error) {
    if (error instanceof AppError && error.code === 'filter_not_applicable') return null;
    throw error;
  }
}

/** Its rows by their key, and its total under null. */
export function linesOf({ rows, total }: FigureAnswer) {
  return [...rows.map((row) => ({ key: row.key, row })), { key: null, row: total }];
}
