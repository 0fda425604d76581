import type { Db, Tx } from '../db/db.js';
import type { CaseFields, CaseSource } from '../domain/case.js';
import { caseCreated } from '../domain/case-event.js';
import type { NewCaseInput } from '../domain/case-input.js';
import { AppError } from '../domain/errors.js';
import { fiscalYearOf } from '../domain/fiscal-year.js';
import { dayOf } from '../domain/thai-date.js';
import type { Bus } from '../events/bus.js';
import { addCaseActivity } from '../store/case-activity.js';
import { findCase, findCaseId, insertCase, type NewCaseRow, type StoredCase } from '../store/cases.js';
import type { ChangeBatch } from '../store/changes.js';
import { recordEvents } from '../store/events.js';
import type { Actor } from './actor.js';
import { type CaseReach, findCaseReferences } from './case-references.js';
import { freeCaseNumber } from './free-case-numbers.js';
import { inChangeBatch } from './in-change-batch.js';

export interface CaseParts {
  readonly db: Db;
  readonly now: () => Date;
  /** Told after the commit that there is an event; where absent it is found within a second. */
  readonly bus?: Bus;
}

/** What goes into the same transaction, before its batch is closed: the answer to an Idempotency-Key, an event. */
export type BesideCase = (tx: Tx, changed: StoredCase, batch: ChangeBatch) => Promise<void>;

export interface NewCase {
  readonly input: NewCaseInput;
  readonly source: CaseSource;
  readonly reach: CaseReach;
  readonly by: Actor;
  /** Of a denied claim that is opened for one of its codes; else the first code of the claim. */
  readonly denyCode?: string;
}

/** Stores a new case. Throws CaseFault (a reference is wrong) and AppError duplicate. */
export async function createCase(parts: CaseParts, asked: NewCase, beside?: BesideCase): Promise<StoredCase> {
  const { answer, at } = await inChangeBatch(parts.db, async (tx, batch) => {
    const made = await createCaseIn(tx, batch, parts.now(), asked);
    await beside?.(tx, made, batch);
    return made;
  });
  parts.bus?.publish('event.recorded', {});
  return { ...answer, updated_at: at };
}

/** The same inside a transaction that others began: `updated_at` is known when its batch is closed. */
export async function createCaseIn(
  tx: Tx,
  batch: ChangeBatch,
  now: Date,
  asked: NewCase,
): Promise<StoredCase> {
  const { input, reach, by } = asked;
  const { claim, assignedUserId } = await findCaseReferences(tx, input, reach);
  const hospitalCode = claim?.hospitalCode ?? reach.hospital ?? reach.ownHospital;
  const given = input.case_number ?? null;
  if (given !== null && (await findCaseId(tx, hospitalCode, given)) !== null)
    throw new AppError('duplicate', { name: 'case_number' });
  const row: NewCaseRow = {
    ...fieldsOf(input),
    hospital_code: hospitalCode,
    case_number: given ?? (await freeCaseNumber(tx, hospitalCode, fiscalYearOf(dayOf(now)))),
    deny_code: asked.denyCode ?? claim?.denyCode ?? null,
    assigned_user_id: assignedUserId ?? null,
    source: asked.source,
  };
  const id = await insertCase(tx, row, batch);
  await addCaseActivity(tx, by, [
    { caseId: id, activity: 'created', field: null, oldValue: null, newValue: null },
  ]);
  const made = await storedCase(tx, id);
  await recordEvents(tx, batch, caseCreated(made));
  return made;
}

function fieldsOf(input: NewCaseInput): Omit<CaseFields, 'assigned_to'> {
  return {
    title: input.title,
    description: input.description ?? null,
    category: input.category,
    priority: input.priority,
    status: input.status ?? 'open',
    tran_id: input.tran_id ?? null,
    reporter_phone: input.reporter_phone ?? null,
    reporter_email: input.reporter_email ?? null,
    external_ref: input.external_ref ?? null,
  };
}

async function storedCase(db: Db | Tx, id: number): Promise<StoredCase> {
  const stored = await findCase(db, id, null);
  if (stored === null) throw new Error('a case that was just written is gone');
  return stored;
}
