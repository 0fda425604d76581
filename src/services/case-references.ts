import type { Queryable } from '../db/db.js';
import { CaseFault, type FieldFault } from '../domain/case-fault.js';
import { type CaseClaim, findCaseClaim } from '../store/case-claims.js';
import type { HospitalBound } from '../store/cases.js';
import { findUserByName } from '../store/users.js';

/** Whose rows may be seen, and which hospital this is. */
export interface CaseReach {
  /** null = every hospital's. */
  readonly hospital: HospitalBound;
  /** HOSPITAL_CODE; empty where it is not set. */
  readonly ownHospital: string;
}

export interface CaseReferences {
  /** undefined = was not asked for. */
  readonly claim: CaseClaim | null | undefined;
  readonly assignedUserId: number | null | undefined;
}

/** Looks up what a case points at; what does not exist, or may not be seen, is a CaseFault that names the field. */
export async function findCaseReferences(
  db: Queryable,
  asked: { readonly tran_id?: string | null | undefined; readonly assigned_to?: string | null | undefined },
  reach: CaseReach,
): Promise<CaseReferences> {
  const faults: FieldFault[] = [];
  const claim = asked.tran_id
    ? await findCaseClaim(db, asked.tran_id, { hospital: reach.hospital, own: reach.ownHospital })
    : asked.tran_id;
  if (asked.tran_id && claim === null)
    faults.push({ field: 'tran_id', detail: 'is no claim that is stored here' });
  const user = asked.assigned_to ? await findUserByName(db, asked.assigned_to) : null;
  if (asked.assigned_to && !user?.isActive)
    faults.push({ field: 'assigned_to', detail: 'is no active user' });
  if (faults.length > 0) throw new CaseFault(faults);
  return {
    claim: typeof claim === 'string' ? null : claim,
    assignedUserId: asked.assigned_to === undefined ? undefined : (user?.id ?? null),
  };
}
