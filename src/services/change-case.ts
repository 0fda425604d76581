import type { Tx } from '../db/db.js';
import { type CaseFieldName, caseFieldNames, isDone, isToldInActivity } from '../domain/case.js';
import { caseChanged } from '../domain/case-event.js';
import type { CaseChangeInput } from '../domain/case-input.js';
import { AppError } from '../domain/errors.js';
import { fiscalYearOf } from '../domain/fiscal-year.js';
import { dayOf } from '../domain/thai-date.js';
import { addCaseActivity, type NewCaseActivity } from '../store/case-activity.js';
import {
  type CaseChanges,
  type CaseUpdate,
  findCase,
  findCaseId,
  lockCase,
  moveCase,
  type StoredCase,
  updateCase,
} from '../store/cases.js';
import type { ChangeBatch } from '../store/changes.js';
import { recordEvents } from '../store/events.js';
import type { Actor } from './actor.js';
import { type CaseReach, type CaseReferences, findCaseReferences } from './case-references.js';
import type { BesideCase, CaseParts } from './create-case.js';
import { freeCaseNumber } from './free-case-numbers.js';
import { inChangeBatch } from './in-change-batch.js';

export interface CaseChange {
  readonly id: number;
  /** What is absent stays, null clears. */
  readonly input: CaseChangeInput;
  readonly reach: CaseReach;
  readonly by: Actor;
  readonly ifVersion: WantedVersion;
}

/** The version that the caller has seen, or any of several; null = whichever. */
export type WantedVersion = number | readonly number[] | null;

/** Throws AppError stale_version. */
export function checkVersion({ version }: StoredCase, wanted: WantedVersion): void {
  if (wanted !== null && ![wanted].flat().includes(version)) throw new AppError('stale_version');
}

/** What became of it: `changed` names the fields, none where all values were so already. */
export interface ChangedCase {
  readonly stored: StoredCase;
  readonly before: StoredCase;
  readonly changed: readonly CaseFieldName[];
}

/** Merges a change into a case. Throws AppError not_found, stale_version, and CaseFault. */
export async function changeCase(
  parts: CaseParts,
  asked: CaseChange,
  beside?: BesideCase,
): Promise<ChangedCase> {
  const { answer: done, at } = await inChangeBatch(parts.db, async (tx, batch) => {
    const before = await lockCase(tx, asked.id, asked.reach.hospital);
    if (before === null) throw new AppError('not_found');
    checkVersion(before, asked.ifVersion);
    const change = await changeCaseIn(tx, batch, before, asked);
    if (change.changed.length > 0) await beside?.(tx, change.stored, batch);
    return change;
  });
  if (at !== null) parts.bus?.publish('event.recorded', {});
  return at === null ? done : { ...done, stored: { ...done.stored, updated_at: at } };
}

/** The same of a case that this transaction has locked: only what differs is written, told and counted. */
export async function changeCaseIn(
  tx: Tx,
  batch: ChangeBatch,
  before: StoredCase,
  { input, reach, by }: Pick<CaseChange, 'input' | 'reach' | 'by'>,
): Promise<ChangedCase> {
  const changed = changedFields(before, input);
  if (changed.length === 0) return { stored: before, before, changed };
  const asked = Object.fromEntries(changed.map((name) => [name, input[name]])) as CaseChangeInput; // the same fields
  // A case from before HOSPITAL_CODE was set is of no hospital yet: it becomes one of its claim's.
  const within = { ...reach, hospital: before.hospital_code || reach.hospital };
  const references = await findCaseReferences(tx, asked, within);
  const renumbered = await joinHospital(tx, before, references);
  const { changes, resolved } = caseUpdate(before, asked, references);
  await updateCase(tx, before.id, changes, { batch, resolved });
  await addCaseActivity(tx, by, [...activityOf(before, asked, changed), ...renumbered]);
  const stored = await findCase(tx, before.id, null);
  if (stored === null) throw new Error('a case that was just changed is gone');
  await recordEvents(tx, batch, caseChanged(before, stored, changed));
  return { stored, before, changed };
}

/** Fields that would have another value. */
export function changedFields(before: StoredCase, input: CaseChangeInput): CaseFieldName[] {
  return caseFieldNames.filter((name) => input[name] !== undefined && input[name] !== before[name]);
}

/** What is written for the fields of `asked`, all of which differ. */
export function caseUpdate(
  before: StoredCase,
  asked: CaseChangeInput,
  { claim, assignedUserId }: CaseReferences,
): CaseUpdate {
  const { assigned_to: _name, ...rest } = asked;
  const changes: CaseChanges = {
    ...rest,
    ...(assignedUserId !== undefined && { assigned_user_id: assignedUserId }),
    ...(claim !== undefined && { deny_code: claim?.denyCode ?? null }),
  };
  return { before, changes, resolved: resolvedBy(before, asked.status) };
}

/** Where its number is that of another case there it gets the next one, and its activity says so. */
async function joinHospital(
  tx: Tx,
  { id, hospital_code: hospital, case_number: number, created_at: madeAt }: StoredCase,
  { claim }: CaseReferences,
): Promise<NewCaseActivity[]> {
  if (hospital !== '' || !claim) return [];
  const { hospitalCode } = claim;
  const isFree = (await findCaseId(tx, hospitalCode, number)) === null;
  const year = fiscalYearOf(dayOf(new Date(madeAt)));
  const caseNumber = isFree ? number : await freeCaseNumber(tx, hospitalCode, year);
  await moveCase(tx, id, { hospitalCode, caseNumber });
  const told = { caseId: id, activity: 'changed' as const, field: 'case_number' };
  return isFree ? [] : [{ ...told, oldValue: number, newValue: caseNumber }];
}

/** One line for each field that changed. */
export function activityOf(
  before: StoredCase,
  input: CaseChangeInput,
  changed: readonly CaseFieldName[],
): NewCaseActivity[] {
  return changed.map((field) => ({
    caseId: before.id,
    activity: 'changed' as const,
    field,
    oldValue: isToldInActivity(field) ? before[field] : null,
    newValue: isToldInActivity(field) ? (input[field] ?? null) : null,
  }));
}

/** A case is resolved when it comes to `resolved` or `closed` from another status, and no longer when it leaves them. */
function resolvedBy(before: StoredCase, status: CaseChangeInput['status']): CaseUpdate['resolved'] {
  if (status === undefined || isDone(status) === isDone(before.status)) return 'as_it_is';
  return isDone(status) ? 'now' : 'not';
}
