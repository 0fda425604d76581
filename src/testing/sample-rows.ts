import type { Db, Queryable } from '../db/db.js';
import { fiscalYearOf } from '../domain/fiscal-year.js';
import { subtractBaht } from '../domain/satang.js';
import { statementStanding } from '../domain/statement-standing.js';
import { addToRollups } from '../store/claim-rollups.js';

/** Rows for tests of figures and pages, written straight into the tables. All persons are invented, hospital 99999. */
export interface SampleFile {
  readonly filename: string;
  readonly scheme?: string;
  readonly fileType?: string;
  readonly status?: string;
  readonly completedAt?: Date;
  readonly fileDate?: string;
  readonly downloadId?: number;
  readonly columns?: Readonly<Record<string, string | number | boolean | null>>;
}

export async function insertFile(db: Queryable, file: SampleFile): Promise<number> {
  const at = file.completedAt ?? new Date('2026-06-17T23:14:00Z');
  return await db.insert('eclaim_imported_files', {
    filename: file.filename,
    file_type: file.fileType ?? 'OP',
    base_type: (file.fileType ?? 'OP').slice(0, 2) === 'IP' ? 'IP' : 'OP',
    hospital_code: '99999',
    scheme: (file.scheme ?? 'ucs').toUpperCase(),
    status: file.status ?? 'completed',
    file_date: file.fileDate ?? '2026-06-12',
    sha256: file.filename.length.toString(16).padStart(2, '0').repeat(32),
    size_bytes: 312_832,
    source: 'download',
    sheets: JSON.stringify([]),
    download_id: file.downloadId ?? null,
    import_started_at: new Date(at.getTime() - 420),
    import_completed_at: file.status === 'failed' ? null : at,
    ...file.columns,
  });
}

export interface SampleClaim {
  readonly tranId: string;
  readonly fileId: number;
  readonly scheme?: string;
  readonly kind?: 'OP' | 'IP' | 'ORF';
  /** Gregorian; null = without a service date. */
  readonly day: string | null;
  readonly claimed: string | null;
  readonly reimbursed: string | null;
  readonly codes?: readonly string[];
  /** Payment columns that have an amount. */
  readonly payments?: readonly string[];
  readonly fund?: string;
  readonly serviceType?: string;
  readonly drg?: string;
  readonly hn?: string;
  readonly firstDenied?: boolean;
  readonly hospital?: string;
  /** Anything else of claim_current. */
  readonly columns?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Far from the numbers of Detail rows, which few of these claims have. */
let lastItem = 1_000_000;

export async function insertClaim(db: Db, claim: SampleClaim): Promise<void> {
  const kind = claim.kind ?? 'OP';
  const codes = claim.codes ?? [];
  lastItem += 1;
  const itemKind = kind === 'ORF' ? 'orf' : 'opip';
  const hospital = claim.hospital ?? '99999';
  const scheme = claim.scheme ?? 'ucs';
  await db.insert('claim_current', {
    hospital_code: hospital,
    tran_id: claim.tranId,
    item_kind: itemKind,
    item_id: lastItem,
    file_id: claim.fileId,
    kind,
    scheme: scheme.toUpperCase(),
    file_type: kind,
    hn: claim.hn ?? `HN${claim.tranId}`,
    hcode: hospital,
    main_fund: claim.fund ?? '',
    service_type: claim.serviceType ?? '',
    drg: claim.drg ?? null,
    service_day: claim.day,
    fiscal_year: claim.day === null ? null : fiscalYearOf(claim.day),
    service_month: claim.day?.slice(0, 7) ?? null,
    is_ip: kind === 'IP',
    is_denied: codes.length > 0,
    first_denied: claim.firstDenied ?? codes.length > 0,
    error_code: codes.length > 0 ? codes.join(',') : null,
    claimed: claim.claimed,
    reimbursed: claim.reimbursed,
    first_reimbursed: claim.reimbursed,
    loss: subtractBaht(claim.claimed, claim.reimbursed),
    recon_state: statementStanding({ scheme, isDenied: codes.length > 0, promised: null, stated: null }),
    ...claim.columns,
  });
  for (const [index, code] of codes.entries())
    await db.insert('claim_error', {
      item_kind: itemKind,
      item_id: lastItem,
      file_id: claim.fileId,
      hospital_code: hospital,
      tran_id: claim.tranId,
      code,
      position_no: index + 1,
      is_current: true,
    });
  await db.bulkInsert(
    'claim_payment',
    ['item_kind', 'item_id', 'file_id', 'payment_column', 'is_first', 'amount'],
    (claim.payments ?? []).map((column, index) => [
      itemKind,
      lastItem,
      claim.fileId,
      column,
      index === 0,
      '1.00',
    ]),
  );
  await addToRollups(db, { hospitalCode: hospital, tranIds: [claim.tranId], butOfFile: null });
}
