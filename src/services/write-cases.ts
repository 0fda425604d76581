import type { Tx } from '../db/db.js';
import { caseChanged, caseCreated } from '../domain/case-event.js';
import type { CaseImportError, CaseImportOptions } from '../domain/case-import.js';
import type { CaseChangeInput } from '../domain/case-input.js';
import type { NewEvent } from '../domain/event-data.js';
import { addCaseActivity, type NewCaseActivity } from '../store/case-activity.js';
import { type CaseClaim, findCaseClaims } from '../store/case-claims.js';
import {
  findCasesByNumber,
  insertCases,
  insertedCases,
  settleInsertedCases,
  updateCases,
} from '../store/case-rows.js';
import type { CaseUpdate, NewCaseRow, StoredCase } from '../store/cases.js';
import type { ChangeBatch } from '../store/changes.js';
import { recordEvents } from '../store/events.js';
import type { User } from '../store/users.js';
import type { Actor } from './actor.js';
import type { CaseImportTally } from './case-import-tally.js';
import type { CaseNumberSource } from './case-number-source.js';
import type { CaseReach } from './case-references.js';
import { activityOf, caseUpdate, changedFields } from './change-case.js';
import type { StagedCase } from './stage-cases.js';

type Ready = Extract<StagedCase, { readonly input: unknown }>;

export interface WriterParts {
  readonly options: CaseImportOptions;
  readonly reach: CaseReach;
  readonly by: Actor;
  readonly users: readonly User[];
  readonly numbers: CaseNumberSource;
  readonly tally: CaseImportTally;
}

/** Rows by the line on which they begin, and why they were refused. */
export type LateErrors = ReadonlyMap<number, readonly CaseImportError[]>;

/** Where a row belongs: what it points at was found. */
interface Placed {
  readonly row: Ready;
  readonly hospitalCode: string;
  readonly claim: CaseClaim | null;
  readonly userId: number | null;
}

/** What is written of a case that is there, and told of it. */
interface Change {
  readonly update: CaseUpdate;
  readonly events: readonly NewEvent[];
  readonly activity: readonly NewCaseActivity[];
}

