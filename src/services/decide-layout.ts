import type { Db, Tx } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import {
  type AnswerFault,
  answeredMapping,
  type ColumnAnswer,
  type MappingDocument,
} from '../filetypes/mapping-document.js';
import { writeAudit } from '../store/audit-log.js';
import { findMapping, revokeMappingRow, saveMapping } from '../store/layout-mappings.js';
import { askToReread } from '../store/older-reader-files.js';
import {
  decideFingerprint,
  decideSheet,
  findQuarantine,
  hasOpenSheets,
  type QuarantineDecision,
} from '../store/quarantine.js';
import type { Actor } from './actor.js';
import { keptDifferenceOf } from './compare-headings.js';
import { alertAboutFile } from './raise-alert.js';

export type { AnswerFault, ColumnAnswer };

export interface LayoutDecision {
  readonly quarantineId: number;
  readonly by: Actor;
  readonly note: string;
  readonly at: Date;
}

const userIdOf = ({ actorKind, actorId }: Actor) => (actorKind === 'user' ? actorId : null);

function stateOf(state: QuarantineDecision['state'], { by, at, note }: LayoutDecision): QuarantineDecision {
  return { state, by: userIdOf(by), at, note };
}

/** Keeps a mapping, marks every sheet that waited for it, and writes who did it and why. */
export async function keepMapping(
  tx: Tx,
  document: MappingDocument,
  decision: Omit<LayoutDecision, 'quarantineId'>,
): Promise<void> {
  const { by, note, at } = decision;
  const { fingerprint, sheet_kind: sheetKind, layout, columns, kept } = document;
  const mapping = JSON.stringify({ columns, kept });
  const approved = { by: userIdOf(by), byName: by.actorName, at };
  await saveMapping(tx, { fingerprint, sheetKind, layout, mapping, note, ...approved });
  await decideFingerprint(
    tx,
    { fingerprint, sheetKind },
    stateOf('approved', { ...decision, quarantineId: 0 }),
  );
  // The files that wait are imported at once; where the program is ended before, at its next start.
  await askToReread(tx, { fingerprint, sheetKind });
  await writeAudit(tx, {
    ...by,
    at,
    action: 'change',
    subject: `layout mapping ${fingerprint.slice(0, 12)} ${layout}`,
    outcome: 'done',
    reason: note,
    details: { what: 'approved', ...document },
  });
}

/**
 * Approves which columns of a strange sheet are those of the nearest known form; from now on every sheet with these
 * headings is read so. Answers what is wrong with the answers ([] = approved) and the fingerprint, for the import of the
 * files that wait. Throws AppError not_found, layout_not_mappable.
 */
export async function approveLayout(
  { db }: { readonly db: Db },
  decision: LayoutDecision & { readonly answers: ReadonlyMap<number, ColumnAnswer> },
): Promise<{ readonly faults: readonly AnswerFault[]; readonly fingerprint: string }> {
  return db.transaction(async (tx) => {
    const sheet = await findQuarantine(tx, decision.quarantineId);
    if (!sheet) throw new AppError('not_found');
    const kept = keptDifferenceOf(sheet.difference);
    if (!kept) throw new AppError('layout_not_mappable', { sheet: sheet.sheet_name });
    const { document, faults } = answeredMapping(kept.fileType, kept.difference, decision.answers);
    if (faults.length > 0) return { faults, fingerprint: sheet.fingerprint };
    await decideSheet(tx, sheet.id, stateOf('approved', decision));
    await keepMapping(tx, document, decision);
    return { faults, fingerprint: sheet.fingerprint };
  });
}

/** A person says that this sheet is none of ours: its file stays kept and out, and nobody is alerted any more. */
export async function rejectLayout({ db }: { readonly db: Db }, decision: LayoutDecision): Promise<void> {
  await db.transaction(async (tx) => {
    const sheet = await findQuarantine(tx, decision.quarantineId);
    if (!sheet) throw new AppError('not_found');
    const { kind, file_id: fileId } = sheet;
    await decideSheet(tx, sheet.id, stateOf('rejected', decision));
    const filename = sheet.filename ?? '';
    if (!(await hasOpenSheets(tx, { kind, fileId })))
      await alertAboutFile(tx, { kind, fileId, filename, status: 'rejected', controlsAgree: null });
    await writeAudit(tx, {
      ...decision.by,
      at: decision.at,
      action: 'change',
      subject: `quarantine ${sheet.id}`,
      outcome: 'done',
      reason: decision.note,
      details: { what: 'rejected', file_id: fileId, sheet: sheet.sheet_name },
    });
  });
}

/** A mapping is used no more for files that come; those that came in by it stay. Throws AppError not_found. */
export async function revokeMapping(
  { db }: { readonly db: Db },
  { mappingId, by, note, at }: Omit<LayoutDecision, 'quarantineId'> & { readonly mappingId: number },
): Promise<void> {
  await db.transaction(async (tx) => {
    const mapping = await findMapping(tx, mappingId);
    if (!mapping) throw new AppError('not_found');
    if (mapping.revoked_at !== null) return;
    await revokeMappingRow(tx, mappingId, { by: userIdOf(by), at });
    await writeAudit(tx, {
      ...by,
      at,
      action: 'change',
      subject: `layout mapping ${mapping.fingerprint.slice(0, 12)} ${mapping.layout_id}`,
      outcome: 'done',
      reason: note,
      details: { what: 'revoked' },
    });
  });
}
