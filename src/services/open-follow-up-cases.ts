import type { Config } from '../config.js';
import type { Tx } from '../db/db.js';
import { isDone } from '../domain/case.js';
import { caseCreated } from '../domain/case-event.js';
import { fiscalYearOf } from '../domain/fiscal-year.js';
import { dayOf } from '../domain/thai-date.js';
import { addCaseActivity } from '../store/case-activity.js';
import { lockCase } from '../store/cases.js';
import type { ChangeBatch } from '../store/changes.js';
import {
  casesResolvedByPass,
  type DenialCase,
  type DeniedClaimRow,
  deniedInFile,
  insertDenialCases,
  type NewDenialCase,
  openDenialCases,
  passedCases,
  queuedDenials,
} from '../store/denial-cases.js';
import { recordEvents } from '../store/events.js';
import { queueOutbox } from '../store/openchs-outbox.js';
import { isFileAfter, lostTime } from '../store/restored.js';
import type { Actor } from './actor.js';
import { changeCaseIn } from './change-case.js';
import { freeCaseNumbers } from './free-case-numbers.js';
import { isOpenchsOn, openchsDenyCodes, openchsTargetName } from './openchs-target.js';
import { openchsReference } from './openchs-text.js';

/** Which denials of an import open a case that goes to OpenCHS. */
export interface FollowUp {
  readonly target: string;
  readonly codes: readonly string[];
}

export const importActor: Actor = { actorKind: 'job', actorId: null, actorName: 'import' };

/** null = the connector is off: an import does nothing for it. */
export function followUpOf(config: Config): FollowUp | null {
  if (!isOpenchsOn(config)) return null;
  return { target: openchsTargetName(config), codes: openchsDenyCodes(config) };
}

/** Cases may have a code as somebody typed it. */
const markOf = ({ tranId, denyCode }: Pick<DeniedClaimRow, 'tranId' | 'denyCode'>) =>
  `${tranId} ${denyCode.toUpperCase()}`;

/**
 * Inside the transaction of an import, as its last work: each claim that its file made denied by a chosen code gets a case
 * here, new or the one that is open, and a row of the outbox; a claim that passes now has its case resolved. One that is denied by
 * the same code again has that case opened again, and none is sent: there is one case there for a claim and a code.
 */
export async function openFollowUpCases(
  tx: Tx,
  batch: ChangeBatch,
  { target, codes }: FollowUp,
  file: { readonly id: number; readonly hospitalCode: string; readonly isReread: boolean },
  now: Date,
): Promise<void> {
  for (const id of await passedCases(tx, file.id, target)) await setStatus(tx, batch, id, 'resolved');
  // A file that is read again tells nothing new: its denials are from before the switch was turned on, or queued.
  if (codes.length === 0 || file.isReread) return;
  const denied = await deniedInFile(tx, file.id, codes);
  if (denied.length === 0) return;
  const tranIds = [...new Set(denied.map(({ tranId }) => tranId))];
  const queued = await queuedDenials(tx, { target, hospitalCode: file.hospitalCode }, tranIds);
  const fresh = denied.filter((claim) => !queued.has(markOf(claim)));
  // It passed, and is denied once more: the work is here again, and nothing is sent a second time.
  const again = denied.filter((claim) => queued.has(markOf(claim)));
  const resolver = { hospitalCode: file.hospitalCode, actorName: importActor.actorName };
  for (const id of await casesResolvedByPass(tx, resolver, again)) await setStatus(tx, batch, id, 'open');
  const cases = new Map<string, number>();
  const note = ({ id, ...claim }: DenialCase) => cases.set(markOf(claim), id);
  for (const open of await openDenialCases(tx, file.hospitalCode, tranIds)) note(open);
  const missing = fresh.filter((claim) => !cases.has(markOf(claim)));
  const made = await insertDenialCases(tx, batch, await named(tx, file.hospitalCode, missing, now));
  for (const { id, tran_id: tranId, deny_code: denyCode } of made) note({ id, tranId, denyCode });
  await addCaseActivity(
    tx,
    importActor,
    made.map(({ id }) => ({ caseId: id, activity: 'created', field: null, oldValue: null, newValue: null })),
  );
  await recordEvents(tx, batch, made.flatMap(caseCreated));
  const rows = fresh.flatMap((claim) => {
    const caseId = cases.get(markOf(claim));
    const key = { target, ...claim };
    return caseId === undefined ? [] : [{ ...key, reference: openchsReference(key), caseId }];
  });
  await queueOutbox(tx, rows, { now, lostSince: await lostSince(tx, file.id) });
}

/** Since when the denials of a file may have been sent without this database knowing; null = they are new. */
async function lostSince(tx: Tx, fileId: number): Promise<Date | null> {
  const lost = await lostTime(tx);
  if (lost === null) return null;
  // A file that NHSO made later was in nobody's hands before.
  const isLater = await isFileAfter(tx, fileId, dayOf(lost.restored_at));
  return isLater ? null : new Date(lost.lost_since);
}

/** New cases with their titles and the next free numbers. */
async function named(
  tx: Tx,
  hospitalCode: string,
  claims: readonly DeniedClaimRow[],
  now: Date,
): Promise<NewDenialCase[]> {
  const fiscalYear = fiscalYearOf(dayOf(now));
  const free = await freeCaseNumbers(tx, hospitalCode, fiscalYear, claims.length);
  return claims.map((claim, at) => ({
    ...claim,
    caseNumber: free[at] ?? '',
    title: `เคลม ${claim.tranId} ติด C รหัส ${claim.denyCode}`,
  }));
}

async function setStatus(tx: Tx, batch: ChangeBatch, id: number, status: 'resolved' | 'open'): Promise<void> {
  const before = await lockCase(tx, id, null);
  // Somebody may have ended it, or taken it out, while this waited.
  if (before === null || isDone(before.status) === isDone(status) || before.status === 'closed') return;
  const reach = { hospital: null, ownHospital: before.hospital_code };
  await changeCaseIn(tx, batch, before, { input: { status }, reach, by: importActor });
}