/** Writes rows of a file into the cases, group by group; in a dry run it only counts. */
export async function openWriter(tx: Tx, batch: ChangeBatch, parts: WriterParts) {
  const { options, reach, by, users, numbers, tally } = parts;
  const { counts } = tally;
  const active = new Map(users.filter(({ isActive }) => isActive).map(({ username, id }) => [username, id]));

  async function place(rows: readonly Ready[], errors: Map<number, CaseImportError[]>): Promise<Placed[]> {
    const tranIds = rows.flatMap(({ input }) => input.tran_id ?? []);
    const claims = await findCaseClaims(tx, [...new Set(tranIds)], {
      hospital: reach.hospital,
      own: reach.ownHospital,
    });
    return rows.flatMap((row): Placed[] => {
      const { tran_id: tranId, assigned_to: name, case_number: number = null } = row.input;
      const claim = tranId ? (claims.get(tranId) ?? null) : null;
      const userId = name ? (active.get(name) ?? null) : null;
      const wrong = (field: string, message: string) => ({
        row: row.line,
        case_number: number,
        field,
        message,
      });
      const found = [
        ...(tranId && claim === null ? [wrong('tran_id', 'is no claim that is stored here')] : []),
        ...(name && userId === null ? [wrong('assigned_to', 'is no active user')] : []),
      ];
      if (found.length > 0) errors.set(row.line, found);
      const hospitalCode = claim?.hospitalCode ?? reach.hospital ?? reach.ownHospital;
      return found.length > 0 ? [] : [{ row, hospitalCode, claim, userId }];
    });
  }

  /** null = nothing is to be written. */
  function changeOf(before: StoredCase, { row, claim, userId }: Placed): Change | null {
    const asked = inputOf(row);
    const changed = changedFields(before, asked);
    if (changed.length === 0) {
      counts.unchanged += 1;
      return null;
    }
    counts.updated += 1;
    counts.defaulted += row.blank.filter((field) => row.present.includes(field)).length;
    if (options.dryRun) return null;
    const only = Object.fromEntries(changed.map((name) => [name, asked[name]])) as CaseChangeInput; // the same fields
    const references = {
      claim: changed.includes('tran_id') ? claim : undefined,
      assignedUserId: changed.includes('assigned_to') ? userId : undefined,
    };
    const stored = { ...before, ...only, version: before.version + 1 };
    return {
      update: caseUpdate(before, only, references),
      events: caseChanged(before, { ...stored, status: only.status ?? before.status }, changed),
      activity: activityOf(before, only, changed),
    };
  }

  async function change(found: readonly (readonly [StoredCase, Placed])[]): Promise<void> {
    const changes = found.flatMap(([before, one]) => changeOf(before, one) ?? []);
    await updateCases(
      tx,
      changes.map(({ update }) => update),
      batch,
    );
    await addCaseActivity(
      tx,
      by,
      changes.flatMap(({ activity }) => activity),
    );
    await recordEvents(
      tx,
      batch,
      changes.flatMap(({ events }) => events),
    );
  }

  async function make(placed: readonly Placed[]): Promise<void> {
    counts.imported += placed.length;
    for (const { row } of placed) counts.defaulted += row.blank.length;
    if (options.dryRun) return;
    const next = await numbers.take(
      placed.flatMap(({ row, hospitalCode }) => (row.input.case_number ? [] : [hospitalCode])),
    );
    const rows = placed.map((one) => newRow(one, one.row.input.case_number ?? next(one.hospitalCode)));
    await insertCases(tx, rows, batch);
  }

  return {
    /** Answers which rows were refused for what they point at. */
    async write(rows: readonly Ready[]): Promise<LateErrors> {
      const errors = new Map<number, CaseImportError[]>();
      const placed = await place(rows, errors);
      const given = placed.flatMap(({ row }) => row.input.case_number ?? []);
      const hospitals = [...new Set(placed.map(({ hospitalCode }) => hospitalCode))];
      const there = new Map(
        (await findCasesByNumber(tx, { hospitals, caseNumbers: given }, !options.dryRun)).map((one) => [
          keyOf(one.hospital_code, one.case_number),
          one,
        ]),
      );
      const found = ({ row, hospitalCode }: Placed) =>
        there.get(keyOf(hospitalCode, row.input.case_number ?? ''));
      const known = placed.flatMap((one) => {
        const before = found(one);
        return before === undefined ? [] : [[before, one] as const];
      });
      if (options.onExisting === 'skip') counts.skipped += known.length;
      else await change(known);
      await make(placed.filter((one) => found(one) === undefined));
      return errors;
    },
    async end(): Promise<void> {
      if (options.dryRun || counts.imported === 0) return;
      await settleInsertedCases(tx, batch, by);
      for await (const made of insertedCases(tx, batch))
        await recordEvents(tx, batch, made.flatMap(caseCreated));
    },
  };
}

const keyOf = (hospitalCode: string, number: string): string => JSON.stringify([hospitalCode, number]);

/** What the file says of a case that is there: columns that it has not stay, blank ones are cleared. */
function inputOf({ input, present }: Ready): CaseChangeInput {
  const named = present.flatMap((name): [string, unknown][] => {
    const value = input[name];
    return name === 'status' && value === undefined ? [] : [[name, value ?? null]];
  });
  return Object.fromEntries(named) as CaseChangeInput; // fields of a new case, each of its own kind
}

function newRow({ row: { input }, hospitalCode, claim, userId }: Placed, number: string): NewCaseRow {
  return {
    hospital_code: hospitalCode,
    case_number: number,
    title: input.title,
    description: input.description ?? null,
    category: input.category,
    priority: input.priority,
    status: input.status ?? 'open',
    tran_id: input.tran_id ?? null,
    deny_code: claim?.denyCode ?? null,
    reporter_phone: input.reporter_phone ?? null,
    reporter_email: input.reporter_email ?? null,
    assigned_user_id: userId,
    external_ref: input.external_ref ?? null,
    source: 'import',
  };
}
