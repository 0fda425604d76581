import type { Db, Value } from '../db/db.js';
import { fiscalYearOf } from '../domain/fiscal-year.js';
import { subtractBaht } from '../domain/satang.js';
import { statementStanding } from '../domain/statement-standing.js';
import { rebuildRollups } from '../store/claim-rollups.js';
import { insertSampleAlerts } from './page-sample-alerts.js';
import { insertSampleJobs } from './page-sample-jobs.js';
import { insertSampleQuarantine } from './page-sample-quarantine.js';
import { insertSampleUnits } from './page-sample-units.js';
import { insertFile } from './sample-rows.js';

/** Thu 18 June 2569, 08:12 in Thailand: the moment of the sample. */
export const sampleNow = new Date('2026-06-18T01:12:00Z');

export interface PageSample {
  readonly completeFile: number;
  readonly problemFile: number;
  readonly quarantinedFile: number;
  readonly quarantinedSheets: readonly number[];
  readonly failedFile: number;
  readonly runningJob: string;
  readonly failedJob: string;
  readonly finishedJob: string;
  readonly importJob: string;
}

const schemes = [
  ['UCS', 5],
  ['OFC', 2],
  ['SSS', 2],
  ['LGO', 1],
] as const;

const months = [
  '2024-10',
  '2024-12',
  '2025-03',
  '2025-06',
  '2025-10',
  '2025-11',
  '2025-12',
  '2026-01',
  '2026-02',
  '2026-03',
  '2026-04',
  '2026-05',
  '2026-06',
];

/** A hospital at work, invented: twelve months of claims, files in every state, jobs, a grid with gaps. */
export async function insertPageSample(db: Db): Promise<PageSample> {
  const files = await insertFiles(db);
  await insertClaims(db, files.completeFile);
  await insertSampleUnits(db);
  await db.insert('upstream_sessions', {
    upstream: 'eclaim',
    account: '99••01',
    state: 'signed_in',
    signed_in_at: new Date('2026-06-18T01:05:00Z'),
    expires_at: new Date('2026-06-18T01:30:00Z'),
  });
  const quarantinedSheets = await insertSampleQuarantine(db, files);
  await insertSampleAlerts(db);
  await insertExports(db);
  return { ...files, quarantinedSheets, ...(await insertSampleJobs(db)) };
}

/** One file for everybody who may export, one with names. */
async function insertExports(db: Db): Promise<void> {
  for (const [index, withIdentity] of [false, true].entries())
    await db.insert('exports', {
      export_key: `exp_sample${index}`,
      job_id: 900 + index,
      subject: 'claims',
      format: 'csv',
      filter: JSON.stringify({ scheme: 'ucs', fiscal_year: '2569', status: 'denied' }),
      with_identity: withIdentity,
      reason: withIdentity ? 'ตรวจสอบสิทธิ' : null,
      filename: `claims_${withIdentity ? 'with_names_' : ''}2026-06-17_091527_125_rows.csv`,
      row_count: 125,
      size_bytes: 30_250,
      finished_at: new Date('2026-06-17T02:15:29Z'),
      created_at: new Date('2026-06-17T02:15:27Z'),
    });
}

async function insertClaims(db: Db, fileId: number): Promise<void> {
  const columns = [
    'hospital_code',
    'tran_id',
    'item_kind',
    'item_id',
    'file_id',
    'kind',
    'scheme',
    'file_type',
    'hn',
    'patient_name',
    'pid',
    'main_fund',
    'service_type',
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
    'recon_state',
    'hcode',
  ];
  const rows: Value[][] = [];
  const errors: Value[][] = [];
  let id = 0;
  for (const [monthIndex, month] of months.entries())
    for (const [scheme, share] of schemes)
      for (let index = 0; index < share * 3; index += 1) {
        id += 1;
        const kind = id % 7 === 0 ? 'ORF' : id % 3 === 0 ? 'IP' : 'OP';
        const denied = id % 11 === 0;
        const claimed = (180_000 + ((id * 7919) % 90_000) - (monthIndex === 12 ? 120_000 : 0)).toFixed(2);
        const reimbursed = denied ? '0.00' : (Number(claimed) * (0.8 + (id % 15) / 100)).toFixed(2);
        const day = `${month}-${String((id % 17) + 1).padStart(2, '0')}`;
        const itemKind = kind === 'ORF' ? 'orf' : 'opip';
        const code = ['C312', 'C302', 'C305', '256-1'][id % 4] ?? 'C312';
        rows.push([
          '99999',
          `99${String(id).padStart(7, '0')}`,
          itemKind,
          id,
          fileId,
          kind,
          scheme,
          kind,
          `HN${id % 90}`,
          'ทดสอบ สมมุติ',
          `99${String(id).padStart(11, '0')}`,
          'กองทุนทดสอบ',
          'OPAE',
          day,
          fiscalYearOf(day),
          month,
          kind === 'IP',
          denied,
          denied || id % 13 === 0,
          denied ? code : null,
          claimed,
          reimbursed,
          subtractBaht(claimed, reimbursed),
          statementStanding({ scheme, isDenied: denied, promised: null, stated: null }),
          '99999',
        ]);
        if (denied)
          errors.push([itemKind, id, fileId, '99999', `99${String(id).padStart(7, '0')}`, code, 1, true]);
      }
  rows.push([
    '99999',
    '990999999',
    'opip',
    id + 1,
    fileId,
    'OP',
    'UCS',
    'OP',
    'HN1',
    null,
    null,
    '',
    '',
    ...[null, null, null],
    ...[false, false, false],
    null,
    ...['500.00', '500.00', '0.00'],
    ...['waiting_stm', '99999'],
  ]);
  await db.bulkInsert('claim_current', columns, rows);
  await db.bulkInsert(
    'claim_error',
    ['item_kind', 'item_id', 'file_id', 'hospital_code', 'tran_id', 'code', 'position_no', 'is_current'],
    errors,
  );
  await rebuildRollups(db, '99999');
}

