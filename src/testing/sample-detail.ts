import type { Db, Value } from '../db/db.js';
import { sql } from '../db/sql.js';
import { insertClaimPayments } from '../store/claim-payments.js';
import { addToRollups, dropEmptyRollups, takeFromRollups } from '../store/claim-rollups.js';
import { claimVersions } from '../store/claim-versions.js';

/** The Detail row of the current version of a claim that stands already, with these columns. */
export async function insertDetail(
  db: Db,
  tranId: string,
  columns: Readonly<Record<string, Value>>,
): Promise<void> {
  const claim = await db.first<{ file_id: number; kind: string; scheme: string; hospital_code: string }>(
    sql`select file_id, kind, scheme, hospital_code from claim_current where tran_id = ${tranId}`,
  );
  if (claim === null) throw new Error(`no claim ${tranId}`);
  const table = claim.kind === 'ORF' ? 'claim_rep_orf_nhso_item' : 'claim_rep_opip_nhso_item';
  const id = await db.insert(table, {
    ...claim,
    ...{ tran_id: tranId, file_type: claim.kind, sheet_name: 'Detail', row_no: Number(tranId) },
    ...{ row_hash: tranId.padStart(64, '0'), layout_id: 'rep-opip-120', row_role: 'reported', version_no: 1 },
    ...{ version_key: tranId, is_current: true, status: 'passed', extra: '{}' },
    ...columns,
  });
  const versions = await claimVersions(db, claim.hospital_code, [tranId]);
  const {
    latePercent = null,
    dischargeDay = null,
    rw = null,
  } = versions.find((version) => version.id === id) ?? {};
  const claims = { hospitalCode: claim.hospital_code, tranIds: [tranId], butOfFile: null };
  const months = await takeFromRollups(db, claims);
  await db.execute(sql`update claim_current set item_id = ${id}, late_percent = ${latePercent},
    discharge_day = ${dischargeDay}, rw = ${rw} where tran_id = ${tranId}`);
  await insertClaimPayments(db, claim.kind === 'ORF' ? 'orf' : 'opip', { itemId: id });
  await addToRollups(db, claims);
  await dropEmptyRollups(db, claim.hospital_code, months);
}
