import type { Tx } from '../db/db.js';
import { type SettledVersion, settleVersions } from '../domain/claim-version.js';
import { statementStanding } from '../domain/statement-standing.js';
import type { ChangeBatch } from '../store/changes.js';
import {
  type CurrentClaimRow,
  deleteCurrentClaims,
  inItsBatch,
  saveCurrentClaims,
  storedCurrentClaims,
} from '../store/claim-current.js';
import { addToRollups, dropEmptyRollups, takeFromRollups } from '../store/claim-rollups.js';
import { statedAmounts } from '../store/claim-standing.js';
import { type ClaimVersionRow, claimVersions, setVersions } from '../store/claim-versions.js';
import { itemKinds } from '../store/claims.js';
import { hasStatements, matchStatementRows } from '../store/statement-rows.js';

const none: ReadonlyMap<string, string> = new Map();

/** Claims per step: one select from each claim table and one upsert, far below the limit of parameters. */
const step = 1000;

/** Claims whose rows stand in both claim tables, which NHSO's forms do not lead one to expect. */
export interface SettledClaims {
  readonly inTwoTables: readonly string[];
  /** Claims that have no current version any more. */
  readonly withoutVersion: readonly string[];
}

/**
 * The narrow row that the versions of a claim amount to, and what counted statements say of it; null where no version
 * counts. `stated`: the sum of their rows, undefined = there is none.
 */
export function currentRow(
  hospitalCode: string,
  settled: readonly SettledVersion<ClaimVersionRow>[],
  stated: string | undefined,
): CurrentClaimRow | null {
  const current = settled.find((one) => one.isCurrent)?.version;
  const first = settled[0]?.version;
  if (!current || !first) return null;
  return {
    hospital_code: hospitalCode,
    tran_id: current.tranId,
    item_kind: current.itemKind,
    item_id: current.id,
    file_id: current.fileId,
    versions: settled.length,
    kind: current.kind,
    scheme: current.scheme,
    file_type: current.fileType,
    rep_no: current.repNo ?? '',
    hn: current.hn,
    an: current.an,
    pid: current.pid,
    patient_name: current.patientName,
    hcode: current.hcode,
    hmain: current.hmain,
    href: current.href,
    main_fund: current.mainFund,
    service_type: current.serviceType,
    drg: current.drg,
    adjrw: current.adjrw,
    rw: current.rw,
    late_percent: current.latePercent,
    discharge_day: current.dischargeDay,
    service_day: current.serviceDay,
    fiscal_year: current.fiscalYear,
    service_month: current.serviceMonth,
    is_ip: current.isIp,
    is_denied: current.isDenied,
    error_code: current.errorCode,
    claimed: current.claimed,
    reimbursed: current.reimbursed,
    loss: current.loss,
    reimb_nhso: current.reimbNhso,
    has_appeal: settled.some((one) => one.version.isAppeal),
    first_denied: first.isDenied,
    first_reimbursed: first.reimbursed,
    first_file_date: first.fileDate,
    file_date: current.fileDate,
    stm_amount: stated ?? null,
    recon_state: statementStanding({
      scheme: current.scheme,
      isDenied: current.isDenied,
      promised: current.reimbNhso,
      stated: stated ?? null,
    }),
    updated_at: new Date(),
  };
}

/** Versions of many claims, by claim. */
export function byTranId(versions: readonly ClaimVersionRow[]): Map<string, ClaimVersionRow[]> {
  const groups = new Map<string, ClaimVersionRow[]>();
  for (const version of versions) {
    const group = groups.get(version.tranId);
    if (group) group.push(version);
    else groups.set(version.tranId, [version]);
  }
  return groups;
}

/** Writes the marks of the rows whose place changed: as a rule none, since a new row is stored as the first and current. */
async function writeMarks(tx: Tx, settled: readonly SettledVersion<ClaimVersionRow>[]): Promise<void> {
  const changed = settled.filter(
    (one) => one.version.versionNo !== one.versionNo || one.version.isCurrent !== one.isCurrent,
  );
  const groups = new Map<string, SettledVersion<ClaimVersionRow>[]>();
  for (const one of changed) {
    const key = `${one.version.itemKind}|${one.versionNo}|${one.isCurrent}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    const ids = group.map((one) => one.version.id);
    await setVersions(tx, first.version.itemKind, first.versionNo, first.isCurrent, ids);
  }
}

/**
 * Brings versions, current marks and claim_current of these claims to what their stored rows say. Import, undo and
 * re-issue all end here, so that the same rows give the same state whatever happened before. The sums that figures read
 * follow, but for claims that count by `openFile`: who stores or takes out a file moves the whole of it. Claims that say
 * something else now come into the batch.
 */
export async function settleClaims(
  tx: Tx,
  batch: ChangeBatch,
  hospitalCode: string,
  tranIds: Iterable<string>,
  openFile: number | null = null,
): Promise<SettledClaims> {
  const all = [...tranIds];
  const inTwoTables: string[] = [];
  const withoutVersion: string[] = [];
  const months: string[] = [];
  const haveStatements = await hasStatements(tx, hospitalCode);
  for (let from = 0; from < all.length; from += step) {
    const some = all.slice(from, from + step);
    const groups = byTranId(await claimVersions(tx, hospitalCode, some));
    const stated = haveStatements ? await statedAmounts(tx, hospitalCode, some) : none;
    const rows: CurrentClaimRow[] = [];
    const marks: SettledVersion<ClaimVersionRow>[] = [];
    const gone: string[] = [];
    for (const tranId of some) {
      const settled = settleVersions(groups.get(tranId) ?? []);
      marks.push(...settled);
      const row = currentRow(hospitalCode, settled, stated.get(tranId));
      if (row) rows.push(row);
      else gone.push(tranId);
      if (itemKinds.every((kind) => settled.some((one) => one.version.itemKind === kind)))
        inTwoTables.push(tranId);
    }
    const moved = { hospitalCode, tranIds: some, butOfFile: openFile };
    months.push(...(await takeFromRollups(tx, moved)));
    await writeMarks(tx, marks);
    const before = await storedCurrentClaims(tx, hospitalCode, some, rows[0]);
    const changed = rows.map((row) => inItsBatch(row, before.get(row.tran_id), batch));
    await saveCurrentClaims(tx, changed);
    const left = gone.flatMap((tranId) => before.get(tranId) ?? []);
    await deleteCurrentClaims(tx, batch, hospitalCode, left);
    await addToRollups(tx, moved);
    const stored = rows.map((row) => row.tran_id);
    if (haveStatements) await matchStatementRows(tx, hospitalCode, { stored, gone });
    withoutVersion.push(...gone);
  }
  await dropEmptyRollups(tx, hospitalCode, months);
  return { inTwoTables, withoutVersion };
}