async function insertFiles(db: Db) {
  const sheets = JSON.stringify([
    { name: 'Summary', layout: 'rep-summary', rows_read: 1, stored: 1, refused: 0 },
    { name: 'Detail', layout: 'rep-opip-120', rows_read: 213, stored: 211, refused: 2 },
    { name: 'Data Drug', layout: 'rep-data-drug', rows_read: 1904, stored: 1904, refused: 0 },
  ]);
  const counted = (read: number, refused: number) => ({
    sheets,
    total_records: read,
    imported_records: read - refused,
    failed_records: refused,
    rows_read: read,
    rows_inserted: read - refused - 24,
    rows_updated: 18,
    rows_unchanged: 6,
    rows_refused: refused,
    portal_total: read,
    portal_passed: read - 16,
    portal_failed: 16,
    summary_total: read,
    summary_passed: read - 16,
    summary_failed: 16,
    summary_amount: '2481906.75',
    stored_total: read - refused,
    stored_passed: read - refused - 16,
    stored_amount: refused > 0 ? '2463474.25' : '2481906.75',
    controls_agree: refused === 0,
    min_service_day: '2026-05-28',
    max_service_day: '2026-06-11',
  });
  const completeFile = await insertFile(db, {
    filename: 'eclaim_99999_OP_25690612_084812903.xls',
    columns: counted(1204, 0),
  });
  for (let day = 1; day <= 9; day += 1)
    await insertFile(db, {
      filename: `eclaim_99999_OP_2569060${day}_09201187${day}.xls`,
      fileDate: `2026-06-0${day}`,
      completedAt: new Date(`2026-06-0${day}T01:00:00Z`),
      columns: counted(96 + day, 0),
    });
  const problemFile = await insertFile(db, {
    filename: 'eclaim_99999_IP_25690612_084359217.xls',
    fileType: 'IP',
    status: 'completed_with_problems',
    columns: counted(213, 2),
  });
  const quarantinedFile = await insertFile(db, {
    filename: 'eclaim_99999_OPCS_25690611_101502334.xls',
    fileType: 'OPCS',
    scheme: 'ofc',
    status: 'quarantined',
    columns: { error_message: 'layout_unknown' },
  });
  const failedFile = await insertFile(db, {
    filename: 'eclaim_99999_OPSSS_25690610_141209655.xls',
    fileType: 'OPSSS',
    scheme: 'sss',
    status: 'failed',
    columns: { error_message: 'not_a_workbook' },
  });
  await insertProblems(db, problemFile);
  return { completeFile, problemFile, quarantinedFile, failedFile };
}

async function insertProblems(db: Db, fileId: number): Promise<void> {
  const problem = { kind: 'rep', file_id: fileId, sheet_name: 'Detail', severity: 'error' };
  await db.insert('file_problems', {
    ...problem,
    row_no: 74,
    column_no: 40,
    header_path: 'รวมยอดเรียกเก็บ',
    code: 'money_unreadable',
    value: 'รอตรวจ สมมุติ',
    message_th: 'ช่องเงินเป็นคำ ไม่ใช่ตัวเลข · ไม่เก็บแถวนี้ แถวอื่นเก็บครบ · ขอไฟล์ใหม่จาก สปสช.',
    message_en: 'The amount is a word · this row was not stored, all others were · get a new file from NHSO',
  });
  await db.insert('file_problems', {
    ...problem,
    severity: 'warning',
    sheet_name: 'Data Drug',
    row_no: 412,
    column_no: 9,
    header_path: 'TMT',
    code: 'rounded',
    value: '12.345',
    message_th: 'ปัดเศษเป็นสองตำแหน่ง · เก็บค่าเดิมไว้ · ไม่ต้องทำอะไร',
    message_en: 'Rounded to two places · the original is kept · nothing to do',
  });
  await db.insert('file_imports', {
    file_id: fileId,
    kind: 'rep',
    status: 'completed_with_problems',
    program_version: '0.1.0',
    counts: '{}',
    duration_ms: 420,
    started_at: new Date('2026-06-17T23:09:41Z'),
  });
  await db.insert('portal_reps', {
    hospital_code: '99999',
    scheme: 'UCS',
    rep_no: '690600142',
    filename: 'eclaim_99999_IP_25690612_084359217.xls',
    total: 213,
    passed: 197,
    failed: 16,
    month: 6,
    year: 2569,
    first_seen_at: new Date('2026-06-17T23:08:55Z'),
    last_seen_at: new Date('2026-06-17T23:08:55Z'),
    raw: '{}',
  });
}
