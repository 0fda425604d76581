import type { Tx } from '../db/db.js';
import { sql } from '../db/sql.js';
import { errorCodesOf } from '../domain/claim.js';
import type { NewEvent } from '../domain/event-data.js';
import type { ChangeBatch } from './changes.js';
import { recordEvents } from './events.js';
import { areClaimsWanted } from './webhook-endpoints.js';

interface ChangedClaim {
  readonly id: number;
  readonly hospital_code: string;
  readonly tran_id: string;
  readonly file_id: number;
  readonly versions: number;
  readonly kind: string;
  readonly scheme: string;
  readonly rep_no: string;
  readonly is_denied: boolean;
  readonly error_code: string | null;
  readonly claimed: string | null;
  readonly reimbursed: string | null;
  readonly loss: string | null;
}

const atOnce = 1000;

/** Codes alone, should a sentence stand in the cell. */
const isCode = (word: string) => /^(?=.*\d)[0-9A-Z-]{1,6}$/.test(word);

/**
 * Events of the claims that this batch changed, as the last step but one of its transaction. Without an endpoint that wants
 * them it is one small question. `newFile`: the workbook that came now; what else changed about a claim is an update.
 */
export async function recordClaimEvents(
  tx: Tx,
  batch: ChangeBatch,
  newFile: number | null = null,
): Promise<void> {
  if (!(await areClaimsWanted(tx))) return;
  for (let after = 0; ; ) {
    const claims = await tx.query<ChangedClaim>(sql`
      select id, hospital_code, tran_id, file_id, versions, lower(kind) as kind, lower(scheme) as scheme, rep_no, is_denied,
        error_code, claimed, reimbursed, loss
      from claim_current where change_batch = ${batch.id} and id > ${after} order by id limit ${atOnce}`);
    await recordEvents(
      tx,
      batch,
      claims.flatMap((claim) => eventsOf(claim, newFile)),
    );
    const last = claims.at(-1);
    if (last === undefined || claims.length < atOnce) return;
    after = last.id;
  }
}

function eventsOf(claim: ChangedClaim, newFile: number | null): NewEvent[] {
  const isNewVersion = claim.file_id === newFile;
  const types = [
    isNewVersion && claim.versions === 1 ? ('claim.created' as const) : ('claim.updated' as const),
    ...(isNewVersion && claim.is_denied ? ['claim.denied' as const] : []),
  ];
  const { tran_id, kind, scheme, rep_no, claimed, reimbursed, loss, file_id } = claim;
  const data = {
    tran_id,
    version: claim.versions,
    kind,
    scheme,
    rep_no,
    status: claim.is_denied ? ('denied' as const) : ('passed' as const),
    error_codes: errorCodesOf(claim.error_code).filter(isCode),
    claimed,
    reimbursed,
    loss,
    file_id,
    // Another hospital may have the number too.
    url: `/api/v1/claims/${encodeURIComponent(tran_id)}?hospital=${claim.hospital_code}`,
  };
  return types.map((type) => ({ type, hospitalCode: claim.hospital_code, data }));
}
