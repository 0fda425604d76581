import { caseDeleted } from '../domain/case-event.js';
import { AppError } from '../domain/errors.js';
import { writeAudit } from '../store/audit-log.js';
import { deleteCase, type HospitalBound, lockCase, type StoredCase } from '../store/cases.js';
import { recordEvents } from '../store/events.js';
import type { Actor } from './actor.js';
import { checkVersion, type WantedVersion } from './change-case.js';
import type { BesideCase, CaseParts } from './create-case.js';
import { inChangeBatch } from './in-change-batch.js';

/** Takes a case out with its activity; a tombstone tells those who sync. Throws AppError not_found, stale_version. */
export async function removeCase(
  parts: CaseParts,
  asked: {
    readonly id: number;
    readonly hospital: HospitalBound;
    readonly by: Actor;
    readonly ifVersion: WantedVersion;
  },
  beside?: BesideCase,
): Promise<StoredCase> {
  const { answer } = await inChangeBatch(parts.db, async (tx, batch) => {
    const gone = await lockCase(tx, asked.id, asked.hospital);
    if (gone === null) throw new AppError('not_found');
    checkVersion(gone, asked.ifVersion);
    await deleteCase(tx, gone, batch);
    await recordEvents(tx, batch, caseDeleted(gone));
    await beside?.(tx, gone, batch);
    const subject = `case ${gone.case_number}`;
    await writeAudit(tx, {
      ...asked.by,
      at: parts.now(),
      action: 'change',
      subject,
      outcome: 'done',
      details: { deleted: gone.id },
    });
    return gone;
  });
  parts.bus?.publish('event.recorded', {});
  return answer;
}
